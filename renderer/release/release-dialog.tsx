// 发布: what comes out, what stands in the way, how far it is. Left what to make, right findings and progress; while it runs the left
// half is read-only, and 打开 and 打开所在文件夹 wake when all is written.

import { App, Button, Checkbox, Input, Modal, Progress, Radio, Select } from 'antd';
import { useRef, useState } from 'react';
import { type Finding, groupFindings } from '../../shared/checks/finding.ts';
import { messageOfGroup, placeName } from '../../shared/checks/sentences.ts';
import type { Failure } from '../../shared/contract/failure.ts';
import { sentenceOf } from '../../shared/contract/sentences.ts';
import type { Place } from '../../shared/outline/places.ts';
import { answerFindings, type PlanFindings } from '../app/findings.ts';
import { Icon } from '../app/icons.tsx';
import { ask } from '../bridge.ts';
import { folderOf, isBadName } from '../files/paths.ts';
import { usePicker } from '../files/picker.tsx';
import type { PlanSession } from '../plan/session.ts';
import { filesWords } from '../words/files.ts';
import { releaseWords as words } from '../words/release.ts';
import { useReleaseJob } from './release-job.ts';
import './release-dialog.css';

const STAGES = ['征求意见稿', '送审稿', '报批稿', '正式稿'];
type Pattern = keyof typeof words.patterns;
type Fonts = keyof typeof words.fontSets;
type PageNumbers = keyof typeof words.pageNumbers;

export interface ReleaseDialogProps {
  session: PlanSession;
  findings: PlanFindings;
  places: ReadonlyMap<number, Place>;
  files: { docx: boolean; xlsx: boolean };
  onGo(finding: Finding): void;
  onClose(): void;
}

