// 来源: where the active cell's figure comes from and where it goes: formula in words, parts, users, the file it was imported from.
// Each part and each user is one click away.

import { useMemo } from 'react';
import { cellPlaceName, textPlaceName } from '../../shared/checks/sentences.ts';
import { columnName } from '../../shared/formulas/words.ts';
import { cellKey } from '../../shared/model/ids.ts';
import type { Part, Use } from '../../shared/model/live-plan.ts';
import { rowLabel } from '../../shared/model/lookup.ts';
import type { Place } from '../../shared/outline/places.ts';
import { formatExact, trim } from '../../shared/values/exact.ts';
import type { CellRef, PlanSession } from '../plan/session.ts';
import { useTopic } from '../plan/use-session.ts';
import { whenOf } from '../start/when.ts';
import { appWords as words } from '../words/app.ts';
import { roundingWords } from '../words/rounding.ts';
import { CellNotes } from './cell-notes.tsx';

const MOST = 40;

export interface OriginPanelProps {
  session: PlanSession;
  cell: CellRef | null;
  places: ReadonlyMap<number, Place>;
  /** counts up when a note is asked for by key */
  noteAsked: number;
  onCell(cell: CellRef): void;
  onBlock(block: number): void;
}

export function OriginPanel({ session, cell, places, noteAsked, onCell, onBlock }: OriginPanelProps) {
  const moved = useTopic(session, 'any');
  const { live } = session;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for everything the explanation reads
  const shown = useMemo(() => {
    if (!cell || !live.state.records.row.has(cell.row) || !live.state.records.col.has(cell.column)) return null;
    const key = cellKey(cell.row, cell.column);
    const origin = live.state.records.cell_origin.get(key);
    return {
      place: cellPlaceName(live, cell.table, cell.row, cell.column),
      text: live.text(cell.row, cell.column),
      kept: live.keptText(cell.row, cell.column),
      moved: live.shown(cell.table)?.adjustedAt(cell.row, cell.column),
      unit: live.shownUnitOf(cell.row, cell.column) ?? '',
      computed: live.isComputed(cell.row, cell.column),
      explanation: live.explain(cell.row, cell.column),
      exception: live.state.records.exception.get(key),
      origin: origin && { ...origin, source: live.state.records.source.get(origin.sourceId) },
    };
  }, [live, cell, moved]);

  if (!cell || !shown) return <div className="panel-empty">{words.pickCell}</div>;
  const { explanation, exception, origin } = shown;
  const { parts, users } = explanation;
  const blank = parts.filter((part) => !part.counted).length;
  const isSum = explanation.rule.by === 'sum';

  const partRow = (part: Part) => {
    const table = live.state.records.col.get(part.column)?.tableId ?? cell.table;
    return (
      <li key={cellKey(part.row, part.column)}>
        <button type="button" className="line" onClick={() => onCell({ table, row: part.row, column: part.column })}>
          <span>{partName(session, cell, part, table)}</span>
          <span className={part.counted ? undefined : 'quiet'}>
            {part.text || words.emptyCell}
            {!part.counted && <em>{words.notCounted}</em>}
          </span>
        </button>
      </li>
    );
  };
  const useRow = (use: Use, i: number) =>
    use.kind === 'cell' ? (
      <li key={`${use.row}:${use.column}`}>
        <button type="button" className="line" onClick={() => onCell({ table: use.table, row: use.row, column: use.column })}>
          <span className="to">{cellPlaceName(live, use.table, use.row, use.column)}</span>
          <span>{use.text}</span>
        </button>
      </li>
    ) : (
      <li key={`${use.field}:${i}`}>
        <button type="button" className="line" onClick={() => onBlock(use.block)}>
          <span className="to">{textPlace(places.get(use.block))}</span>
          <span>“{use.text}”</span>
        </button>
      </li>
    );

  return (
    <>
      <section className="panel-section origin-head">
        <div className="quiet">{shown.place}</div>
        <div className="key-figure">
          {shown.text || words.emptyCell}
          {shown.unit && <small>{shown.unit}</small>}
        </div>
        <div>{shown.computed ? explanation.words : words.typed}</div>
        {!isSum && explanation.figures && <div className="quiet">{explanation.figures}</div>}
      </section>
      {exception && (
        <section className="panel-section">
          <h3>{words.exception}</h3>
          <p>{words.exceptionReason(exception.reason)}</p>
          <p className="quiet">{words.inputBy(exception.by, whenOf(exception.at, new Date()))}</p>
        </section>
      )}
      {shown.moved && (
        <section className="panel-section">
          <h3>{roundingWords.heading}</h3>
          <p>{roundingWords.movedFrom(formatExact(shown.moved.rounded), formatExact(shown.moved.shown))}</p>
          <p className="quiet">
            {roundingWords.exactly(formatExact(trim(shown.moved.exact)))}，{roundingWords.why}
          </p>
        </section>
      )}
      {origin && (
        <section className="panel-section">
          <h3>{words.imported}</h3>
          <p>{words.importedFrom(origin.source?.name ?? '', origin.source?.sheet ?? null, origin.ref)}</p>
          {origin.printed !== shown.kept && <p className="quiet">{words.printedAs(origin.printed)}</p>}
        </section>
      )}
      {parts.length > 0 && (
        <section className="panel-section">
          <h3>
            {words.parts} <small>{words.partsCount(parts.length - blank, blank)}</small>
          </h3>
          <ul className="lines">{parts.slice(0, MOST).map(partRow)}</ul>
          {parts.length > MOST && <p className="quiet">{words.moreParts(parts.length - MOST)}</p>}
          {isSum && (
            <div className="sum-line">
              <span>{words.sum}</span>
              <b>{shown.kept}</b>
            </div>
          )}
        </section>
      )}
      <section className="panel-section">
        <h3>
          {words.uses} {users.length > 0 && <small>{words.usesCount(users.length)}</small>}
        </h3>
        {users.length === 0 && <p className="quiet">{words.noUses}</p>}
        <ul className="lines">{users.slice(0, MOST).map(useRow)}</ul>
        {users.length > MOST && <p className="quiet">{words.moreParts(users.length - MOST)}</p>}
      </section>
      <CellNotes session={session} cell={cell} asked={noteAsked} onCell={onCell} />
    </>
  );
}

function textPlace(place: Place | undefined): string {
  return place ? textPlaceName(place) : words.outlineText;
}

/** A part named by what differs from the cell itself: its row, its column, or its table as well. */
function partName(session: PlanSession, cell: CellRef, part: Part, table: number): string {
  const { live } = session;
  if (table !== cell.table) return cellPlaceName(live, table, part.row, part.column);
  const row = live.state.records.row.get(part.row);
  const path = columnName(live, part.column, '·');
  if (part.row === cell.row) return path;
  if (part.column === cell.column) return row ? rowLabel(live, row) : '';
  return `${row ? rowLabel(live, row) : ''}·${path}`;
}
