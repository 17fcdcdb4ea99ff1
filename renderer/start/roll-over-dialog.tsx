// 由上年计划新建: which plan, for which year, under which name; afterwards what moved and the years that somebody typed, place by place.

import { Button, Input, InputNumber, Modal } from 'antd';
import { useEffect, useState } from 'react';
import type { Failure } from '../../shared/contract/failure.ts';
import type { AnswerOf, RecentPlan } from '../../shared/contract/messages.ts';
import { sentenceOf } from '../../shared/contract/sentences.ts';
import { ask } from '../bridge.ts';
import { folderOf, inFolder, isBadName, nameOf, withExtension } from '../files/paths.ts';
import { usePicker } from '../files/picker.tsx';
import { rollOverWords as words } from '../words/roll-over.ts';
import { newPlanWords, startWords } from '../words/start.ts';
import './roll-over-dialog.css';

type RolledOver = AnswerOf<'plan.roll-over'>;

export interface RollOverDialogProps {
  recent: readonly RecentPlan[];
  /** last year's plan, where it is clear which */
  from?: { path: string; title: string; year: number };
  onClose(): void;
  onOpen(path: string): void;
}

export function RollOverDialog({ recent, from, onClose, onOpen }: RollOverDialogProps) {
  const picker = usePicker();
  const known = recent.filter((plan) => !plan.missing);
  const first = from ?? (known[0] && planOf(known[0]));
  const [old, setOld] = useState(first ?? null);
  const [year, setYear] = useState<number | null>(first?.year ? first.year + 1 : null);
  const [ownName, setOwnName] = useState<string | null>(null);
  const [ownFolder, setOwnFolder] = useState<string | null>(null);
  const [suggested, setSuggested] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [done, setDone] = useState<RolledOver | null>(null);

  const planned = old && year ? titleOfYear(old.title, old.year, year) : '';
  useEffect(() => {
    if (!planned) return;
    let late = false;
    void ask('plan.suggest-path', { name: planned }).then((answer) => {
      if (late) return;
      if (answer.ok) setSuggested(answer.value.path);
      else setFailure(answer.failure);
    });
    return () => {
      late = true;
    };
  }, [planned]);

  const folder = ownFolder ?? folderOf(suggested);
  const name = ownName ?? (suggested ? nameOf(suggested) : '');
  const fault = !name.trim() ? newPlanWords.needName : isBadName(name) ? newPlanWords.badName : '';
  const ready = old !== null && year !== null && folder !== '' && !fault;

  const choose = (plan: { path: string; title: string; year: number }) => {
    setOld(plan);
    setYear(plan.year ? plan.year + 1 : null);
    setOwnName(null);
    setFailure(null);
  };
  const pick = async () => {
    const path = await picker.pickFile('plan', words.pickTitle);
    if (path) choose({ path, title: nameOf(path).replace(/\.anju$/i, ''), year: yearIn(nameOf(path)) });
  };
  const make = async () => {
    if (!ready || !old || year === null) return;
    setBusy(true);
    setFailure(null);
    const path = inFolder(folder, withExtension(name.trim(), 'anju'));
    const answer = await ask('plan.roll-over', { from: old.path, path, year });
    setBusy(false);
    if (answer.ok) {
      setDone(answer.value);
      return;
    }
    setFailure(answer.failure);
    // A plan of a period ends later than its year says: the first year after it is offered.
    const { why, year: last } = answer.failure.details;
    if (why === 'roll-over-year' && typeof last === 'number') setYear(last + 1);
  };

  if (done) return <RolledOverList done={done} onOpen={() => onOpen(done.path)} />;
  return (
    <Modal
      open
      centered
      width={640}
      title={startWords.rollOver}
      onCancel={onClose}
      footer={[
        <Button key="cancel" size="large" onClick={onClose}>
          {newPlanWords.cancel}
        </Button>,
        <Button key="make" size="large" type="primary" loading={busy} disabled={!ready} onClick={() => void make()}>
          {words.make}
        </Button>,
      ]}
    >
      <p className="roll-over-intro">{words.intro}</p>
      <div className="roll-over-form">
        <span>{words.from}</span>
        <div className="roll-over-plans" role="radiogroup" aria-label={words.from}>
          {(old && !known.some((plan) => plan.path === old.path) ? [old, ...known.map(planOf)] : known.map(planOf))
            .slice(0, 6)
            .map((plan) => (
              <label key={plan.path} className="origin">
                <input type="radio" name="roll-over" checked={old?.path === plan.path} onChange={() => choose(plan)} />
                <span>
                  <strong>{plan.title}</strong>
                  <small title={plan.path}>{plan.path}</small>
                </span>
              </label>
            ))}
          <Button onClick={() => void pick()}>{words.pick}</Button>
        </div>
        <label htmlFor="roll-over-year">{newPlanWords.year}</label>
        <InputNumber
          id="roll-over-year"
          min={1949}
          max={2200}
          precision={0}
          value={year}
          suffix={newPlanWords.yearUnit}
          onChange={setYear}
        />
        <label htmlFor="roll-over-name">{newPlanWords.name}</label>
        <Input
          id="roll-over-name"
          value={name}
          {...(fault && old && { status: 'error' as const })}
          onChange={(event) => setOwnName(event.target.value)}
          onPressEnter={() => void make()}
        />
        <span>{newPlanWords.folder}</span>
        <span className="roll-over-folder">
          <span title={folder}>{folder}</span>
          <Button
            size="small"
            onClick={async () => {
              const picked = await picker.pickFolder(newPlanWords.folder);
              if (picked) setOwnFolder(picked);
            }}
          >
            {newPlanWords.change}
          </Button>
        </span>
      </div>
      {failure && (
        <p className="roll-over-failure" role="alert">
          {sentenceOf(failure)}。
        </p>
      )}
    </Modal>
  );
}

