// Copy, cut and paste of the grid: by the focused box's own clipboard events, so no permission is asked for.
//
// A cut only marks its cells, as in a worksheet; the paste that follows moves them, both in one command. What was pasted from
// elsewhere meanwhile is told apart by its text.

import { cellKey } from '../../../shared/model/ids.ts';
import { CELL_TYPE, copiedCell } from '../../plan/copied-cell.ts';
import { gridWords } from '../../words/grid.ts';
import { type Box, boxCells, cellAt } from '../axes.ts';
import type { Bench } from '../bench.ts';
import type { BubbleAction } from '../bubble.ts';
import { takesValue } from '../editable.ts';
import { type PastePlan, planPaste, squareOff } from '../paste-plan.ts';
import { takenCells } from '../refusals.ts';
import { boxesOf, newestBox } from '../selection.ts';
import { withoutHeads } from './own-heads.ts';
import { combine, type PasteWay, PLAIN_WAY, transpose } from './paste-special.ts';
import { areaOf, type Copied, copyArea, MAX_PASTE_CELLS, readBlock } from './transfer.ts';

const MAX_COPY_CELLS = 2 * MAX_PASTE_CELLS;

const plainLines = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/\n$/, '');

export class GridClipboard {
  private readonly bench: Bench;
  private cutSource: { box: Box; plain: string } | null = null;
  private withHeads = false;
  /** how the next paste by key is to be done: the shell did not let the dialog read the clipboard */
  private nextWay = PLAIN_WAY;

  constructor(bench: Bench) {
    this.bench = bench;
  }

  /** The cells marked by a cut. */
  get cutBox(): Box | null {
    return this.cutSource?.box ?? null;
  }

  dropCut(): void {
    this.cutSource = null;
    this.nextWay = PLAIN_WAY;
  }

  /** Serves copy, cut and paste events of the focused box. */
  handle(event: ClipboardEvent): void {
    const data = event.clipboardData;
    if (!data) return;
    event.preventDefault();
    if (event.type === 'paste') {
      const way = this.nextWay;
      this.nextWay = PLAIN_WAY;
      this.pasteTexts(data.getData('text/html'), data.getData('text/plain'), way);
      return;
    }
    const copied = this.copied(event.type === 'cut', this.withHeads);
    if (!copied) return;
    data.setData('text/plain', copied.plain);
    data.setData('text/html', copied.html);
    const { selection, axes, readOnly, surface } = this.bench;
    const box = selection?.ranges.length === 1 ? newestBox(selection, axes) : null;
    if (box && event.type === 'copy' && boxCells(box) === 1) {
      const cell = cellAt(axes, box.top, box.left);
      // The text makes a field of it; a name or a cut cell is pasted there as its text.
      if (cell && surface.shape.leaves.find((leaf) => leaf.id === cell.col)?.role === 'value')
        data.setData(CELL_TYPE, copiedCell({ table: surface.shape.record.id, row: cell.row, column: cell.col }));
    }
    this.cutSource = event.type === 'cut' && box && !readOnly ? { box, plain: plainLines(copied.plain) } : null;
    this.bench.showSelection();
  }

  private copied(cut: boolean, withHeads: boolean): Copied | null {
    const { selection, axes, live, surface } = this.bench;
    if (!selection) return null;
    const boxes = boxesOf(selection, axes);
    if (boxes.reduce((sum, box) => sum + boxCells(box), 0) > MAX_COPY_CELLS) {
      this.bench.say('hint', gridWords.copyTooLarge(MAX_COPY_CELLS));
      return null;
    }
    const area = cut && boxes.length > 1 ? null : areaOf(boxes);
    if (area) return copyArea(live, surface.shape, axes, area, withHeads);
    this.bench.say('hint', cut ? gridWords.manyRanges : gridWords.rangesApart);
    return null;
  }

  /** 复制 from a menu or tool bar: the focused box raises the same event as the keys do. */
  copy(withHeads = false): void {
    this.bench.focus();
    this.withHeads = withHeads;
    document.execCommand('copy');
    this.withHeads = false;
  }

  cut(): void {
    if (!this.bench.allowed()) return;
    this.bench.focus();
    document.execCommand('cut');
  }

  /** 粘贴 and 选择性粘贴 from a menu or tool bar: reads the clipboard where the shell allows it, else says which key does it. */
  async paste(way = PLAIN_WAY): Promise<void> {
    if (!this.bench.allowed()) return;
    this.bench.focus();
    let html = '';
    let plain = '';
    try {
      for (const item of await navigator.clipboard.read()) {
        if (item.types.includes('text/html')) html = await (await item.getType('text/html')).text();
        if (item.types.includes('text/plain')) plain = await (await item.getType('text/plain')).text();
      }
    } catch {
      this.nextWay = way;
      this.bench.say('hint', gridWords.pasteByKey);
      return;
    }
    this.pasteTexts(html, plain, way);
  }

