// The table on the screen: AG Grid as layout and scrolling, everything painted from the plan.
//
// The surface knows the table's shape, its axes and the cells now rendered. It takes in what moved: a changed value repaints
// that cell where it is visible and nothing else; a changed structure hands the grid only the rows that came or went. The
// grid never holds values, so it can't disagree with the plan. Selection and editing are others' (`controller.ts`).

import { createGrid, type GridApi } from 'ag-grid-community';
import { notedCells } from '../../shared/model/cell-notes.ts';
import { type ColumnId, cellKey, type RowId, type TableId } from '../../shared/model/ids.ts';
import type { LivePlan, Moved, TableShape } from '../../shared/model/live-plan.ts';
import type { ColumnRecord, RowRecord } from '../../shared/model/records.ts';
import type { Axes, GridCell } from './axes.ts';
import { type CellPainter, CellRegistry, type CellView } from './cell-view.ts';
import { type ColumnPlan, colIdOf, columnPlan, ROW_NUMBER_ID, type RowItem } from './columns.ts';
import { gridOptions } from './grid-options.ts';
import { HeadRegistry } from './heads.ts';
import { lookOf } from './look.ts';
import { type FindingMark, type MarkState, marksOf, NO_MARKS } from './marks.ts';
import { ROW_HEIGHT } from './measure.ts';
import { MergedCells } from './merged.ts';
import { rowChange } from './row-change.ts';
import { axesOfTable, type TableAxes } from './table-axes.ts';
import { TableSizes } from './table-sizes.ts';

export interface SurfaceOptions {
  /** heads without their unit line */
  compact: boolean;
}

export interface SurfaceEvents {
  /** structure changed: axes are new */
  restructured(before: Axes): void;
  /** scrolled, resized, rows rendered: overlays must move */
  laidOut(): void;
  /** width of the place */
  roomWidth(): number;
  /** the table wants this size; answers the height it gets */
  sized(size: { width: number; height: number }): number;
}

export class GridSurface implements CellPainter {
  readonly cells = new CellRegistry();
  readonly heads = new HeadRegistry();
  /** unset until the constructor has made the grid */
  readonly api: GridApi<RowItem>;
  readonly live: LivePlan;
  readonly table: TableId;
  shape: TableShape;
  axes: Axes;
  columns: ReadonlyMap<ColumnId, ColumnRecord> = new Map();
  private readonly host: HTMLElement;
  private readonly events: SurfaceEvents;
  private options: SurfaceOptions;
  private placed: TableAxes;
  private plan: ColumnPlan;
  private sizes: TableSizes;
  merged: MergedCells;
  private readonly items = new Map<RowId, RowItem>();
  private records = new Map<RowId, RowRecord>();
  private numberOf = new Map<RowId, number>();
  private marks: MarkState = NO_MARKS;
  private findings: ReadonlyMap<string, FindingMark> = new Map();
  /** keys of cells that carry a note */
  private noted: ReadonlySet<string>;

  constructor(host: HTMLElement, live: LivePlan, table: TableId, options: SurfaceOptions, events: SurfaceEvents) {
    this.host = host;
    this.live = live;
    this.table = table;
    this.options = options;
    this.events = events;
    this.noted = notedCells(live);
    this.shape = live.shape(table);
    this.placed = axesOfTable(this.shape);
    this.axes = this.placed.axes;
    this.plan = columnPlan(live, this.shape, options.compact);
    this.merged = new MergedCells(live, this.shape);
    this.sizes = new TableSizes(live, this.shape, this.placed, this.plan, this.merged);
    this.takeShape();
    this.fit();
    this.api = createGrid<RowItem>(host, {
      ...gridOptions,
      context: { cells: this.cells, heads: this.heads, painter: this },
      columnDefs: this.sizes.definitions(),
      rowData: this.itemsOf(this.placed.body),
      pinnedTopRowData: this.itemsOf(this.placed.top),
      pinnedBottomRowData: this.itemsOf(this.placed.bottom),
      getRowHeight: this.sizes.isUniform ? undefined : (params) => (params.data ? this.sizes.heightOf(params.data.id) : ROW_HEIGHT),
      groupHeaderHeight: this.sizes.head.group,
      headerHeight: this.sizes.head.leaf,
      onBodyScroll: () => events.laidOut(),
      onViewportChanged: () => events.laidOut(),
      onGridSizeChanged: () => events.laidOut(),
      onColumnResized: (event) => {
        if (event.source === 'uiColumnResized' && event.finished) {
          for (const column of event.columns ?? []) this.keepWidth(column.getColId(), column.getActualWidth());
        }
        events.laidOut();
      },
    });
    this.placeMerged();
    this.settleScrollBars();
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
    this.api.destroy();
  }

