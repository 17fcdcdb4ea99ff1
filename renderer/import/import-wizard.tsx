// The import wizard: the whole window, four steps always in sight, back and forth without losing a choice. Nothing touches the plan
// before 应用到计划, and that is one step that one undo takes back.

import { App, Button } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { sentenceOf } from '../../shared/contract/sentences.ts';
import type { TableId } from '../../shared/model/ids.ts';
import { Icon } from '../app/icons.tsx';
import { useKeys } from '../app/keys.ts';
import { nameOf } from '../files/paths.ts';
import { usePicker } from '../files/picker.tsx';
import type { PlanSession } from '../plan/session.ts';
import { importWords as words } from '../words/import.ts';
import { importCommand } from './import-command.ts';
import { DetectStep } from './step-detect.tsx';
import { MapStep } from './step-map.tsx';
import { PreviewStep } from './step-preview.tsx';
import { undecidedOf } from './undecided.ts';
import { useWizard } from './wizard-state.ts';
import './import-wizard.css';

export interface ImportWizardProps {
  session: PlanSession;
  /** already chosen (dropped, or from the start screen) */
  path: string | null;
  /** the table in front */
  table: TableId | null;
  onClose(): void;
  onApplied(table: TableId): void;
}

const FILE = 0;
const DETECT = 1;
const MAP = 2;
const PREVIEW = 3;

export function ImportWizard({ session, path, table, onClose, onApplied }: ImportWizardProps) {
  const { message } = App.useApp();
  const picker = usePicker();
  const wizard = useWizard(session, path, table);
  const { state } = wizard;
  const [step, setStep] = useState(FILE);
  const [applying, setApplying] = useState(false);
  const frame = useRef<HTMLDivElement>(null);

  const found = state.inspection?.sheets.find((s) => s.name === state.sheet)?.tables[state.tableIndex];
  useEffect(() => {
    if (state.inspection && step === FILE) setStep(DETECT);
  }, [state.inspection, step]);
  useEffect(() => {
    const seen = step === DETECT || step === MAP;
    if (seen && found && state.target === null && state.busy === null && !state.failure) void wizard.findTarget();
  }, [step, found, state.target, state.busy, state.failure, wizard.findTarget]);
  useEffect(() => frame.current?.focus(), []);

  const choose = async () => {
    const picked = await picker.pickFile('spreadsheet', words.pickTitle);
    if (!picked) return;
    setStep(FILE);
    await wizard.read(picked);
  };

  const undecided = useMemo(
    () => (state.proposal ? undecidedOf(state.proposal, state.choices) : []),
    [state.proposal, state.choices],
  );
  const canNext =
    step === FILE
      ? state.inspection !== null
      : step === DETECT
        ? found !== undefined
        : step === MAP
          ? state.proposal !== null && !state.busy
          : false;
  const command = useMemo(
    () => (state.proposal ? importCommand(session.mint, new Date(), state.proposal, state) : null),
    [session, state],
  );
  const isNothing = command !== null && command.cells.length === 0 && !command.exceptions?.length;
  const canApply = step === PREVIEW && undecided.length === 0 && !isNothing && !applying && !state.busy;

  const apply = async () => {
    if (!state.proposal || !command) return;
    setApplying(true);
    const done = session.run(command);
    if (!done.ok) {
      setApplying(false);
      void message.error(sentenceOf(done.failure));
      return;
    }
    await session.flush();
    const { target } = state.proposal;
    void message.success(words.applied(target.number || target.title, command.cells.length), 6);
    onApplied(target.id);
  };

  useKeys({ Escape: () => !applying && onClose() });

  return (
    <div className="wizard" role="dialog" aria-modal="true" aria-label={words.title} ref={frame} tabIndex={-1}>
      <header className="wizard-head">
        <h1>{words.title}</h1>
        <ol className="wizard-steps">
          {words.steps.map((name, i) => (
            <li
              key={name}
              className={i === step ? 'is-here' : i < step ? 'is-done' : ''}
              aria-current={i === step ? 'step' : undefined}
            >
              <button type="button" disabled={i >= step || applying} onClick={() => setStep(i)}>
                <span>{i === 4 ? '✓' : i + 1}</span>
                {name}
              </button>
            </li>
          ))}
        </ol>
        <Button type="text" disabled={applying} onClick={onClose}>
          <Icon name="close" />
          {words.close}
        </Button>
      </header>
      {step === FILE && (
        <div className="wizard-file">
          {state.busy === 'reading' && state.path ? (
            <div className="wizard-wait" role="status">
              <p>{words.reading(nameOf(state.path))}</p>
              <Button onClick={wizard.stop}>{words.stop}</Button>
            </div>
          ) : (
            <div className="wizard-wait">
              {state.failure && (
                <p className="wizard-failure" role="alert">
                  {sentenceOf(state.failure)}
                </p>
              )}
              <Button type="primary" size="large" onClick={() => void choose()}>
                {state.path ? words.chooseAnother : words.choose}
              </Button>
              <p>{words.kinds}</p>
              <p className="quiet">{words.dropHint}</p>
            </div>
          )}
        </div>
      )}
      {step === DETECT && state.inspection && (
        <DetectStep wizard={wizard} inspection={state.inspection} onAnother={() => void choose()} />
      )}
      {step === MAP && <MapStep session={session} wizard={wizard} />}
      {step === PREVIEW && state.proposal && <PreviewStep session={session} wizard={wizard} proposal={state.proposal} />}
      <footer className="wizard-foot">
        <span>{step === PREVIEW ? words.oneStep : words.untouched}</span>
        {step === PREVIEW && undecided.length > 0 && <span className="is-error">{words.undecided(undecided.length)}</span>}
        {step === PREVIEW && isNothing && <span className="quiet">{words.nothingToApply}</span>}
        <Button size="large" disabled={step === FILE || applying} onClick={() => setStep(step - 1)}>
          {words.back}
        </Button>
        {step < PREVIEW ? (
          <Button size="large" type="primary" disabled={!canNext} onClick={() => setStep(step + 1)}>
            {words.next(words.steps[step + 1] ?? '')}
          </Button>
        ) : (
          <Button size="large" type="primary" disabled={!canApply} loading={applying} onClick={() => void apply()}>
            {applying ? words.applying : words.apply}
          </Button>
        )}
      </footer>
    </div>
  );
}
