// Under a table: the sentences that show its figures, each one click away, so nobody changes a figure without seeing who reads it.

import { useMemo } from 'react';
import { textPlaceName } from '../../shared/checks/sentences.ts';
import type { BlockId, TableId } from '../../shared/model/ids.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import type { Run } from '../../shared/outline/document.ts';
import type { Place } from '../../shared/outline/places.ts';
import type { PlanSession } from '../plan/session.ts';
import { useTopic } from '../plan/use-session.ts';
import { tableToolWords as words } from '../words/table-tools.ts';
import './table-uses.css';

const SHOWN = 3;
const AROUND = 12;
const AFTER = 6;

export interface TableUse {
  block: BlockId;
  place: Place;
  pieces: { text: string; field: boolean }[];
  fields: number;
}

/** The sentences that show a table's figures, in reading order. */
export function usesOfTable(live: LivePlan, table: TableId, places: ReadonlyMap<BlockId, Place>): TableUse[] {
  const columns = new Set(live.shape(table).columns.map((column) => column.id));
  const out: TableUse[] = [];
  for (const place of places.values()) {
    const fields = place.runs.filter((run) => run.field && readsColumns(run.field.expr, columns)).length;
    if (fields) out.push({ block: place.block, place, fields, pieces: excerpt(place.runs, columns) });
  }
  return out;
}

export interface TableUsesProps {
  session: PlanSession;
  table: TableId;
  places: ReadonlyMap<BlockId, Place>;
  onBlock(block: BlockId): void;
}

export function TableUses({ session, table, places, onBlock }: TableUsesProps) {
  const shape = useTopic(session, `shape:${table}`);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for the table's columns
  const uses = useMemo(() => usesOfTable(session.live, table, places), [session, table, places, shape]);
  if (uses.length === 0) return null;
  const count = (annex: boolean) =>
    uses.filter((use) => use.place.section.startsWith('附') === annex).reduce((sum, use) => sum + use.fields, 0);
  return (
    <section className="table-uses" aria-label={words.usesOfTable}>
      <h3>
        {words.usesOfTable} <small>{words.usesCount(count(false), count(true))}</small>
      </h3>
      {uses.slice(0, SHOWN).map((use) => (
        <button key={use.block} type="button" onClick={() => onBlock(use.block)}>
          <span className="to">{textPlaceName(use.place)}</span>
          <span className="table-uses-text">
            {use.pieces.map((piece, i) =>
              // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one excerpt never move
              piece.field ? <b key={i}>{piece.text}</b> : <span key={i}>{piece.text}</span>,
            )}
          </span>
        </button>
      ))}
      {uses.length > SHOWN && <small>{words.more(uses.length - SHOWN)}</small>}
    </section>
  );
}

/** True where an expression by id names one of the columns. */
export function readsColumns(expr: string, columns: ReadonlySet<number>): boolean {
  for (const [, id] of expr.matchAll(/#c(\d+)/g)) if (columns.has(Number(id))) return true;
  return false;
}

/** The figures with the words around them; what is left out between two of them shows as …… once. */
function excerpt(runs: readonly Run[], columns: ReadonlySet<number>): TableUse['pieces'] {
  const pieces: TableUse['pieces'] = [];
  let between = '';
  let started = false;
  for (const run of runs) {
    if (!run.field || !readsColumns(run.field.expr, columns)) {
      between += run.br ? ' ' : run.text;
      continue;
    }
    const whole = between.length <= AROUND + AFTER;
    const before = whole
      ? between
      : started
        ? `${between.slice(0, AFTER)}……${between.slice(-AROUND)}`
        : `……${between.slice(-AROUND)}`;
    if (before) pieces.push({ text: before, field: false });
    pieces.push({ text: run.text, field: true });
    between = '';
    started = true;
  }
  if (between) pieces.push({ text: between.length <= AFTER ? between : `${between.slice(0, AFTER)}……`, field: false });
  return pieces;
}
