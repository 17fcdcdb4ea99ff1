// 核对与预览: how many cells change, old beside new, and every printed total against the computed one. A disagreement waits for a
// person: 应用到计划 stays off until each is decided.

import { Checkbox, Input, Radio, Segmented } from 'antd';
import { type CSSProperties, useMemo, useState } from 'react';
import type { FailureCode } from '../../shared/contract/failure.ts';
import type { Proposal, Reconciled } from '../../shared/contract/import.ts';
import { sentenceOf } from '../../shared/contract/sentences.ts';
import { columnName } from '../../shared/formulas/words.ts';
import type { PlanSession } from '../plan/session.ts';
import { importWords as words } from '../words/import.ts';
import { type PreviewCell, previewOf } from './preview-table.ts';
import { choiceKey, undecidedOf } from './undecided.ts';
import { VirtualRows } from './virtual-rows.tsx';
import type { Choice, Wizard } from './wizard-state.ts';
import './sheet-view.css';
import './step-preview.css';
import './totals.css';

const ROW = 32;
const MOST_REFUSED = 50;

export function PreviewStep({ session, wizard, proposal }: { session: PlanSession; wizard: Wizard; proposal: Proposal }) {
  const { state } = wizard;
  const { blanks, round, choices } = state;
  const [changedOnly, setChangedOnly] = useState(false);
  const preview = useMemo(
    () => previewOf(session, proposal, { blanks, round, choices }),
    [session, proposal, blanks, round, choices],
  );
  const { counts, columns } = preview;
  const all = counts.changed + counts.filled + counts.same + counts.refused;
  const moving = counts.changed + counts.filled;
  const rows = changedOnly ? preview.rows.filter((row) => row.moves || row.kind === 'total') : preview.rows;
  const body = rows.filter((row) => row.kind === 'data');
  const totals = rows.filter((row) => row.kind === 'total');
  const undecided = undecidedOf(proposal, choices);
  const refused = proposal.cells.filter((cell) => cell.state === 'refused');
  const roundable = refused.filter((cell) => cell.refused?.offer);
  const grid = {
    gridTemplateColumns: `172px repeat(${columns.length * 2}, minmax(0, 1fr))`,
    minWidth: 172 + columns.length * 2 * 88,
  };
  const choose = (item: Reconciled, choice: Choice) => wizard.patch({ choices: { ...choices, [choiceKey(item)]: choice } });

  const line = (row: (typeof rows)[number]) => (
    <div key={row.id} className={row.kind === 'total' ? 'diff-row is-total' : 'diff-row'} style={{ ...grid, height: ROW }}>
      <span title={row.label}>
        {row.label}
        {row.kind === 'total' && <small>{words.automatic}</small>}
      </span>
      {row.cells.map((cell, i) => (
        <DiffPair key={columns[i]?.id} cell={cell} total={row.kind === 'total'} />
      ))}
    </div>
  );

  return (
    <div className="wizard-body">
      <div className="wizard-main">
        <div className="wizard-bar">
          <strong>{words.into(`${proposal.target.number}　${proposal.target.title}`.trim())}</strong>
          <span className="grow" />
          <Segmented
            value={changedOnly ? 'changed' : 'all'}
            onChange={(value) => setChangedOnly(value === 'changed')}
            options={[
              { value: 'all', label: words.all(all) },
              { value: 'changed', label: words.changedOnly(moving) },
            ]}
          />
        </div>
        <div className="diff-frame">
          <div className="diff-legend">
            <span>
              <i className="diff-key is-changed" />
              {words.legend.changed} <b>{words.cells(counts.changed)}</b>
            </span>
            <span>
              <i className="diff-key is-filled" />
              {words.legend.filled} <b>{words.cells(counts.filled)}</b>
            </span>
            <span>
              <i className="diff-key" />
              {words.legend.same} <b>{words.cells(counts.same)}</b>
            </span>
            <span className="grow" />
            <span className="quiet">{moving === 0 ? words.nothing : words.totalsComputed}</span>
          </div>
          <VirtualRows
            className="diff-view"
            label={words.into(proposal.target.title)}
            count={body.length}
            height={ROW}
            row={(i) => {
              const row = body[i];
              return row ? line(row) : null;
            }}
            head={<DiffHead label={preview.label} columns={columns.map((column) => column.path)} grid={grid} />}
            foot={<div className="diff-totals">{totals.map(line)}</div>}
          />
        </div>
      </div>
      <aside className="wizard-side is-wide">
        <div className="wizard-side-head">
          <h2>{words.totals}</h2>
          {proposal.reconciliation.length > 0 && (
            <span className={undecided.length ? 'tag is-error' : 'tag is-passed'}>
              {undecided.length ? words.pending(undecided.length) : words.settled}
            </span>
          )}
        </div>
        {proposal.reconciliation.length === 0 ? (
          <p className="wizard-note">{words.noTotals}</p>
        ) : (
          <div className="totals">
            <div className="totals-line is-head">
              <span>{words.totalItem}</span>
              <span>{words.printed}</span>
              <span>{words.computed}</span>
              <span />
            </div>
            {listed(proposal.reconciliation).map((item) => (
              <TotalItem
                key={choiceKey(item)}
                name={nameOf(session, item)}
                item={item}
                choice={choices[choiceKey(item)]}
                onChoose={(choice) => choose(item, choice)}
              />
            ))}
          </div>
        )}
        {refused.length > 0 && (
          <section className="wizard-attention">
            <h2>
              {words.refused} <small>{words.refusedCount(refused.length)}</small>
            </h2>
            {roundable.length > 0 && (
              <Checkbox checked={round} onChange={(e) => wizard.patch({ round: e.target.checked })}>
                {words.round}
              </Checkbox>
            )}
            {refused.slice(0, MOST_REFUSED).map((cell) => (
              <div key={cell.ref} className="attention">
                <i className="dot is-error" />
                <p>
                  {cell.ref} {cell.refused && sentenceOf({ code: cell.refused.code as FailureCode, details: cell.refused.details })}
                </p>
              </div>
            ))}
          </section>
        )}
        <NamesMapped proposal={proposal} />
      </aside>
    </div>
  );
}

