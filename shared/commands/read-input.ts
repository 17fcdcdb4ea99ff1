// Reads what a person typed into a cell by the rules of its column and row: kind, forms, decimals, least, greatest.
//
// A refused value comes back as `bad-value` with the reason and what was typed, so the editor can keep it and say why.

import { fail, ok, type Result } from '../contract/failure.ts';
import { type CellRules, cellRules } from '../model/cell-rules.ts';
import type { LivePlan } from '../model/live-plan.ts';
import { rowLabel } from '../model/lookup.ts';
import type { ColumnRecord, RowRecord } from '../model/records.ts';
import { compare, type Exact, exact, formatExact, multiply, parseExact, round, trim } from '../values/exact.ts';
import { halfWidth, parseForm } from '../values/parse.ts';
import { type CellValue, EMPTY, type StoredForm, textValue } from '../values/value.ts';

const NUMBER_FORMS: readonly StoredForm[] = ['number', 'none', 'na'];

/** Why a value is refused; the sentence stands in the catalogue by this word. */
export type Refusal = 'not-a-number' | 'form' | 'decimals' | 'min' | 'max' | 'choice' | 'year' | 'too-long';

function refuse(
  live: LivePlan,
  row: RowRecord,
  column: ColumnRecord,
  typed: string,
  why: Refusal,
  more: Record<string, unknown> = {},
) {
  const shape = live.shape(column.tableId);
  return fail('bad-value', {
    why,
    value: typed.length > 60 ? `${typed.slice(0, 60)}…` : typed,
    table: shape.number || shape.record.key,
    row: rowLabel(live, row),
    column: shape.path(column.id).join('/'),
    rowKey: row.key,
    columnKey: column.key,
    ...more,
  });
}

/** 1.2万 in a column whose unit has no 万 of its own is 12000; 65% in a % column is 65. */
function readSuffix(typed: string, unit: string | null): CellValue | null {
  const text = halfWidth(typed).replace(/[\s,]/g, '');
  if (unit && /^[%％]$/.test(unit) && text.endsWith('%')) {
    const num = parseExact(text.slice(0, -1));
    return num && { form: 'number', num };
  }
  const m = /^([+-]?\d+(?:\.\d*)?)([万亿])$/.exec(text);
  if (!m || /^[万亿]/.test(unit ?? '')) return null;
  const num = parseExact(m[1] as string);
  if (!num) return null;
  const out = multiply(num, exact(m[2] === '万' ? 10_000 : 100_000_000)) as Exact;
  return { form: 'number', num: trim(out) };
}

function readNumberCell(live: LivePlan, row: RowRecord, column: ColumnRecord, rules: CellRules, typed: string): Result<CellValue> {
  const forms = rules.forms ?? NUMBER_FORMS;
  if (typed.startsWith("'"))
    return forms.includes('text') ? ok(textValue(typed.slice(1))) : refuse(live, row, column, typed, 'not-a-number');
  const unit = live.unitOf(row.id, column.id);
  const value = readSuffix(typed, unit) ?? parseForm(typed);
  if (value === null)
    return forms.includes('text') ? ok(textValue(typed.trim())) : refuse(live, row, column, typed, 'not-a-number');
  if (value.form === 'empty' || value.form === 'error') return ok(EMPTY);
  if (!forms.includes(value.form)) return refuse(live, row, column, typed, 'form', { form: value.form });
  if (value.form !== 'number') return ok(value);
  const decimals = live.decimalsOf(row.id, column.id);
  let num = value.num;
  if (decimals !== null && num.d > decimals) {
    const rounded = round(num, decimals);
    if (compare(rounded, num) !== 0) return refuse(live, row, column, typed, 'decimals', { decimals, offer: formatExact(rounded) });
    num = rounded;
  } else if (decimals !== null) num = round(num, decimals);
  const min = rules.min === null ? null : parseExact(rules.min);
  const max = rules.max === null ? null : parseExact(rules.max);
  if (min && compare(num, min) < 0) return refuse(live, row, column, typed, 'min', { min: rules.min });
  if (max && compare(num, max) > 0) return refuse(live, row, column, typed, 'max', { max: rules.max });
  return ok(value.marks ? { ...value, num: value.num } : { form: 'number', num });
}

/** The value that a typed text becomes in a cell; an empty text empties it. `bad-value` {why, value, table, row, column, …}. */
export function readInput(live: LivePlan, row: RowRecord, column: ColumnRecord, typed: string): Result<CellValue> {
  if (typed.trim() === '') return ok(EMPTY);
  const rules = cellRules(row, column);
  switch (rules.kind) {
    case 'number':
      return readNumberCell(live, row, column, rules, typed);
    case 'year': {
      const text = halfWidth(typed).trim().replace(/年$/, '');
      return /^(1[5-9]|2[01])\d\d$/.test(text) ? ok(textValue(text)) : refuse(live, row, column, typed, 'year');
    }
    case 'choice':
      return rules.choices?.includes(typed.trim()) || !rules.choices
        ? ok(textValue(typed.trim()))
        : refuse(live, row, column, typed, 'choice', { choices: rules.choices.slice(0, 12) });
    default: {
      const text = typed.startsWith("'") ? typed.slice(1) : typed;
      return text.length > 20_000 ? refuse(live, row, column, typed, 'too-long') : ok(textValue(text.replace(/\r\n?/g, '\n')));
    }
  }
}
