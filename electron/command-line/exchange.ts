// Spreadsheets in, official files out: inspect, import, export.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkPlan } from '../../shared/checks/plan-checks.ts';
import { FailureError, fail, must } from '../../shared/contract/failure.ts';
import type { ImportMap, Inspection, Proposal } from '../../shared/contract/import.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import { newTableFrom } from '../../shared/import/new-table.ts';
import { toCommand } from '../../shared/import/to-command.ts';
import { STAGES } from '../../shared/model/records.ts';
import { type PlanSnapshot, stateOf, takeSnapshot } from '../../shared/model/snapshot.ts';
import { type ReleaseTarget, startRelease } from '../export/release.ts';
import { inspectFile } from '../import/inspect-file.ts';
import { proposeImport } from '../import/propose-import.ts';
import { mint } from '../store/mint.ts';
import type { PlanStore } from '../store/plan-store.ts';
import { type Arguments, badUsage } from './arguments.ts';
import { type Answer, columns } from './output.ts';
import { author, openForReading, openForWriting, programServices } from './plans.ts';
import { changedJson } from './show.ts';

/** Ctrl-C stops the work, and nothing has changed. */
function interruption(): { signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once('SIGINT', stop);
  return { signal: controller.signal, end: () => process.removeListener('SIGINT', stop) };
}

export async function inspect(args: Arguments): Promise<Answer> {
  const [file] = args.words as [string];
  const sheet = args.options.get('sheet');
  const stop = interruption();
  try {
    const found = must(
      await inspectFile(file, {
        ...(sheet !== undefined && { sheet }),
        ...(args.flags.has('cells') && { cells: true }),
        signal: stop.signal,
      }),
    );
    return { json: found, text: inspectionText(found) };
  } finally {
    stop.end();
  }
}

function inspectionText(found: Inspection): string {
  const lines = [`${found.file.name}（${found.format}${found.encoding ? `，${found.encoding}` : ''}）`];
  for (const sheet of found.sheets) {
    lines.push(
      `工作表 ${sheet.name}${sheet.hidden ? '（隐藏）' : ''}：${sheet.rows} 行 ${sheet.columns} 列，${sheet.tables.length} 张表`,
    );
    for (const table of sheet.tables) {
      lines.push(
        `  ${table.range} ${table.title ?? '（没有标题）'}${table.unit ? `（${table.unit}）` : ''}，${table.rows.length} 行 × ${table.columns.length} 列，把握 ${Math.round(table.confidence * 100)}%`,
      );
      for (const finding of table.findings) lines.push(`    提示 ${finding.message}`);
    }
  }
  return lines.join('\n');
}

function readMap(file: string | undefined): unknown {
  if (file === undefined) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') throw new FailureError(fail('file-not-found', { path: file }).failure);
    return badUsage(`对应关系文件“${file}”不是 JSON`);
  }
}

export async function importTable(args: Arguments): Promise<Answer> {
  const [plan, file] = args.words as [string, string];
  const sheet = args.options.get('sheet');
  const table = args.options.get('table');
  if (table !== undefined && args.flags.has('new-table')) badUsage('--table 与 --new-table 只能写一个');
  const map = readMap(args.options.get('map'));
  const stop = interruption();
  try {
    if (args.flags.has('new-table')) return await importNewTable(plan, file, sheet, args.flags.has('dry-run'), stop.signal);
    const run = args.flags.has('dry-run') ? openForReading : openForWriting;
    return await run(plan, async (store) => {
      const options = {
        ...(sheet !== undefined && { sheet }),
        ...(table !== undefined && { table }),
        ...(map !== undefined && { map: map as ImportMap }),
        signal: stop.signal,
      };
      const proposal = must(await proposeImport(store.live, file, options));
      const json = proposalJson(proposal);
      if (args.flags.has('dry-run')) return { json: { ...json, changed: [] }, text: proposalText(proposal) };
      const keep: Record<string, { reason: string }> = {};
      if (args.flags.has('keep-totals')) {
        for (const r of proposal.reconciliation)
          if (!r.agree) keep[`${r.rowId}:${r.colId}`] = { reason: `按导入文件“${proposal.file.name}”${r.ref} 保留` };
      }
      const command = toCommand(proposal, { keep }, { mint, now: programServices().now() });
      const { moved } = must(store.commit({ ...author(), via: 'import', command }));
      const changed = changedJson(store.live, moved);
      return { json: { ...json, changed }, text: `${proposalText(proposal)}\n已导入，改动 ${changed.length} 格` };
    });
  } finally {
    stop.end();
  }
}

function proposalJson(proposal: Proposal) {
  const { mapping, reconciliation, unmapped, target } = proposal;
  return {
    table: target.key,
    mapping: {
      rows: mapping.rows.map(({ from, to, how }) => ({ from, to, how })),
      columns: mapping.columns.map(({ from, to, how }) => ({ from, to, how })),
    },
    unmapped,
    reconciliation: reconciliation.map(({ row, column, printed, computed, agree }) => ({ row, column, printed, computed, agree })),
    findings: proposal.findings,
  };
}

function proposalText(proposal: Proposal): string {
  const { counts, target } = proposal;
  const lines = [
    `导入到 ${[target.number, target.title].filter(Boolean).join(' ')}：修改 ${counts.changed} 格，新填 ${counts.filled} 格，不变 ${counts.same} 格`,
  ];
  for (const r of proposal.reconciliation)
    if (!r.agree) lines.push(`合计不符 ${r.rowLabel}·${r.columnLabel}：文件所印 ${r.printed}，计算所得 ${r.computed}（${r.ref}）`);
  for (const r of proposal.unmapped.rows) lines.push(`没有对上的行 ${r.label}（第 ${r.row} 行）`);
  for (const c of proposal.unmapped.columns) lines.push(`没有对上的列 ${c.path}`);
  for (const v of proposal.unmapped.values) if (v.reason === 'refused') lines.push(`没有写入 ${v.ref}“${v.printed}”`);
  return lines.join('\n');
}

