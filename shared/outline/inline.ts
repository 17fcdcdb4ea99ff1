// Inline content as an array of elements: one normal form, equality, the splice between two versions, and a three-way merge.
//
// Commands address inline content by element index (`at`, `delete`), so everybody who compares or writes it must agree on what an
// element is: neighbouring text with equal marks is one element, empty text is none, marks stand in one order. The editor, undo
// and steps from elsewhere meet here; nothing in this file knows a screen.
//
//   diffInline([text('新建200套')], [text('新建'), field])  →  {at: 0, delete: 1, insert: [text('新建'), field]}

import type { Inline, TextMark } from '../model/blocks.ts';

/** The order in which marks are written. */
export const TEXT_MARKS = ['bold', 'italic', 'underline', 'sup', 'sub'] as const satisfies readonly TextMark[];

/** Elements `at … at+delete` of a block's content give way to `insert`. */
export interface InlineSplice {
  at: number;
  delete: number;
  insert: Inline[];
}

/** JSON with keys in order and absent fields left out, so that equal elements have equal text. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

function marksOf(element: Inline): TextMark[] {
  return element.t === 'text' ? (element.m ?? []) : [];
}

function sortedMarks(marks: readonly TextMark[]): TextMark[] {
  return TEXT_MARKS.filter((mark) => marks.includes(mark));
}

/** Text with its marks in order; no `m` where there is none. */
function textElement(s: string, marks: readonly TextMark[]): Inline {
  return marks.length ? { t: 'text', s, m: [...marks] } : { t: 'text', s };
}

/** The normal form: neighbouring text with equal marks joined, empty text dropped, marks in order. Other elements stay as they are. */
export function normaliseInline(content: readonly Inline[]): Inline[] {
  const result: Inline[] = [];
  for (const element of content) {
    if (element.t !== 'text') {
      result.push(element);
      continue;
    }
    if (element.s === '') continue;
    const marks = sortedMarks(marksOf(element));
    const last = result.at(-1);
    if (last?.t === 'text' && marksOf(last).join() === marks.join())
      result[result.length - 1] = textElement(last.s + element.s, marks);
    else result.push(textElement(element.s, marks));
  }
  return result;
}

/** Equal as they stand; the quick way for the many blocks that nobody touched. */
function equalAsStored(a: readonly Inline[], b: readonly Inline[]): boolean {
  return (
    a.length === b.length &&
    a.every((x, i) => {
      const y = b[i] as Inline;
      if (x === y) return true;
      if (x.t === 'text' && y.t === 'text') return x.s === y.s && marksOf(x).join() === marksOf(y).join();
      return x.t === y.t && canonical(x) === canonical(y);
    })
  );
}

/** Equal in normal form. */
export function equalInline(a: readonly Inline[], b: readonly Inline[]): boolean {
  return a === b || equalAsStored(a, b) || canonical(normaliseInline(a)) === canonical(normaliseInline(b));
}

function commonEnds(a: readonly string[], b: readonly string[]): { start: number; end: number } {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return { start, end };
}

/**
 * The one splice that makes `before` (exactly as stored, its elements are what `at` counts) into `after`; null where nothing
 * changed. What it inserts is in normal form.
 */
export function diffInline(before: readonly Inline[], after: readonly Inline[]): InlineSplice | null {
  if (equalInline(before, after)) return null;
  const target = normaliseInline(after);
  const { start, end } = commonEnds(before.map(canonical), target.map(canonical));
  return { at: start, delete: before.length - start - end, insert: target.slice(start, target.length - end) };
}

export function spliceInline(content: readonly Inline[], splice: InlineSplice): Inline[] {
  return [...content.slice(0, splice.at), ...splice.insert, ...content.slice(splice.at + splice.delete)];
}

/** Content cut into what can be edited by itself: one letter of text, or one atom. */
function unitsOf(content: readonly Inline[]): Inline[] {
  return normaliseInline(content).flatMap((element) =>
    element.t === 'text' ? [...element.s].map((letter) => textElement(letter, marksOf(element))) : [element],
  );
}

/**
 * What stands when two people change one block: both changes where they touch different stretches, else `mine` (the other version
 * stays in the history). `base` is what both started from.
 */
export function mergeInline(base: readonly Inline[], theirs: readonly Inline[], mine: readonly Inline[]): Inline[] {
  if (equalInline(base, theirs)) return normaliseInline(mine);
  if (equalInline(base, mine)) return normaliseInline(theirs);
  const b = unitsOf(base);
  const t = unitsOf(theirs);
  const m = unitsOf(mine);
  const key = b.map(canonical);
  const fromTheirs = commonEnds(key, t.map(canonical));
  const fromMine = commonEnds(key, m.map(canonical));
  const theirEnd = b.length - fromTheirs.end;
  const myEnd = b.length - fromMine.end;
  const theirText = t.slice(fromTheirs.start, t.length - fromTheirs.end);
  const myText = m.slice(fromMine.start, m.length - fromMine.end);
  if (theirEnd <= fromMine.start)
    return normaliseInline([
      ...b.slice(0, fromTheirs.start),
      ...theirText,
      ...b.slice(theirEnd, fromMine.start),
      ...myText,
      ...b.slice(myEnd),
    ]);
  if (myEnd <= fromTheirs.start)
    return normaliseInline([
      ...b.slice(0, fromMine.start),
      ...myText,
      ...b.slice(myEnd, fromTheirs.start),
      ...theirText,
      ...b.slice(theirEnd),
    ]);
  return normaliseInline(mine);
}
