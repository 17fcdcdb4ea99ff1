// The right side: 核对, 来源, 历史, each a list whose every line goes somewhere. Folds away and remembers; a rail of words where the
// window is narrow.

import { useRef } from 'react';
import { appWords as words } from '../words/app.ts';
import type { PanelTab } from './plan-view.ts';
import './panel.css';
import './findings.css';

const TABS: PanelTab[] = ['checks', 'origin', 'history'];

export interface PanelProps {
  tab: PanelTab;
  findings: number;
  onTab(tab: PanelTab): void;
  onFold(): void;
  children: React.ReactNode;
}

export function Panel({ tab, findings, onTab, onFold, children }: PanelProps) {
  const list = useRef<HTMLDivElement>(null);
  const move = (by: number) => {
    const next = TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length] as PanelTab;
    onTab(next);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
  };
  return (
    <aside className="panel" aria-label={words.panel}>
      <div className="panel-tabs">
        <div
          role="tablist"
          aria-label={words.panel}
          ref={list}
          onKeyDown={(e) => {
            if (e.key === 'ArrowRight') move(1);
            else if (e.key === 'ArrowLeft') move(-1);
          }}
        >
          {TABS.map((name) => (
            <button
              key={name}
              type="button"
              role="tab"
              data-tab={name}
              id={`tab-${name}`}
              aria-selected={name === tab}
              aria-controls="panel-body"
              tabIndex={name === tab ? 0 : -1}
              onClick={() => onTab(name)}
            >
              {words.tabs[name]}
              {name === 'checks' && findings > 0 ? ` ${findings}` : ''}
            </button>
          ))}
        </div>
        <button type="button" className="panel-fold" onClick={onFold}>
          {words.foldKey}
        </button>
      </div>
      <div className="panel-body" role="tabpanel" id="panel-body" aria-labelledby={`tab-${tab}`} tabIndex={-1}>
        {children}
      </div>
    </aside>
  );
}

export function PanelRail({ findings, errors, onTab }: { findings: number; errors: number; onTab(tab: PanelTab): void }) {
  return (
    <nav className="rail" aria-label={words.panel}>
      {TABS.map((name) => (
        <button key={name} type="button" onClick={() => onTab(name)}>
          {[...words.tabs[name]].map((letter) => (
            <span key={letter}>{letter}</span>
          ))}
          {name === 'checks' && findings > 0 && <span className={errors ? 'badge is-error' : 'badge'}>{findings}</span>}
        </button>
      ))}
    </nav>
  );
}
