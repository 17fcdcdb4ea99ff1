// Takes back an older step and leaves what was edited later (撤回较早的一步).
//
// Every fact that still is what the step made it goes back to what it was; a fact that somebody changed since stays and is listed. A
// record that the step added goes only if nothing has grown on it (cells, children, formulas, sentences); one that it removed comes
// back if its parent still stands.

import { usesOf } from '../../shared/commands/uses.ts';
import { cellData } from '../../shared/model/cell-data.ts';
import type { CellData, Change, Fields, Step } from '../../shared/model/change.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { rowLabel } from '../../shared/model/lookup.ts';
import type { Entity } from '../../shared/model/records.ts';
import { EMPTY } from '../../shared/values/value.ts';

/** What stays as it is now, because it was edited after the step. */
export interface Kept {
  kind: 'cell' | 'record' | 'text';
  /** table, row, column as people name them; the record's kind and id; the block */
  where: Record<string, unknown>;
  /** as it stands now */
  now: string;
}

type Of<K extends Change['k']> = Extract<Change, { k: K }>;

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
const dataText = (data: CellData): string => (data === null ? '' : typeof data === 'string' ? data : data.t);

export interface Reverted {
  changes: Change[];
  kept: Kept[];
}

/**
 * Changes that take `step` back, decided on the plan as it is now. They are applied to `live` one after another while deciding, so
 * that later ones are decided on true ground; the caller takes them as applied.
 */
export function revertStep(live: LivePlan, step: Step): Reverted {
  const out: Reverted = { changes: [], kept: [] };
  // An import's many origins stand on nothing and nothing but their source stands on them: they are applied together.
  let together: Change[] = [];
  const flush = (): void => {
    if (together.length) live.apply(together);
    together = [];
  };
  for (const change of [...step.changes].reverse()) {
    const isOrigin = change.k === 'rec' && change.e === 'cell_origin';
    if (!isOrigin) flush();
    const back =
      change.k === 'cells'
        ? revertCells(live, change, out.kept)
        : change.k === 'inline'
          ? revertInline(live, change, out.kept)
          : revertRecord(live, change, out.kept);
    if (!back) continue;
    together.push(back);
    out.changes.push(back);
    if (!isOrigin) flush();
  }
  flush();
  return out;
}

function storedData(live: LivePlan, row: number, col: number): CellData | undefined {
  const record = live.state.records.row.get(row);
  if (!record || live.state.records.col.get(col)?.tableId !== record.tableId) return undefined;
  const slot = live.state.slotsOf(record.tableId).slotOf.get(row);
  return slot === undefined ? undefined : cellData(live.state.cells.get(col)?.get(slot) ?? EMPTY);
}

function revertCells(live: LivePlan, change: Of<'cells'>, kept: Kept[]): Change | null {
  const back: Of<'cells'> = { k: 'cells', col: change.col, rows: [], was: [], now: [] };
  change.rows.forEach((row, i) => {
    const current = storedData(live, row, change.col);
    const was = change.was[i] ?? null;
    if (current === undefined || same(current, was)) return;
    if (!same(current, change.now[i] ?? null)) {
      const record = live.state.records.row.get(row);
      const shape = record && live.shape(record.tableId);
      const where = {
        table: shape?.record.key,
        row: record ? rowLabel(live, record) : row,
        column: shape?.path(change.col).join('/'),
      };
      kept.push({ kind: 'cell', where, now: dataText(current) });
      return;
    }
    back.rows.push(row);
    back.was.push(current);
    back.now.push(was);
  });
  return back.rows.length ? back : null;
}

function revertInline(live: LivePlan, change: Of<'inline'>, kept: Kept[]): Change | null {
  const block = live.state.records.block.get(change.block);
  if (!block) return null;
  const now = block.content.slice(change.at, change.at + change.now.length);
  // Elsewhere in the block something may have been typed since; the piece is looked for where it stood.
  if (same(now, change.now)) return { k: 'inline', block: change.block, at: change.at, was: change.now, now: change.was };
  kept.push({
    kind: 'text',
    where: { block: change.block },
    now: block.content
      .map((piece) => (piece.t === 'text' ? piece.s : ''))
      .join('')
      .slice(0, 80),
  });
  return null;
}

