// One number, two places: a field clicked in the text selects its cell, a selected cell shows its sentence, a finding opens where it is.
//
// The text editor is asked to show a block by a counter (`focusBlock.n`), so the same block can be asked for twice.

import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Finding } from '../../shared/checks/finding.ts';
import type { BlockId, FieldId, TableId } from '../../shared/model/ids.ts';
import type { Place } from '../../shared/outline/places.ts';
import type { TableEditorHandle } from '../grid/TableEditor.tsx';
import type { CellRef, PlanSession } from '../plan/session.ts';
import { useTopic } from '../plan/use-session.ts';
import type { FieldTarget, TextEditorHandle, TextPlace } from '../text/TextEditor.tsx';
import type { Mode, PlanViewActs } from './plan-view.ts';
import { readsColumns } from './table-uses.tsx';

export interface Editors {
  grid: RefObject<TableEditorHandle | null>;
  text: RefObject<TextEditorHandle | null>;
}

export function useLinkedPanes(
  session: PlanSession,
  acts: PlanViewActs,
  places: ReadonlyMap<BlockId, Place>,
  table: TableId | null,
  { grid, text }: Editors,
) {
  const { live } = session;
  const { view } = acts;
  const [focusBlock, setFocusBlock] = useState<{ block: BlockId; n: number } | null>(null);
  const [heading, setHeading] = useState<BlockId | null>(null);
  const [clicked, setClicked] = useState<{ field: FieldId; cell: CellRef | null } | null>(null);
  const [finding, setFinding] = useState<string | null>(null);

  const showBlock = useCallback((block: BlockId) => setFocusBlock((was) => ({ block, n: (was?.n ?? 0) + 1 })), []);
  const goBlock = useCallback(
    (block: BlockId) => {
      acts.goBlock(block);
      showBlock(block);
    },
    [acts.goBlock, showBlock],
  );
  /** from the outline: the text alone where the table stood alone; `called` = the table to stand beside the text */
  const readBlock = useCallback(
    (block: BlockId, called: TableId | null) => {
      acts.readBlock(block, called);
      setHeading(block);
      showBlock(block);
    },
    [acts.readBlock, showBlock],
  );
  const goFinding = useCallback(
    (target: Finding) => {
      const { table: t, row, column, block, field } = target.where;
      setFinding(target.id);
      if (t !== undefined && row !== undefined && column !== undefined) acts.goCell({ table: t, row, column });
      else if (t !== undefined) acts.table(t);
      else if (block !== undefined) {
        goBlock(block);
        if (field !== undefined) setClicked({ field, cell: null });
      }
    },
    [acts.goCell, acts.table, goBlock],
  );
  const onField = useCallback(
    (target: FieldTarget) => {
      setClicked({ field: target.field, cell: target.cell });
      if (target.cell) acts.goCell(target.cell);
    },
    [acts.goCell],
  );
  const onPlace = useCallback(
    (place: TextPlace) => {
      acts.block(place.block);
      setHeading(place.heading);
    },
    [acts.block],
  );

  // The field shown as active: the one that was clicked, else the first that reads the active cell.
  const { cell } = view;
  const blocksVersion = useTopic(session, 'blocks');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for the fields of the text
  const activeField = useMemo((): FieldId | null => {
    if (view.mode === 'table') return null;
    if (clicked && (clicked.cell === null || (cell && sameCell(clicked.cell, cell)))) return clicked.field;
    if (!cell || !live.state.records.row.has(cell.row)) return null;
    const use = live.explain(cell.row, cell.column).users.find((u) => u.kind === 'field');
    return use?.kind === 'field' ? use.field : null;
  }, [live, cell, clicked, view.mode, blocksVersion]);
  useEffect(() => {
    if (activeField !== null && clicked?.field !== activeField) text.current?.showField(activeField);
  }, [activeField, clicked, text]);

  // The text opens where the cursor was, 上下对照 on the sentences about the table in front; the table opens ready for typing.
  const lastMode = useRef<Mode | null>(null);
  useEffect(() => {
    const from = lastMode.current;
    lastMode.current = view.mode;
    if (from === view.mode) return;
    if (view.mode === 'table') grid.current?.focus();
    else if (view.mode === 'text' && from === 'table' && view.block !== null) showBlock(view.block);
    else if (view.mode === 'both' && from !== 'text' && activeField === null && table !== null) {
      const columns = new Set(live.shape(table).columns.map((column) => column.id));
      const all = [...places.values()];
      const reading = all.find((place) => place.runs.some((run) => run.field && readsColumns(run.field.expr, columns)));
      const place = reading ?? all.find((p) => p.table === table);
      if (place) showBlock(place.block);
    }
  }, [view.mode, view.block, activeField, table, places, live, showBlock, grid]);

  return { focusBlock, heading, activeField, finding, goBlock, readBlock, goFinding, onField, onPlace };
}

function sameCell(a: CellRef, b: CellRef): boolean {
  return a.row === b.row && a.column === b.column;
}
