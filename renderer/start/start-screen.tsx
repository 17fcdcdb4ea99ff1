// 开始: where yesterday's plan is, and the ways to begin. The first run has the sample one click away.

import { App, Button } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import type { Failure } from '../../shared/contract/failure.ts';
import type { AnswerOf, RecentPlan, SampleInfo, TemplateInfo } from '../../shared/contract/messages.ts';
import { sentenceOf } from '../../shared/contract/sentences.ts';
import { Icon, type IconName } from '../app/icons.tsx';
import { useKeys } from '../app/keys.ts';
import { ask } from '../bridge.ts';
import { nameOf } from '../files/paths.ts';
import { usePicker } from '../files/picker.tsx';
import { startWords as words } from '../words/start.ts';
import { FirstPage } from './first-page.tsx';
import { ImportTargetDialog } from './import-target-dialog.tsx';
import { NewPlanDialog, type NewPlanDialogProps } from './new-plan-dialog.tsx';
import { RecentList } from './recent-list.tsx';
import { RollOverDialog } from './roll-over-dialog.tsx';
import './start-screen.css';
import '../app/status-bar.css';

export interface StartScreenProps {
  info: AnswerOf<'app.info'> | null;
  /** a plan is being opened: its name */
  opening: string | null;
  failure: Failure | null;
  /** a spreadsheet dropped or chosen that waits for a plan */
  spreadsheet: string | null;
  onSpreadsheet(path: string | null): void;
  onOpen(path: string, thenImport?: string): void;
  onHelp(): void;
}

const FIRST_SAMPLE = 'kashgar-2025-annual-plan';

