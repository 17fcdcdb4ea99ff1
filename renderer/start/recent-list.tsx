// The plans opened lately: where yesterday's plan is, in one look. Arrows choose, Enter opens, Del takes one off the list (never the
// file). A plan that is not where it was says so in its row, with a way to find it again.

import { Button, Input } from 'antd';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { RecentPlan } from '../../shared/contract/messages.ts';
import { Icon } from '../app/icons.tsx';
import { startWords as words } from '../words/start.ts';
import { whenOf } from './when.ts';
import './recent-list.css';

const FIRST = 6;

export interface RecentListProps {
  /** null = still being read */
  recent: readonly RecentPlan[] | null;
  onOpen(plan: RecentPlan): void;
  onFind(plan: RecentPlan): void;
  onRemove(plan: RecentPlan): void;
}

export function RecentList({ recent, onOpen, onFind, onRemove }: RecentListProps) {
  const [search, setSearch] = useState('');
  const [all, setAll] = useState(false);
  const [chosenPath, setChosenPath] = useState<string | null>(null);
  const body = useRef<HTMLDivElement>(null);
  const now = useMemo(() => new Date(), []);

  const found = useMemo(() => {
    const needle = search.trim().toLowerCase();
    return (recent ?? []).filter((p) => !needle || `${p.title}${p.region}${p.year}`.toLowerCase().includes(needle));
  }, [recent, search]);
  const shown = all || search ? found : found.slice(0, FIRST);
  const at = Math.max(
    0,
    shown.findIndex((p) => p.path === chosenPath),
  );
  const chosen = shown[at];

  // biome-ignore lint/correctness/useExhaustiveDependencies: the selected row is another one then
  useEffect(() => {
    body.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const onKey = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1, Home: -1e9, End: 1e9 }[event.key];
    if (move !== undefined) setChosenPath(shown[Math.max(0, Math.min(shown.length - 1, at + move))]?.path ?? null);
    else if (event.key === 'Enter' && chosen) (chosen.missing ? onFind : onOpen)(chosen);
    else if (event.key === 'Delete' && chosen) onRemove(chosen);
    else return;
    event.preventDefault();
  };

  return (
    <section className="recent" aria-label={words.recent}>
      <div className="recent-head">
        <h2>{words.recent}</h2>
        <Input
          className="recent-search"
          prefix={<Icon name="search" />}
          placeholder={words.searchRecent}
          aria-label={words.searchRecent}
          value={search}
          allowClear
          onChange={(e) => setSearch(e.target.value)}
          onKeyDown={(e) => e.key !== 'Delete' && !['Home', 'End'].includes(e.key) && onKey(e)}
        />
      </div>
      <div className="recent-frame">
        <div className="recent-row recent-columns" aria-hidden="true">
          <span>{words.columns.name}</span>
          <span>{words.columns.region}</span>
          <span>{words.columns.year}</span>
          <span>{words.columns.stage}</span>
          <span>{words.columns.edited}</span>
          <span>{words.columns.path}</span>
        </div>
        {recent === null && <div className="recent-empty">{words.loadingRecent}</div>}
        {recent?.length === 0 && (
          <div className="recent-empty">
            <strong>{words.noRecent}</strong>
            <span>{words.noRecentHint}</span>
          </div>
        )}
        {recent !== null && recent.length > 0 && shown.length === 0 && (
          <div className="recent-empty">{words.noMatch(search.trim())}</div>
        )}
        {shown.length > 0 && (
          <div
            className="recent-body"
            ref={body}
            role="listbox"
            tabIndex={0}
            aria-label={words.recent}
            aria-activedescendant={`recent-${at}`}
            onKeyDown={onKey}
          >
            {shown.map((plan, i) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox around it takes the keys
              <div
                key={plan.path}
                id={`recent-${i}`}
                role="option"
                tabIndex={-1}
                aria-selected={i === at}
                className={plan.missing ? 'recent-row is-missing' : 'recent-row'}
                onClick={() => setChosenPath(plan.path)}
                onDoubleClick={() => !plan.missing && onOpen(plan)}
              >
                <button
                  type="button"
                  tabIndex={-1}
                  className="recent-name"
                  disabled={plan.missing}
                  title={plan.title}
                  onClick={() => onOpen(plan)}
                >
                  {plan.title || words.untitled}
                </button>
                <span>{plan.region}</span>
                <span>{plan.year}</span>
                <span>{plan.stage && <span className="tag">{plan.stage}</span>}</span>
                <span>{whenOf(plan.editedAt, now)}</span>
                <span className="recent-where">
                  <span className="recent-path">
                    {plan.missing && <span className="recent-missing">{words.missing}</span>}
                    <span className="recent-file" title={plan.path}>
                      <bdi>{plan.path}</bdi>
                    </span>
                    {plan.lockedBy && !plan.missing && <span className="tag">{words.lockedBy(plan.lockedBy)}</span>}
                  </span>
                  {plan.missing && (
                    <>
                      <Button size="small" onClick={() => onFind(plan)}>
                        {words.find}
                      </Button>
                      <Button size="small" onClick={() => onRemove(plan)}>
                        {words.remove}
                      </Button>
                    </>
                  )}
                </span>
              </div>
            ))}
          </div>
        )}
      </div>
      {recent !== null && recent.length > 0 && (
        <div className="recent-foot">
          {found.length > FIRST && !search ? (
            <button type="button" className="link" onClick={() => setAll(!all)}>
              {all ? words.showFewer : words.showAll(found.length)}
            </button>
          ) : (
            <span />
          )}
          <span>{words.keysHint}</span>
        </div>
      )}
    </section>
  );
}
