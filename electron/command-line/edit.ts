// Commands of the command line that write: one commit each through the same path as the window, then what changed.

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Command, type CommandType, commandArguments, commandSchema } from '../../shared/commands/schema.ts';
import { type Failure, FailureError, fail, must, ok, type Result } from '../../shared/contract/failure.ts';
import { nameStored } from '../../shared/formulas/words.ts';
import { keyOf } from '../../shared/model/ids.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { findColumn, findRow, findTable } from '../../shared/model/lookup.ts';
import type { ColumnRecord, RowRecord, TableRecord } from '../../shared/model/records.ts';
import { bindingsOf, cellExpression } from '../../shared/outline/number-offers.ts';
import { mint } from '../store/mint.ts';
import { type Arguments, badUsage, required } from './arguments.ts';
import { withIds } from './command-names.ts';
import type { Answer } from './output.ts';
import { author, openForReading, openForWriting } from './plans.ts';
import { type ChangedJson, changedJson } from './show.ts';

export interface NamedCell {
  table: TableRecord;
  row: RowRecord;
  column: ColumnRecord;
}

export function cellByNames(live: LivePlan, table: string, row: string, column: string): NamedCell {
  const t = must(findTable(live, table));
  const r = must(findRow(live, t.id, row));
  const c = must(findColumn(live, t.id, column));
  return { table: t, row: r, column: c };
}

const changedText = (changed: readonly ChangedJson[]): string =>
  changed.length ? changed.map((c) => `${c.table} ${c.row} ${c.column} = ${c.text || '（空）'}`).join('\n') : '没有改动';

/** Opens the plan, makes the command from it, commits, answers what changed. */
function edit(path: string, make: (live: LivePlan) => Command): Answer {
  return openForWriting(path, (store) => {
    const { moved } = must(store.commit({ ...author(), command: make(store.live) }));
    const changed = changedJson(store.live, moved);
    return { json: { changed }, text: changedText(changed) };
  });
}

export function setCell(args: Arguments): Answer {
  const [path, value] = args.words as [string, string];
  return edit(path, (live) => {
    const cell = cellByNames(live, required(args, 'table'), required(args, 'row'), required(args, 'column'));
    return { type: 'set-cells', cells: [{ row: cell.row.id, col: cell.column.id, value }] };
  });
}

export function setFormula(args: Arguments): Answer {
  const [path, expression] = args.words as [string, string];
  const rowName = args.options.get('row');
  const columnName = args.options.get('column');
  if (rowName === undefined && columnName === undefined) badUsage('缺少 --row 或 --column');
  return edit(path, (live) => {
    const table = must(findTable(live, required(args, 'table')));
    return {
      type: 'set-formula',
      table: table.id,
      ...(rowName !== undefined && { row: must(findRow(live, table.id, rowName)).id }),
      ...(columnName !== undefined && { col: must(findColumn(live, table.id, columnName)).id }),
      formula: expression.trim() === '' ? null : expression,
    };
  });
}

const valuesSchema = z.record(z.string(), z.union([z.string(), z.number().transform(String)]));

export function addRow(args: Arguments): Answer {
  const [path] = args.words as [string];
  return edit(path, (live) => {
    const table = must(findTable(live, required(args, 'table')));
    const after = args.options.get('after');
    const values = readValues(args.options.get('values'));
    const cells = Object.entries(values).map(([name, value]) => ({ col: must(findColumn(live, table.id, name)).id, value }));
    const place = after === undefined ? ('last' as const) : { after: must(findRow(live, table.id, after)).id };
    return { type: 'add-rows', table: table.id, rows: [{ id: mint(), label: required(args, 'label'), cells }], place };
  });
}

function readValues(text: string | undefined): Record<string, string> {
  if (text === undefined) return {};
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    badUsage('--values 须是 JSON，如 {"套数":"100"}');
  }
  const read = valuesSchema.safeParse(json);
  return read.success ? read.data : badUsage('--values 须是 JSON，如 {"套数":"100"}');
}

export function removeRow(args: Arguments): Answer {
  const [path] = args.words as [string];
  return edit(path, (live) => {
    const table = must(findTable(live, required(args, 'table')));
    const row = must(findRow(live, table.id, required(args, 'row')));
    return { type: 'remove-rows', rows: [row.id], ...(args.flags.has('confirm') && { confirm: true }) };
  });
}

export function markPlan(args: Arguments): Answer {
  const [path, name] = args.words as [string, string];
  return openForWriting(path, (store) => {
    const id = mint<'mark'>();
    must(store.commit({ ...author(), command: { type: 'mark', id, name } }));
    return { json: { id }, text: `已标记 ${name}` };
  });
}

