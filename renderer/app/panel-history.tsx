// 历史: what was done, newest first, by whom and when; an older step can be taken back by itself, what was done since stays.

import { App, Button } from 'antd';
import { useMemo } from 'react';
import type { HistoryEntry } from '../../shared/contract/messages.ts';
import { sentenceOf } from '../../shared/contract/sentences.ts';
import type { PlanSession } from '../plan/session.ts';
import { wayTo } from '../plan/undo-line.ts';
import { useTopic } from '../plan/use-session.ts';
import { whenOf } from '../start/when.ts';
import { appWords as words } from '../words/app.ts';

const SHOWN = 200;

export function HistoryPanel({ session }: { session: PlanSession }) {
  const { message } = App.useApp();
  const version = useTopic(session, 'history');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for the history
  const entries = useMemo(() => session.history().slice(0, SHOWN), [session, version]);
  const now = useMemo(() => new Date(), []);
  const undone = useMemo(() => undoneSteps(entries), [entries]);
  if (entries.length === 0) return <div className="panel-empty">{words.noHistory}</div>;

  const revert = (entry: HistoryEntry) => {
    const done = session.run({ type: 'revert-step', seq: entry.id });
    if (!done.ok) void message.error(sentenceOf(done.failure));
  };
  const goTo = async (entry: HistoryEntry) => {
    const way = wayTo(session.history(), entry.id);
    for (let i = 0; i < (way?.times ?? 0); i++) {
      const done = way?.kind === 'undo' ? await session.undo() : await session.redo();
      if (done.ok) continue;
      void message.error(sentenceOf(done.failure));
      return;
    }
  };
  return (
    <ol className="history">
      {entries.map((entry) => {
        const gone = undone.has(entry.id);
        const way = session.readOnly ? null : wayTo(session.history(), entry.id);
        const ordinary = entry.code !== 'undo' && entry.code !== 'redo';
        return (
          <li key={entry.id} className={gone ? 'is-undone' : undefined}>
            <div className="history-what">
              <span>{entry.label}</span>
              {gone && <span className="tag">{words.undone}</span>}
            </div>
            <div className="history-who">
              <span>
                {[entry.by, whenOf(entry.at, now), entry.source && words.source(entry.source)].filter(Boolean).join('　')}
              </span>
              {way && way.times > 0 && (
                <Button size="small" type="text" title={words.goToHint(way.kind, way.times)} onClick={() => void goTo(entry)}>
                  {words.goTo}
                </Button>
              )}
              {ordinary && !gone && !session.readOnly && (
                <Button size="small" type="text" title={words.revertHint} onClick={() => revert(entry)}>
                  {words.revert}
                </Button>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

/** Steps whose newest undo was not redone. */
function undoneSteps(entries: readonly HistoryEntry[]): Set<number> {
  const undone = new Set<number>();
  const stepOfUndo = new Map<number, number>();
  for (const entry of [...entries].reverse()) {
    if (entry.undoes === undefined) continue;
    if (entry.code === 'undo') {
      undone.add(entry.undoes);
      stepOfUndo.set(entry.id, entry.undoes);
    } else if (entry.code === 'redo') {
      const step = stepOfUndo.get(entry.undoes);
      if (step !== undefined) undone.delete(step);
    } else if (entry.code === 'revert-step') undone.add(entry.undoes);
  }
  return undone;
}
