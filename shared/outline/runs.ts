// Inline content → runs: years counted, fields looked up, references written, lists and choices unfolded.
//
// Everything that reads the text goes through here (editor, release, preview, checks), so a field has one text everywhere.

import type { Inline } from '../model/blocks.ts';
import type { BlockId, TableId } from '../model/ids.ts';
import type { LivePlan } from '../model/live-plan.ts';
import type { RowRecord } from '../model/records.ts';
import { sign } from '../values/exact.ts';
import type { CellValue } from '../values/value.ts';
import type { Run } from './document.ts';
import { bindStored, eachRows } from './each.ts';
import { BLANK_SOURCE, BROKEN_SOURCE, DEAD_SOURCE, fieldText } from './fields.ts';

/** What a reference prints: numbers and titles of tables, annexes, boxes, figures and headings. */
export interface Names {
  table(id: TableId): { number: string; title: string } | undefined;
  block(id: BlockId): { number: string; title: string } | undefined;
}

const MOST_DEPTH = 8;

/** Up, down or flat; both ends of a range must agree, else it is flat. Null where the source is blank or broken. */
export function direction(value: CellValue): 'up' | 'down' | 'flat' | null {
  if (value.form === 'none') return 'flat';
  if (value.form !== 'number' && value.form !== 'bound' && value.form !== 'range') return null;
  const from = sign(value.num);
  const to = value.form === 'range' ? sign(value.to) : from;
  if (from > 0 && to > 0) return 'up';
  if (from < 0 && to < 0) return 'down';
  return 'flat';
}

/** The runs of a block's content. `names` may be left out where references are not wanted (they print as dead). */
export function runsOf(live: LivePlan, content: readonly Inline[], names?: Names): Run[] {
  return merged(unfold(live, content, names, null, 0));
}

function unfold(live: LivePlan, content: readonly Inline[], names: Names | undefined, row: RowRecord | null, depth: number): Run[] {
  if (depth > MOST_DEPTH) return [];
  return content.flatMap((inline) => one(live, inline, names, row, depth));
}

function one(live: LivePlan, inline: Inline, names: Names | undefined, row: RowRecord | null, depth: number): Run[] {
  switch (inline.t) {
    case 'text': {
      const text = inline.s.includes('{') ? live.expandYears(inline.s) : inline.s;
      return text === '' ? [] : [inline.m?.length ? { text, marks: inline.m } : { text }];
    }
    case 'year':
      return [{ text: String((live.state.property('year') ?? 0) + inline.d) }];
    case 'br':
      return [{ text: '', br: true }];
    case 'field': {
      const bound = row ? bindStored(live, inline.expr, row) : inline.expr;
      const { text, error } = bound === null ? { text: BLANK_SOURCE, error: 'blank' as const } : fieldText(live, bound, inline.fmt);
      return [{ text, field: { id: inline.id, expr: inline.expr, ...(error && { error }) } }];
    }
    case 'ref':
      return [reference(inline, names)];
    case 'foot':
      return [{ text: '', foot: { id: inline.id, runs: merged(unfold(live, inline.content, names, row, depth + 1)) } }];
    case 'each':
      return list(live, inline, names, depth);
    case 'choose': {
      const bound = row ? bindStored(live, inline.expr, row) : inline.expr;
      const value: CellValue = bound === null ? { form: 'empty' } : live.evaluate(bound);
      const way = direction(value);
      if (way === null) return [{ text: value.form === 'empty' ? BLANK_SOURCE : problem(value) }];
      return unfold(live, inline[way], names, row, depth + 1);
    }
  }
}

function problem(value: CellValue): string {
  return value.form === 'error' && value.code === 'dead-reference' ? DEAD_SOURCE : BROKEN_SOURCE;
}

function list(live: LivePlan, each: Extract<Inline, { t: 'each' }>, names: Names | undefined, depth: number): Run[] {
  const rows = eachRows(live, each.rows, each.where, each.sort);
  if (rows === null) return [{ text: DEAD_SOURCE }];
  return rows.flatMap((row, i) => {
    const before = i === 0 ? '' : i === rows.length - 1 ? (each.last ?? each.sep) : each.sep;
    const item = unfold(live, each.item, names, row, depth + 1);
    return before ? [{ text: before }, ...item] : item;
  });
}

function reference(ref: Extract<Inline, { t: 'ref' }>, names: Names | undefined): Run {
  const { table, block } = ref.to;
  const found = table !== undefined ? names?.table(table) : block !== undefined ? names?.block(block) : undefined;
  if (!found) return { text: DEAD_SOURCE, ref: { ...ref.to, error: 'dead' } };
  switch (ref.form) {
    case 'title':
      return { text: found.title, ref: ref.to };
    case 'number-title':
      return { text: `${found.number}${found.number && '　'}${found.title}`, ref: ref.to };
    case 'page':
      // Pages are counted where there are pages: the release writes a page field, plain text has none.
      return { text: '', ref: { ...ref.to, page: true } };
    default:
      return { text: found.number || found.title, ref: ref.to };
  }
}

/** Joins neighbours of plain text with equal marks, so that a sentence is one run wherever it can be. */
function merged(runs: Run[]): Run[] {
  const out: Run[] = [];
  for (const run of runs) {
    const last = out.at(-1);
    if (last && isPlainRun(last) && isPlainRun(run) && sameMarks(last, run))
      out[out.length - 1] = { ...last, text: last.text + run.text };
    else out.push(run);
  }
  return out;
}

const isPlainRun = (run: Run): boolean => !run.field && !run.ref && !run.foot && !run.br;
const sameMarks = (a: Run, b: Run): boolean => (a.marks ?? []).join() === (b.marks ?? []).join();

/** The characters of runs; a line break as a space-less newline, footnotes left out. */
export function textOfRuns(runs: readonly Run[]): string {
  return runs.map((run) => (run.br ? '\n' : run.text)).join('');
}