/** Typed figures that a cell prints too; with `--apply` the unambiguous ones become fields, in one step. */
export function bind(args: Arguments): Answer {
  const [path] = args.words as [string];
  const apply = args.flags.has('apply');
  return (apply ? openForWriting : openForReading)(path, (store) => {
    const { live } = store;
    const { found, splices } = bindingsOf(live);
    const json = found.map(({ block, text, cell, ambiguous }) => ({
      block: keyOf('b', block),
      text,
      field: nameStored(live, cellExpression(live, cell), null),
      ambiguous,
    }));
    if (apply) {
      const list = splices(mint);
      if (list.length) must(store.commit({ ...author(), command: { type: 'bind-fields', splices: list } }));
    }
    const clear = json.filter((b) => !b.ambiguous).length;
    const lines = json.map((b) => `${b.ambiguous ? '有歧义' : apply ? '已引用' : '可引用'}  ${b.text}  ${b.field}`);
    const end = json.length
      ? `共 ${json.length} 处，其中 ${clear} 处${apply ? '已改为引用' : '没有歧义'}`
      : '正文里没有与表中相同的数';
    return { json, text: [...lines, end].join('\n') };
  });
}

export function undoPlan(args: Arguments): Answer {
  const [path] = args.words as [string];
  const seq = args.options.get('step');
  if (seq !== undefined && !/^[1-9]\d*$/.test(seq)) badUsage('--step 须为历史里的序号');
  return openForWriting(path, (store) => {
    if (seq !== undefined) {
      const { moved, kept } = must(store.revertStep(Number(seq), author()));
      const changed = changedJson(store.live, moved);
      return { json: { changed, kept }, text: changedText(changed) };
    }
    const { moved } = must(store.undo(author()));
    const changed = changedJson(store.live, moved);
    return { json: { changed }, text: changedText(changed) };
  });
}

export function redoPlan(args: Arguments): Answer {
  const [path] = args.words as [string];
  return openForWriting(path, (store) => {
    const { moved } = must(store.redo(author()));
    const changed = changedJson(store.live, moved);
    return { json: { changed }, text: changedText(changed) };
  });
}

const batchLine = z.union([
  z.strictObject({ set: z.strictObject({ table: z.string(), row: z.string(), column: z.string(), value: z.string() }) }),
  z.strictObject({ command: z.looseObject({ type: z.string() }) }),
]);

function lineFailure(failure: Failure, line: number): Failure {
  return { code: failure.code, details: { ...failure.details, line } };
}

/** One line of a batch as a command, names looked up in the plan as the former lines left it. */
function commandOf(live: LivePlan, text: string, line: number): Result<Command> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return fail('bad-command', { issue: `第 ${line} 行不是 JSON` });
  }
  const read = batchLine.safeParse(json);
  if (!read.success) return fail('bad-command', { issue: `第 ${line} 行须是 {"set":…} 或 {"command":…}` });
  if ('set' in read.data) {
    const { table, row, column, value } = read.data.set;
    const t = findTable(live, table);
    if (!t.ok) return t;
    const r = findRow(live, t.value.id, row);
    if (!r.ok) return r;
    const c = findColumn(live, t.value.id, column);
    return c.ok ? ok({ type: 'set-cells', cells: [{ row: r.value.id, col: c.value.id, value }] }) : c;
  }
  const named = withIds(live, read.data.command);
  if (!named.ok) return named;
  const command = commandSchema.safeParse(named.value);
  if (command.success) return ok(command.data);
  const issue = command.error.issues[0];
  return fail('bad-command', {
    issue: `第 ${line} 行 ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.replace(/\s+/g, ' ').trim(),
  });
}

export function batch(args: Arguments): Answer {
  const [path, file] = args.words as [string, string];
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new FailureError(fail('file-not-found', { path: file }).failure);
  }
  const lines = text.split(/\r?\n/).flatMap((line, i) => (line.trim() ? [{ line: i + 1, text: line }] : []));
  return openForWriting(path, (store) => {
    const commands = lines.map(
      ({ line, text: json }) =>
        (live: LivePlan) =>
          commandOf(live, json, line),
    );
    const done = store.commit({ ...author(), commands });
    if (!done.ok) throw new FailureError(lineFailure(done.failure, lines[Number(done.failure.details.index ?? 0)]?.line ?? 0));
    const { moved } = done.value;
    const changed = changedJson(store.live, moved);
    return { json: { applied: lines.length, changed }, text: `已应用 ${lines.length} 项\n${changedText(changed)}` };
  });
}

/** Every command with the JSON schema of its arguments. */
export function listCommands(): Answer {
  const types = Object.keys(commandArguments) as CommandType[];
  const json = types.map((type) => ({
    type,
    schema: z.toJSONSchema(commandArguments[type].extend({ type: z.literal(type) }), { unrepresentable: 'any' }),
  }));
  return { json, text: types.join('\n') };
}
