// One quantity, told in several places: a goal in the indicator table and the total of an annex, a table and a sentence, two sentences.
//
// A plan's rules of this kind name the quantity and its sides. A side is a formula over the tables, or the first figure with a given
// unit after given words in a paragraph or in a cell of words: typed digits stay typed, and are compared all the same. Sides compare
// as people read them: units converted, the finer figure rounded (四舍五入) to the decimals of the coarser, and a bound (>37) is not the
// same as a plain number. A side whose words or figure are not there (any more) says nothing.

import { z } from 'zod';
import type { RowsPart } from '../formulas/ast.ts';
import { tryReadStored } from '../formulas/stored.ts';
import { sayExpression } from '../formulas/words.ts';
import type { BlockId, ColumnId, RowId } from '../model/ids.ts';
import type { LivePlan } from '../model/live-plan.ts';
import type { RuleRecord } from '../model/records.ts';
import { unitFactor } from '../model/units.ts';
import { runsOf, textOfRuns } from '../outline/runs.ts';
import { compare, type Exact, multiply, type Num, parseExact, round } from '../values/exact.ts';
import { boundAround, readScaled } from '../values/parse.ts';
import { printValue } from '../values/value.ts';
import type { Finding, FindingPlace, Severity } from './finding.ts';
import { cellPlaceName } from './sentences.ts';

const id = z.number().int().positive();
const words = z.strictObject({ after: z.string().min(1), unit: z.string().min(1) });

/** A rule as the plan keeps it (`rule.params`): formulas and places by id. */
export const sameFigureSchema = z.strictObject({
  kind: z.literal('same-figure'),
  title: z.string(),
  severity: z.enum(['error', 'warning', 'hint']),
  sides: z
    .array(
      z.union([
        z.strictObject({ formula: z.string(), unit: z.string().optional() }),
        words.extend({ block: id }),
        words.extend({ row: id, col: id }),
      ]),
    )
    .min(2),
});
export type SameFigureRule = z.infer<typeof sameFigureSchema>;
type Side = SameFigureRule['sides'][number];

interface Told {
  num: Exact;
  /** > ≥ < ≤ of a bound, '' of a plain figure */
  op: string;
  unit: string | null;
  text: string;
  where: FindingPlace;
  /** what to call the place; '' where the finding's own place says it */
  name: string;
}

/** The rules of this kind that are switched on, with what they say. */
function rulesOf(live: LivePlan): { record: RuleRecord; rule: SameFigureRule }[] {
  return [...live.state.records.rule.values()].flatMap((record) => {
    if (record.off) return [];
    const rule = sameFigureSchema.safeParse(record.params);
    return rule.success ? [{ record, rule: rule.data }] : [];
  });
}

/** A finding for each quantity whose sides differ, at its first side. */
export function checkSameFigures(live: LivePlan): Finding[] {
  return rulesOf(live).flatMap(({ record, rule }) => {
    const told = rule.sides.flatMap((side) => read(live, side) ?? []);
    const [first, ...others] = told;
    const other = first && others.find((one) => !areSame(first, one));
    return first && other ? [findingOf(record, rule.severity, rule.title, first, other)] : [];
  });
}

function findingOf(record: RuleRecord, severity: Severity, title: string, first: Told, other: Told): Finding {
  return {
    id: record.id,
    code: 'same-figure',
    severity: record.severity ?? severity,
    where: first.where,
    expected: other.text,
    actual: first.text,
    data: { title, other: other.name },
  };
}

function read(live: LivePlan, side: Side): Told | null {
  if ('formula' in side) return readFormula(live, side.formula, side.unit);
  if ('block' in side) {
    const block = live.state.records.block.get(side.block as BlockId);
    const text = block ? textOfRuns(runsOf(live, block.content)) : '';
    return readWords(text, side, { block: side.block as BlockId }, '');
  }
  const row = live.state.records.row.get(side.row as RowId);
  const col = live.state.records.col.get(side.col as ColumnId);
  if (!row || !col) return null;
  const where = { table: row.tableId, row: row.id, column: col.id };
  return readWords(live.text(row.id, col.id), side, where, cellPlaceName(live, row.tableId, row.id, col.id));
}

