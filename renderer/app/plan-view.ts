// What this window shows of the plan: mode, active table, cell and block, open tab and folded panes. None of it is in the plan or in
// its history; what a person sets up on this screen is remembered on this machine.

import { useCallback, useEffect, useMemo, useReducer } from 'react';
import type { BlockId, TableId } from '../../shared/model/ids.ts';
import type { CellRef } from '../plan/session.ts';

export type Mode = 'text' | 'table' | 'both';
export type PanelTab = 'checks' | 'origin' | 'history';

export interface PlanView {
  mode: Mode;
  table: TableId | null;
  block: BlockId | null;
  cell: CellRef | null;
  tab: PanelTab;
  outlineOpen: boolean;
  panelOpen: boolean;
  /** on a narrow window the folded pane that lies open over the middle */
  drawer: 'outline' | 'panel' | null;
}

export type Act =
  | { do: 'mode'; mode: Mode }
  | { do: 'table'; table: TableId }
  | { do: 'block'; block: BlockId | null }
  | { do: 'cell'; cell: CellRef | null }
  | { do: 'go-cell'; cell: CellRef }
  | { do: 'go-block'; block: BlockId }
  | { do: 'read-block'; block: BlockId; table: TableId | null }
  | { do: 'tab'; tab: PanelTab; narrow: boolean }
  | { do: 'fold-panel'; narrow: boolean }
  | { do: 'fold-outline'; narrow: boolean }
  | { do: 'close-drawer' };

/** What an act makes of the view; pure. */
export function reduce(view: PlanView, act: Act): PlanView {
  switch (act.do) {
    case 'mode':
      return { ...view, mode: act.mode, drawer: null };
    case 'table':
      return {
        ...view,
        table: act.table,
        cell: view.cell?.table === act.table ? view.cell : null,
        mode: view.mode === 'text' ? 'table' : view.mode,
        drawer: null,
      };
    case 'block':
      return view.block === act.block ? view : { ...view, block: act.block };
    case 'cell':
      return { ...view, cell: act.cell, table: act.cell?.table ?? view.table };
    case 'go-cell':
      return { ...view, cell: act.cell, table: act.cell.table, mode: view.mode === 'text' ? 'both' : view.mode, drawer: null };
    case 'go-block':
      return { ...view, block: act.block, mode: view.mode === 'table' ? 'both' : view.mode, drawer: null };
    case 'read-block':
      return {
        ...view,
        block: act.block,
        mode: view.mode === 'table' ? 'text' : view.mode,
        ...(view.mode === 'both' && act.table !== null && act.table !== view.table && { table: act.table, cell: null }),
        drawer: null,
      };
    case 'tab':
      return { ...view, tab: act.tab, ...(act.narrow ? { drawer: 'panel' as const } : { panelOpen: true }) };
    case 'fold-panel':
      return act.narrow ? { ...view, drawer: view.drawer === 'panel' ? null : 'panel' } : { ...view, panelOpen: !view.panelOpen };
    case 'fold-outline':
      return act.narrow
        ? { ...view, drawer: view.drawer === 'outline' ? null : 'outline' }
        : { ...view, outlineOpen: !view.outlineOpen };
    case 'close-drawer':
      return view.drawer ? { ...view, drawer: null } : view;
  }
}

const KEY = 'anju.panes';

interface Remembered {
  mode: Mode;
  tab: PanelTab;
  outlineOpen: boolean;
  panelOpen: boolean;
}

function remembered(): Partial<Remembered> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Partial<Remembered>) : {};
  } catch {
    return {};
  }
}

export function usePlanView(firstTable: TableId | null) {
  const [view, dispatch] = useReducer(reduce, null, (): PlanView => {
    const kept = remembered();
    return {
      mode: kept.mode && ['text', 'table', 'both'].includes(kept.mode) ? kept.mode : firstTable === null ? 'text' : 'table',
      table: firstTable,
      block: null,
      cell: null,
      tab: kept.tab && ['checks', 'origin', 'history'].includes(kept.tab) ? kept.tab : 'checks',
      outlineOpen: kept.outlineOpen ?? true,
      panelOpen: kept.panelOpen ?? true,
      drawer: null,
    };
  });
  const { mode, tab, outlineOpen, panelOpen } = view;
  useEffect(() => {
    localStorage.setItem(KEY, JSON.stringify({ mode, tab, outlineOpen, panelOpen } satisfies Remembered));
  }, [mode, tab, outlineOpen, panelOpen]);

  const acts = useMemo(
    () => ({
      mode: (mode: Mode) => dispatch({ do: 'mode', mode }),
      table: (table: TableId) => dispatch({ do: 'table', table }),
      block: (block: BlockId | null) => dispatch({ do: 'block', block }),
      cell: (cell: CellRef | null) => dispatch({ do: 'cell', cell }),
      goCell: (cell: CellRef) => dispatch({ do: 'go-cell', cell }),
      goBlock: (block: BlockId) => dispatch({ do: 'go-block', block }),
      /** a section from the outline; beside the text stands the table it calls */
      readBlock: (block: BlockId, table: TableId | null) => dispatch({ do: 'read-block', block, table }),
      closeDrawer: () => dispatch({ do: 'close-drawer' }),
    }),
    [],
  );
  return {
    view,
    ...acts,
    openTab: useCallback((tab: PanelTab, narrow: boolean) => dispatch({ do: 'tab', tab, narrow }), []),
    foldPanel: useCallback((narrow: boolean) => dispatch({ do: 'fold-panel', narrow }), []),
    foldOutline: useCallback((narrow: boolean) => dispatch({ do: 'fold-outline', narrow }), []),
  };
}

export type PlanViewActs = ReturnType<typeof usePlanView>;