export function StartScreen({ info, opening, failure, spreadsheet, onSpreadsheet, onOpen, onHelp }: StartScreenProps) {
  const { message } = App.useApp();
  const picker = usePicker();
  const [recent, setRecent] = useState<RecentPlan[] | null>(null);
  const [templates, setTemplates] = useState<TemplateInfo[]>([]);
  const [samples, setSamples] = useState<SampleInfo[]>([]);
  const [creating, setCreating] = useState<{ start?: NewPlanDialogProps['start'] } | null>(null);
  const [makingSample, setMakingSample] = useState(false);
  const [rolling, setRolling] = useState(false);

  const complain = useCallback((f: Failure) => void message.error(sentenceOf(f)), [message]);
  const readRecent = useCallback(async () => {
    const answer = await ask('recent.list', {});
    setRecent(answer.ok ? answer.value : []);
    if (!answer.ok) complain(answer.failure);
  }, [complain]);

  useEffect(() => {
    void readRecent();
    void ask('templates.list', {}).then((a) => (a.ok ? setTemplates(a.value) : complain(a.failure)));
    void ask('samples.list', {}).then((a) => (a.ok ? setSamples(a.value) : complain(a.failure)));
  }, [readRecent, complain]);

  const open = useCallback(async () => {
    const path = await picker.pickFile('plan', words.openTitle);
    if (path) onOpen(path);
  }, [picker, onOpen]);
  const importTable = useCallback(async () => {
    const path = await picker.pickFile('spreadsheet', words.importTable);
    if (path) onSpreadsheet(path);
  }, [picker, onSpreadsheet]);

  useKeys({
    'Ctrl+N': () => setCreating({}),
    'Ctrl+O': () => void open(),
    F1: onHelp,
  });

  useEffect(() => {
    document.title = words.mark;
  }, []);

  const sample = samples.find((s) => s.id === FIRST_SAMPLE) ?? samples[0];
  const others = samples.filter((s) => s !== sample);
  const openSample = async ({ id, title }: SampleInfo) => {
    setMakingSample(true);
    const place = await ask('plan.suggest-path', { name: title });
    const made = place.ok ? await ask('plan.new', { path: place.value.path, sample: id }) : place;
    setMakingSample(false);
    if (made.ok) onOpen(made.value.path);
    else complain(made.failure);
  };
  const remove = async (plan: RecentPlan) => {
    const answer = await ask('recent.remove', { path: plan.path });
    if (!answer.ok) complain(answer.failure);
    await readRecent();
  };
  const find = async (plan: RecentPlan) => {
    const path = await picker.pickFile('plan', words.findTitle);
    if (!path) return;
    await ask('recent.remove', { path: plan.path });
    onOpen(path);
  };

  return (
    <div className="start">
      <header className="start-bar">
        <span className="mark">{words.mark}</span>
        <h1>{words.program}</h1>
        <span className="grow" />
        <Button type="text" onClick={onHelp}>
          {words.help}
        </Button>
      </header>
      <main className="start-main">
        {failure && (
          <div className="start-failure" role="alert">
            {sentenceOf(failure)}
          </div>
        )}
        <div className="doors">
          <Door
            icon="new-plan"
            title={words.newPlan}
            hint={words.newPlanHint}
            keys="Ctrl+N"
            first
            onClick={() => setCreating({})}
          />
          <Door icon="last-year" title={words.rollOver} hint={words.rollOverHint} onClick={() => setRolling(true)} />
          <Door icon="open" title={words.open} hint={words.openHint} keys="Ctrl+O" onClick={() => void open()} />
        </div>
        <div className="material">
          <span>{words.material}</span>
          <button type="button" className="material-door" onClick={() => void importTable()}>
            <Icon name="import" />
            <span>{words.importTable}</span>
            <small>{words.importKinds}</small>
          </button>
          <span className="grow" />
          <span>{words.dropHint}</span>
        </div>
        <RecentList recent={recent} onOpen={(p) => onOpen(p.path)} onFind={(p) => void find(p)} onRemove={(p) => void remove(p)} />
      </main>
      <aside className="start-side">
        {sample && (
          <section>
            <h2>{words.firstUse}</h2>
            <div className="sample-card">
              <FirstPage lines={sample.firstPage} label={sample.title} />
              <div>
                <h3>{words.sampleTitle(regionOf(sample.title))}</h3>
                <p>{words.sampleText(sample.tables, sample.fields)}</p>
                <Button type="primary" size="large" loading={makingSample} onClick={() => void openSample(sample)}>
                  {words.openSample}
                </Button>
              </div>
            </div>
          </section>
        )}
        {others.length > 0 && (
          <section>
            <h2>{words.moreSamples}</h2>
            <div className="template-list is-samples">
              {others.map((s) => (
                <button key={s.id} type="button" title={s.title} disabled={makingSample} onClick={() => void openSample(s)}>
                  <strong>{s.title}</strong>
                </button>
              ))}
            </div>
          </section>
        )}
        {templates.length > 0 && (
          <section>
            <h2>{words.templates}</h2>
            <div className="template-list">
              {templates.map((t) => (
                <button key={t.id} type="button" onClick={() => setCreating({ start: { kind: 'template', id: t.id } })}>
                  <strong>{t.title}</strong>
                  <span>{t.summary || words.tables(t.tables)}</span>
                </button>
              ))}
            </div>
          </section>
        )}
        <section>
          <h2>{words.calm}</h2>
          {words.calmLines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </section>
      </aside>
      <footer className="status-bar">
        <span>{words.offline}</span>
        {info && (
          <>
            <i />
            <span className="status-path" title={info.backupFolder}>
              {words.backup(info.backupFolder)}
            </span>
          </>
        )}
        <span className="grow" />
        {info && <span>{info.version}</span>}
      </footer>
      {creating && (
        <NewPlanDialog
          templates={templates}
          samples={samples}
          {...(creating.start && { start: creating.start })}
          onClose={() => setCreating(null)}
          onCreated={(path) => {
            setCreating(null);
            onOpen(path);
          }}
        />
      )}
      {rolling && (
        <RollOverDialog
          recent={recent ?? []}
          onClose={() => setRolling(false)}
          onOpen={(path) => {
            setRolling(false);
            onOpen(path);
          }}
        />
      )}
      {spreadsheet && !opening && (
        <ImportTargetDialog
          spreadsheet={spreadsheet}
          recent={(recent ?? []).filter((p) => !p.missing)}
          onClose={() => onSpreadsheet(null)}
          onChoose={(path) => onOpen(path, spreadsheet)}
          onNew={() => setCreating({})}
        />
      )}
      {opening && (
        <div className="start-opening" role="status">
          {words.opening(nameOf(opening))}
        </div>
      )}
    </div>
  );
}

/** The region that a sample's title begins with: 喀什地区2025年… → 喀什地区. */
function regionOf(title: string): string {
  return title.split(/\d{4}年|“/)[0] || title;
}

interface DoorProps {
  icon: IconName;
  title: string;
  hint: string;
  keys?: string;
  first?: boolean;
  disabled?: boolean;
  onClick?: () => void;
}

function Door({ icon, title, hint, keys, first, disabled, onClick }: DoorProps) {
  return (
    <button type="button" className={first ? 'door is-first' : 'door'} disabled={disabled} onClick={onClick}>
      <span className="door-icon">
        <Icon name={icon} size={20} />
      </span>
      <span className="door-words">
        <strong>{title}</strong>
        <span>{hint}</span>
      </span>
      {keys && <kbd>{keys}</kbd>}
    </button>
  );
}