  /** 选择性粘贴…: the dialog asks how, then pastes. */
  askSpecial(): void {
    if (this.bench.allowed()) this.bench.events.pasteSpecial();
  }

  private pasteTexts(html: string, plain: string, way: PasteWay): void {
    const { selection, axes, live, surface } = this.bench;
    if (!selection || !this.bench.allowed()) return;
    const read = readBlock(html, plain, way.figures === 'stored');
    if (!read.ok) {
      this.bench.say('hint', this.whyNot(read.why));
      return;
    }
    const box = newestBox(selection, axes);
    if (!box) return;
    if (boxCells(box) > MAX_PASTE_CELLS) {
      this.bench.say('hint', gridWords.pasteOnTooMany(MAX_PASTE_CELLS));
      return;
    }
    const square = squareOff(read.block);
    const { block, heads } = withoutHeads(live, axes, way.transpose ? transpose(square) : square, box.left);
    const plan = planPaste(live, axes, surface.columns, block, box);
    plan.heads = heads;
    const { cells, left } = combine(live, plan.cells, way);
    plan.cells = cells;
    plan.notAdded = left;
    if (way === PLAIN_WAY && this.cutSource && plainLines(plain) === this.cutSource.plain) this.emptyCut(plan, this.cutSource.box);
    // There is nothing to add to in a row that is not there yet.
    if (plan.moreRows.length && way.operation === 'none') this.bench.events.moreRows(plan);
    else this.apply(plan, false);
  }

  private whyNot(why: 'nothing' | 'too-large' | 'not-text'): string {
    if (why === 'too-large') return gridWords.pasteTooLarge(MAX_PASTE_CELLS);
    return why === 'not-text' ? gridWords.pasteNotText : gridWords.pasteNothing;
  }

  /** A cut's own paste also empties where it came from. */
  private emptyCut(plan: PastePlan, box: Box): void {
    const { axes, live, surface } = this.bench;
    const written = new Set(plan.cells.map((cell) => cellKey(cell.row, cell.col)));
    for (let r = box.top; r <= box.bottom; r++) {
      for (let c = box.left; c <= box.right; c++) {
        const cell = cellAt(axes, r, c);
        const column = cell && surface.column(cell.col);
        if (!cell || !column || written.has(cellKey(cell.row, cell.col))) continue;
        if (takesValue(live, cell.row, column)) plan.cells.push({ row: cell.row, col: cell.col, value: '' });
      }
    }
  }

  /** Offers to leave out what was refused, where the rest can be written without it. */
  private withoutRefused(plan: PastePlan, withRows: boolean): BubbleAction[] {
    const cells = takenCells(this.bench.live, plan.cells);
    const refused = plan.cells.length - cells.length;
    if (refused === 0 || cells.length === 0) return [];
    const act = (): void => this.apply({ ...plan, cells }, withRows, refused);
    return [{ label: gridWords.leaveOut(refused, cells.length), act }];
  }

  /** Runs a planned paste, with the rows that the table lacks or without them. */
  apply(plan: PastePlan, withRows: boolean, refused = 0): void {
    const { session, table } = this.bench;
    const rows = withRows
      ? plan.moreRows.map((row) => ({
          id: session.mint<'row'>(),
          label: row.label ?? '',
          kind: 'data' as const,
          parent: plan.parentOfMore,
          cells: row.cells,
        }))
      : [];
    if (plan.cells.length === 0 && rows.length === 0) {
      this.bench.say(
        'hint',
        plan.notAdded
          ? gridWords.pasteNotAdded(plan.notAdded)
          : plan.computed
            ? gridWords.pasteOnlyComputed
            : gridWords.pasteNothing,
      );
      return;
    }
    const taken = this.bench.tryRun({ type: 'paste', cells: plan.cells, table, ...(rows.length && { rows }) }, (failure) =>
      failure.code === 'bad-value' ? this.withoutRefused(plan, withRows) : [],
    );
    if (!taken) return;
    this.cutSource = null;
    this.bench.selectBox(plan.box);
    const leftOut = withRows ? 0 : plan.moreRows.length;
    const said = [
      plan.computed ? gridWords.pasteSkipped(plan.computed) : '',
      plan.notAdded ? gridWords.pasteNotAdded(plan.notAdded) : '',
      plan.heads ? gridWords.pasteSkippedHeads(plan.heads) : '',
      plan.hidden ? gridWords.pasteSkippedHidden(plan.hidden) : '',
      plan.names ? gridWords.pasteSkippedNames(plan.names) : '',
      refused ? gridWords.leftOut(refused) : '',
      leftOut || plan.moreColumns ? gridWords.pasteClipped(leftOut, plan.moreColumns) : '',
    ];
    if (said.some(Boolean)) this.bench.say('hint', said.join(''));
  }
}
