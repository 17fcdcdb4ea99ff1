// Which column of last year's plan gives a 上年 column of this year's its values.
//
// A column's year is counted, not read: from its own or its group's year_offset, else from the year token in a title (token or 起年
// 止年). Two columns are of one kind when their header paths say the same without years and without the words that tell a plan
// from its outcome (计划, 目标, 实际 …): {年-1}年底在册 takes {年}年底预计在册, {年-1}年实际 takes {年}年目标.

import { holdsFigures } from '../model/cell-rules.ts';
import type { ColumnId } from '../model/ids.ts';
import type { LivePlan, TableShape } from '../model/live-plan.ts';
import type { ColumnRecord } from '../model/records.ts';
import { expandYears } from '../model/year-tokens.ts';

const TOKEN = /\{(?:年|起年|止年)(?:[+-]\d{1,3})?\}/g;
const OUTCOME = /计划|规划|目标|实际|实绩|完成|预计|预期|执行|上年|本年|去年|今年|当年|年度|年末|年底|年/g;

interface Dated {
  column: ColumnRecord;
  /** the year its figures are of; null where nothing says so: this year's */
  year: number | null;
  /** header path without years and outcome words */
  kind: string;
}

/** The column above that carries the year, itself first. */
function chainOf(live: LivePlan, column: ColumnRecord): ColumnRecord[] {
  const chain: ColumnRecord[] = [];
  for (let c: ColumnRecord | undefined = column; c; c = c.parentId === null ? undefined : live.state.records.col.get(c.parentId))
    chain.push(c);
  return chain;
}

function datedColumns(live: LivePlan, shape: TableShape): Dated[] {
  const year = live.state.property('year') ?? 0;
  return shape.columns.filter(holdsFigures).map((column) => {
    const chain = chainOf(live, column);
    const offset = chain.find((c) => c.yearOffset !== null)?.yearOffset ?? null;
    const token = chain.flatMap((c) => c.title.match(TOKEN) ?? [])[0];
    const told = token === undefined ? null : Number(expandYears(live.state, token));
    const kind = chain
      .reverse()
      .map((c) => c.title.replace(TOKEN, '').replace(OUTCOME, '').replace(/\s/g, ''))
      .join('/');
    return { column, year: offset === null ? told : year + offset, kind };
  });
}

export interface ColumnPlan {
  /** 上年 column → the column of last year's plan that has its figures */
  from: Map<ColumnId, ColumnId>;
  /** columns of figures whose cells are emptied first */
  emptied: ColumnRecord[];
  /** 上年 columns for which no column, or more than one, was found */
  unmatched: ColumnRecord[];
}

/**
 * What becomes of a table's columns when the plan moves on by `by` years to a plan whose own years begin with `first`: figures of this
 * year and later are emptied, those of years before come from the column that had that year.
 */
export function planColumns(live: LivePlan, shape: TableShape, by: number, first: number): ColumnPlan {
  const columns = datedColumns(live, shape);
  const plan: ColumnPlan = { from: new Map(), emptied: [], unmatched: [] };
  for (const { column, year, kind } of columns) {
    plan.emptied.push(column);
    const own = year === null ? null : year + by;
    if (own === null || own >= first || column.formula !== null) continue;
    const like = columns.filter((other) => other.year === own && other.column.id !== column.id && other.kind === kind);
    // A column without a year is this year's.
    const present =
      like.length > 0 ? like : own === first - by ? columns.filter((other) => other.year === null && other.kind === kind) : [];
    const source = present.length === 1 ? present[0] : undefined;
    if (source) plan.from.set(column.id, source.column.id);
    else plan.unmatched.push(column);
  }
  return plan;
}
