// Tables of a plan: caption, unit line, header of several levels that repeats on each page, cells, total row, notes.
//
// Every row may not break over pages (cantSplit), every header row repeats (tblHeader), widths are fixed and fill the type area
// exactly. Cells covered by a vertical merge hold a styled paragraph of their own, else Word gives them the body's tall line.

import type { PrintCell, PrintRow, PrintTable } from '../../../shared/outline/document.ts';
import { caption } from '../../../shared/outline/plain-text.ts';
import { CELL, GRID, SIZE, TYPE_AREA } from './measures.ts';
import { type ParagraphLook, paragraph } from './paragraphs.ts';
import { type RunLook, textRun, type Writing } from './runs.ts';
import { balancedLines, columnWidths, leastWidth, tableHeight, WIDE_DIGIT } from './widths.ts';
import { el, on, val, type XmlNode } from './xml.ts';

export interface TableLook {
  /** twips; the width of the type area where the table stands */
  width: number;
  /** no caption: the annex's or box's own title is it */
  bare?: boolean;
}

/** space between a table's notes and what follows, twips */
const AFTER_NOTES = 120;

interface CellLook {
  style: string;
  run: RunLook;
  line: number | undefined;
}

/** Caption, unit line, table and notes, as blocks of the body. */
export function tableBlocks(table: PrintTable, writing: Writing, look: TableLook): XmlNode[] {
  const blocks: XmlNode[] = [];
  const title = look.bare ? '' : caption(table);
  if (title) blocks.push(paragraph('TableCaption', [textRun(title)], { bookmark: writing.bookmark({ table: table.id }) }, writing));
  const { reportedBy, preparedBy, checkedBy, phone } = table.signatures ?? {};
  if (table.unitLine || reportedBy) blocks.push(unitParagraph(table.unitLine, reportedBy, look.width));
  blocks.push(tableNode(table, look.width));
  table.notes.forEach((note, i) => {
    blocks.push(paragraph('TableNote', [textRun(note)], i === table.notes.length - 1 ? { after: AFTER_NOTES } : {}));
  });
  const people = [preparedBy && `填表人：${preparedBy}`, checkedBy && `审核人：${checkedBy}`, phone && `联系电话：${phone}`].filter(
    Boolean,
  );
  if (people.length) blocks.push(paragraph('TableNote', [textRun(people.join('　　　'))]));
  return blocks;
}

/** 单位：… at the right above the table, 填报单位 at the left of the same line. */
function unitParagraph(unit: string, reportedBy: string | undefined, width: number): XmlNode {
  if (!reportedBy) return paragraph('TableUnit', [textRun(unit)], { keepNext: true });
  const node = paragraph('TableUnit', [textRun(`填报单位：${reportedBy}\t${unit}`)], { keepNext: true, align: 'left' });
  const [pPr] = node['w:p'] as XmlNode[];
  const properties = (pPr as { 'w:pPr': XmlNode[] })['w:pPr'];
  // Tabs stand before the alignment in w:pPr.
  properties.splice(properties.length - 1, 0, el('w:tabs', null, el('w:tab', { 'w:val': 'right', 'w:pos': width })));
  return node;
}

const border = (size: number) => ({ 'w:val': 'single', 'w:sz': size, 'w:space': 0, 'w:color': '000000' });

