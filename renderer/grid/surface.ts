// The table on the screen: AG Grid as layout and scrolling, everything painted from the plan.
//
// The surface knows the table's shape, its axes and the cells now rendered. It takes in what moved: a changed value repaints
// that cell where it is visible and nothing else; a changed structure hands the grid only the rows that came or went. The
// grid never holds values, so it can't disagree with the plan. Selection and editing are others' (`controller.ts`).

import {
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  createGrid,
  EventApiModule,
  type GridApi,
  LocaleModule,
  ModuleRegistry,
  PinnedRowModule,
  RowApiModule,
  ScrollApiModule,
} from 'ag-grid-community';
import { type ColumnId, cellKey, type RowId, type TableId } from '../../shared/model/ids.ts';
import type { LivePlan, Moved, TableShape } from '../../shared/model/live-plan.ts';
import type { ColumnRecord, RowRecord } from '../../shared/model/records.ts';
import { cspNonce } from '../theme/nonce.ts';
import { gridWords } from '../words/grid.ts';
import type { Axes, GridCell } from './axes.ts';
import { type CellPainter, CellRegistry, CellView } from './cell-view.ts';
import { type ColumnPlan, colIdOf, columnPlan, ROW_NUMBER_ID, type RowItem } from './columns.ts';
import { gridTheme } from './grid-theme.ts';
import { ColumnHead, GroupHead, HeadRegistry } from './heads.ts';
import { lookOf } from './look.ts';
import { type FindingMark, type MarkState, marksOf, NO_MARKS } from './marks.ts';
import { fittingWidth, ROW_HEIGHT, rowHeight } from './measure.ts';
import { axesOfTable, type TableAxes } from './table-axes.ts';

ModuleRegistry.registerModules([
  ClientSideRowModelModule,
  ClientSideRowModelApiModule,
  ColumnApiModule,
  EventApiModule,
  LocaleModule,
  PinnedRowModule,
  RowApiModule,
  ScrollApiModule,
]);

/** Widths that a person gave on this screen, by leaf; kept while the window is open. */
const givenWidths = new Map<ColumnId, number>();

export interface SurfaceOptions {
  /** heads without their unit line */
  compact: boolean;
}

export interface SurfaceEvents {
  /** structure changed: axes are new */
  restructured(before: Axes): void;
  /** scrolled, resized, rows rendered: overlays must move */
  laidOut(): void;
}

export class GridSurface implements CellPainter {
  readonly cells = new CellRegistry();
  readonly heads = new HeadRegistry();
  readonly api: GridApi<RowItem>;
  shape: TableShape;
  axes: Axes;
  private placed: TableAxes;
  private plan: ColumnPlan;
  private items = new Map<RowId, RowItem>();
  private records = new Map<RowId, RowRecord>();
  columns: ReadonlyMap<ColumnId, ColumnRecord> = new Map();
  private numberOf = new Map<RowId, number>();
  private marks: MarkState = NO_MARKS;
  private findings: ReadonlyMap<string, FindingMark> = new Map();
  private options: SurfaceOptions;

  readonly live: LivePlan;
  readonly table: TableId;
  private readonly host: HTMLElement;
  private readonly events: SurfaceEvents;

  constructor(host: HTMLElement, live: LivePlan, table: TableId, options: SurfaceOptions, events: SurfaceEvents) {
    this.host = host;
    this.live = live;
    this.table = table;
    this.events = events;
    this.options = options;
    this.shape = live.shape(table);
    this.placed = axesOfTable(this.shape);
    this.axes = this.placed.axes;
    this.plan = columnPlan(live, this.shape, options.compact);
    this.takeShape();
    this.api = createGrid<RowItem>(host, {
      theme: gridTheme,
      styleNonce: cspNonce(),
      context: { cells: this.cells, heads: this.heads, painter: this },
      columnDefs: this.defsWithGivenWidths(),
      rowData: this.placed.body.map((row) => this.item(row)),
      pinnedTopRowData: this.placed.top.map((row) => this.item(row)),
      pinnedBottomRowData: this.placed.bottom.map((row) => this.item(row)),
      getRowId: (params) => String(params.data.id),
      getRowHeight: (params) => (params.data ? this.heightOf(params.data.id) : ROW_HEIGHT),
      groupHeaderHeight: this.plan.groupHeaderHeight,
      headerHeight: this.plan.headerHeight,
      defaultColDef: {
        cellRenderer: CellView,
        headerComponent: ColumnHead,
        suppressMovable: true,
        sortable: false,
        resizable: true,
      },
      defaultColGroupDef: { headerGroupComponent: GroupHead },
      suppressCellFocus: true,
      suppressHeaderFocus: true,
      suppressMovableColumns: true,
      suppressRowHoverHighlight: true,
      suppressNoRowsOverlay: true,
      suppressRowTransform: true,
      animateRows: false,
      rowBuffer: 8,
      ensureDomOrder: true,
      localeText: gridWords.gridLocale,
      onBodyScroll: () => events.laidOut(),
      onViewportChanged: () => events.laidOut(),
      onGridSizeChanged: () => this.fit(),
      onColumnResized: (event) => {
        if (event.source === 'uiColumnResized' && event.finished) {
          for (const column of event.columns ?? []) this.keepWidth(column.getColId(), column.getActualWidth());
          this.api.resetRowHeights();
        }
        events.laidOut();
      },
    });
    this.fit();
  }

