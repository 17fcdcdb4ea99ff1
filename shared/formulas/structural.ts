// Which changes need the engine's structure prepared anew, and which only change what a table looks like.

import type { Change } from '../model/change.ts';
import type { Entity } from '../model/records.ts';

const LOOKS: Partial<Record<Entity, ReadonlySet<string>>> = {
  tbl: new Set(['title', 'unit', 'ord', 'numberAs', 'landscape', 'props', 'place', 'boxId', 'key']),
  col: new Set([
    'title',
    'width',
    'align',
    'ord',
    'hidden',
    'props',
    'required',
    'choices',
    'min',
    'max',
    'forms',
    'key',
    'yearOffset',
  ]),
  row: new Set(['ord', 'hidden', 'props']),
};
const QUIET: ReadonlySet<Entity> = new Set([
  'note',
  'asset',
  'rule',
  'answer',
  'opinion',
  'mark',
  'source',
  'cell_origin',
  'dispatch',
  'block',
]);
/** Plan properties that no number and no text token reads. */
const QUIET_PROPERTIES: ReadonlySet<string | number> = new Set([
  'title',
  'stage',
  'template_id',
  'template_version',
  'kind',
  'id',
  'min_reader',
]);

/** True where only a table's looks change (names, order, widths): read its shape again, compute nothing. */
export function touchesShapeOnly(change: Change): change is Extract<Change, { k: 'rec' }> {
  if (change.k !== 'rec' || !change.was || !change.now) return false;
  const fields = LOOKS[change.e];
  return fields !== undefined && Object.keys(change.now).every((name) => fields.has(name));
}

export function isStructural(change: Change): boolean {
  if (change.k !== 'rec' || QUIET.has(change.e)) return false;
  if (change.e === 'plan') return !QUIET_PROPERTIES.has(change.id);
  return !touchesShapeOnly(change);
}
