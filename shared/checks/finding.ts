// A finding (问题): a place where the plan breaks a rule. It never blocks saving; it names the place, both figures and what can be done.
//
// Places are ids; `messageOf` (sentences.ts) makes the Chinese sentence from the code and the data, so nothing here is a sentence.

import type { BlockId, ColumnId, FieldId, RowId, TableId } from '../model/ids.ts';

export const CHECK_CODES = [
  /** a field in the text whose cell, row or table is gone */
  'field-dead',
  /** a field in the text whose cell is still empty */
  'field-blank',
  /** a computed cell that can't be computed */
  'cell-error',
  /** a total kept as printed although the plan computes something else */
  'exception-differs',
  /** a figure as the imported file printed it against what the plan computes */
  'printed-differs',
  /** a table shown in larger units whose parts can't be made to add up any more */
  'rounding-unbalanced',
  /** inputs of a table that are still empty */
  'cells-blank',
  /** an input that its column requires */
  'cell-required',
  /** a figure below the least or above the greatest that its cell takes */
  'cell-range',
  /** words that are none of the column's choices */
  'cell-choice',
  /** 其中 above the row it is part of */
  'part-over-whole',
  /** one region in two rows of a table */
  'region-twice',
  /** one quantity told in two places with two values */
  'same-figure',
] as const;
export type CheckCode = (typeof CHECK_CODES)[number];

export type Severity = 'error' | 'warning' | 'hint';

export interface FindingPlace {
  table?: TableId;
  row?: RowId;
  column?: ColumnId;
  block?: BlockId;
  field?: FieldId;
}

export interface Finding {
  /** stable for the same fault at the same place, so an answer finds it again */
  id: string;
  code: CheckCode;
  severity: Severity;
  where: FindingPlace;
  expected?: string;
  actual?: string;
  /** the reason a person gave for leaving it so, and how severe it was before that */
  answer?: string;
  /** a reason that was given while the figures were others: it does not hold any more, and is not forgotten */
  formerAnswer?: string;
  unanswered?: Severity;
  /** what the sentence needs beyond the place: {count}, {error}, {reason} */
  data: Record<string, string | number>;
}

const ORDER: Record<Severity, number> = { error: 0, warning: 1, hint: 2 };

/** Errors first, otherwise in the order they were found (reading order). */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return findings
    .map((finding, i) => ({ finding, i }))
    .sort((a, b) => ORDER[a.finding.severity] - ORDER[b.finding.severity] || a.i - b.i)
    .map(({ finding }) => finding);
}

/** Findings of one kind at one paragraph belong together: six blank figures in a sentence are one thing to look at. */
export function groupFindings(findings: readonly Finding[]): [Finding, ...Finding[]][] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const { block } = finding.where;
    const key = block === undefined ? finding.id : [finding.code, block, finding.severity, finding.answer ?? ''].join(' ');
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()];
}
