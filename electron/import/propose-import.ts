// A file onto a plan: inspected in its own thread, laid onto the plan's table here. What the command line and the shells call.

import { fail, type Result } from '../../shared/contract/failure.ts';
import { type ImportMap, type Inspection, importMapSchema, type Proposal } from '../../shared/contract/import.ts';
import { choosePairing } from '../../shared/import/choose.ts';
import { propose } from '../../shared/import/propose.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { findTable } from '../../shared/model/lookup.ts';
import { type InspectFileOptions, inspectFile } from './inspect-file.ts';

export interface ProposeOptions {
  sheet?: string;
  /** which of the sheet's tables, from 0; without it the one that fits best */
  tableIndex?: number;
  /** the plan's table by key, number or title; without it the one that fits best */
  table?: string;
  /** the content of a map file, unchecked */
  map?: unknown;
  signal?: InspectFileOptions['signal'];
}

/**
 * The proposal for a file and a plan. The plan is not changed.
 * Errors: those of `inspectFile`; `no-table-found`, `no-such-table`, `no-such-row`, `no-such-column`, `ambiguous` {candidates};
 * `bad-usage` where the map is not in the form of `importMapSchema`.
 */
export async function proposeImport(live: LivePlan, path: string, options: ProposeOptions = {}): Promise<Result<Proposal>> {
  const inspection = await inspectFile(path, { sheet: options.sheet, signal: options.signal });
  return inspection.ok ? proposeFrom(live, inspection.value, options) : inspection;
}

/** The same from an inspection that is at hand. */
export function proposeFrom(live: LivePlan, inspection: Inspection, options: ProposeOptions = {}): Result<Proposal> {
  let map: ImportMap | undefined;
  if (options.map !== undefined) {
    const read = importMapSchema.safeParse(options.map);
    if (!read.success) return fail('bad-usage', { why: `对应关系文件写法不对：${read.error.issues[0]?.path.join('/') ?? ''}` });
    map = read.data;
  }
  let target: number | undefined;
  if (options.table !== undefined) {
    const table = findTable(live, options.table);
    if (!table.ok) return table;
    target = table.value.id;
  }
  const pairing = choosePairing(live, inspection, { sheet: options.sheet, tableIndex: options.tableIndex, target });
  if (!pairing.ok) return pairing;
  return propose(live, { inspection, ...pairing.value, map });
}
