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

function head(table: PrintTable): HTMLTableSectionElement {
  const section = element('thead', '');
  for (const cells of table.header) {
    const line = section.insertRow();
    for (const cell of cells) {
      const th = element('th', '', cell.text);
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

export function tableFigure(live: LivePlan, id: TableId): HTMLElement {
  const shape = live.shape(id);
  const figure = element('figure', 'table-figure');
  figure.title = textWords.openTable;
  figure.append(element('figcaption', 'table-caption', [shape.number, shape.title].filter(Boolean).join('　')));
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
  const wide = table.columns.length > 8;
  const grid = element('table', wide ? 'printed wide' : 'printed');
  grid.append(head(table), body(table));
  figure.append(grid);
  for (const note of table.notes) figure.append(element('div', 'table-note-line', note));
  return figure;
}
