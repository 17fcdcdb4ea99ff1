// Notes (批注) and sources (依据) of the active cell: what was written, by whom and when; writing one, closing it, taking it away. Every
// one of these is a step that can be undone. Below them, all notes of the plan, each one click from its cell.

import { App, Button, Input, Segmented } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useEffect, useRef, useState } from 'react';
import { cellPlaceName } from '../../shared/checks/sentences.ts';
import type { Command } from '../../shared/commands/schema.ts';
import { sentenceOf } from '../../shared/contract/sentences.ts';
import { cellNotes, notesOfCell } from '../../shared/model/cell-notes.ts';
import type { ColumnId, RowId } from '../../shared/model/ids.ts';
import type { NoteRecord } from '../../shared/model/records.ts';
import type { CellRef, PlanSession } from '../plan/session.ts';
import { whenOf } from '../start/when.ts';
import { noteWords as words } from '../words/notes.ts';
import './cell-notes.css';

const MOST = 40;

interface CellNotesProps {
  session: PlanSession;
  cell: CellRef;
  /** counts up when the key for a note is pressed: the field takes the focus */
  asked: number;
  onCell(cell: CellRef): void;
}

export function CellNotes({ session, cell, asked, onCell }: CellNotesProps) {
  const { message } = App.useApp();
  const { live } = session;
  const [kind, setKind] = useState<NoteRecord['kind']>('comment');
  const [text, setText] = useState('');
  const field = useRef<TextAreaRef>(null);
  const notes = notesOfCell(live, cell.row, cell.column);
  const others = cellNotes(live).filter((note) => note.rowId !== cell.row || note.colId !== cell.column);
  const open = cellNotes(live).filter((note) => note.kind === 'comment' && !note.done).length;

  useEffect(() => {
    if (asked > 0) field.current?.focus();
  }, [asked]);
  // What was begun for one cell must not land on the next one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another cell, another note
  useEffect(() => setText(''), [cell.row, cell.column]);

  const run = (command: Command): boolean => {
    const done = session.run(command);
    if (!done.ok) void message.error(sentenceOf(done.failure));
    return done.ok;
  };
  const set = (note: NoteRecord, change: { text?: string | null; done?: boolean }) =>
    run({
      type: 'set-note',
      id: note.id,
      row: note.rowId,
      col: note.colId,
      block: note.blockId,
      kind: note.kind,
      text: note.text,
      assetId: note.assetId,
      done: note.done,
      ...change,
    });
  const add = () => {
    if (!text.trim()) return;
    const place = { row: cell.row, col: cell.column, block: null };
    const id = session.mint<'note'>();
    if (run({ type: 'set-note', id, ...place, kind, text: text.trim(), assetId: null, done: false })) setText('');
  };

  return (
    <section className="panel-section cell-notes">
      <h3>
        {words.heading} {open > 0 && <small>{words.open(open)}</small>}
      </h3>
      {notes.length === 0 && <p className="quiet">{words.none}</p>}
      <ul className="note-list">
        {notes.map((note) => (
          <li key={note.id} className={note.done ? 'note is-done' : 'note'}>
            <div className="note-kind">{note.kind === 'comment' ? words.comment : words.evidence}</div>
            <p>{note.text}</p>
            <div className="note-foot">
              <span className="quiet">{words.by(note.by, whenOf(note.at, new Date()))}</span>
              {!session.readOnly && note.kind === 'comment' && (
                <Button size="small" type="link" onClick={() => set(note, { done: !note.done })}>
                  {note.done ? words.reopen : words.done}
                </Button>
              )}
              {!session.readOnly && (
                <Button size="small" type="link" onClick={() => set(note, { text: null })}>
                  {words.remove}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {!session.readOnly && (
        <div className="note-new">
          <Segmented
            size="small"
            value={kind}
            onChange={(value) => setKind(value)}
            options={[
              { value: 'comment' as const, label: words.comment },
              { value: 'evidence' as const, label: words.evidence },
            ]}
          />
          <Input.TextArea
            ref={field}
            value={text}
            rows={3}
            maxLength={10_000}
            aria-label={words.heading}
            placeholder={words.placeholder[kind]}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
              event.preventDefault();
              add();
            }}
          />
          <div className="note-foot">
            <span className="quiet">{words.addKey}</span>
            <Button size="small" disabled={!text.trim()} onClick={add}>
              {words.add}
            </Button>
          </div>
        </div>
      )}
      {others.length > 0 && (
        <>
          <h3>
            {words.all} <small>{words.count(others.length + notes.length)}</small>
          </h3>
          <ul className="lines">
            {others.slice(0, MOST).map((note) => (
              <li key={note.id}>
                <button
                  type="button"
                  className="line"
                  onClick={() => {
                    const row = note.rowId as RowId;
                    const table = live.state.records.row.get(row)?.tableId;
                    if (table !== undefined) onCell({ table, row, column: note.colId as ColumnId });
                  }}
                >
                  <span className="to">{placeOf(session, note)}</span>
                  <span className="note-brief">{note.text}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function placeOf({ live }: PlanSession, note: NoteRecord): string {
  const row = note.rowId as RowId;
  return cellPlaceName(live, live.state.records.row.get(row)?.tableId ?? 0, row, note.colId as ColumnId);
}
