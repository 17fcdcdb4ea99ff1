// What the bars and keys do with the whole plan: undo and redo, the answer to Ctrl+S, another file, a backup, a check of the file.

import { App } from 'antd';
import { useCallback, useMemo } from 'react';
import type { Failure } from '../../shared/contract/failure.ts';
import { sentenceOf } from '../../shared/contract/sentences.ts';
import type { Stage } from '../../shared/model/records.ts';
import { ask } from '../bridge.ts';
import { nameOf } from '../files/paths.ts';
import { usePicker } from '../files/picker.tsx';
import type { PlanSession } from '../plan/session.ts';
import { clockOf } from '../start/when.ts';
import { appWords as words } from '../words/app.ts';

const FAULTS_SHOWN = 3;

export interface PlanCommands {
  complain(failure: Failure): void;
  undo(): Promise<void>;
  redo(): Promise<void>;
  /** Ctrl+S: everything is saved already, and this says so */
  confirmSaved(): Promise<void>;
  saveAs(): Promise<void>;
  backUp(): Promise<void>;
  verify(): Promise<void>;
  showFolder(): Promise<void>;
  setStage(stage: Stage | null): void;
}

/** @param onMoved the plan was saved elsewhere: open it there */
export function usePlanCommands(session: PlanSession, onMoved: (path: string) => void): PlanCommands {
  const { message } = App.useApp();
  const picker = usePicker();
  const complain = useCallback((failure: Failure) => void message.error(sentenceOf(failure)), [message]);

  return useMemo(
    () => ({
      complain,
      async undo() {
        if (!session.undoTarget()) return;
        const done = await session.undo();
        if (!done.ok) complain(done.failure);
      },
      async redo() {
        if (!session.redoTarget()) return;
        const done = await session.redo();
        if (!done.ok) complain(done.failure);
      },
      async confirmSaved() {
        if (session.readOnly) return;
        const done = await session.flush();
        if (done.ok) void message.success(words.savedNow(clockOf(done.value.at)));
      },
      async saveAs() {
        const name = words.copyName(nameOf(session.path).replace(/\.anju$/i, ''));
        const path = await picker.pickSave('plan', name, words.saveAsTitle);
        if (!path) return;
        await session.flush();
        // The desktop's dialog asked before it named an existing file; the page's own picker takes none.
        const saved = await ask('plan.save-as', { plan: session.plan, path, replace: true });
        if (!saved.ok) {
          complain(saved.failure);
          return;
        }
        void message.success(words.savedAs(saved.value.path));
        onMoved(saved.value.path);
      },
      async backUp() {
        await session.flush();
        const made = await ask('plan.backup', { plan: session.plan });
        if (made.ok) void message.success(words.backedUp(made.value.path));
        else complain(made.failure);
      },
      async verify() {
        await session.flush();
        const checked = await ask('plan.verify', { plan: session.plan });
        if (!checked.ok) complain(checked.failure);
        else if (checked.value.ok) void message.success(words.verified);
        else {
          const { problems } = checked.value;
          void message.error(`${words.verifyFaults(problems.length)}：${problems.slice(0, FAULTS_SHOWN).join('；')}`);
        }
      },
      async showFolder() {
        const shown = await ask('shell.show-in-folder', { path: session.path });
        if (!shown.ok) complain(shown.failure);
      },
      setStage(stage) {
        const done = session.run({ type: 'set-stage', stage });
        if (!done.ok) complain(done.failure);
      },
    }),
    [session, picker, message, complain, onMoved],
  );
}