  // What cells look like

  paint(view: CellView): void {
    const row = this.records.get(view.row);
    const column = this.columns.get(view.col);
    if (view.col === 0) {
      view.setText(String(this.numberOf.get(view.row) ?? ''));
      view.setLook(row?.kind === 'total' ? 'gc-number gc-total' : 'gc-number');
    } else if (row && column) {
      const look = lookOf(this.live, row, column, this.shape.depth.get(row.id) ?? 0, this.plan.closing.has(column.id));
      const span = this.merged.spanOf(view);
      view.setText(span === 0 ? '' : look.text);
      const words = this.noted.has(cellKey(view.row, view.col)) ? `${look.classes} gc-noted` : look.classes;
      view.setLook(span === 1 ? words : `${words} ${span === 0 ? 'gc-covered' : 'gc-span'}`);
      view.setHeight(span > 1 ? this.heightOf(view) : 0);
    }
    this.paintMarks(view);
  }

  /** Height of a cell with the rows it covers, px. */
  private heightOf(cell: GridCell): number {
    return this.merged.rowsOf(cell).reduce((sum, row) => sum + this.sizes.heightOf(row), 0);
  }

  private paintMarks(view: CellView): void {
    const row = this.axes.rowAt.get(view.row) ?? -1;
    if (view.col === 0) {
      view.setMarks(this.marks.boxes.some((box) => row >= box.top && row <= box.bottom) ? 'gc-tinted' : '');
      return;
    }
    const key = cellKey(view.row, view.col);
    view.setMarks(marksOf(this.marks, row, this.axes.colAt.get(view.col) ?? -1, key, this.findings.get(key)));
  }

  /** Shows a selection, the parts of a total, a cut or a fill. */
  setMarks(marks: MarkState): void {
    this.marks = marks;
    for (const view of this.cells.views.values()) this.paintMarks(view);
    for (const [element, head] of this.heads.heads) {
      const isTinted = (leaf: ColumnId): boolean => {
        const col = this.axes.colAt.get(leaf) ?? -1;
        return marks.boxes.some((box) => col >= box.left && col <= box.right);
      };
      const tinted = head.leaves.length > 0 && head.leaves.every(isTinted);
      element.closest('.ag-header-cell, .ag-header-group-cell')?.classList.toggle('gc-tinted-head', tinted);
    }
  }

  /** Findings by cell key. */
  setFindings(findings: ReadonlyMap<string, FindingMark>): void {
    this.findings = findings;
    for (const view of this.cells.views.values()) this.paintMarks(view);
  }

  private repaintAll(): void {
    for (const view of this.cells.views.values()) this.paint(view);
  }

  // What moved

  take(moved: Moved): void {
    if (moved.tables.includes(this.table)) {
      this.restructure();
      return;
    }
    if (moved.other) {
      this.noted = notedCells(this.live);
      this.repaintAll();
      return;
    }
    let isTight = false;
    for (const cell of moved.cells) {
      if (cell.table !== this.table) continue;
      const view = this.cells.at(cell.row, cell.column);
      if (!view) continue;
      this.paint(view);
      const column = this.columns.get(cell.column);
      isTight = (column !== undefined && this.sizes.widenFor(cell.row, column)) || isTight;
    }
    if (isTight) this.fit();
    if (moved.cells.some((cell) => cell.table === this.table && this.isOutgrown(cell.row))) {
      this.api.resetRowHeights();
      this.repaintAll();
    }
  }

  /** True where a row's text now needs another height. */
  private isOutgrown(row: RowId): boolean {
    const height = this.isBody(row) && !this.sizes.isUniform ? this.api.getRowNode(String(row))?.rowHeight : undefined;
    return height !== undefined && height !== null && height !== this.sizes.heightOf(row);
  }

  setOptions(options: SurfaceOptions): void {
    if (options.compact === this.options.compact) return;
    this.options = options;
    this.restructure();
  }

