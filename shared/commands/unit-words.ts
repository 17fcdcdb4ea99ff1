// The unit written behind a figure in the text follows the unit that its table is shown in: 12469套 becomes 1.25万套, never 1.25套.
//
// Only where a field of one cell is followed at once by exactly the unit it was shown in: there the word belongs to the figure.

import { tryReadStored } from '../formulas/stored.ts';
import type { Inline } from '../model/blocks.ts';
import type { Change } from '../model/change.ts';
import type { LivePlan } from '../model/live-plan.ts';
import type { TableRecord } from '../model/records.ts';
import { shownUnit } from '../model/shape.ts';

/** Splices of the blocks whose words change, when a table comes to be shown as `after` says. */
export function unitWordChanges(live: LivePlan, before: TableRecord, after: TableRecord): Change[] {
  const out: Change[] = [];
  for (const block of live.state.records.block.values()) {
    const now = rewritten(live, block.content, before, after);
    now.forEach((piece, at) => {
      if (piece !== block.content[at])
        out.push({ k: 'inline', block: block.id, at, was: [block.content[at] as Inline], now: [piece] });
    });
  }
  return out;
}

/** How many places that would be. */
export function countUnitWords(live: LivePlan, before: TableRecord, after: TableRecord): number {
  return unitWordChanges(live, before, after).length;
}

/** The content with new units; pieces that stay are the same objects. */
function rewritten(live: LivePlan, content: readonly Inline[], before: TableRecord, after: TableRecord): Inline[] {
  const out = [...content];
  content.forEach((piece, at) => {
    const inside = insideOf(live, piece, before, after);
    if (inside !== piece) out[at] = inside;
    if (piece.t !== 'field') return;
    const units = unitsOf(live, piece.expr, before, after);
    if (!units || piece.fmt?.scale) return;
    const [was, now] = units;
    if (piece.fmt?.unit === was) out[at] = { ...piece, fmt: { ...piece.fmt, unit: now } };
    const next = content[at + 1];
    if (next?.t === 'text' && next.s.startsWith(was)) out[at + 1] = { ...next, s: now + next.s.slice(was.length) };
  });
  return out;
}

function insideOf(live: LivePlan, piece: Inline, before: TableRecord, after: TableRecord): Inline {
  const part = <T extends Inline>(of: T, name: 'content' | 'item' | 'up' | 'down' | 'flat'): T => {
    const list = (of as unknown as Record<string, Inline[]>)[name] as Inline[];
    const now = rewritten(live, list, before, after);
    return now.some((p, i) => p !== list[i]) ? ({ ...of, [name]: now } as T) : of;
  };
  if (piece.t === 'foot') return part(piece, 'content');
  if (piece.t === 'each') return part(piece, 'item');
  if (piece.t === 'choose') return part(part(part(piece, 'up'), 'down'), 'flat');
  return piece;
}

/** The unit that a field of one cell was and will be shown in; null where it stays. */
function unitsOf(live: LivePlan, expr: string, before: TableRecord, after: TableRecord): [string, string] | null {
  const read = tryReadStored(expr);
  if (!read.ok || read.value.op !== 'ref') return null;
  const { column, rows } = read.value;
  if (live.state.records.col.get(column)?.tableId !== before.id) return null;
  const row =
    rows.at === 'row'
      ? rows.row
      : live.shape(before.id).rows.find((r) => (rows.at === 'total' ? r.kind === 'total' : r.kind === 'data'))?.id;
  const unit = row === undefined ? null : live.unitOf(row, column);
  const was = shownUnit(before, unit);
  const now = shownUnit(after, unit);
  return was !== null && now !== null && was !== now ? [was, now] : null;
}
