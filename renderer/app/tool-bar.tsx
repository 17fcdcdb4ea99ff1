// The second bar: what is shown in the middle, and the buttons that belong to it. On a low window it becomes part of the app bar, its
// buttons behind 更多.

import type { ReactNode } from 'react';
import { appWords as words } from '../words/app.ts';
import type { Mode } from './plan-view.ts';

const MODES: Mode[] = ['text', 'table', 'both'];

export function ModeSwitch({ mode, onMode }: { mode: Mode; onMode(mode: Mode): void }) {
  return (
    <div className="modes" role="radiogroup" aria-label={words.middle}>
      {MODES.map((name, i) => (
        // biome-ignore lint/a11y/useSemanticElements: one press switches, as a segmented control does
        <button
          key={name}
          type="button"
          role="radio"
          aria-checked={name === mode}
          title={`Ctrl+${i + 1}`}
          onClick={() => onMode(name)}
        >
          {words.modes[name]}
        </button>
      ))}
    </div>
  );
}

export function ToolBar({ modes, onHelp, children }: { modes: ReactNode; onHelp(): void; children: ReactNode }) {
  return (
    <div className="tool-bar">
      {modes}
      <i className="bar-line" />
      <div className="tool-slot">{children}</div>
      <button type="button" className="tool-keys" onClick={onHelp}>
        {words.keysHint}
      </button>
    </div>
  );
}

/** The same buttons under the app bar, shown on demand; they stay in place so an editor's own tools keep their home. */
export function ToolDrop({ open, children }: { open: boolean; children: ReactNode }) {
  return (
    <div className="tool-drop" hidden={!open}>
      <div className="tool-slot">{children}</div>
    </div>
  );
}

/** On a low window, beside the title: the switch and 更多. */
export function MoreTools({ modes, open, onMore }: { modes: ReactNode; open: boolean; onMore(): void }) {
  return (
    <>
      {modes}
      <button type="button" className="bar-button" aria-expanded={open} onClick={onMore}>
        {words.more}
      </button>
    </>
  );
}
