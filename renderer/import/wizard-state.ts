// What the wizard holds from step to step: the file and what was seen in it, the target, the map, the proposal and the decisions.
//
// Going back loses nothing: a choice is only dropped when what it was about is gone (another file, sheet or table). Reading and
// proposing are asked of the far side; an answer that comes after a newer question is thrown away.

import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../shared/contract/failure.ts';
import { type ImportMap, type Inspection, inspectionSchema, type Proposal, proposalSchema } from '../../shared/contract/import.ts';
import type { TableId } from '../../shared/model/ids.ts';
import { ask } from '../bridge.ts';
import type { PlanSession } from '../plan/session.ts';

export type Choice = { take: 'computed' } | { take: 'keep'; reason: string } | { take: 'finding' };

export interface WizardState {
  path: string | null;
  inspection: Inspection | null;
  sheet: string | null;
  tableIndex: number;
  target: TableId | null;
  map: Required<ImportMap>;
  proposal: Proposal | null;
  blanks: 'leave' | 'none' | 'clear' | null;
  round: boolean;
  /** by rowId:colId of a disagreeing total */
  choices: Readonly<Record<string, Choice>>;
  busy: 'reading' | 'searching' | 'proposing' | null;
  failure: Failure | null;
}

const NO_MAP: Required<ImportMap> = { rows: {}, columns: {}, units: {} };
const START: WizardState = {
  path: null,
  inspection: null,
  sheet: null,
  tableIndex: 0,
  target: null,
  map: NO_MAP,
  proposal: null,
  blanks: null,
  round: false,
  choices: {},
  busy: null,
  failure: null,
};

/** How many of the plan's tables are tried when nobody said which one. */
const TRIED = 24;

export function useWizard(session: PlanSession, firstPath: string | null, activeTable: TableId | null) {
  const [state, setState] = useState<WizardState>(START);
  const latest = useRef(state);
  latest.current = state;
  const question = useRef(0);
  const patch = useCallback((next: Partial<WizardState>) => {
    latest.current = { ...latest.current, ...next };
    setState(latest.current);
  }, []);

  const read = useCallback(
    async (path: string) => {
      const asked = ++question.current;
      patch({ ...START, path, busy: 'reading' });
      const answer = await ask('import.inspect', { path, cells: true });
      if (asked !== question.current) return;
      if (!answer.ok) {
        patch({ busy: null, failure: answer.failure });
        return;
      }
      const inspection = inspectionSchema.parse(answer.value);
      const sheets = inspection.sheets;
      const best = sheets.find((s) => !s.hidden && s.tables.length > 0) ?? sheets.find((s) => s.tables.length > 0) ?? sheets[0];
      patch({ busy: null, inspection, sheet: best?.name ?? null, tableIndex: 0 });
    },
    [patch],
  );
  const stop = useCallback(() => {
    question.current++;
    patch({ ...START, path: null });
  }, [patch]);

  const ask1 = useCallback(
    async (target: TableId, map: Required<ImportMap>) => {
      const { path, sheet, tableIndex } = latest.current;
      if (!path || !sheet) return null;
      const answer = await ask('import.propose', { plan: session.plan, path, sheet, tableIndex, target, map });
      return answer.ok ? { ok: true as const, proposal: proposalSchema.parse(answer.value) } : answer;
    },
    [session],
  );

  const propose = useCallback(
    async (target: TableId, map: Required<ImportMap>) => {
      const asked = ++question.current;
      patch({ target, map, busy: 'proposing', failure: null });
      const answer = await ask1(target, map);
      if (asked !== question.current || !answer) return;
      if (!answer.ok) {
        patch({ busy: null, failure: answer.failure });
        return;
      }
      patch({ busy: null, proposal: answer.proposal, blanks: latest.current.blanks ?? answer.proposal.blanks });
    },
    [ask1, patch],
  );

  /** Tries every table of the plan and takes the one that fits best; the table in front wins a tie. */
  const findTarget = useCallback(async () => {
    const asked = ++question.current;
    patch({ busy: 'searching', failure: null });
    const tables = session.live.tables().slice(0, TRIED);
    const order = [...tables].sort((a, b) => Number(b.id === activeTable) - Number(a.id === activeTable));
    let best: Proposal | null = null;
    let failure: Failure | null = null;
    for (const table of order) {
      const answer = await ask1(table.id, NO_MAP);
      if (asked !== question.current || !answer) return;
      if (!answer.ok) failure ??= answer.failure;
      else if (!best || answer.proposal.fit > best.fit) best = answer.proposal;
    }
    if (!best) patch({ busy: null, failure });
    else patch({ busy: null, target: best.target.id, map: NO_MAP, proposal: best, blanks: latest.current.blanks ?? best.blanks });
  }, [session, activeTable, ask1, patch]);

  useEffect(() => {
    if (firstPath) void read(firstPath);
  }, [firstPath, read]);

  const chooseTable = useCallback(
    (sheet: string, tableIndex: number) =>
      patch({ sheet, tableIndex, target: null, map: NO_MAP, proposal: null, blanks: null, choices: {} }),
    [patch],
  );

  return { state, patch, read, stop, propose, findTarget, chooseTable };
}

export type Wizard = ReturnType<typeof useWizard>;