  destroy(): void {
    this.api.destroy();
  }

  // What cells look like

  paint(view: CellView): void {
    if (view.col === 0) {
      const number = this.numberOf.get(view.row);
      view.setText(number === undefined ? '' : String(number));
      const row = this.records.get(view.row);
      view.setLook(row?.kind === 'total' ? 'gc-number gc-total' : 'gc-number');
    } else {
      const row = this.records.get(view.row);
      const column = this.columns.get(view.col);
      if (!row || !column) return;
      const look = lookOf(this.live, row, column, this.shape.depth.get(row.id) ?? 0, this.plan.closing.has(column.id));
      view.setText(look.text);
      view.setLook(look.classes);
    }
    this.paintMarks(view);
  }

  private paintMarks(view: CellView): void {
    const row = this.axes.rowAt.get(view.row) ?? -1;
    if (view.col === 0) {
      view.setMarks(this.marks.boxes.some((box) => row >= box.top && row <= box.bottom) ? 'gc-tinted' : '');
      return;
    }
    const col = this.axes.colAt.get(view.col) ?? -1;
    const key = cellKey(view.row, view.col);
    view.setMarks(marksOf(this.marks, row, col, key, this.findings.get(key)));
  }

  /** Shows a selection, the parts of a total, a cut or a fill. */
  setMarks(marks: MarkState): void {
    this.marks = marks;
    for (const view of this.cells.views.values()) this.paintMarks(view);
    for (const [element, head] of this.heads.heads) {
      const tinted =
        head.leaves.length > 0 &&
        head.leaves.every((leaf) => {
          const col = this.axes.colAt.get(leaf) ?? -1;
          return marks.boxes.some((box) => col >= box.left && col <= box.right);
        });
      element.classList.toggle('gc-tinted', tinted);
      element.closest('.ag-header-cell, .ag-header-group-cell')?.classList.toggle('gc-tinted-head', tinted);
    }
  }

  /** Findings by cell key. */
  setFindings(findings: ReadonlyMap<string, FindingMark>): void {
    this.findings = findings;
    for (const view of this.cells.views.values()) this.paintMarks(view);
  }

  setOptions(options: SurfaceOptions): void {
    if (options.compact === this.options.compact) return;
    this.options = options;
    this.restructure();
  }

  repaintAll(): void {
    for (const view of this.cells.views.values()) this.paint(view);
  }

  // What moved

  take(moved: Moved): void {
    if (moved.tables.includes(this.table)) {
      this.restructure();
      return;
    }
    if (moved.other) {
      this.repaintAll();
      return;
    }
    for (const cell of moved.cells) {
      if (cell.table !== this.table) continue;
      const view = this.cells.at(cell.row, cell.column);
      if (view) this.paint(view);
    }
  }

