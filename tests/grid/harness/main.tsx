/// <reference types="vite/client" />
// The page under test: formula line, table editor and a status bar around one table, as the plan window has them.

import { useMemo, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { useKeys } from '../../../renderer/app/keys.ts';
import { FormulaLine, type FormulaLineHandle } from '../../../renderer/grid/FormulaLine.tsx';
import { selectionSummary } from '../../../renderer/grid/summary.ts';
import { TableEditor, type TableEditorHandle, type TableSelection } from '../../../renderer/grid/TableEditor.tsx';
import type { CellRef } from '../../../renderer/plan/session-types.ts';
import { useTopic } from '../../../renderer/plan/use-session.ts';
import { ThemeRoot } from '../../../renderer/theme/theme-root.tsx';
import type { LivePlan } from '../../../shared/model/live-plan.ts';
import { memorySession } from './memory-session.ts';
import { kindsPlan, ledgerPlan, mixedPlan, samplePlan, tasksPlan } from './plans.ts';
import './harness.css';

const files = import.meta.glob('../../../resources/samples/kashgar-2025-annual-plan/**/*.json', { eager: true, import: 'default' });
const parts = Object.fromEntries(Object.entries(files).map(([path, part]) => [path.slice(path.indexOf('plan/') + 5), part]));

const query = new URLSearchParams(location.search);
const ledger = Number(query.get('ledger') ?? 0);
const made: [string, () => LivePlan][] = [
  ['ledger', () => ledgerPlan(ledger)],
  ['mixed', mixedPlan],
  ['kinds', kindsPlan],
  ['tasks', tasksPlan],
];
const live = (made.find(([name]) => query.has(name))?.[1] ?? (() => samplePlan(parts)))();
const session = memorySession(live, query.has('read-only'));
const wanted = query.get('table');
const table = live.tables().find((t) => t.key === wanted || live.shape(t.id).number === wanted) ?? live.tables()[0];

function Page({ id }: { id: number }) {
  const editor = useRef<TableEditorHandle>(null);
  const [active, setActive] = useState<CellRef | null>(null);
  const [selection, setSelection] = useState<TableSelection | null>(null);
  const [framed, setFramed] = useState(false);
  const line = useRef<FormulaLineHandle>(null);
  const goTo = (to: CellRef): void => {
    setActive(to);
    editor.current?.focus();
  };
  useKeys({ 'Ctrl+G': () => line.current?.ask() });
  const version = useTopic(session, 'any');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for what the live plan holds
  const summary = useMemo(() => selection && selectionSummary(live, selection), [selection, version]);
  window.test = { session, table: id, editor: editor.current };
  return (
    <div className="page">
      <FormulaLine ref={line} session={session} active={active} onFrame={setFramed} onGoTo={goTo} />
      <main className="pane">
        <TableEditor
          ref={(handle) => {
            editor.current = handle;
            if (window.test) window.test.editor = handle;
          }}
          session={session}
          table={id}
          active={active}
          onActive={setActive}
          onSelection={setSelection}
          frameParts={framed}
          autoFocus
        />
      </main>
      <footer className="status">
        {summary && (
          <>
            <span>
              已选 <b>{summary.cells}</b> 格
            </span>
            {summary.units.map((unit) => (
              <span key={unit.label + unit.unit} data-unit={unit.unit}>
                {unit.label}：求和 <b>{unit.sum}</b> 平均 <b>{unit.average}</b> 计数 <b>{unit.count}</b>
              </span>
            ))}
          </>
        )}
      </footer>
    </div>
  );
}

const root = document.getElementById('root');
if (root && table) {
  createRoot(root).render(
    <ThemeRoot>
      <Page id={table.id} />
    </ThemeRoot>,
  );
}
