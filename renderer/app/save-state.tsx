// The truth about saving, in words, and the red bar when the disk refuses: what happened, what is safe, one button.

import { Button } from 'antd';
import { useMemo } from 'react';
import { sentenceOf } from '../../shared/contract/sentences.ts';
import type { PlanSession, SaveState } from '../plan/session.ts';
import { useSaveState, useTopic } from '../plan/use-session.ts';
import { clockOf } from '../start/when.ts';
import { appWords as words } from '../words/app.ts';
import { Icon } from './icons.tsx';

export function saveWords(state: SaveState): string {
  switch (state.kind) {
    case 'saved':
      return words.saved(clockOf(state.at));
    case 'saving':
      return words.saving;
    case 'typing':
      return words.typing;
    case 'refused':
      return words.refused;
    case 'read-only':
      return words.readOnly;
  }
}

export function SaveLabel({ session }: { session: PlanSession }) {
  const state = useSaveState(session);
  return (
    <span className={state.kind === 'refused' ? 'save-state is-refused' : 'save-state'} role="status" aria-live="polite">
      {state.kind === 'read-only' && <Icon name="lock" />}
      {saveWords(state)}
    </span>
  );
}

/** Refused saving, commands that no longer fit, and why a plan is read-only: a bar under the app bar each. */
export function AlertBars({ session, onSaveAs }: { session: PlanSession; onSaveAs(): void }) {
  const state = useSaveState(session);
  const version = useTopic(session, 'save');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for the notices
  const notices = useMemo(() => session.notices(), [session, version]);
  return (
    <>
      {state.kind === 'refused' && (
        <div className="alert-bar is-error" role="alert">
          <strong>{words.refused}</strong>
          <span>
            {sentenceOf(state.failure).replace(/。?$/, '。')}
            {words.refusedSafe(state.waiting)}
          </span>
          {mendedBySaveAs(state) && (
            <Button size="small" danger onClick={onSaveAs}>
              {words.saveAs}
            </Button>
          )}
          {mayComeBack(state) && (
            <Button size="small" danger={!mendedBySaveAs(state)} onClick={() => session.retry()}>
              {words.retry}
            </Button>
          )}
        </div>
      )}
      {state.kind === 'read-only' && (
        <div className="alert-bar">
          <Icon name="lock" />
          <span>
            {state.reason === 'locked'
              ? words.refusedLocked(state.holder ?? '')
              : state.reason === 'newer'
                ? words.readOnlyNewer
                : words.readOnlyFile}
          </span>
          <Button size="small" onClick={onSaveAs}>
            {words.saveAs}
          </Button>
        </div>
      )}
      {notices.map((notice) => (
        <div key={notice.id} className="alert-bar is-error" role="alert">
          <strong>{words.notApplied(notice.label)}</strong>
          <span>{sentenceOf(notice.failure)}</span>
          <Button size="small" onClick={() => session.dismissNotice(notice.id)}>
            {words.dismiss}
          </Button>
        </div>
      ))}
    </>
  );
}

/** Where trying again at the same place can't help. */
function mendedBySaveAs(state: Extract<SaveState, { kind: 'refused' }>): boolean {
  return ['plan-gone', 'file-not-found', 'plan-read-only', 'folder-read-only', 'plan-damaged'].includes(state.failure.code);
}

/** A disk that has room again, a stick that is back in: the same place may take the words after all. */
function mayComeBack(state: Extract<SaveState, { kind: 'refused' }>): boolean {
  return !['plan-read-only', 'plan-damaged'].includes(state.failure.code);
}