  private restructure(): void {
    const before = this.placed;
    const beforePlan = this.plan;
    const heights = new Map([...this.items.keys()].map((id) => [id, this.api.getRowNode(String(id))?.rowHeight]));
    this.shape = this.live.shape(this.table);
    this.placed = axesOfTable(this.shape);
    this.axes = this.placed.axes;
    this.plan = columnPlan(this.live, this.shape, this.options.compact);
    this.takeShape();
    if (this.plan.signature !== beforePlan.signature) {
      this.api.setGridOption('groupHeaderHeight', this.plan.groupHeaderHeight);
      this.api.setGridOption('headerHeight', this.plan.headerHeight);
      this.api.setGridOption('columnDefs', this.defsWithGivenWidths());
      this.fit();
    }
    this.placeRows(before);
    if (this.placed.body.some((row) => heights.get(row.id) !== undefined && heights.get(row.id) !== this.heightOf(row.id))) {
      this.api.resetRowHeights();
    }
    this.events.restructured(before.axes);
    this.repaintAll();
    this.events.laidOut();
  }

  /** Tells the grid only which rows came, went or changed their order. */
  private placeRows(before: TableAxes): void {
    const { top, body, bottom } = this.placed;
    const same = (a: readonly RowRecord[], b: readonly RowRecord[]): boolean =>
      a.length === b.length && a.every((row, i) => row.id === b[i]?.id);
    if (!same(top, before.top))
      this.api.setGridOption(
        'pinnedTopRowData',
        top.map((row) => this.item(row)),
      );
    if (!same(bottom, before.bottom))
      this.api.setGridOption(
        'pinnedBottomRowData',
        bottom.map((row) => this.item(row)),
      );
    if (same(body, before.body)) return;
    const now = new Set(body.map((row) => row.id));
    const was = new Set(before.body.map((row) => row.id));
    const removed = before.body.filter((row) => !now.has(row.id));
    const firstNew = body.findIndex((row) => !was.has(row.id));
    const added = firstNew < 0 ? [] : body.slice(firstNew, firstNew + body.filter((row) => !was.has(row.id)).length);
    const result = before.body.filter((row) => now.has(row.id)).map((row) => row.id);
    result.splice(Math.max(0, firstNew), 0, ...added.map((row) => row.id));
    if (result.length === body.length && result.every((id, i) => id === body[i]?.id)) {
      this.api.applyTransaction({
        remove: removed.map((row) => ({ id: row.id })),
        ...(added.length && { add: added.map((row) => this.item(row)), addIndex: firstNew }),
      });
    } else {
      // An order that no single insertion explains: the same items in their new order, which the grid matches by id.
      this.api.setGridOption(
        'rowData',
        body.map((row) => this.item(row)),
      );
    }
  }

  private takeShape(): void {
    this.records = new Map(this.shape.rows.map((row) => [row.id, row]));
    this.columns = new Map(this.shape.leaves.map((leaf) => [leaf.id, leaf]));
    this.numberOf = new Map(this.placed.body.map((row, i) => [row.id, i + 1]));
    for (const id of this.items.keys()) if (!this.records.has(id)) this.items.delete(id);
  }

  private item(row: RowRecord): RowItem {
    let item = this.items.get(row.id);
    if (!item) {
      item = { id: row.id };
      this.items.set(row.id, item);
    }
    return item;
  }

  // Places and sizes

  record(row: RowId): RowRecord | undefined {
    return this.records.get(row);
  }

  column(col: ColumnId): ColumnRecord | undefined {
    return this.columns.get(col);
  }

  /** True for rows that scroll (not pinned totals). */
  isBody(row: RowId): boolean {
    return this.numberOf.has(row);
  }

  get bodyCount(): number {
    return this.placed.body.length;
  }

  /** Rows that fit between header and total. */
  get pageRows(): number {
    const height = this.viewport?.clientHeight ?? 0;
    return Math.max(1, Math.floor((height - this.headHeight - this.pinnedHeight) / ROW_HEIGHT) - 1);
  }

  private heightOf(row: RowId): number {
    const record = this.records.get(row);
    if (!record) return ROW_HEIGHT;
    const wrapping = this.shape.leaves
      .filter((leaf) => leaf.kind !== 'number' || leaf.role !== 'value')
      .map((column) => ({ column, width: givenWidths.get(column.id) ?? this.plan.widths.get(column.id) ?? 96 }));
    return rowHeight(this.live, record, wrapping, this.shape.record.role === 'text' ? 40 : 2);
  }

  get headHeight(): number {
    return this.plan.groupLevels * this.plan.groupHeaderHeight + this.plan.headerHeight;
  }

