// Reads what a person typed into a cell by the rules of its column and row: kind, forms, decimals, least, greatest.
//
// A refused value comes back as `bad-value` with the reason and what was typed, so the editor can keep it and say why.

import { fail, ok, type Result } from '../contract/failure.ts';
import { type CellRules, cellRules, rangeFault } from '../model/cell-rules.ts';
import type { LivePlan } from '../model/live-plan.ts';
import { rowLabel } from '../model/lookup.ts';
import type { ColumnKind, ColumnRecord, RowRecord } from '../model/records.ts';
import { convertUnit, isUnit } from '../model/units.ts';
import { isDate } from '../values/dates.ts';
import { compare, divide, type Exact, exact, formatExact, multiply, round, trim } from '../values/exact.ts';
import { halfWidth, isReversedRange, parseForm, readNumber, readScaled } from '../values/parse.ts';
import { type CellValue, EMPTY, printValue, type StoredForm, textValue } from '../values/value.ts';

const NUMBER_FORMS: readonly StoredForm[] = ['number', 'none', 'na'];

/** Why a value is refused; the sentence stands in the catalogue by this word. */
export type Refusal =
  | 'not-a-number'
  | 'form'
  | 'decimals'
  | 'min'
  | 'max'
  | 'choice'
  | 'year'
  | 'date'
  | 'other-unit'
  | 'per-cent'
  | 'scale'
  | 'range-order'
  | 'too-long';

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

type Read = { num: Exact } | { refuse: Refusal; more?: Record<string, unknown> } | null;

const isPercent = (unit: string | null): unit is string => unit !== null && /^[%％‰]$/.test(unit.trim());
const PER: Record<string, number> = { '%': 10, '％': 10, '‰': 1 };

/**
 * A figure with a word behind it: 1.2万 in a column of 套 is 12000, in one of 万套 it is 1.2; 65% in a % column is 65; 300公顷 in a
 * column of 亩 is 4500. What the column can't mean is refused, never guessed. null where no such word is behind it.
 */
function readSuffix(typed: string, unit: string | null): Read {
  const text = halfWidth(typed).replace(/[\s\u00A0]/g, '');
  const per = /^(.*\d.*)([%‰])$/.exec(text);
  if (per) {
    const num = readNumber(per[1] as string);
    if (!num) return null;
    if (isPercent(unit)) {
      const sign = per[2] as string;
      if (sign === unit.trim().replace('％', '%')) return { num };
      return { num: trim(divide(multiply(num, exact(PER[sign] as number)), exact(PER[unit.trim()] as number)) as Exact) };
    }
    // A column without a unit may hold 65% as it stands; one that counts flats can't.
    return unit === null ? null : { refuse: 'per-cent', more: { unit } };
  }
  const scaled = readScaled(text);
  if (scaled) {
    const own = /^([万亿])/.exec(unit ?? '')?.[1];
    if (own === undefined) return { num: scaled.num };
    return {
      num: own === scaled.word ? scaled.plain : trim(divide(scaled.num, exact(own === '万' ? 10_000 : 100_000_000)) as Exact),
    };
  }
  const word = /^([+-]?[\d.,]+)([^\d.,+-]+)$/.exec(text);
  if (!word) return null;
  // 300公顷, 1.2万亩: the unit as it is known, else behind a 万 or 亿 of the figure.
  const whole = word[2] as string;
  const split = !isUnit(whole) && /^[万亿]/.test(whole) && isUnit(whole.slice(1));
  const named = split ? whole.slice(1) : whole;
  const num = split ? (readScaled(`${word[1]}${whole[0]}`)?.num ?? null) : readNumber(word[1] as string);
  if (!num || !isUnit(named)) return null;
  const converted = unit === null ? null : convertUnit(num, named, unit, null);
  if (!converted) return { refuse: 'other-unit', more: { unit: unit ?? '', named } };
  // 300套 in 套 keeps its digits; what no decimal can hold is left to the column's decimals to refuse.
  return { num: compare(converted.num, num) === 0 ? num : converted.num };
}

/** A special form keeps its print; its figures are replaced by rounded ones where the column offers that. */
function reprint(printed: string, decimals: number): string {
  return printed.replace(/[\d,.]*\d/g, (digits) => {
    const num = readNumber(digits);
    return num && num.d > decimals ? formatExact(round(num, decimals)) : digits;
  });
}