  private restructure(): void {
    const before = this.placed;
    const beforePlan = this.plan;
    this.shape = this.live.shape(this.table);
    this.placed = axesOfTable(this.shape);
    this.axes = this.placed.axes;
    this.plan = columnPlan(this.live, this.shape, this.options.compact);
    this.merged = new MergedCells(this.live, this.shape);
    this.sizes = new TableSizes(this.live, this.shape, this.placed, this.plan, this.merged, this.sizes.isUniform);
    this.takeShape();
    if (this.plan.signature !== beforePlan.signature) this.api.setGridOption('columnDefs', this.sizes.definitions());
    this.fit();
    this.placeRows(before);
    if (!this.sizes.isUniform && this.placed.body.some((row) => this.isOutgrown(row.id))) this.api.resetRowHeights();
    this.events.restructured(before.axes);
    this.repaintAll();
    this.events.laidOut();
  }

  /** Tells the grid only which rows came, went or changed their order. */
  private placeRows(before: TableAxes): void {
    const { top, body, bottom } = this.placed;
    const ids = (rows: readonly RowRecord[]): RowId[] => rows.map((row) => row.id);
    if (rowChange(ids(before.top), ids(top)).kind !== 'same') this.api.setGridOption('pinnedTopRowData', this.itemsOf(top));
    if (rowChange(ids(before.bottom), ids(bottom)).kind !== 'same') {
      this.api.setGridOption('pinnedBottomRowData', this.itemsOf(bottom));
    }
    const change = rowChange(ids(before.body), ids(body));
    if (change.kind === 'splice') {
      const added = body.slice(change.at, change.at + change.added.length);
      this.api.applyTransaction({
        remove: change.removed.map((id) => ({ id })),
        ...(added.length && { add: this.itemsOf(added), addIndex: change.at }),
      });
    } else if (change.kind === 'reorder') {
      // The same items in their new order, which the grid matches by id.
      this.api.setGridOption('rowData', this.itemsOf(body));
    }
  }

  private takeShape(): void {
    this.records = new Map(this.shape.rows.map((row) => [row.id, row]));
    this.columns = new Map(this.shape.leaves.map((leaf) => [leaf.id, leaf]));
    this.numberOf = new Map(this.placed.body.map((row, i) => [row.id, i + 1]));
    for (const id of this.items.keys()) if (!this.records.has(id)) this.items.delete(id);
  }

  private itemsOf(rows: readonly RowRecord[]): RowItem[] {
    return rows.map(({ id }) => {
      const item = this.items.get(id) ?? { id };
      this.items.set(id, item);
      return item;
    });
  }

  // Places

  column(col: ColumnId): ColumnRecord | undefined {
    return this.columns.get(col);
  }

  /** True for rows that scroll (not pinned totals). */
  isBody(row: RowId): boolean {
    return this.numberOf.has(row);
  }

  get viewport(): HTMLElement | null {
    return this.host.querySelector('.ag-grid-viewport');
  }

  /** Where the scrolling cells lie on the page, without heads, pinned rows and pinned columns; null before the first paint. */
  bodyArea(): { left: number; top: number; right: number; bottom: number } | null {
    const area = this.viewport?.getBoundingClientRect();
    if (!area) return null;
    let left = area.left + this.plan.rowNumberWidth;
    for (const id of this.plan.pinned) left += this.sizes.widthOf(id);
    return {
      left,
      top: area.top + this.sizes.headHeight + this.sizes.topHeight,
      right: area.right,
      bottom: area.bottom - this.sizes.bottomHeight,
    };
  }

  /** True where a cell can be seen (the grid keeps some rows that scrolled away). */
  isInSight(cell: GridCell): boolean {
    const view = this.cells.at(cell.row, cell.col);
    const area = this.bodyArea();
    if (!view || !area) return false;
    if (!this.isBody(cell.row)) return true;
    const rect = view.cell.getBoundingClientRect();
    return rect.bottom > area.top + 4 && rect.top < area.bottom - 4;
  }

  /** The grid marks a pressed cell as its own focus and keeps its row for ever; ours is elsewhere. */
  dropFocus(): void {
    this.api.clearFocusedCell();
  }

  isPinnedColumn(col: ColumnId): boolean {
    return col === 0 || this.plan.pinned.has(col);
  }

  /** Scrolls as little as needed to show a cell. */
  reveal(cell: GridCell): void {
    const number = this.numberOf.get(cell.row);
    if (number !== undefined) this.api.ensureIndexVisible(number - 1);
    this.revealColumn(cell.col);
  }

