// A table in its place in the text: caption, unit line, the printed grid, notes. Only read here; the grid edits it.

import type { TableId } from '../../shared/model/ids.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import type { PrintTable } from '../../shared/outline/document.ts';
import { printTable } from '../../shared/outline/view.ts';
import { textWords } from '../words/text.ts';

/** Longer tables are not drawn into the page: they are opened. */
const MOST_ROWS = 200;

function element<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, text = ''): HTMLElementTagNameMap[K] {
  const dom = document.createElement(tag);
  if (className) dom.className = className;
  if (text) dom.textContent = text;
  return dom;
}

/** A header's text with its unit in a piece of its own, so a line breaks in front of （万平方米） and not inside it. */
function headerText(th: HTMLElement, text: string): void {
  const unit = /^(.+?)(（[^（）]{1,7}）)$/s.exec(text);
  if (!unit) {
    th.textContent = text;
    return;
  }
  th.append(unit[1] as string, element('span', 'head-unit', unit[2]));
}

function head(table: PrintTable): HTMLTableSectionElement {
  const section = element('thead', '');
  for (const cells of table.header) {
    const line = section.insertRow();
    for (const cell of cells) {
      const th = element('th', '');
      headerText(th, cell.text);
      th.colSpan = cell.colSpan;
      th.rowSpan = cell.rowSpan;
      line.append(th);
    }
  }
  return section;
}

function body(table: PrintTable): HTMLTableSectionElement {
  const section = element('tbody', '');
  for (const row of table.rows) {
    const line = section.insertRow();
    line.className = `row-${row.kind}`;
    row.cells.forEach((cell, i) => {
      if (cell.rowSpan === 0) return;
      const td = element('td', `align-${cell.align}`, cell.text);
      if (cell.rowSpan > 1) td.rowSpan = cell.rowSpan;
      if (i === 0 && row.depth > 0) td.classList.add(`depth-${Math.min(row.depth, 4)}`);
      line.append(td);
    });
  }
  return section;
}

/** Room of the page for a table, px, and the largest letters it takes. */
const PAGE_WIDTH = 521;
const LETTER = 14;
const SMALLEST_LETTER = 10.5;

/** How wide a text prints, in its own letters: a Chinese sign is one, a digit about half. */
const lettersOf = (text: string): number => [...text].reduce((sum, letter) => sum + (letter.charCodeAt(0) < 0x2e80 ? 0.56 : 1), 0);

/** What each column needs, in letters: its figures on one line, its heading on two or three. */
function columnNeeds(table: PrintTable): number[] {
  const headings = new Map(table.header.flat().map((cell) => [cell.column, cell.text]));
  return table.columns.map((column, i) => {
    const lines = table.rows.flatMap((row) => (row.cells[i]?.text ?? '').split('\n'));
    const widest = lines.reduce((most, line) => Math.max(most, lettersOf(line)), 0);
    const heading = lettersOf((headings.get(column.id) ?? '').replace(/（[^（）]*）$/, ''));
    const headingNeed = heading <= 4 ? heading : Math.max(4, Math.ceil(heading / 3));
    const isNumber = column.role === 'value' && column.kind === 'number';
    const isSentence = column.role === 'value' && column.kind === 'text';
    return Math.max(isNumber ? widest : Math.min(widest, isSentence ? 18 : 8), headingNeed, 2.4) + 0.9;
  });
}

function columnGroup(needs: readonly number[], sum: number): HTMLTableColElement {
  const group = element('colgroup', '');
  for (const need of needs) {
    const col = element('col', '');
    col.style.width = `${(need / sum) * 100}%`;
    group.append(col);
  }
  return group;
}

/** `bare`: its caption is the title of the annex or box that holds it. */
export function tableFigure(live: LivePlan, id: TableId, bare = false): HTMLElement {
  const shape = live.shape(id);
  const figure = element('figure', 'table-figure');
  figure.title = textWords.openTable;
  if (!bare) figure.append(element('figcaption', 'table-caption', [shape.number, shape.title].filter(Boolean).join('　')));
  if (shape.record.props.hidden) {
    figure.append(element('div', 'table-long', textWords.tableHidden));
    return figure;
  }
  if (shape.rows.length > MOST_ROWS) {
    figure.append(element('div', 'table-long', textWords.longTable(shape.rows.length)));
    return figure;
  }
  const table = printTable(live, id);
  if (table.unitLine) figure.append(element('div', 'table-unit', table.unitLine));
  const grid = element('table', 'printed');
  const needs = columnNeeds(table);
  const sum = needs.reduce((a, b) => a + b, 0);
  grid.style.fontSize = `${Math.max(SMALLEST_LETTER, Math.min(LETTER, PAGE_WIDTH / sum)).toFixed(1)}px`;
  grid.append(columnGroup(needs, sum), head(table), body(table));
  figure.append(grid);
  for (const note of table.notes) figure.append(element('div', 'table-note-line', note));
  return figure;
}