/** What came of it: the years that were typed by hand first, for they need a person; then what moved and followed. */
function RolledOverList({ done, onOpen }: { done: RolledOver; onOpen(): void }) {
  const typed = done.shifted.filter((place) => place.to === null);
  const columns = done.shifted.filter((place) => place.kind === 'column' && place.to !== null);
  const tokens = done.shifted.filter((place) => place.kind === 'token');
  const left = words.left(done.dropped);
  return (
    <Modal
      open
      centered
      width={760}
      closable={false}
      title={words.doneTitle(done.title)}
      footer={[
        <Button key="open" size="large" type="primary" autoFocus onClick={onOpen}>
          {words.openIt}
        </Button>,
      ]}
    >
      <div className="roll-over-done">
        <h3>{typed.length ? words.typed(typed.length) : words.nothingTyped}</h3>
        {typed.length > 0 && (
          <table>
            <tbody>
              {typed.map((place, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, places may repeat
                <tr key={i}>
                  <td>{place.where}</td>
                  <td>
                    <b>{place.from}</b>
                  </td>
                  <td>{place.kind === 'column' ? words.noColumn : words.untouched}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {columns.length > 0 && <h3>{words.moved}</h3>}
        {columns.map((place) => (
          <p key={place.where}>{words.movedLine(place.from, place.where)}</p>
        ))}
        {tokens.length > 0 && (
          <details>
            <summary>{words.followed(tokens.length)}</summary>
            {tokens.map((place, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, places may repeat
              <p key={i} className="quiet">
                {place.where}　{place.from} → {place.to}
              </p>
            ))}
          </details>
        )}
        {left && <p className="quiet">{left}</p>}
      </div>
    </Modal>
  );
}

const yearIn = (text: string): number => Number(/(?:19|20|21)\d\d/.exec(text)?.[0] ?? 0);

function planOf(plan: RecentPlan): { path: string; title: string; year: number } {
  return { path: plan.path, title: plan.title, year: Number(plan.year) || yearIn(plan.title) };
}

/** The new file's name: the old title with its year moved on, or with the year behind it. */
function titleOfYear(title: string, old: number, year: number): string {
  return old && title.includes(String(old)) ? title.replaceAll(String(old), String(year)) : `${title} ${year}`;
}
