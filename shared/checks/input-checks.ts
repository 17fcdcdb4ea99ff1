// What is wrong with a cell by itself, or with a row beside its whole: limits, choices, 其中 above the whole, a region twice. Typing refuses
// most of these; they come in by templates, by limits set later, by formulas whose result falls below zero.

import { type CellRules, rangeFault } from '../model/cell-rules.ts';
import type { ColumnId, RowId, TableId } from '../model/ids.ts';
import type { LivePlan, TableShape } from '../model/live-plan.ts';
import type { ColumnRecord, RowRecord } from '../model/records.ts';
import { compare, type Exact } from '../values/exact.ts';
import type { CellValue } from '../values/value.ts';
import type { CheckCode, Finding, Severity } from './finding.ts';

function at(
  code: CheckCode,
  severity: Severity,
  where: { table: TableId; row: RowId; column: ColumnId },
  more: Pick<Finding, 'actual' | 'expected' | 'data'>,
): Finding {
  return { id: `${code}:${where.row}:${where.column}`, code, severity, where, ...more };
}

/** A cell's value against its limits and choices; computed ones too (a balance below zero). */
export function checkValue(
  live: LivePlan,
  where: { table: TableId; row: RowId; column: ColumnId },
  rules: CellRules,
  value: CellValue,
): Finding[] {
  const actual = live.text(where.row, where.column);
  if (rules.kind === 'choice' && value.form === 'text' && rules.choices && !rules.choices.includes(value.text))
    return [at('cell-choice', 'warning', where, { actual, data: { choices: rules.choices.slice(0, 12).join('、') } })];
  const fault = rangeFault(rules, value);
  if (!fault) return [];
  return [at('cell-range', 'warning', where, { actual, expected: rules[fault] as string, data: { end: fault } })];
}

const figureOf = (value: CellValue): Exact | null => (value.form === 'number' ? value.num : null);

/** 其中 rows against the row they are part of: their parent, or the row before them that is no 其中. */
export function checkParts(live: LivePlan, shape: TableShape, columns: readonly ColumnRecord[]): Finding[] {
  if (!shape.rows.some((row) => row.kind === 'of_which')) return [];
  const findings: Finding[] = [];
  const byId = new Map(shape.rows.map((row) => [row.id, row]));
  const before = new Map<RowId | null, RowRecord>();
  for (const row of shape.rows) {
    if (row.kind !== 'of_which') {
      before.set(row.parentId, row);
      continue;
    }
    const parent = row.parentId === null ? undefined : byId.get(row.parentId);
    const whole = parent && parent.kind !== 'group' ? parent : before.get(row.parentId);
    if (!whole) continue;
    for (const column of columns) {
      if (column.kind !== 'number' || live.unitOf(row.id, column.id) !== live.unitOf(whole.id, column.id)) continue;
      const part = figureOf(live.value(row.id, column.id));
      const all = figureOf(live.value(whole.id, column.id));
      if (!part || !all || compare(part, all) <= 0) continue;
      const where = { table: shape.record.id, row: row.id, column: column.id };
      findings.push(
        at('part-over-whole', 'warning', where, {
          actual: live.text(row.id, column.id),
          expected: live.text(whole.id, column.id),
          data: { whole: live.text(whole.id, (shape.leaves[0] as ColumnRecord).id) },
        }),
      );
    }
  }
  return findings;
}

/** A region that two data rows of one group have: its figures would count twice. A ledger lists many projects of one region. */
export function checkRegions(shape: TableShape): Finding[] {
  if (shape.record.role === 'ledger') return [];
  const label = shape.leaves.find((column) => column.role === 'label' || column.role === 'region');
  if (!label) return [];
  const seen = new Set<string>();
  return shape.rows.flatMap((row) => {
    if (row.regionId === null || row.kind !== 'data') return [];
    const key = `${row.parentId ?? 0}:${row.regionId}`;
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    const where = { table: shape.record.id, row: row.id, column: label.id };
    return [at('region-twice', 'warning', where, { data: {} })];
  });
}