function recordOf(live: LivePlan, e: Entity, id: number | string): Fields | undefined {
  return (live.state.records[e] as unknown as Map<number | string, Fields>).get(id);
}

function keepRecord(change: Of<'rec'>, current: Fields | undefined, kept: Kept[]): null {
  kept.push({
    kind: 'record',
    where: { entity: change.e, id: change.id },
    now: current ? JSON.stringify(current).slice(0, 200) : '',
  });
  return null;
}

function revertRecord(live: LivePlan, change: Of<'rec'>, kept: Kept[]): Change | null {
  const current = recordOf(live, change.e, change.id);
  if (change.was === null && change.now !== null) {
    if (!current) return null;
    const untouched = Object.entries(change.now).every(([name, value]) => same(current[name], value));
    if (!untouched || isGrownUpon(live, change.e, change.id)) return keepRecord(change, current, kept);
    return { k: 'rec', e: change.e, id: change.id, was: { ...current }, now: null };
  }
  if (change.now === null && change.was !== null) {
    if (current) return keepRecord(change, current, kept);
    if (!standsOn(live, change.was)) return keepRecord(change, undefined, kept);
    return { k: 'rec', e: change.e, id: change.id, was: null, now: change.was };
  }
  if (!current || !change.was || !change.now) return null;
  const was: Fields = {};
  const now: Fields = {};
  let later = false;
  for (const name of Object.keys(change.now)) {
    if (same(current[name], change.was[name])) continue;
    if (!same(current[name], change.now[name])) later = true;
    else {
      was[name] = current[name];
      now[name] = change.was[name] ?? null;
    }
  }
  if (later) keepRecord(change, current, kept);
  return Object.keys(now).length ? { k: 'rec', e: change.e, id: change.id, was, now } : null;
}

/** The records that a removed one stood on are still there. */
function standsOn(live: LivePlan, was: Fields): boolean {
  const { records } = live.state;
  if (typeof was.tableId === 'number') {
    if (!records.tbl.has(was.tableId)) return false;
    const parents: ReadonlyMap<number, unknown> = 'label' in was ? records.row : records.col;
    return was.parentId === null || was.parentId === undefined || parents.has(was.parentId as number);
  }
  if ('content' in was) return was.parentId === null || records.block.has(was.parentId as number);
  return true;
}

/** Something else stands on a record now, so it can't go. */
function isGrownUpon(live: LivePlan, e: Entity, id: number | string): boolean {
  const { records, cells, slots } = live.state;
  const some = <T>(items: Iterable<T>, test: (item: T) => boolean): boolean => {
    for (const item of items) if (test(item)) return true;
    return false;
  };
  switch (e) {
    case 'row': {
      const row = records.row.get(id as number);
      const slot = row && slots.get(row.tableId)?.slotOf.get(row.id);
      if (!row || slot === undefined) return false;
      if (some(records.row.values(), (r) => r.parentId === id)) return true;
      if (some(records.col.values(), (c) => c.tableId === row.tableId && cells.get(c.id)?.isEmpty(slot) === false)) return true;
      if (some(records.note.values(), (n) => n.rowId === id)) return true;
      return usesOf(live, new Set(), new Set([row.id])).length > 0;
    }
    case 'col': {
      const column = records.col.get(id as number);
      if (!column) return false;
      if (some(records.col.values(), (c) => c.parentId === id)) return true;
      const stored = cells.get(column.id);
      if (stored && some(slots.get(column.tableId)?.slotOf.values() ?? [], (slot) => !stored.isEmpty(slot))) return true;
      if (some(records.note.values(), (n) => n.colId === id)) return true;
      return usesOf(live, new Set([column.id]), new Set()).length > 0;
    }
    case 'tbl':
      return some(records.col.values(), (c) => c.tableId === id) || some(records.row.values(), (r) => r.tableId === id);
    case 'block':
      return some(records.block.values(), (b) => b.parentId === id) || some(records.note.values(), (n) => n.blockId === id);
    case 'region':
      return (
        some(records.row.values(), (r) => r.regionId === id) ||
        some(records.region.values(), (r) => r.parentId === id) ||
        live.state.property('region_id') === id
      );
    case 'asset':
      return some(records.note.values(), (n) => n.assetId === id);
    case 'source':
      return some(records.cell_origin.values(), (o) => o.sourceId === id);
    default:
      return false;
  }
}
