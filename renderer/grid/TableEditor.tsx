// The table editor: caption, grid, its menu and its few questions, as one React component around the controller.
//
// React draws what stands still (caption, dialogs, menu); the grid itself paints without it. The component is as high as its
// rows need and never higher than its place; the total row stays in sight.

import { Dropdown, Modal } from 'antd';
import { forwardRef, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import type { Failure } from '../../shared/contract/failure.ts';
import type { TableId } from '../../shared/model/ids.ts';
import type { CellRef, PlanSession } from '../plan/session-types.ts';
import { useTopic } from '../plan/use-session.ts';
import { gridWords } from '../words/grid.ts';
import type { GridCell } from './axes.ts';
import type { GridEvents } from './bench.ts';
import { unitsOf } from './columns.ts';
import { GridController } from './controller.ts';
import { ExceptionDialog } from './ExceptionDialog.tsx';
import { choose, menuItems } from './grid-menu.tsx';
import type { FindingMark } from './marks.ts';
import { PasteSpecialDialog } from './PasteSpecialDialog.tsx';
import type { PastePlan } from './paste-plan.ts';
import { perform } from './perform.ts';
import type { Where } from './row-actions.ts';
import type { Selection } from './selection.ts';
import './grid.css';

/** What is selected in a table, for the status bar: `selectionSummary(live, selection)`. */
export type TableSelection = Selection & { table: TableId };

export interface TableEditorProps {
  session: PlanSession;
  table: TableId;
  /** the cell that the rest of the window points at; a change from outside selects and shows it */
  active: CellRef | null;
  onActive(cell: CellRef | null): void;
  onSelection(selection: TableSelection | null): void;
  readOnly?: boolean;
  /** the formula line has the focus: frame what the active cell is made of */
  frameParts?: boolean;
  /** focus the grid when it appears */
  autoFocus?: boolean;
  /** heads without units, the unit line next to the title, and which rows are in sight; by itself where the place is low */
  compact?: boolean;
  /** corner marks by cell key (`row:column`) */
  findings?: ReadonlyMap<string, FindingMark>;
}

/** The editor's actions, for tool bars and keys of the window. */
export interface TableEditorHandle {
  focus(): void;
  edit(): void;
  insertRows(where: Where): void;
  deleteRows(): void;
  clear(): void;
  markNone(): void;
  copy(withHeads?: boolean): void;
  cut(): void;
  paste(): void;
  fill(direction: 'down' | 'right'): void;
  selectAll(): void;
  goTo(cell: GridCell): void;
  /** makes unfinished typing into a command; false where it was refused */
  commit(): boolean;
}

/** A place lower than this shows the table in its compact form. */
const LOW_PLACE = 380;

type Menu = { x: number; y: number } | null;

export const TableEditor = forwardRef<TableEditorHandle, TableEditorProps>(function TableEditor(props, ref) {
  const { session, table, active, readOnly = session.readOnly !== null, frameParts = false } = props;
  const { findings } = props;
  const section = useRef<HTMLElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const controller = useRef<GridController | null>(null);
  const calls = useRef(props);
  calls.current = props;
  const caption = useRef<HTMLElement>(null);
  const [isLow, setLow] = useState(false);
  const compact = props.compact ?? isLow;
  const [sight, setSight] = useState('');
  const [menu, setMenu] = useState<Menu>(null);
  const [paste, setPaste] = useState<PastePlan | null>(null);
  const [inUse, setInUse] = useState<{ rows: number[]; failure: Failure } | null>(null);
  const [special, setSpecial] = useState(false);
  const [exception, setException] = useState<GridCell | null>(null);
  useTopic(session, `shape:${table}`);
  const shape = session.live.shape(table);

  useLayoutEffect(() => {
    const element = root.current;
    if (!element) return;
    const events: GridEvents = {
      selected: (selection) => {
        calls.current.onSelection(selection && { ...selection, table });
        const cell = selection?.active;
        calls.current.onActive(cell ? { table, row: cell.row, column: cell.col } : null);
      },
      menu: setMenu,
      moreRows: setPaste,
      pasteSpecial: () => setSpecial(true),
      inUse: (rows, failure) => setInUse({ rows, failure }),
      exception: setException,
      laidOut: () => {
        const surface = controller.current?.surface;
        const rows = surface?.rowsInSight();
        setSight(rows && rows.to - rows.from + 1 < rows.of ? gridWords.rowsInSight(rows.from, rows.to, rows.of) : '');
      },
      roomWidth: () => section.current?.clientWidth ?? 0,
      sized: ({ width, height }) => {
        if (!place.current || !caption.current) return height;
        element.style.width = `${width}px`;
        caption.current.style.setProperty('--gc-width', `${width}px`);
        place.current.style.flexBasis = `${height}px`;
        return place.current.clientHeight;
      },
    };
    const refit = (): void => {
      setLow((section.current?.parentElement?.clientHeight ?? LOW_PLACE) < LOW_PLACE);
      controller.current?.surface.fit();
    };
    const made = new GridController(element, session, table, readOnly, events, { compact: calls.current.compact ?? false });
    controller.current = made;
    if (calls.current.findings) made.surface.setFindings(calls.current.findings);
    if (calls.current.autoFocus) made.focus();
    const watch = new ResizeObserver(refit);
    for (const watched of [section.current, section.current?.parentElement, place.current]) if (watched) watch.observe(watched);
    return () => {
      watch.disconnect();
      controller.current = null;
      made.destroy();
      element.replaceChildren();
    };
  }, [session, table, readOnly]);

  // Before the next key: an effect that came after it would pull the selection back from where the key has moved it.
  useLayoutEffect(() => {
    const now = controller.current?.selection?.active;
    if (!active || active.table !== table || (now?.row === active.row && now.col === active.column)) return;
    controller.current?.goTo({ row: active.row, col: active.column });
  }, [active, table]);

  useEffect(() => controller.current?.frameParts(frameParts), [frameParts]);
  useEffect(() => controller.current?.surface.setOptions({ compact }), [compact]);
  useEffect(() => controller.current?.surface.setFindings(findings ?? new Map()), [findings]);

  useImperativeHandle(
    ref,
    () => ({
      focus: () => controller.current?.focus(),
      edit: () => {
        controller.current?.focus();
        controller.current?.edit();
      },
      insertRows: (where) => controller.current?.rows.insert(where),
      deleteRows: () => controller.current?.rows.delete(),
      clear: () => controller.current?.cells.clear(),
      markNone: () => controller.current?.cells.markNone(),
      copy: (withHeads) => controller.current?.clipboard.copy(withHeads),
      cut: () => controller.current?.clipboard.cut(),
      paste: () => void controller.current?.clipboard.paste(),
      fill: (direction) => controller.current?.cells.fill(direction),
      selectAll: () => controller.current && perform(controller.current, { do: 'select-all' }),
      goTo: (cell) => controller.current?.goTo(cell),
      commit: () => controller.current?.commit() ?? true,
    }),
    [],
  );

  const units = unitsOf(shape);
  const name = [shape.number, shape.title].filter(Boolean).join(' ');
  // The grid makes its element by itself, anew for another session, and gives it no name.
  useEffect(() => {
    root.current?.querySelector('[role="grid"], [role="treegrid"]')?.setAttribute('aria-label', name);
  });
  const again = (): void => controller.current?.focus();

  return (
    <section ref={section} className="gc" aria-label={gridWords.table(name)}>
      <header ref={caption} className={compact ? 'gc-caption gc-caption-compact' : 'gc-caption'}>
        <h2>
          {shape.number && <span className="gc-caption-number">{shape.number}</span>}
          <span>{shape.title}</span>
        </h2>
        {units && <span className="gc-caption-unit">{gridWords.unitLine(units)}</span>}
        {compact && <span className="gc-caption-sight">{sight}</span>}
      </header>
      <div ref={place} className="gc-place">
        <div ref={root} className="gc-root" data-read-only={readOnly || undefined} />
        {shape.rows.length === 0 && (
          <p className="gc-empty">
            <b>{gridWords.emptyTable}</b>
            <span>{gridWords.emptyTableHint}</span>
          </p>
        )}
      </div>
      {menu && (
        <Dropdown
          open
          trigger={['contextMenu']}
          menu={{
            items: menuItems(controller.current, readOnly),
            onClick: ({ key }) => {
              setMenu(null);
              choose(controller.current, key);
            },
          }}
          onOpenChange={(open) => {
            if (open) return;
            setMenu(null);
            again();
          }}
        >
          <span className="gc-menu-place" style={{ left: menu.x, top: menu.y }} />
        </Dropdown>
      )}
      <Modal
        open={paste !== null}
        title={paste ? gridWords.pasteMoreRows(paste.moreRows.length) : ''}
        width={460}
        okText={paste ? gridWords.pasteAddRows(paste.moreRows.length) : ''}
        okButtonProps={{ autoFocus: true }}
        centered
        cancelText={gridWords.cancel}
        footer={(_, { OkBtn, CancelBtn }) => (
          <>
            <CancelBtn />
            <button
              type="button"
              className="gc-modal-button"
              onClick={() => {
                if (paste) controller.current?.clipboard.apply(paste, false);
                setPaste(null);
              }}
            >
              {gridWords.pasteFit}
            </button>
            <OkBtn />
          </>
        )}
        onOk={() => {
          if (paste) controller.current?.clipboard.apply(paste, true);
          setPaste(null);
        }}
        onCancel={() => setPaste(null)}
        afterClose={again}
      >
        {gridWords.pasteMoreRowsText}
      </Modal>
      <Modal
        open={inUse !== null}
        title={gridWords.deleteInUse}
        width={460}
        okText={gridWords.deleteAnyway}
        okButtonProps={{ danger: true }}
        centered
        cancelText={gridWords.cancel}
        onOk={() => {
          if (inUse) controller.current?.rows.delete(true, inUse.rows);
          setInUse(null);
        }}
        onCancel={() => setInUse(null)}
        afterClose={again}
      >
        {inUse && gridWords.deleteInUseText(...placesOf(inUse.failure))}
      </Modal>
      {special && (
        <PasteSpecialDialog
          onPaste={(way) => void controller.current?.clipboard.paste(way)}
          onClose={() => {
            setSpecial(false);
            again();
          }}
        />
      )}
      {exception && (
        <ExceptionDialog
          live={session.live}
          cell={exception}
          onSet={(printed, reason) => controller.current?.setException(exception, printed, reason) ?? false}
          onClose={() => {
            setException(null);
            again();
          }}
        />
      )}
    </section>
  );
});

function placesOf(failure: Failure): [number, string] {
  const places = Array.isArray(failure.details.places) ? failure.details.places : [];
  const names = places.map((place) => (typeof place === 'string' ? place : String((place as { where?: unknown }).where ?? '')));
  const count = typeof failure.details.count === 'number' ? failure.details.count : names.length;
  return [count, names.slice(0, 5).join('；')];
}
