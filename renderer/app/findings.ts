// The plan's findings as the window shows them, kept fresh part by part: a table's are found again when that table moved, the text's
// when a block or a field moved, a moment after the last movement so typing never waits for a check.

import { useEffect, useMemo, useRef, useState } from 'react';
import { type Finding, sortFindings } from '../../shared/checks/finding.ts';
import { checkTable, checkText, seenOf, settle } from '../../shared/checks/plan-checks.ts';
import type { Failure } from '../../shared/contract/failure.ts';
import type { TableId } from '../../shared/model/ids.ts';
import type { DocumentView } from '../../shared/outline/document.ts';
import { type Place, placesOf } from '../../shared/outline/places.ts';
import { documentView } from '../../shared/outline/view.ts';
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

export function useFindings(session: PlanSession, document: DocumentView): PlanFindings {
  const moved = useTopic(session, 'any');
  const cache = useRef(new Map<TableId, { version: string; findings: Finding[] }>());
  const [ripe, setRipe] = useState(moved);
  useEffect(() => {
    const timer = setTimeout(() => setRipe(moved), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [moved]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `ripe` stands for every table's values
  return useMemo(() => {
    const { live } = session;
    const plan = session.version('plan');
    const found: Finding[] = checkText(document);
    for (const { id } of live.tables()) {
      const version = `${session.version(`table:${id}`)} ${plan}`;
      let kept = cache.current.get(id);
      if (kept?.version !== version) {
        kept = { version, findings: checkTable(live, id) };
        cache.current.set(id, kept);
      }
      found.push(...kept.findings);
    }
    const findings = sortFindings(settle(live, found));
    const byTable = new Map<number, Finding[]>();
    const byBlock = new Map<number, Finding[]>();
    for (const finding of findings) {
      const { table, block } = finding.where;
      if (table !== undefined) byTable.set(table, [...(byTable.get(table) ?? []), finding]);
      if (block !== undefined) byBlock.set(block, [...(byBlock.get(block) ?? []), finding]);
    }
    return { findings, errors: findings.filter((f) => f.severity === 'error').length, byTable, byBlock };
  }, [session, document, ripe]);
}

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
