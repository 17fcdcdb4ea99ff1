// 用到这张表的地方: the sentences that carry this table's figures, and the tables that compute from it. A click goes there.

import { useMemo, useState } from 'react';
import type { BlockId, FieldId, TableId } from '../../shared/model/ids.ts';
import type { PlanSession } from '../plan/session-types.ts';
import { useTopic } from '../plan/use-session.ts';
import { gridWords } from '../words/grid.ts';
import { usesOfTable } from './uses.ts';
import './grid.css';

export type JumpTarget = { block: BlockId; field?: FieldId } | { table: TableId };

export interface UsesStripProps {
  session: PlanSession;
  table: TableId;
  onJump(to: JumpTarget): void;
  /** uses shown before 展开 */
  shown?: number;
}

export function UsesStrip({ session, table, onJump, shown = 3 }: UsesStripProps) {
  const version = `${useTopic(session, 'blocks')}/${useTopic(session, 'tables')}/${useTopic(session, `table:${table}`)}/${useTopic(session, 'plan')}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the versions stand for what the live plan holds
  const uses = useMemo(() => usesOfTable(session.live, table), [session, table, version]);
  const [all, setAll] = useState(false);
  const words = gridWords.uses;
  const count = uses.text.length + uses.tables.length;
  const summary = [uses.fields ? words.inText(uses.fields) : '', uses.tables.length ? words.inTables(uses.tables.length) : '']
    .filter(Boolean)
    .join('，');
  const limit = all ? Number.POSITIVE_INFINITY : shown;
  return (
    <section className="gc-uses" aria-label={words.title}>
      <h3>
        {words.title}
        <span>{summary}</span>
      </h3>
      {count === 0 && <p className="gc-uses-none">{words.none}</p>}
      <ul>
        {uses.text.slice(0, limit).map((use) => (
          <li key={use.block}>
            <button
              type="button"
              className="gc-uses-place"
              title={words.jump(use.place)}
              onClick={() => onJump({ block: use.block })}
            >
              {use.place}
            </button>
            <span className="gc-uses-text">
              {use.pieces.map((piece, i) =>
                piece.field === undefined ? (
                  // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one sentence have no other name
                  <span key={i}>{piece.text}</span>
                ) : (
                  <button
                    key={piece.field}
                    type="button"
                    className="gc-uses-field"
                    onClick={() => onJump({ block: use.block, field: piece.field })}
                  >
                    {piece.text}
                  </button>
                ),
              )}
            </span>
          </li>
        ))}
        {uses.tables.slice(0, Math.max(0, limit - uses.text.length)).map((use) => (
          <li key={use.place}>
            <button type="button" className="gc-uses-place" onClick={() => onJump({ table: use.table })}>
              {use.place}
            </button>
          </li>
        ))}
      </ul>
      {count > shown && (
        <button type="button" className="gc-uses-more" onClick={() => setAll(!all)}>
          {all ? words.fewer : words.more(count - shown)}
        </button>
      )}
    </section>
  );
}