function nameOf(session: PlanSession, item: Reconciled): string {
  const column = columnName(session.live, item.colId, '·');
  return item.kind === 'total' ? column : `${item.rowLabel}·${column}`;
}

/** Totals first, and of computed data cells only those that disagree: a thousand agreeing ones say nothing. */
function listed(items: readonly Reconciled[]): Reconciled[] {
  return items.filter((item) => item.kind === 'total' || !item.agree);
}

function DiffHead({ label, columns, grid }: { label: string; columns: string[][]; grid: CSSProperties }) {
  const levels = Math.max(1, ...columns.map((path) => path.length));
  return (
    <div className="diff-head">
      {Array.from({ length: levels }, (_, level) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: header levels never move
        <div key={level} className="diff-row is-head" style={grid}>
          <span>{level === 0 ? label : ''}</span>
          {spans(columns, level).map((span) => (
            <span key={span.start} style={{ gridColumn: `span ${span.count * 2}` }}>
              {span.text}
            </span>
          ))}
        </div>
      ))}
      <div className="diff-row is-head is-small" style={grid}>
        <span />
        {columns.map((path) => (
          <FragmentPair key={path.join('/')} />
        ))}
      </div>
    </div>
  );
}

function FragmentPair() {
  return (
    <>
      <span>{words.old}</span>
      <span>{words.new}</span>
    </>
  );
}

/** Neighbouring columns under the same heading share it; a short path hangs from the top. */
function spans(columns: string[][], level: number): { start: number; count: number; text: string }[] {
  const out: { start: number; count: number; text: string }[] = [];
  columns.forEach((path, i) => {
    const text = path[level] ?? '';
    const last = out.at(-1);
    const same = last && last.text === text && columns[i - 1]?.slice(0, level + 1).join('/') === path.slice(0, level + 1).join('/');
    if (same && last) last.count++;
    else out.push({ start: i, count: 1, text });
  });
  return out;
}

