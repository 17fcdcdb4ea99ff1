// 核对: each finding with its place, what is written against what it should be, the way there, and room for a written reason.

import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { type Finding, groupFindings } from '../../shared/checks/finding.ts';
import { fixOf } from '../../shared/checks/fixes.ts';
import { messageOfGroup, placeName } from '../../shared/checks/sentences.ts';
import { sentenceOf } from '../../shared/contract/sentences.ts';
import type { Place } from '../../shared/outline/places.ts';
import type { PlanSession } from '../plan/session.ts';
import { appWords as words } from '../words/app.ts';
import { answerFindings, type PlanFindings } from './findings.ts';

export interface ChecksPanelProps {
  session: PlanSession;
  findings: PlanFindings;
  places: ReadonlyMap<number, Place>;
  checked: { tables: number; totals: number; fields: number };
  current: string | null;
  onGo(finding: Finding): void;
}

export function ChecksPanel({ session, findings, places, checked, current, onGo }: ChecksPanelProps) {
  const errors = findings.errors;
  const hints = findings.findings.length - errors;
  return (
    <>
      <div className="checks-head">
        <span>
          <i className="dot is-error" />
          {words.errors} <b>{errors}</b>
        </span>
        <span>
          <i className="dot" />
          {words.hints} <b>{hints}</b>
        </span>
      </div>
      {groupFindings(findings.findings).map((group) => (
        <FindingCard
          key={group[0].id}
          session={session}
          group={group}
          place={placeName(session.live, group[0], places)}
          current={group.some((finding) => finding.id === current)}
          onGo={() => onGo(group[0])}
        />
      ))}
      <section className="panel-section">
        <h3>{findings.findings.length === 0 ? words.noFindings : words.allRight}</h3>
        <dl className="pairs">
          <dt>{words.checkedTables}</dt>
          <dd>{words.tablesAndTotals(checked.tables, checked.totals)}</dd>
          <dt>{words.checkedFields}</dt>
          <dd>{words.fields(checked.fields)}</dd>
        </dl>
      </section>
    </>
  );
}

interface FindingCardProps {
  session: PlanSession;
  /** findings of one kind at one place */
  group: [Finding, ...Finding[]];
  place: string;
  current: boolean;
  onGo(): void;
}

export function FindingCard({ session, group, place, current, onGo }: FindingCardProps) {
  const { message } = App.useApp();
  const [finding] = group;
  const [reason, setReason] = useState<string | null>(null);
  const isError = finding.severity === 'error';
  const fix = session.readOnly || finding.answer || group.length > 1 ? null : fixOf(session.live, finding);
  const mend = () => {
    if (!fix) return;
    const done = session.run(fix.command);
    if (!done.ok) void message.error(sentenceOf(done.failure));
  };
  const answer = (text: string | null) => {
    const failure = answerFindings(session, group, text);
    if (failure) void message.error(sentenceOf(failure));
    else setReason(null);
  };
  return (
    <article className={['finding', isError ? 'is-error' : '', current ? 'is-current' : ''].join(' ')} data-finding={finding.id}>
      <header>
        <i className={isError ? 'dot is-error' : 'dot'} />
        <strong>{place}</strong>
        <button type="button" className="link" onClick={onGo} aria-label={`${words.go} ${place}`}>
          {words.go}
        </button>
      </header>
      <p>{messageOfGroup(session.live, group)}</p>
      {finding.formerAnswer && <p className="finding-answer">{words.formerly(finding.formerAnswer)}</p>}
      {finding.answer && <p className="finding-answer">{words.explained(finding.answer)}</p>}
      {reason === null ? (
        !session.readOnly && (
          <div className="finding-acts">
            {finding.answer ? (
              <Button size="small" onClick={() => answer(null)}>
                {words.withdraw}
              </Button>
            ) : (
              <>
                {fix && (
                  <Button size="small" onClick={mend}>
                    {fix.label}
                  </Button>
                )}
                <Button size="small" onClick={() => setReason('')}>
                  {words.explain}
                </Button>
              </>
            )}
          </div>
        )
      ) : (
        <div className="finding-acts">
          <Input
            size="small"
            autoFocus
            value={reason}
            placeholder={words.explainPlaceholder}
            aria-label={words.explainPlaceholder}
            onChange={(e) => setReason(e.target.value)}
            onPressEnter={() => reason.trim() && answer(reason.trim())}
            onKeyDown={(e) => {
              if (e.key !== 'Escape') return;
              e.stopPropagation();
              setReason(null);
            }}
          />
          <Button size="small" type="primary" disabled={!reason.trim()} onClick={() => answer(reason.trim())}>
            {words.confirm}
          </Button>
        </div>
      )}
    </article>
  );
}