  revealColumn(col: ColumnId): void {
    if (!this.plan.pinned.has(col)) this.api.ensureColumnVisible(colIdOf(col));
  }

  /** Rows that fit between header and total. */
  get pageRows(): number {
    const height = this.viewport?.clientHeight ?? 0;
    const { headHeight, topHeight, bottomHeight } = this.sizes;
    return Math.max(1, Math.floor((height - headHeight - topHeight - bottomHeight) / ROW_HEIGHT) - 1);
  }

  /** First and last body row in sight, counted from 1; null for a table without rows. */
  rowsInSight(): { from: number; to: number; of: number } | null {
    const area = this.bodyArea();
    if (!area) return null;
    const { top, bottom } = area;
    const numbers: number[] = [];
    for (const view of this.cells.views.values()) {
      const number = view.col === 0 ? this.numberOf.get(view.row) : undefined;
      if (number === undefined) continue;
      const rect = view.cell.getBoundingClientRect();
      const middle = (rect.top + rect.bottom) / 2;
      if (middle > top && middle < bottom) numbers.push(number);
    }
    if (numbers.length === 0) return null;
    return { from: Math.min(...numbers), to: Math.max(...numbers), of: this.placed.body.length };
  }

  // Sizes

  /**
   * Fits columns and heads to the place and tells the place how large the table is. Before the grid lays out: it would else show
   * scroll bars that it needed for a moment only.
   */
  fit(): void {
    const room = this.events.roomWidth();
    this.sizes.measure(room - FRAME);
    const wanted = this.sizes.totalHeight + FRAME;
    const isSqueezed = this.events.sized({ width: room, height: wanted }) < wanted - 1;
    const side = isSqueezed ? scrollBarOf(this.host, 'vertical') : 0;
    if (side) this.sizes.measure(room - FRAME - side);
    const width = this.sizes.totalWidth + FRAME + side;
    const bar = width > room ? scrollBarOf(this.host, 'horizontal') : 0;
    this.events.sized({ width, height: this.sizes.totalHeight + FRAME + bar });
    if (!this.api) return;
    this.applySizes();
    this.settleScrollBars();
  }

  /** The grid decides on scroll bars half a second after a change of height; asked by this event it does at once. */
  private settleScrollBars(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.api.dispatchEvent({ type: 'displayedColumnsWidthChanged' }));
  }

  private frame = 0;

  /** Between which edges a merged cell's words stay in sight. */
  private placeMerged(): void {
    this.host.classList.toggle('gc-merged', this.merged.any);
    this.host.style.setProperty('--gc-head', `${this.sizes.headHeight + this.sizes.topHeight}px`);
    this.host.style.setProperty('--gc-foot', `${this.sizes.bottomHeight}px`);
  }

  private applySizes(): void {
    this.placeMerged();
    this.api.setGridOption('groupHeaderHeight', this.sizes.head.group);
    this.api.setGridOption('headerHeight', this.sizes.head.leaf);
    const changed = this.shape.leaves
      .map((leaf) => ({ key: colIdOf(leaf.id), newWidth: this.sizes.widthOf(leaf.id) }))
      .filter(({ key, newWidth }) => this.api.getColumn(key)?.getActualWidth() !== newWidth);
    if (changed.length) this.api.setColumnWidths(changed, true);
  }

  private keepWidth(colId: string, width: number): void {
    if (colId !== ROW_NUMBER_ID) this.sizes.give(Number(colId.slice(1)), width);
    this.fit();
    if (!this.sizes.isUniform) this.api.resetRowHeights();
    this.repaintAll();
  }

  /** Double click on a head's edge: as wide as the column's longest text. */
  autoWidth(col: ColumnId): void {
    const column = this.columns.get(col);
    if (!column) return;
    this.sizes.giveFitting(column);
    this.fit();
    if (!this.sizes.isUniform) this.api.resetRowHeights();
    this.repaintAll();
    this.events.laidOut();
  }
}

/** The table's own border, both sides. */
const FRAME = 2;
const SCROLL_BAR = 16;

function scrollBarOf(host: HTMLElement, which: 'horizontal' | 'vertical'): number {
  const bar = host.querySelector<HTMLElement>(`.ag-body-${which}-scroll`);
  return (which === 'horizontal' ? bar?.offsetHeight : bar?.offsetWidth) || SCROLL_BAR;
}
