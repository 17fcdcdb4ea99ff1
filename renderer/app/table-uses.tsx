// Under a table: the sentences that show its figures, each one click away, so nobody changes a figure without seeing who reads it.

import { useMemo } from 'react';
import { textPlaceName } from '../../shared/checks/sentences.ts';
import type { BlockId, TableId } from '../../shared/model/ids.ts';
import type { Run } from '../../shared/outline/document.ts';
import type { Place } from '../../shared/outline/places.ts';
import type { PlanSession } from '../plan/session.ts';
import { useTopic } from '../plan/use-session.ts';
import { tableToolWords as words } from '../words/table-tools.ts';

const SHOWN = 3;
const AROUND = 14;

interface TableUse {
  block: BlockId;
  place: Place;
  pieces: { text: string; field: boolean }[];
  fields: number;
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
  const uses = useMemo(() => {
    const columns = new Set(session.live.shape(table).columns.map((column) => column.id));
    const out: TableUse[] = [];
    for (const place of places.values()) {
      const fields = place.runs.filter((run) => run.field && reads(run.field.expr, columns)).length;
      if (fields) out.push({ block: place.block, place, fields, pieces: excerpt(place.runs, columns) });
    }
    return out;
  }, [session, table, places, shape]);
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
function reads(expr: string, columns: ReadonlySet<number>): boolean {
  for (const [, id] of expr.matchAll(/#c(\d+)/g)) if (columns.has(Number(id))) return true;
  return false;
}

function excerpt(runs: readonly Run[], columns: ReadonlySet<number>): TableUse['pieces'] {
  const pieces: TableUse['pieces'] = [];
  const text = (run: Run | undefined) => (run?.br ? ' ' : (run?.text ?? ''));
  let last = -2;
  runs.forEach((run, i) => {
    if (!run.field || !reads(run.field.expr, columns)) return;
    const before = runs[i - 1];
    if (i > 0 && !before?.field && last !== i - 1) {
      const words = text(before);
      pieces.push({ text: words.length > AROUND ? `……${words.slice(-AROUND)}` : words, field: false });
    }
    pieces.push({ text: text(run), field: true });
    const after = runs[i + 1];
    if (after && !after.field) {
      const words = text(after);
      const next = runs[i + 2];
      const goesOn = next?.field && reads(next.field.expr, columns) && words.length <= AROUND;
      pieces.push({ text: goesOn || words.length <= 4 ? words : `${words.slice(0, 4)}……`, field: false });
      last = goesOn ? i + 1 : -2;
    }
  });
  return pieces;
}
