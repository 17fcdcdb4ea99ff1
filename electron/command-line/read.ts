// Commands of the command line that only read: they work while a window holds the plan.

import { fixOf } from '../../shared/checks/fixes.ts';
import { checkPlan } from '../../shared/checks/plan-checks.ts';
import { messageOf, placeName } from '../../shared/checks/sentences.ts';
import { must } from '../../shared/contract/failure.ts';
import { keyOf } from '../../shared/model/ids.ts';
import { findTable } from '../../shared/model/lookup.ts';
import { placesOf } from '../../shared/outline/places.ts';
import { numbered } from '../../shared/outline/plain-text.ts';
import { documentView } from '../../shared/outline/view.ts';
import { problemSentence } from '../store/problem-sentences.ts';
import { listSamples, listTemplates } from '../templates.ts';
import { type Arguments, required, wholeNumber } from './arguments.ts';
import { withKeys } from './command-names.ts';
import { cellByNames } from './edit.ts';
import { type Answer, columns } from './output.ts';
import { openForReading, programServices } from './plans.ts';
import { cellJson, planJson, type TableJson } from './show.ts';

export function templates(): Answer {
  const list = listTemplates(programServices().templates).map(({ id, title, kind, tables }) => ({ id, title, kind, tables }));
  return { json: list, text: columns(list.map((t) => [t.id, t.title, `${t.tables} 张表`])) };
}

export function samples(): Answer {
  const list = listSamples(programServices().templates).map(({ id, title, template }) => ({ id, title, template }));
  return { json: list, text: columns(list.map((s) => [s.id, s.title])) };
}

function tableText(table: TableJson): string {
  const head = `${[table.number, table.title].filter(Boolean).join('  ')}${table.unit ? `（单位：${table.unit}）` : ''}`;
  const keys = table.columns.map((c) => c.key);
  const numeric = new Set(table.columns.flatMap((c, i) => (c.kind === 'number' ? [i] : [])));
  const rows = [table.columns.map((c) => c.path.join('/')), ...table.rows.map((row) => keys.map((key) => row.cells[key] ?? ''))];
  return [head, columns(rows, numeric), ...table.notes.map((note) => `注：${note}`)].join('\n');
}

export function show(args: Arguments): Answer {
  const [path] = args.words as [string];
  return openForReading(path, ({ live }) => {
    const name = args.options.get('table');
    const table = name === undefined ? undefined : must(findTable(live, name)).id;
    const json = planJson(live, { ...(table !== undefined && { table }), text: args.flags.has('text') });
    const head = [json.title, [json.region, json.year && `${json.year}年`, json.stage].filter(Boolean).join('  ')];
    const outline =
      name === undefined && json.text === undefined
        ? json.outline.map((o) => `${'  '.repeat(o.level)}${numbered(o.number, o.title)}`)
        : [];
    const parts =
      json.text !== undefined ? [json.text] : [...head, '', ...outline, '', ...json.tables.map((t) => `${tableText(t)}\n`)];
    return { json, text: parts.join('\n') };
  });
}

export function get(args: Arguments): Answer {
  const [path] = args.words as [string];
  return openForReading(path, ({ live }) => {
    const { row, column } = cellByNames(live, required(args, 'table'), required(args, 'row'), required(args, 'column'));
    const json = cellJson(live, row, column);
    return { json, text: json.text };
  });
}

export function history(args: Arguments): Answer {
  const [path] = args.words as [string];
  const limit = wholeNumber(args, 'limit', 1, 1_000_000) ?? 50;
  return openForReading(path, (store) => {
    const entries = store.history(limit).map(({ id, at, by, label, source, undoes }) => ({
      id,
      at,
      by,
      label,
      ...(source && { source }),
      ...(undoes && { undoes }),
    }));
    return { json: entries, text: columns(entries.map((e) => [String(e.id), e.at.slice(0, 16).replace('T', ' '), e.by, e.label])) };
  });
}

export function check(args: Arguments): Answer {
  const [path] = args.words as [string];
  return openForReading(path, ({ live }) => {
    const findings = checkPlan(live);
    const places = placesOf(documentView(live));
    const json = findings.map((finding) => {
      const { table, row, column, block } = finding.where;
      const where: Record<string, string> = {};
      if (table !== undefined) where.table = live.state.records.tbl.get(table)?.key ?? '';
      if (row !== undefined) where.row = live.state.records.row.get(row)?.key ?? '';
      if (column !== undefined) where.column = live.state.records.col.get(column)?.key ?? '';
      if (block !== undefined) where.block = keyOf('b', block);
      const { code, severity, expected, actual, answer } = finding;
      const fix = fixOf(live, finding);
      const message = `${placeName(live, finding, places)}：${messageOf(finding, live)}`;
      return {
        code,
        severity,
        message,
        where,
        ...(expected !== undefined && { expected }),
        ...(actual !== undefined && { actual }),
        ...(answer !== undefined && { answer }),
        ...(fix && { fix: { label: fix.label, command: withKeys(live, fix.command, table) } }),
      };
    });
    const words = { error: '错误', warning: '注意', hint: '提示' };
    const text = json.length ? json.map((f) => `${words[f.severity]}  ${f.message}`).join('\n') : '核对通过，没有问题';
    return { json, text, exit: json.some((f) => f.severity === 'error') ? 1 : 0 };
  });
}

export function verify(args: Arguments): Answer {
  const [path] = args.words as [string];
  return openForReading(path, (store) => {
    const problems = store.verify().map(problemSentence);
    const json = { ok: problems.length === 0, problems };
    return { json, text: json.ok ? '计划文件完好，合计全部相符' : problems.join('\n'), exit: json.ok ? 0 : 1 };
  });
}