export function tableProperties(width: number, size = GRID): XmlNode {
  return el(
    'w:tblPr',
    null,
    el('w:tblW', { 'w:w': width, 'w:type': 'dxa' }),
    val('w:jc', 'center'),
    el(
      'w:tblBorders',
      null,
      ...['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map((side) => el(`w:${side}`, border(size))),
    ),
    el('w:tblLayout', { 'w:type': 'fixed' }),
    el(
      'w:tblCellMar',
      null,
      ...(['left', 'right'] as const).map((side) => el(`w:${side}`, { 'w:w': CELL.sideMargin, 'w:type': 'dxa' })),
    ),
    el('w:tblLook', {
      'w:val': '0000',
      'w:firstRow': 0,
      'w:lastRow': 0,
      'w:firstColumn': 0,
      'w:lastColumn': 0,
      'w:noHBand': 1,
      'w:noVBand': 1,
    }),
  );
}

/** A table that takes less than this part of a page stays on one page; a taller one breaks between its rows. */
const WHOLE_BELOW = 0.62;

function tableNode(table: PrintTable, width: number): XmlNode {
  const { size, line, height } = typeOf(table, width);
  const character = (size ?? SIZE.xiaosi) * 10;
  const measures = columnWidths(table, width, character);
  const widths = measures.map((measure) => measure.width);
  const tall = tableHeight(table, measures, character, line ?? CELL.line, height);
  const together = tall <= TYPE_AREA.height * WHOLE_BELOW;
  const look = (style: string, run: RunLook = {}): CellLook => ({
    style,
    run: { ...run, ...(size && { size }) },
    line,
  });
  // Figures stand right-aligned on one edge, and that edge stands so that the longest of them is in the column's middle.
  const edges = measures.map(({ width: room, longest }) => {
    const inner = room - 2 * CELL.sideMargin;
    const middle = Math.max(CELL.numberIndent, Math.floor((inner - longest) / 2));
    return Math.max(0, Math.min(middle, Math.floor(inner - longest * WIDE_DIGIT)));
  });
  const rows = headerRows(table, widths, height, character, look('TableHead'));
  table.rows.forEach((row, i) => {
    rows.push(bodyRow(table, row, { widths, edges, height, look, keepNext: together && i < table.rows.length - 1 }));
  });
  return el(
    'w:tbl',
    null,
    tableProperties(width),
    el('w:tblGrid', null, ...widths.map((w) => el('w:gridCol', { 'w:w': w }))),
    ...rows,
  );
}

/** Letters and lines of a table's cells: 小四, 五号 where it has many columns, 小五 where its figures would else not stand whole. */
function typeOf(table: PrintTable, width: number): { size?: number; line?: number; height: number } {
  if (table.columns.length <= CELL.manyColumns) return { height: CELL.height };
  if (leastWidth(table, SIZE.wu * 10) <= width) return { size: SIZE.wu, line: CELL.narrowLine, height: CELL.narrowHeight };
  return { size: SIZE.xiaowu, line: CELL.smallLine, height: CELL.smallHeight };
}

export function rowNode(cells: readonly XmlNode[], height: number, header = false): XmlNode {
  return el(
    'w:tr',
    null,
    el(
      'w:trPr',
      null,
      on('w:cantSplit'),
      el('w:trHeight', { 'w:val': height, 'w:hRule': 'atLeast' }),
      header && on('w:tblHeader'),
      val('w:jc', 'center'),
    ),
    ...cells,
  );
}

export function cellNode(
  width: number,
  paragraphs: readonly XmlNode[],
  merge: { across?: number; down?: 'restart' | 'continue'; fill?: string; above?: number; below?: number } = {},
): XmlNode {
  return el(
    'w:tc',
    null,
    el(
      'w:tcPr',
      null,
      el('w:tcW', { 'w:w': width, 'w:type': 'dxa' }),
      merge.across && merge.across > 1 && val('w:gridSpan', merge.across),
      merge.down && (merge.down === 'restart' ? val('w:vMerge', 'restart') : on('w:vMerge')),
      merge.fill && el('w:shd', { 'w:val': 'clear', 'w:color': 'auto', 'w:fill': merge.fill }),
      (merge.above || merge.below) &&
        el(
          'w:tcMar',
          null,
          el('w:top', { 'w:w': merge.above ?? 0, 'w:type': 'dxa' }),
          el('w:bottom', { 'w:w': merge.below ?? 0, 'w:type': 'dxa' }),
        ),
      val('w:vAlign', 'center'),
    ),
    ...paragraphs,
  );
}

function headerRows(table: PrintTable, widths: readonly number[], height: number, character: number, look: CellLook): XmlNode[] {
  const columns = widths.length;
  // open[i]: header cell that still covers column i in the level at hand.
  const open: ({ left: number; span: number } | undefined)[] = Array.from({ length: columns });
  return table.header.map((level) => {
    const cells: XmlNode[] = [];
    const todo = [...level];
    for (let at = 0; at < columns; ) {
      const above = open[at];
      if (above) {
        cells.push(
          cellNode(sum(widths, at, above.span), [paragraph(look.style, [], headLook(look))], {
            across: above.span,
            down: 'continue',
          }),
        );
        const rest = above.left - 1;
        for (let i = at; i < at + above.span; i++) open[i] = rest > 0 ? { left: rest, span: above.span } : undefined;
        at += above.span;
        continue;
      }
      const cell = todo.shift();
      if (!cell) break;
      const span = Math.min(Math.max(cell.colSpan, 1), columns - at);
      const room = sum(widths, at, span);
      const text = balancedLines(cell, room - 2 * CELL.sideMargin, character).join('\n');
      const words = paragraph(look.style, [textRun(text, look.run)], headLook(look));
      cells.push(cellNode(room, [words], { across: span, ...(cell.rowSpan > 1 && { down: 'restart' }) }));
      if (cell.rowSpan > 1) for (let i = at; i < at + span; i++) open[i] = { left: cell.rowSpan - 1, span };
      at += span;
    }
    return rowNode(cells, height, true);
  });
}

const headLook = (look: CellLook) => ({ keepNext: true, ...(look.line && { line: look.line }) });
const sum = (widths: readonly number[], from: number, count: number): number =>
  widths.slice(from, from + count).reduce((a, b) => a + b, 0);

const ALIGN_STYLE = { left: 'TableText', center: 'TableCentre', right: 'TableNumber' } as const;
/** one character of the cell's size, twips, for rows inside groups */
const DEPTH_INDENT = 240;

interface RowLook {
  widths: readonly number[];
  /** right indent of each column's figures */
  edges: readonly number[];
  height: number;
  look: (style: string, run?: RunLook) => CellLook;
  keepNext: boolean;
}

function bodyRow(table: PrintTable, row: PrintRow, { widths, edges, height, look, keepNext }: RowLook): XmlNode {
  const heavy = row.kind === 'total' || row.kind === 'subtotal' || row.kind === 'group';
  const cells = row.cells.map((cell, i) => {
    const isLabel = table.columns[i]?.role === 'label';
    const align = heavy && isLabel && row.kind !== 'group' && row.depth === 0 ? 'center' : cell.align;
    const inner = look(ALIGN_STYLE[align], heavy ? { style: 'StrongCell' } : {});
    const depth = isLabel && align === 'left' ? row.depth + (row.kind === 'of_which' && row.depth === 0 ? 1 : 0) : 0;
    const edge = edges[i] ?? CELL.numberIndent;
    const indent: ParagraphLook['indent'] =
      align === 'right' && edge !== CELL.numberIndent
        ? { right: edge, firstLineChars: 0, firstLine: 0 }
        : depth > 0
          ? { left: CELL.textIndent + depth * DEPTH_INDENT, firstLineChars: 0, firstLine: 0 }
          : undefined;
    return bodyCell(cell, widths[i] ?? 0, inner, {
      ...(keepNext && { keepNext }),
      ...(inner.line && { line: inner.line }),
      indent,
    });
  });
  return rowNode(cells, height);
}

function bodyCell(cell: PrintCell, width: number, look: CellLook, paragraphLook: ParagraphLook): XmlNode {
  if (cell.rowSpan === 0) return cellNode(width, [paragraph(look.style, [], paragraphLook)], { down: 'continue' });
  const paragraphs = cell.text
    .split('\n')
    .map((text) => paragraph(look.style, text === '' ? [] : [textRun(text, look.run)], paragraphLook));
  return cellNode(width, paragraphs, cell.rowSpan > 1 ? { down: 'restart' } : {});
}