async function importNewTable(
  plan: string,
  file: string,
  sheet: string | undefined,
  dryRun: boolean,
  signal: AbortSignal,
): Promise<Answer> {
  const found = must(await inspectFile(file, { ...(sheet !== undefined && { sheet }), signal }));
  const tables = found.sheets
    .filter((s) => sheet !== undefined || !s.hidden)
    .flatMap((s) => s.tables.map((table) => ({ sheet: s.name, table })));
  const best = tables.sort((a, b) => b.table.confidence - a.table.confidence)[0];
  if (!best) throw new FailureError(fail('no-table-found', { path: file }).failure);
  return (dryRun ? openForReading : openForWriting)(plan, (store) => {
    const made = newTableFrom(store.live, found, best.sheet, best.table, { mint, now: programServices().now() });
    const [add] = made.commands;
    const key = add.type === 'add-table' ? (add.table.key ?? '') : '';
    const mapping = {
      rows: made.rows.map(({ from, toId }) => ({ from, to: String(toId), how: 'new' })),
      columns: made.columns.map(({ from, toId }) => ({ from, to: String(toId), how: 'new' })),
    };
    const rest = {
      mapping,
      unmapped: { rows: [], columns: [], values: [], targetRows: [], targetColumns: [] },
      reconciliation: [],
    };
    if (dryRun) return { json: { table: key, ...rest, changed: [] }, text: `将新建表 ${best.table.title ?? key}` };
    const { moved } = must(store.commit({ ...author(), via: 'import', commands: made.commands, code: 'import-table' }));
    const record = store.live.state.records.tbl.get(made.table);
    const named = (e: 'row' | 'col', id: number): string => store.live.state.records[e].get(id)?.key ?? '';
    const json = {
      table: record?.key ?? key,
      ...rest,
      mapping: {
        rows: made.rows.map(({ from, toId }) => ({ from, to: named('row', toId), how: 'new' })),
        columns: made.columns.map(({ from, toId }) => ({ from, to: named('col', toId), how: 'new' })),
      },
      changed: changedJson(store.live, moved),
    };
    return { json, text: `已新建表 ${record?.title ?? ''}，填入 ${json.changed.length} 格` };
  });
}

const FONT_SETS = ['gov', 'windows', 'gbk'] as const;
const PATTERNS = ['annex', 'body'] as const;

function oneOf<T extends string>(args: Arguments, name: string, allowed: readonly T[]): T | undefined {
  const value = args.options.get(name);
  if (value === undefined) return undefined;
  return (allowed as readonly string[]).includes(value) ? (value as T) : badUsage(`--${name} 须为 ${allowed.join('、')} 之一`);
}

export async function exportPlan(args: Arguments): Promise<Answer> {
  const [plan] = args.words as [string];
  const targets: ReleaseTarget[] = [];
  for (const kind of ['docx', 'xlsx'] as const) {
    const file = args.options.get(kind);
    if (file !== undefined) targets.push({ kind, path: path.resolve(file) });
  }
  if (!targets.length) badUsage('请写明 --docx FILE 或 --xlsx FILE');
  const fonts = oneOf(args, 'fonts', FONT_SETS);
  const pattern = oneOf(args, 'pattern', PATTERNS);
  const stage = args.options.get('stage');
  const prepared = openForReading(plan, (store) => {
    const snapshot = stage === undefined ? takeSnapshot(store.live.state) : releasedStage(store, stage);
    const live = stage === undefined ? store.live : openLivePlan(stateOf(snapshot));
    const assets = new Map<string, Uint8Array>();
    for (const asset of live.state.records.asset.values()) assets.set(asset.id, must(store.asset(asset.id)));
    const findings = checkPlan(live);
    const errors = findings.filter((f) => f.severity === 'error').length;
    if (errors && !args.flags.has('force')) throw new FailureError(fail('findings-open', { count: errors }).failure);
    return { snapshot, assets, findings: findings.length };
  });
  const task = startRelease(
    {
      snapshot: prepared.snapshot,
      targets,
      assets: prepared.assets,
      docx: { ...(fonts && { fonts }), ...(pattern && { pattern }), traceable: !args.flags.has('plain') },
      xlsx: { ...(fonts && { fonts }) },
    },
    (progress) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${progress.file} ${Math.round(progress.done * 100)}%  `);
    },
  );
  const cancel = (): void => task.cancel();
  process.once('SIGINT', cancel);
  try {
    const files = must(await task.done);
    if (process.stderr.isTTY) process.stderr.write('\r');
    return { json: { files, findings: prepared.findings }, text: columns(files.map((f) => [f.path, `${f.bytes} 字节`])) };
  } finally {
    process.removeListener('SIGINT', cancel);
  }
}

/** The state a mark keeps; a stage's own name means the newest mark of that name. */
function releasedStage(store: PlanStore, name: string): PlanSnapshot {
  const kept = store.markSnapshot(name);
  if (kept.ok) return kept.value;
  const isStage = (STAGES as readonly string[]).includes(name);
  // The present state counts where it already is that stage.
  return isStage && store.live.state.property('stage') === name ? takeSnapshot(store.live.state) : must(kept);
}