function DiffPair({ cell, total }: { cell: PreviewCell | null; total: boolean }) {
  if (!cell) {
    return (
      <>
        <span />
        <span />
      </>
    );
  }
  const moved = cell.old !== cell.new;
  const state = total || cell.state === 'computed' ? 'is-computed' : `is-${cell.state}`;
  return (
    <>
      <span className={`diff-old ${state}`}>
        {cell.old === '' && (cell.state === 'filled' || cell.state === 'refused') ? words.blank : cell.old}
      </span>
      <span className={`diff-new ${state}${moved && total ? ' is-moved' : ''}`}>
        {cell.new === '' && cell.state === 'changed' ? words.blank : cell.new}
      </span>
    </>
  );
}

interface TotalItemProps {
  name: string;
  item: Reconciled;
  choice: Choice | undefined;
  onChoose(choice: Choice): void;
}

function TotalItem({ name, item, choice, onChoose }: TotalItemProps) {
  if (item.agree) {
    return (
      <div className="totals-line">
        <span>{name}</span>
        <span>{item.printed}</span>
        <span>{item.computed}</span>
        <span>{words.agrees}</span>
      </div>
    );
  }
  const card = (take: Choice['take'], title: string, hint: string, tag?: string) => (
    <Radio value={take} className={choice?.take === take ? 'choice is-chosen' : 'choice'}>
      <strong>
        {title}
        {tag && <span className="tag is-passed">{tag}</span>}
      </strong>
      {hint && <small>{hint}</small>}
      {take === 'keep' && choice?.take === 'keep' && (
        <Input
          size="small"
          autoFocus
          placeholder={words.reason}
          aria-label={words.reason}
          value={choice.reason}
          onChange={(e) => onChoose({ take: 'keep', reason: e.target.value })}
        />
      )}
    </Radio>
  );
  return (
    <div className="totals-differ">
      <div className="totals-line is-error">
        <span>{name}</span>
        <span>{item.printed}</span>
        <span>{item.computed}</span>
        <span>{item.difference ? words.differs(item.difference) : ''}</span>
      </div>
      <div className="totals-decide">
        <strong>{words.printedAgainst(name, item.printed, item.rows, item.computed)}</strong>
        {item.hints.length > 0 && <p>{item.hints.map((hint) => words.hints[hint]).join('')}</p>}
        <Radio.Group
          value={choice?.take}
          onChange={(e) => {
            const take = e.target.value as Choice['take'];
            onChoose(take === 'keep' ? { take, reason: '' } : { take });
          }}
        >
          {card('computed', words.takeComputed(item.computed), words.takeComputedHint(item.printed), words.suggested)}
          {card('keep', words.keepPrinted(item.printed), words.keepPrintedHint)}
          {card('finding', words.asFinding, '')}
        </Radio.Group>
      </div>
    </div>
  );
}

function NamesMapped({ proposal }: { proposal: Proposal }) {
  const renamed = proposal.mapping.rows.filter((row) => row.toLabel && row.toLabel !== row.from && !row.computed);
  const lost = proposal.unmapped.rows;
  const data = proposal.mapping.rows.filter((row) => !row.computed);
  return (
    <section className="wizard-attention">
      <h2>
        {words.names} <small>{lost.length ? words.someUnmatched(lost.length) : words.allMatched(data.length)}</small>
      </h2>
      {renamed.length > 0 && (
        <p className="names">
          {renamed.slice(0, 24).map((row) => (
            <span key={row.fromRow}>
              {row.from} → {row.toLabel}
            </span>
          ))}
        </p>
      )}
      {lost.slice(0, 24).map((row) => (
        <div key={row.row} className="attention">
          <i className="dot" />
          <p>
            {row.label}：{words.noPlace}
          </p>
        </div>
      ))}
    </section>
  );
}
