// The window as a whole: the start screen or one open plan, files dropped on it, and files handed to it by the system.

import { App } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Command } from '../../shared/commands/schema.ts';
import type { Failure } from '../../shared/contract/failure.ts';
import type { AnswerOf } from '../../shared/contract/messages.ts';
import { sentenceOf } from '../../shared/contract/sentences.ts';
import { ask, bridge } from '../bridge.ts';
import { extensionOf, nameOf } from '../files/paths.ts';
import { openSession, type PlanSession } from '../plan/session.ts';
import { SessionContext } from '../plan/use-session.ts';
import { StartScreen } from '../start/start-screen.tsx';
import { appWords as words } from '../words/app.ts';
import { startWords } from '../words/start.ts';
import { KeysDialog } from './keys-dialog.tsx';
import { PlanWindow } from './plan-window.tsx';

/** A reloaded page opens what it had open. */
const OPEN_KEY = 'anju.open';
const SPREADSHEETS = new Set(['xls', 'xlsx', 'xlsm', 'et', 'csv']);

export function Application() {
  const { message, modal } = App.useApp();
  const [info, setInfo] = useState<AnswerOf<'app.info'> | null>(null);
  const [session, setSession] = useState<PlanSession | null>(null);
  const [opening, setOpening] = useState<string | null>(() => sessionStorage.getItem(OPEN_KEY));
  const [failure, setFailure] = useState<Failure | null>(null);
  const [spreadsheet, setSpreadsheet] = useState<string | null>(null);
  const [importFile, setImportFile] = useState<string | null>(null);
  const [help, setHelp] = useState(false);
  const [dragging, setDragging] = useState(false);
  const current = useRef<PlanSession | null>(null);
  const user = useRef('');

  /** Leaving a plan that can't be saved loses what waits: only with a clear yes. */
  const mayLeave = useCallback(async () => {
    const waiting = current.current ? await waitingOf(current.current) : 0;
    if (waiting === 0) return true;
    return modal.confirm({
      title: words.leaveTitle,
      content: words.leaveText(waiting),
      okText: words.leave,
      okButtonProps: { danger: true },
      cancelText: words.stay,
    });
  }, [modal]);

  const open = useCallback(
    async (path: string, thenImport: string | null = null, bring: readonly Command[] = []) => {
      if (bring.length === 0 && !(await mayLeave())) return;
      setFailure(null);
      setOpening(path);
      if (current.current) await current.current.close();
      current.current = null;
      setSession(null);
      const opened = await openSession(bridge(), path, { user: user.current });
      setOpening(null);
      if (!opened.ok) {
        sessionStorage.removeItem(OPEN_KEY);
        setFailure(opened.failure);
        return;
      }
      for (const command of bring) {
        const brought = opened.value.run(command);
        if (!brought.ok) void message.error(sentenceOf(brought.failure), 8);
      }
      sessionStorage.setItem(OPEN_KEY, opened.value.path);
      current.current = opened.value;
      setImportFile(thenImport);
      setSpreadsheet(null);
      setSession(opened.value);
    },
    [mayLeave, message],
  );

  useEffect(() => {
    let stopped = false;
    void (async () => {
      const answer = await ask('app.info', {});
      if (stopped) return;
      if (answer.ok) {
        setInfo(answer.value);
        user.current = answer.value.user;
      } else setFailure(answer.failure);
      const kept = sessionStorage.getItem(OPEN_KEY);
      if (kept && !current.current) await open(kept);
    })();
    const stop = bridge().on('app.open-file', ({ path }) => void open(path));
    return () => {
      stopped = true;
      stop();
    };
  }, [open]);

  const toStart = useCallback(async () => {
    if (!(await mayLeave())) return;
    sessionStorage.removeItem(OPEN_KEY);
    await current.current?.close();
    current.current = null;
    setSession(null);
  }, [mayLeave]);

  useEffect(() => {
    const leave = (event: BeforeUnloadEvent) => {
      const state = current.current?.saveState().kind;
      if (state === 'refused' || state === 'saving' || state === 'typing') event.preventDefault();
    };
    window.addEventListener('beforeunload', leave);
    return () => window.removeEventListener('beforeunload', leave);
  }, []);

  const take = useCallback(
    async (file: File) => {
      const extension = extensionOf(file.name);
      if (extension !== 'anju' && !SPREADSHEETS.has(extension)) {
        void message.error(startWords.unknownDrop(file.name));
        return;
      }
      const taken = await bridge().takeFile(file);
      if (!taken.ok) {
        void message.error(sentenceOf(taken.failure));
        return;
      }
      if (extension === 'anju') {
        // A copy in a temporary folder is no place to edit a plan.
        if (taken.value.copied) void message.warning(startWords.openInstead(file.name), 8);
        else await open(taken.value.path);
      } else if (current.current && !current.current.readOnly) setImportFile(taken.value.path);
      else setSpreadsheet(taken.value.path);
    },
    [message, open],
  );

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files can be dropped anywhere on the window; every way has a button too
    <div
      className="application"
      onDragOver={(e) => {
        if (![...e.dataTransfer.types].includes('Files')) return;
        e.preventDefault();
        setDragging(true);
      }}
      onDragLeave={(e) => e.currentTarget === e.target && setDragging(false)}
      onDrop={(e) => {
        setDragging(false);
        const file = e.dataTransfer.files[0];
        if (!file) return;
        e.preventDefault();
        void take(file);
      }}
    >
      {session ? (
        <SessionContext value={session}>
          <PlanWindow
            key={`${session.plan}`}
            session={session}
            importFile={importFile}
            onImported={() => setImportFile(null)}
            onStart={() => void toStart()}
            onMoved={(path) => void open(path, null, session.unsaved())}
            onOpen={(path) => void open(path, null)}
          />
        </SessionContext>
      ) : opening && sessionStorage.getItem(OPEN_KEY) ? (
        <div className="plan-loading" role="status">
          {words.loading(nameOf(opening))}
        </div>
      ) : (
        <StartScreen
          info={info}
          opening={opening}
          failure={failure}
          spreadsheet={spreadsheet}
          onSpreadsheet={setSpreadsheet}
          onOpen={(path, thenImport) => void open(path, thenImport ?? null)}
          onHelp={() => setHelp(true)}
        />
      )}
      {help && <KeysDialog onClose={() => setHelp(false)} />}
      {dragging && <div className="drop-here">{startWords.dropHere}</div>}
    </div>
  );
}

/** Commits what is being typed and waits for the store; how many commands it would not take. */
async function waitingOf(session: PlanSession): Promise<number> {
  await session.flush();
  return session.saveState().kind === 'refused' ? session.unsaved().length : 0;
}
