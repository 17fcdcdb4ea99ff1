// The formula line: which cell, what it holds, where it counts; for a computed cell how it came about, in words and figures.
//
// An input shows its exact value and the sum it goes into; a total shows its formula. While the line has the focus the parts of
// the figure are framed in the grid (`onFrame`); a click on a name goes to that cell.

import { forwardRef, useImperativeHandle, useMemo, useState } from 'react';
import type { LivePlan, Use } from '../../shared/model/live-plan.ts';
import type { CellRef, PlanSession } from '../plan/session-types.ts';
import { useTopic } from '../plan/use-session.ts';
import { gridWords } from '../words/grid.ts';
import { roundingWords } from '../words/rounding.ts';
import { NameBox } from './NameBox.tsx';
import { cellName } from './names.ts';
import './grid.css';

export interface FormulaLineProps {
  session: PlanSession;
  active: CellRef | null;
  /** focus came or went: frame the parts in the grid */
  onFrame?(on: boolean): void;
  /** a cell named in the line was clicked */
  onGoTo?(cell: CellRef): void;
}

type CellUse = Extract<Use, { kind: 'cell' }>;

interface Line {
  place: string;
  value: string;
  unit: string;
  computed: boolean;
  /** how the figure is shown, where the table is shown in another unit */
  shown: string;
  /** 小计·套数 */
  subject: string;
  /** ＝ 公租房·套数 ＋ …, or 从 … 求和 */
  rest: string;
  figures: string;
  into: CellUse | null;
  more: number;
  fields: number;
}

function lineOf(live: LivePlan, cell: CellRef): Line | null {
  if (!live.state.records.row.has(cell.row) || !live.state.records.col.has(cell.column)) return null;
  const own = live.explain(cell.row, cell.column);
  const computed = live.isComputed(cell.row, cell.column);
  const cellUses = own.users.filter((use): use is CellUse => use.kind === 'cell');
  const into = computed ? null : (cellUses.find((use) => use.row === cell.row) ?? cellUses[0] ?? null);
  const said = into ? live.explain(into.row, into.column) : own;
  const [subject, rest] = split(said.words);
  return {
    place: cellName(live, { row: cell.row, col: cell.column }, computed),
    value: live.keptText(cell.row, cell.column),
    shown: shownWords(live, cell),
    unit: live.unitOf(cell.row, cell.column) ?? '',
    computed,
    subject,
    rest,
    figures: said.figures,
    into,
    more: Math.max(0, cellUses.length - (into ? 1 : 0)),
    fields: own.users.length - cellUses.length,
  };
}

function shownWords(live: LivePlan, { table, row, column }: CellRef): string {
  if (!live.shown(table)?.value(row, column)) return '';
  const unit = live.shownUnitOf(row, column) ?? '';
  return `${live.unitOf(row, column) ?? ''}，${roundingWords.shownAs(live.text(row, column), unit)}`;
}

/** 小计·套数 ＝ … → the name, and the rest with its sign. */
function split(words: string): [string, string] {
  const at = words.search(/ ＝ | 从 | 求和| 按原文/);
  return at < 0 ? ['', words] : [words.slice(0, at), words.slice(at + 1)];
}

/** What the window's keys ask of the line. */
export interface FormulaLineHandle {
  /** Ctrl+G: the name box takes the name of a cell to go to */
  ask(): void;
}

export const FormulaLine = forwardRef<FormulaLineHandle, FormulaLineProps>(function FormulaLine(props, ref) {
  const { session, active, onFrame, onGoTo } = props;
  const [asking, setAsking] = useState(false);
  useImperativeHandle(ref, () => ({ ask: () => setAsking(true) }), []);
  const version = useTopic(session, 'any');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for what the live plan holds
  const line = useMemo(() => (active ? lineOf(session.live, active) : null), [session, active, version]);
  const words = gridWords.formula;
  if (!line || !active) {
    return (
      <section className="gc-line" aria-label={words.label}>
        <span className="gc-line-place gc-line-none">{words.none}</span>
      </section>
    );
  }
  const { into } = line;
  return (
    <section className="gc-line" aria-label={words.label} onFocus={() => onFrame?.(true)} onBlur={() => onFrame?.(false)}>
      <NameBox
        live={session.live}
        cell={active}
        place={line.place}
        asking={asking}
        onAsk={setAsking}
        onGoTo={(cell) => onGoTo?.(cell)}
      />
      <span className="gc-line-fx" aria-hidden="true">
        fx
      </span>
      <span className="gc-line-body" title={`${line.subject} ${line.rest}`.trim()}>
        {!line.computed && (
          <b className={line.value ? 'gc-line-value' : 'gc-line-value gc-line-empty'}>{line.value || words.empty}</b>
        )}
        {line.shown && <span className="gc-line-hint">{line.shown}</span>}
        {into && (
          <>
            <span className="gc-line-hint">{words.countsInto}</span>
            <button
              type="button"
              className="gc-line-name"
              onClick={() => onGoTo?.({ table: into.table, row: into.row, column: into.column })}
            >
              {line.subject}
            </button>
          </>
        )}
        {line.computed && line.subject && (
          <button type="button" className="gc-line-name" onClick={() => onGoTo?.(active)}>
            {line.subject}
          </button>
        )}
        {(line.computed || into) && <span className="gc-line-rest">{line.rest}</span>}
        {!line.computed && !into && (
          <span className="gc-line-hint">{line.fields ? words.usedBy(line.fields) : words.notCounted}</span>
        )}
        {line.more > 0 && into && <span className="gc-line-hint gc-line-more">{words.more(line.more)}</span>}
      </span>
      <b className="gc-line-figures">{line.computed && !line.rest.startsWith('＝') ? line.value : line.figures}</b>
    </section>
  );
});