/** The one cell that a reference names: in a named row, or in the total row. */
function cellOf(live: LivePlan, rows: RowsPart, column: ColumnId): { row: RowId; column: ColumnId } | null {
  if (rows.at === 'row') return { row: rows.row, column };
  const table = live.state.records.col.get(column)?.tableId;
  if (rows.at !== 'total' || table === undefined) return null;
  const row = live.shape(table).rows.find((record) => record.kind === 'total');
  return row ? { row: row.id, column } : null;
}

function readFormula(live: LivePlan, formula: string, asked: string | undefined): Told | null {
  const parsed = tryReadStored(formula);
  if (!parsed.ok) return null;
  const value = live.evaluate(formula, true);
  if (value.form !== 'number' && value.form !== 'bound') return null;
  const ref = parsed.value;
  const at = ref.op === 'ref' ? cellOf(live, ref.rows, ref.column) : null;
  const unit = asked ?? (at ? live.unitOf(at.row, at.column) : null);
  const table = at ? live.state.records.row.get(at.row)?.tableId : undefined;
  return {
    num: value.num,
    op: value.form === 'bound' ? value.op : '',
    unit,
    text: `${printValue(value)}${unit ?? ''}`,
    where: at && table !== undefined ? { table, ...at } : {},
    name: sayExpression(live, ref, null),
  };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The first figure with the unit after the words: 约1300余套 → 1300 套, 不低于1.3万套 → ≥ 1.3 万套. */
function readWords(text: string, side: { after: string; unit: string }, where: FindingPlace, name: string): Told | null {
  const start = text.indexOf(side.after);
  if (start < 0) return null;
  const rest = text.slice(start + side.after.length);
  const match = new RegExp(`(\\d[\\d,]*(?:\\.\\d+)?)(余|多)?(万|亿)?(余|多)?${escaped(side.unit)}`).exec(rest);
  const num = match ? parseExact((match[1] as string).replaceAll(',', '')) : null;
  if (!match || !num) return null;
  const op = boundAround(rest.slice(0, match.index), rest.slice(match.index + match[0].length)) ?? '';
  const scale = match[3] as '万' | '亿' | undefined;
  const scaled = scale && `${scale}${side.unit}`;
  // 1.3万套 says nothing below a thousand: it is told in 万套 where that is a unit, else written out.
  const known = scaled !== undefined && unitFactor(scaled, side.unit) !== null;
  return {
    num: scale && !known ? (readScaled(`${match[1]}${scale}`)?.num ?? num) : num,
    op,
    unit: known ? scaled : side.unit,
    text: `${op}${match[0]}`,
    where,
    name,
  };
}

/** Both figures in the unit of the second, at the decimals of the coarser one as it is written. */
function areSame(a: Told, b: Told): boolean {
  if (a.op !== b.op) return false;
  const factor = a.unit === null || b.unit === null ? null : unitFactor(a.unit, b.unit);
  if (!factor) return compare(a.num, b.num) === 0;
  // How far each one's last digit reaches, in the unit of `b`: [20]万户 says nothing below 10000户.
  const moved = multiply(a.num, factor);
  const back = unitFactor(b.unit, a.unit);
  return equalAt(moved, b.num, b.num.d) || (back !== null && equalAt(multiply(b.num, back), a.num, a.num.d));
}

function equalAt(fine: Num, coarse: Exact, decimals: number): boolean {
  return compare(round(fine, decimals), coarse) === 0;
}

/** The rule's key in the plan; several plans of one template keep the same. */
export const ruleId = (key: string): string => `same-figure:${key}`;
