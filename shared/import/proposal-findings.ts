// What a person should look at in a proposal: converted units, rows and columns without a place, figures that look slipped.

import type { ImportFinding, MappedColumn, ProposedCell, Unmapped } from '../contract/import.ts';
import { areConvertible } from '../model/units.ts';
import { compare, divide, exact, sign } from '../values/exact.ts';
import { readNumber } from '../values/parse.ts';
import { findingMessage } from './finding-sentences.ts';

export function sayUnits(columns: readonly MappedColumn[], findings: ImportFinding[]): void {
  for (const column of columns) {
    if (column.toId === null || !column.toUnit) continue;
    const details = { column: column.toLabel, from: column.unit, to: column.toUnit };
    const say = (code: string) => findings.push({ code, message: findingMessage(code, details), column: column.fromColumn });
    if (column.converted) say('unit-converted');
    else if (column.unit && !areConvertible(column.unit, column.toUnit) && column.unit !== column.toUnit) say('unit-differs');
  }
}

/** Sentences about single rows; the whole list stands in `unmapped`. */
const MOST_SENTENCES = 100;

export function sayUnmapped(unmapped: Unmapped, findings: ImportFinding[]): void {
  const say = (code: string, details: Record<string, unknown>, at: { row?: number; column?: number }) =>
    findings.push({ code, message: findingMessage(code, details), ...at });
  for (const row of unmapped.rows.slice(0, MOST_SENTENCES))
    if (row.reason !== 'left-out') say('row-unmapped', { ...row }, { row: row.row });
  for (const column of unmapped.columns) {
    if (column.reason === 'no-place') say('column-unmapped', { label: column.path }, { column: column.column });
  }
  for (const row of unmapped.targetRows.slice(0, MOST_SENTENCES)) say('target-row-missing', { label: row.label }, {});
  for (const column of unmapped.targetColumns) say('target-column-missing', { label: column.label }, {});
}

/** A value ten, a hundred or ten thousand times the old one: a slipped point or a unit nobody wrote. */
export function saySuspicious(cells: readonly ProposedCell[], findings: ImportFinding[]): void {
  for (const cell of cells) {
    if (cell.state !== 'changed') continue;
    const now = readNumber(cell.new);
    const was = readNumber(cell.old);
    if (!now || !was || sign(now) === 0 || sign(was) === 0) continue;
    for (const times of [10, 100, 1000, 10_000]) {
      const up = divide(now, was);
      const down = divide(was, now);
      if (!up || !down) continue;
      const near = (ratio: typeof up) => compare(ratio, exact(times * 99, 2)) >= 0 && compare(ratio, exact(times * 101, 2)) <= 0;
      const hit = near(up) ? String(times) : near(down) ? `1/${times}` : null;
      if (hit === null) continue;
      const details = { ref: cell.ref, printed: cell.printed, old: cell.old, times: hit };
      findings.push({ code: 'looks-shifted', message: findingMessage('looks-shifted', details), details });
      break;
    }
  }
}
