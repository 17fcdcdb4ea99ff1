// Which of the file's tables goes to which of the plan's: every pair is tried by names alone, the best fit wins if it is clear.

import { fail, ok, type Result } from '../contract/failure.ts';
import type { FoundTable, Inspection } from '../contract/import.ts';
import type { LivePlan } from '../model/live-plan.ts';
import { mapColumns } from './map-columns.ts';
import { mapRows } from './map-rows.ts';
import { fitOf } from './propose.ts';

export interface Pairing {
  sheet: string;
  tableIndex: number;
  /** id of the plan's table */
  target: number;
  fit: number;
}

/** Below this two tables have too little in common to be called the same. */
export const LEAST_FIT = 0.35;
/** A second pairing this close leaves the choice to a person. */
const TOO_CLOSE = 0.04;

export function fitBetween(live: LivePlan, table: FoundTable, target: number): number {
  const shape = live.shape(target);
  const columns = mapColumns(live, shape, table, {}, {});
  const rows = mapRows(live, shape, table, {});
  return columns.ok && rows.ok ? fitOf(shape, table, rows.value, columns.value) : 0;
}

/** The plan's tables by how well a found table fits them, best first. */
export function rankTargets(live: LivePlan, table: FoundTable): { id: number; fit: number }[] {
  return live
    .tables()
    .map((t) => ({ id: t.id, fit: fitBetween(live, table, t.id) }))
    .sort((a, b) => b.fit - a.fit);
}

/**
 * Chooses what is not said. Hidden sheets are looked at only when asked for.
 * Errors: `no-table-found` {sheets}; `ambiguous` {candidates} where two pairings are about as good; `no-such-table` where
 * nothing in the plan is like any table of the file.
 */
export function choosePairing(
  live: LivePlan,
  inspection: Inspection,
  said: { sheet?: string; tableIndex?: number; target?: number },
): Result<Pairing> {
  const pairs: Pairing[] = [];
  let tables = 0;
  for (const sheet of inspection.sheets) {
    if (said.sheet !== undefined ? sheet.name !== said.sheet : sheet.hidden) continue;
    sheet.tables.forEach((table, tableIndex) => {
      if (said.tableIndex !== undefined && tableIndex !== said.tableIndex) return;
      tables++;
      const targets =
        said.target !== undefined ? [{ id: said.target, fit: fitBetween(live, table, said.target) }] : rankTargets(live, table);
      for (const { id, fit } of targets) pairs.push({ sheet: sheet.name, tableIndex, target: id, fit });
    });
  }
  if (tables === 0) return fail('no-table-found', { path: inspection.file.name, sheets: inspection.sheets.map((s) => s.name) });
  pairs.sort((a, b) => b.fit - a.fit);
  const best = pairs[0];
  const describe = (pair: Pairing) => {
    const shape = live.shape(pair.target);
    return `${pair.sheet} → ${shape.number || shape.record.key} ${shape.title}`.trim();
  };
  const wholly = said.target !== undefined && (said.sheet !== undefined || tables === 1);
  if (best && wholly && tables === 1) return ok(best);
  if (!best || best.fit < LEAST_FIT) {
    const names = live.tables().map((t) => live.shape(t.id).number || t.key);
    return best && said.target !== undefined
      ? fail('no-table-found', { path: inspection.file.name, sheets: inspection.sheets.map((s) => s.name) })
      : fail('no-such-table', { table: titleOf(inspection, best), tables: names.slice(0, 20) });
  }
  const second = pairs[1];
  if (second && best.fit - second.fit < TOO_CLOSE) {
    return fail('ambiguous', { table: titleOf(inspection, best), candidates: pairs.slice(0, 6).map(describe) });
  }
  return ok(best);
}

function titleOf(inspection: Inspection, pair: Pairing | undefined): string {
  const table = inspection.sheets.find((s) => s.name === pair?.sheet)?.tables[pair?.tableIndex ?? 0];
  return table?.title ?? inspection.file.name;
}
