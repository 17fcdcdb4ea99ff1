// What a cell takes: its column's rules, unless its row is an indicator with rules of its own.
//
// In an indicator table each row is another quantity: one is a number of 万平方米, the next a rate, the third is words
// (应保尽保). There the row wins, but only in the columns that hold the table's figures; a column of choices (约束性, 预期性), of
// notes or of years keeps its own rules. Units and decimals follow the same order in `unitOf` and `decimalsOf` of the plan.

import { compare, parseExact } from '../values/exact.ts';
import type { CellValue, StoredForm } from '../values/value.ts';
import type { ColumnKind, ColumnRecord, RowRecord } from './records.ts';

export interface CellRules {
  kind: ColumnKind;
  forms: readonly StoredForm[] | null;
  min: string | null;
  max: string | null;
  choices: readonly string[] | null;
}

/** True for a column whose cells are the table's figures: there a row may have its own kind, forms and limits. */
export const holdsFigures = (column: Pick<ColumnRecord, 'role' | 'kind'>): boolean =>
  column.role === 'value' && column.kind === 'number';

/** Whether the row brings any rule of its own. */
const hasOwnRules = (row: Pick<RowRecord, 'props'>): boolean =>
  row.props.valueKind !== undefined ||
  row.props.forms !== undefined ||
  row.props.min !== undefined ||
  row.props.max !== undefined ||
  row.props.choices !== undefined;

export function cellRules(row: Pick<RowRecord, 'props'>, column: ColumnRecord): CellRules {
  if (!holdsFigures(column) || !hasOwnRules(row)) return column;
  const { valueKind, forms, min, max, choices } = row.props;
  return {
    kind: valueKind ?? column.kind,
    forms: forms ?? column.forms,
    min: min ?? column.min,
    max: max ?? column.max,
    choices: choices ?? column.choices,
  };
}

/** Which limit a figure breaks, `min` before `max`; both ends of a range count. null: none, or no figure at all. */
export function rangeFault(rules: Pick<CellRules, 'min' | 'max'>, value: CellValue): 'min' | 'max' | null {
  if (value.form !== 'number' && value.form !== 'bound' && value.form !== 'range') return null;
  const ends = value.form === 'range' ? [value.num, value.to] : [value.num];
  const min = rules.min === null ? null : parseExact(rules.min);
  const max = rules.max === null ? null : parseExact(rules.max);
  if (min && ends.some((num) => compare(num, min) < 0)) return 'min';
  return max && ends.some((num) => compare(num, max) > 0) ? 'max' : null;
}
