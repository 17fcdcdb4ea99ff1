// The name box: which cell is active, and where to go instead. A click or Ctrl+G makes it a box to type in; what is typed
// names cells as people do (find-cell.ts), Enter goes to the first or the chosen one, Esc leaves it.

import { type KeyboardEvent, useMemo, useState } from 'react';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import type { CellRef } from '../plan/session-types.ts';
import { gridWords } from '../words/grid.ts';
import { findCells } from './find-cell.ts';

export interface NameBoxProps {
  live: LivePlan;
  cell: CellRef;
  place: string;
  asking: boolean;
  onAsk(on: boolean): void;
  onGoTo(cell: CellRef): void;
}

export function NameBox({ live, cell, place, asking, onAsk, onGoTo }: NameBoxProps) {
  const words = gridWords.nameBox;
  if (asking) return <Asking live={live} cell={cell} onAsk={onAsk} onGoTo={onGoTo} />;
  return (
    <button type="button" className="gc-line-place" title={words.hint(place)} onClick={() => onAsk(true)}>
      {place}
    </button>
  );
}

function Asking({ live, cell, onAsk, onGoTo }: Omit<NameBoxProps, 'place' | 'asking'>) {
  const words = gridWords.nameBox;
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const found = useMemo(() => findCells(live, typed, cell), [live, typed, cell]);
  const go = (to: CellRef | undefined): void => {
    if (!to) return;
    onAsk(false);
    onGoTo(to);
  };
  const onKey = (event: KeyboardEvent): void => {
    // Enter and arrows of a composition are the input method's.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step) setAt(Math.max(0, Math.min(found.length - 1, at + step)));
    else if (event.key === 'Enter') go(found[at]?.cell);
    else if (event.key === 'Escape') go(cell);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <span className="gc-line-place gc-line-asking">
      <input
        // biome-ignore lint/a11y/noAutofocus: it is there because somebody asked for it
        autoFocus
        role="combobox"
        aria-label={words.label}
        aria-expanded={typed.trim() !== ''}
        aria-controls="gc-places"
        aria-activedescendant={found[at] ? `gc-place-${at}` : undefined}
        placeholder={words.placeholder}
        value={typed}
        maxLength={100}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
        onBlur={() => onAsk(false)}
      />
      {typed.trim() !== '' && (
        <div id="gc-places" className="gc-choices gc-places" role="listbox" aria-label={words.label}>
          {found.map((one, i) => (
            <div
              key={`${one.cell.table} ${one.cell.row} ${one.cell.column}`}
              id={`gc-place-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === at}
              onMouseDown={(event) => {
                event.preventDefault();
                go(one.cell);
              }}
            >
              {one.name}
            </div>
          ))}
          {found.length === 0 && <div className="gc-places-none">{words.none}</div>}
        </div>
      )}
    </span>
  );
}