  private get pinnedHeight(): number {
    const rows = [...this.placed.top, ...this.placed.bottom];
    return (
      rows.reduce((sum, row) => sum + this.heightOf(row.id), 0) +
      (this.placed.top.length ? 2 : 0) +
      (this.placed.bottom.length ? 2 : 0)
    );
  }

  /** Height that shows every row, borders included; large tables stop counting once it is more than any screen. */
  naturalHeight(): number {
    let body = 0;
    for (const row of this.placed.body) {
      body += this.heightOf(row.id);
      if (body > 8000) break;
    }
    return this.headHeight + this.pinnedHeight + body + 3 + (this.overflowsSideways() ? 16 : 0);
  }

  private overflowsSideways(): boolean {
    return this.totalWidth() > this.host.clientWidth - 2;
  }

  private totalWidth(): number {
    return this.api.getAllDisplayedColumns().reduce((sum, column) => sum + column.getActualWidth(), 0);
  }

  get viewport(): HTMLElement | null {
    return this.host.querySelector('.ag-grid-viewport');
  }

  /** Spreads spare width over columns nobody resized, up to a third more than they need. */
  private fit(): void {
    const width = this.host.clientWidth - 2;
    if (width <= 0 || !this.api) return;
    const free = this.shape.leaves.filter((leaf) => !givenWidths.has(leaf.id) && !this.plan.pinned.has(leaf.id));
    const natural = (id: ColumnId): number => this.plan.widths.get(id) ?? 96;
    const fixed =
      (this.api.getColumn(ROW_NUMBER_ID)?.getActualWidth() ?? 0) +
      this.shape.leaves
        .filter((leaf) => !free.includes(leaf))
        .reduce((sum, leaf) => sum + (givenWidths.get(leaf.id) ?? natural(leaf.id)), 0);
    const needed = free.reduce((sum, leaf) => sum + natural(leaf.id), 0);
    const scale = needed > 0 ? Math.min(4 / 3, Math.max(1, (width - fixed) / needed)) : 1;
    let rest = Math.floor(needed * scale);
    this.api.setColumnWidths(
      free.map((leaf, i) => {
        const share = i === free.length - 1 ? rest : Math.floor(natural(leaf.id) * scale);
        rest -= share;
        return { key: colIdOf(leaf.id), newWidth: share };
      }),
      false,
    );
    this.events.laidOut();
  }

  private keepWidth(colId: string, width: number): void {
    if (colId !== ROW_NUMBER_ID) givenWidths.set(Number(colId.slice(1)), width);
  }

  private defsWithGivenWidths(): ColumnPlan['defs'] {
    const apply = (def: ColumnPlan['defs'][number]): ColumnPlan['defs'][number] => {
      if ('children' in def) return { ...def, children: def.children.map(apply) };
      const given = givenWidths.get(Number((def.colId ?? '').slice(1)));
      return given === undefined ? def : { ...def, width: given };
    };
    return this.plan.defs.map(apply);
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

  /** Double click on a head's edge: as wide as the column's longest text. */
  autoWidth(col: ColumnId): void {
    const column = this.columns.get(col);
    if (!column) return;
    const width = fittingWidth(this.live, this.shape, column);
    givenWidths.set(col, width);
    this.api.setColumnWidths([{ key: colIdOf(col), newWidth: width }]);
    this.api.resetRowHeights();
    this.events.laidOut();
  }

  /** First and last body row in sight, counted from 1; null for a table without rows. */
  rowsInSight(): { from: number; to: number; of: number } | null {
    const { body } = this.placed;
    const area = this.viewport?.getBoundingClientRect();
    if (body.length === 0 || !area) return null;
    const top = area.top + this.headHeight + this.placed.top.reduce((sum, row) => sum + this.heightOf(row.id), 0);
    const bottom = area.bottom - this.placed.bottom.reduce((sum, row) => sum + this.heightOf(row.id), 0);
    let from = Number.POSITIVE_INFINITY;
    let to = 0;
    for (const view of this.cells.views.values()) {
      const number = view.col === 0 ? this.numberOf.get(view.row) : undefined;
      if (number === undefined) continue;
      const rect = view.cell.getBoundingClientRect();
      const middle = (rect.top + rect.bottom) / 2;
      if (middle < top || middle > bottom) continue;
      from = Math.min(from, number);
      to = Math.max(to, number);
    }
    return to === 0 ? null : { from, to, of: body.length };
  }
}
