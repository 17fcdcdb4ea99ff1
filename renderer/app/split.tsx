// 上下对照: two panes over each other with a bar between that can be dragged, or moved with ↑ and ↓. The share is remembered.

import { type ReactNode, useRef, useState } from 'react';
import { appWords as words } from '../words/app.ts';

const KEY = 'anju.split';
const LEAST = 0.2;

function kept(): number {
  const value = Number(localStorage.getItem(KEY));
  return value >= LEAST && value <= 1 - LEAST ? value : 0.48;
}

/** Either pane may be missing; a pane that stays keeps its state when the other comes or goes. */
export function Split({ upper, lower }: { upper: ReactNode; lower: ReactNode }) {
  const [share, setShare] = useState(kept);
  const frame = useRef<HTMLDivElement>(null);
  const both = upper !== null && lower !== null;
  const set = (value: number) => {
    const next = Math.max(LEAST, Math.min(1 - LEAST, value));
    setShare(next);
    localStorage.setItem(KEY, String(next));
  };
  return (
    <div className="centre-pane" ref={frame}>
      {upper !== null && (
        <div key="upper" className="centre-pane" style={{ flex: both ? `${share} 1 0` : '1 1 0' }}>
          {upper}
        </div>
      )}
      {both && (
        // biome-ignore lint/a11y/useSemanticElements: a separator that moves is no rule
        <div
          key="bar"
          className="split-bar"
          role="separator"
          aria-orientation="horizontal"
          aria-label={words.modes.both}
          aria-valuenow={Math.round(share * 100)}
          aria-valuemin={LEAST * 100}
          aria-valuemax={100 - LEAST * 100}
          tabIndex={0}
          onPointerDown={(e) => {
            e.preventDefault();
            e.currentTarget.setPointerCapture(e.pointerId);
          }}
          onPointerMove={(e) => {
            if (!e.currentTarget.hasPointerCapture(e.pointerId) || !frame.current) return;
            const box = frame.current.getBoundingClientRect();
            set((e.clientY - box.top) / box.height);
          }}
          onKeyDown={(e) => {
            if (e.key === 'ArrowUp') set(share - 0.04);
            else if (e.key === 'ArrowDown') set(share + 0.04);
            else return;
            e.preventDefault();
          }}
        />
      )}
      {lower !== null && (
        <div key="lower" className="centre-pane" style={{ flex: both ? `${1 - share} 1 0` : '1 1 0' }}>
          {lower}
        </div>
      )}
    </div>
  );
}