export function ReleaseDialog({ session, findings, places, files, onGo, onClose }: ReleaseDialogProps) {
  const { message } = App.useApp();
  const picker = usePicker();
  const { live } = session;
  const tables = live.tables().length;
  const title = live.expandYears(live.state.property('title') ?? '');
  const job = useReleaseJob();
  const { state } = job;

  const [docx, setDocx] = useState(files.docx);
  const [xlsx, setXlsx] = useState(files.xlsx && tables > 0);
  const [stage, setStage] = useState<string>(live.state.property('stage') ?? '征求意见稿');
  const [pattern, setPattern] = useState<Pattern>('annex');
  const [fonts, setFonts] = useState<Fonts>('windows');
  const [pageNumbers, setPageNumbers] = useState<PageNumbers>('outside');
  const [folder, setFolder] = useState(folderOf(session.path));
  const [ownName, setOwnName] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const name = ownName ?? (stage === '正式稿' ? title : `${title}（${stage}）`).replace(/[\\/:*?"<>|]/g, '');

  const startButton = useRef<HTMLButtonElement>(null);
  const running = state.kind === 'running';
  const blocking = findings.findings.filter((f) => isBlocking(f, stage));
  const canStart = (docx || xlsx) && blocking.length === 0 && name.trim() !== '' && !isBadName(name);

  const start = async () => {
    setFailure(null);
    const saved = await session.flush();
    if (!saved.ok && !session.readOnly) {
      setFailure(saved.failure);
      return;
    }
    await job.start({ plan: session.plan, folder, name: name.trim(), docx, xlsx, options: { stage, pattern, fonts, pageNumbers } });
  };
  const show = async (what: 'shell.open-file' | 'shell.show-in-folder', path: string) => {
    const shown = await ask(what, { path });
    if (!shown.ok) void message.error(sentenceOf(shown.failure));
  };
  const first = state.kind === 'done' ? state.files[0]?.path : undefined;
  const problem = failure ?? (state.kind === 'failed' ? state.failure : null);

  return (
    <Modal
      open
      centered
      width={1000}
      className="release"
      closable={false}
      mask={{ closable: false }}
      keyboard={!running}
      afterOpenChange={(open) => open && startButton.current?.focus()}
      onCancel={() => !running && onClose()}
      title={
        <div className="release-head">
          <strong>{words.title}</strong>
          <span>{title}</span>
          <Button type="text" disabled={running} onClick={onClose}>
            <Icon name="close" />
            {words.close}
          </Button>
        </div>
      }
      footer={
        <div className="release-foot">
          <span role="status" className={problem ? 'is-error' : undefined}>
            {problem
              ? sentenceOf(problem)
              : state.kind === 'stopped'
                ? words.stopped
                : state.kind === 'done'
                  ? words.finished(state.files.length)
                  : blocking.length
                    ? words.blocked(blocking.length)
                    : !docx && !xlsx
                      ? words.nothing
                      : words.safe}
          </span>
          <Button size="large" disabled={!first} onClick={() => first && void show('shell.open-file', first)}>
            {words.open}
          </Button>
          <Button size="large" disabled={!first} onClick={() => first && void show('shell.show-in-folder', first)}>
            {words.openFolder}
          </Button>
          <Button size="large" disabled={!running} onClick={job.stop}>
            {words.stop}
          </Button>
          <Button ref={startButton} size="large" type="primary" disabled={running || !canStart} onClick={() => void start()}>
            {running ? words.running : state.kind === 'done' ? words.again : words.start}
          </Button>
        </div>
      }
    >
      <div className="release-body">
        <section className="release-left" aria-label={words.files}>
          <Field label={words.files}>
            <div className="release-files">
              <FileChoice checked={docx} disabled={running} title={words.docx} hint={words.docxHint(tables)} onChange={setDocx} />
              <FileChoice
                checked={xlsx}
                disabled={running || tables === 0}
                title={words.xlsx}
                hint={tables ? words.xlsxHint(tables) : words.noTables}
                onChange={setXlsx}
              />
            </div>
          </Field>
          <Field label={words.stage}>
            <Radio.Group
              value={stage}
              disabled={running}
              onChange={(e) => setStage(e.target.value as string)}
              options={STAGES.map((value) => ({ value, label: value }))}
            />
          </Field>
          <Field label={words.pattern}>
            <Radio.Group
              value={pattern}
              disabled={running}
              onChange={(e) => setPattern(e.target.value as Pattern)}
              options={entries(words.patterns)}
            />
          </Field>
          <Field label={words.fonts}>
            <Select
              className="release-fonts"
              value={fonts}
              disabled={running}
              onChange={setFonts}
              options={entries(words.fontSets)}
              aria-label={words.fonts}
            />
            <small>{words.fontsHint}</small>
          </Field>
          <Field label={words.pages}>
            <Radio.Group
              value={pageNumbers}
              disabled={running}
              onChange={(e) => setPageNumbers(e.target.value as PageNumbers)}
              options={entries(words.pageNumbers)}
            />
          </Field>
          <Field label={words.name}>
            <Input
              value={name}
              disabled={running}
              aria-label={words.name}
              status={isBadName(name) || !name.trim() ? 'error' : ''}
              onChange={(e) => setOwnName(e.target.value)}
            />
            {isBadName(name) && <small className="is-error">{words.badName}</small>}
          </Field>
          <Field label={words.folder}>
            <div className="release-folder">
              <span title={folder}>{folder}</span>
              <Button
                disabled={running}
                onClick={() =>
                  void picker.pickFolder(words.folder, folder).then((picked) => {
                    if (picked) setFolder(picked);
                  })
                }
              >
                {words.change}
              </Button>
            </div>
          </Field>
        </section>
        <div className="release-right">
          <div className="release-findings-head">
            <h3>{words.findings}</h3>
            <span>
              <i className="dot is-error" />
              {words.errors} <b>{findings.errors}</b>
            </span>
            <span>
              <i className="dot" />
              {words.hints} <b>{findings.findings.length - findings.errors}</b>
            </span>
          </div>
          {findings.findings.length === 0 && <p className="quiet">{words.noFindings}</p>}
          <div className="release-findings">
            {stage !== '正式稿' && blocking.length > 1 && !session.readOnly && (
              <AnswerAll session={session} blocking={blocking} locked={running} />
            )}
            {groupFindings(findings.findings).map((group) => (
              <ReleaseFinding
                key={group[0].id}
                session={session}
                group={group}
                place={placeName(live, group[0], places)}
                stage={stage}
                locked={running}
                onGo={() => onGo(group[0])}
              />
            ))}
          </div>
          <div className="release-progress-head">
            <h3>{words.progress}</h3>
          </div>
          {docx && <FileProgress kind="docx" word={words.wordDocx} state={state} />}
          {xlsx && <FileProgress kind="xlsx" word={words.wordXlsx} state={state} />}
        </div>
      </div>
    </Modal>
  );
}

/** An error stops a release until it is explained; a 正式稿 takes no explanations. */
function isBlocking(finding: Finding, stage: string): boolean {
  return finding.severity === 'error' || (stage === '正式稿' && finding.unanswered === 'error');
}

function entries<K extends string>(record: Record<K, string>): { value: K; label: string }[] {
  return (Object.keys(record) as K[]).map((value) => ({ value, label: record[value] }));
}

function Field({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="release-field">
      <span>{label}</span>
      <div>{children}</div>
    </div>
  );
}

interface FileChoiceProps {
  checked: boolean;
  disabled: boolean;
  title: string;
  hint: string;
  onChange(checked: boolean): void;
}

function FileChoice({ checked, disabled, title, hint, onChange }: FileChoiceProps) {
  return (
    <Checkbox className="release-file" checked={checked} disabled={disabled} onChange={(e) => onChange(e.target.checked)}>
      <strong>{title}</strong>
      <small>{hint}</small>
    </Checkbox>
  );
}

interface ReleaseFindingProps {
  session: PlanSession;
  group: [Finding, ...Finding[]];
  place: string;
  stage: string;
  locked: boolean;
  onGo(): void;
}

function ReleaseFinding({ session, group, place, stage, locked, onGo }: ReleaseFindingProps) {
  const { message } = App.useApp();
  const [finding] = group;
  const [reason, setReason] = useState(finding.answer ?? '');
  const isError = finding.severity === 'error' || finding.unanswered === 'error';
  const blocks = isBlocking(finding, stage);
  if (!isError) {
    return (
      <div className="release-finding">
        <i className="dot" />
        <span>
          {place}：{messageOfGroup(session.live, group)}
        </span>
      </div>
    );
  }
  const answer = () => {
    const failure = answerFindings(session, group, reason.trim());
    if (failure) void message.error(sentenceOf(failure));
  };
  return (
    <div className="release-finding is-error">
      <i className="dot is-error" />
      <div>
        <strong>{place}</strong>
        <p>{messageOfGroup(session.live, group)}</p>
        <p className="quiet">{stage === '正式稿' ? words.mustMend : words.explainToPass(stage)}</p>
        {!session.readOnly && stage !== '正式稿' && (
          <Input
            prefix={<span className="quiet">{words.explain}</span>}
            value={reason}
            disabled={locked}
            placeholder={words.explainPlaceholder}
            aria-label={`${words.explain} ${place}`}
            onChange={(e) => setReason(e.target.value)}
            onPressEnter={() => reason.trim() && answer()}
            onBlur={() => reason.trim() && reason.trim() !== finding.answer && answer()}
          />
        )}
        <div className="release-finding-acts">
          <Button size="small" disabled={locked} onClick={onGo}>
            {words.go}
          </Button>
          {!blocks && <span className="tag is-passed">{words.passed}</span>}
        </div>
      </div>
    </div>
  );
}

/** One reason for everything that still stands in the way: a first draft goes round with most figures blank. */
function AnswerAll({ session, blocking, locked }: { session: PlanSession; blocking: readonly Finding[]; locked: boolean }) {
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const answer = () => {
    const failure = answerFindings(session, blocking, reason.trim());
    if (failure) void message.error(sentenceOf(failure));
  };
  return (
    <div className="release-all">
      <Input
        value={reason}
        disabled={locked}
        placeholder={words.allReason(blocking.length)}
        aria-label={words.allReason(blocking.length)}
        onChange={(e) => setReason(e.target.value)}
        onPressEnter={() => reason.trim() && answer()}
      />
      <Button disabled={locked || !reason.trim()} onClick={answer}>
        {words.allPass}
      </Button>
    </div>
  );
}

function FileProgress({
  kind,
  word,
  state,
}: {
  kind: 'docx' | 'xlsx';
  word: string;
  state: ReturnType<typeof useReleaseJob>['state'];
}) {
  const progress = state.kind === 'running' ? state.files[kind] : undefined;
  const done = state.kind === 'done' ? state.files.find((file) => file.path.endsWith(`.${kind}`)) : undefined;
  const percent = done ? 100 : Math.round((progress?.done ?? 0) * 100);
  return (
    <div className="release-progress">
      <span>{word}</span>
      <Progress percent={percent} showInfo={false} size={['100%', 8]} status="normal" strokeLinecap="butt" aria-label={word} />
      <span className={done || progress ? undefined : 'quiet'}>
        {done
          ? words.done(filesWords.bytes(done.bytes))
          : progress
            ? words.percent(progress.word, percent)
            : state.kind === 'running'
              ? words.waiting
              : ''}
      </span>
    </div>
  );
}