function readNumberCell(live: LivePlan, row: RowRecord, column: ColumnRecord, rules: CellRules, typed: string): Result<CellValue> {
  const forms = rules.forms ?? NUMBER_FORMS;
  if (typed.startsWith("'"))
    return forms.includes('text') ? ok(textValue(typed.slice(1))) : refuse(live, row, column, typed, 'not-a-number');
  const unit = live.unitOf(row.id, column.id);
  const suffix = readSuffix(typed, unit);
  if (suffix && 'refuse' in suffix) return refuse(live, row, column, typed, suffix.refuse, suffix.more);
  const value: CellValue | null = suffix ? { form: 'number', num: suffix.num } : parseForm(typed);
  if (value === null) {
    if (isReversedRange(typed)) return refuse(live, row, column, typed, 'range-order');
    return forms.includes('text') ? ok(textValue(typed.trim())) : refuse(live, row, column, typed, 'not-a-number');
  }
  if (value.form === 'empty' || value.form === 'error') return ok(EMPTY);
  if (!forms.includes(value.form)) return refuse(live, row, column, typed, 'form', { form: value.form, forms: [...forms] });
  if (value.form !== 'number' && value.form !== 'bound' && value.form !== 'range') return ok(value);
  // Inside a special form 万 multiplies, whatever the column's unit: where that has a 万 of its own it would count twice.
  if (value.text !== undefined && /[万亿]/.test(value.text) && /^[万亿]/.test(unit ?? ''))
    return refuse(live, row, column, typed, 'scale', { unit });
  const decimals = live.decimalsOf(row.id, column.id);
  const ends = value.form === 'range' ? [value.num, value.to] : [value.num];
  const fault = rangeFault(rules, value);
  if (fault) return refuse(live, row, column, typed, fault, { min: rules.min, max: rules.max });
  const tooFine = decimals !== null && ends.some((num) => num.d > decimals && compare(round(num, decimals), num) !== 0);
  if (value.form !== 'number' || value.text !== undefined) {
    if (tooFine) return refuse(live, row, column, typed, 'decimals', { decimals, offer: reprint(value.text ?? '', decimals) });
    return ok(value);
  }
  if (tooFine) return refuse(live, row, column, typed, 'decimals', { decimals, offer: formatExact(round(value.num, decimals)) });
  return ok({ form: 'number', num: decimals === null ? value.num : round(value.num, decimals) });
}

/** - and / stand for "none" and "not applicable" in every column; null for anything else, and where a ' asks for text. */
function readBlankSign(typed: string): CellValue | null {
  const value = parseForm(typed);
  return value?.form === 'none' || value?.form === 'na' ? value : null;
}

/** 住宅 typed for the choice 住宅: blanks and full-width letters make no difference. */
function chosen(choices: readonly string[], typed: string): string | undefined {
  const plain = (text: string): string => halfWidth(text).replace(/\s/g, '');
  return choices.find((choice) => choice === typed) ?? choices.find((choice) => plain(choice) === plain(typed));
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
      if (/^(1[5-9]|2[01])\d\d$/.test(text)) return ok(textValue(text));
      const sign = readBlankSign(typed);
      return sign ? ok(sign) : refuse(live, row, column, typed, 'year');
    }
    case 'date': {
      if (typed.startsWith("'")) return ok(textValue(typed.slice(1).trim()));
      if (isDate(typed)) return ok(textValue(typed.trim()));
      const sign = readBlankSign(typed);
      return sign ? ok(sign) : refuse(live, row, column, typed, 'date');
    }
    case 'choice': {
      const text = typed.trim();
      const choice = rules.choices ? chosen(rules.choices, text) : text;
      if (choice !== undefined) return ok(textValue(choice));
      const sign = readBlankSign(typed);
      return sign ? ok(sign) : refuse(live, row, column, typed, 'choice', { choices: (rules.choices ?? []).slice(0, 12) });
    }
    default: {
      const text = typed.startsWith("'") ? typed.slice(1) : typed;
      return text.length > 20_000 ? refuse(live, row, column, typed, 'too-long') : ok(textValue(text.replace(/\r\n?/g, '\n')));
    }
  }
}

/**
 * The text that typed gives a stored value again: what an editor opens with and a copy carries. A text that would be read as a figure
 * or begins with a ' has a ' before it.
 */
export function typedText(value: CellValue, kind: ColumnKind): string {
  const text = printValue(value);
  if (value.form !== 'text') return text;
  const misread = kind === 'number' ? parseForm(text) !== null : kind === 'date' && !isDate(text);
  return misread || text.startsWith("'") ? `'${text}` : text;
}
