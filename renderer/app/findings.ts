// The plan's findings as the window shows them, kept fresh part by part: a table's are found again when that table moved, the text's
// when a block or a field moved, a moment after the last movement so typing never waits for a check.

import { useEffect, useMemo, useState } from 'react';
import { type Finding, sortFindings } from '../../shared/checks/finding.ts';
import { checkText, seenOf, settle, TableCheck } from '../../shared/checks/plan-checks.ts';
import { checkSameFigures } from '../../shared/checks/same-figure.ts';
import type { Failure } from '../../shared/contract/failure.ts';
import { cellKey, type TableId } from '../../shared/model/ids.ts';
import type { DocumentView } from '../../shared/outline/document.ts';
import { type Place, placesOf } from '../../shared/outline/places.ts';
import { documentView } from '../../shared/outline/view.ts';
import type { FindingMark } from '../grid/marks.ts';
import type { PlanSession } from '../plan/session.ts';
import { useTopic } from '../plan/use-session.ts';

const PAUSE_MS = 200;

/** The finished document, built again when blocks, tables or plan properties moved. */
export function useDocument(session: PlanSession): { view: DocumentView; places: Map<number, Place> } {
  const blocks = useTopic(session, 'blocks');
  const tables = useTopic(session, 'tables');
  const plan = useTopic(session, 'plan');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the versions stand for what the document reads
  return useMemo(() => {
    const view = documentView(session.live);
    return { view, places: placesOf(view) };
  }, [session, blocks, tables, plan]);
}

export interface PlanFindings {
  findings: readonly Finding[];
  errors: number;
  byTable: ReadonlyMap<number, readonly Finding[]>;
  byBlock: ReadonlyMap<number, readonly Finding[]>;
}

/** More cells than this are looked through between frames, not in one go. */
const AT_ONCE = 20_000;
const ROWS_BETWEEN_FRAMES = 500;

type Kept = ReadonlyMap<TableId, { version: string; findings: readonly Finding[] }>;

export function useFindings(session: PlanSession, document: DocumentView): PlanFindings {
  const moved = useTopic(session, 'any');
  const [kept, setKept] = useState<Kept>(() => new Map());

  // biome-ignore lint/correctness/useExhaustiveDependencies: `moved` stands for every table's values
  useEffect(() => {
    let stopped = false;
    const look = async () => {
      await pause(kept.size === 0 ? 0 : PAUSE_MS);
      const { live } = session;
      const next = new Map<TableId, { version: string; findings: readonly Finding[] }>();
      let isNew = false;
      for (const { id } of live.tables()) {
        if (stopped) return;
        const version = `${session.version(`table:${id}`)} ${session.version('plan')}`;
        const old = kept.get(id);
        if (old?.version === version) {
          next.set(id, old);
          continue;
        }
        isNew = true;
        const check = new TableCheck(live, id);
        const { rows, leaves } = live.shape(id);
        const few = rows.length * leaves.length <= AT_ONCE;
        while (check.goOn(few ? rows.length : ROWS_BETWEEN_FRAMES)) {
          await pause(0);
          if (stopped) return;
        }
        next.set(id, { version, findings: check.findings() });
      }
      if (!stopped && (isNew || next.size !== kept.size)) setKept(next);
    };
    void look();
    return () => {
      stopped = true;
    };
  }, [session, moved, kept]);

  const plan = useTopic(session, 'plan');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `plan` stands for rules and answers, `kept` and `document` for the figures
  return useMemo(() => {
    const there = [...kept].filter(([table]) => session.live.state.records.tbl.has(table));
    const found = [...checkText(document), ...checkSameFigures(session.live), ...there.flatMap(([, { findings }]) => findings)];
    const findings = sortFindings(settle(session.live, found));
    const byTable = new Map<number, Finding[]>();
    const byBlock = new Map<number, Finding[]>();
    for (const finding of findings) {
      const { table, block } = finding.where;
      if (table !== undefined) byTable.set(table, [...(byTable.get(table) ?? []), finding]);
      if (block !== undefined) byBlock.set(block, [...(byBlock.get(block) ?? []), finding]);
    }
    return { findings, errors: findings.filter((f) => f.severity === 'error').length, byTable, byBlock };
  }, [session, document, kept, plan]);
}

/** A table's findings as corner marks by cell key; the gravest of a cell shows, an answered one does not. */
export function marksOfFindings(findings: readonly Finding[]): Map<string, FindingMark> {
  const marks = new Map<string, FindingMark>();
  for (const { where, severity, answer } of findings) {
    if (where.row === undefined || where.column === undefined || answer !== undefined) continue;
    const key = cellKey(where.row, where.column);
    if (severity === 'error' || !marks.has(key)) marks.set(key, severity === 'error' ? 'error' : 'hint');
  }
  return marks;
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Answers findings with a reason, or takes the reason back (null). Stops at the first that is refused, and answers why. */
export function answerFindings(session: PlanSession, findings: readonly Finding[], reason: string | null): Failure | null {
  for (const finding of findings) {
    const answered = session.run({
      type: 'answer-finding',
      finding: finding.id,
      code: finding.code,
      seen: seenOf(finding),
      reason,
    });
    if (!answered.ok) return answered.failure;
  }
  return null;
}
