// Column widths: as wide as the figures and names need, filling the type area to the twip.
//
// Figures never break, names may take two lines, headers break at their unit bracket and anywhere between characters. What is
// left over goes to columns by need, so that a two-column table does not leave its figures far from their names' ends.

import type { PrintTable } from '../../../shared/outline/document.ts';
import { CELL } from './measures.ts';
import { widthOf } from './paragraphs.ts';

/** Rows measured for widths: a ledger's thousands of rows look like its first ones. */
const MEASURED_ROWS = 500;

/** Width in twips of each column; the sum is exactly `total`. `character` = width of one Chinese character in twips. */
export function columnWidths(table: PrintTable, total: number, character: number): number[] {
  const side = 2 * CELL.sideMargin;
  const rows = table.rows.slice(0, MEASURED_ROWS);
  const needs = table.columns.map((column, i) => {
    const texts = rows.map((row) => row.cells[i]?.text ?? '');
    const longest = Math.max(0, ...texts.flatMap((text) => text.split('\n')).map(widthOf));
    const figures = column.kind === 'number' && column.role === 'value';
    const header = table.header.flat().find((cell) => cell.column === column.id && cell.colSpan === 1);
    const headerWidth = header ? headerNeed(header.text) : 0;
    // What must stay on one line, and what would be comfortable.
    const least = Math.max(
      figures ? longest + 0.5 : Math.min(longest, figures ? longest : leastText(longest)),
      Math.min(headerWidth, 4),
    );
    const wanted = Math.max(figures ? longest + 1 : Math.min(longest, 30), headerWidth);
    return { least: least * character + side, wanted: Math.max(wanted, least) * character + side };
  });
  return share(needs, total);
}

/** A name may break into two lines; long text columns take what they get, but at least six characters. */
function leastText(longest: number): number {
  return longest <= 6 ? longest : Math.max(6, Math.ceil(longest / 2));
}

/** The unit bracket goes to a line of its own; the words above it may take two lines. */
function headerNeed(text: string): number {
  const parts = splitUnit(text);
  return Math.max(...parts.map((part, i) => (i === 0 && widthOf(part) > 6 ? Math.ceil(widthOf(part) / 2) : widthOf(part))));
}

/** 建筑面积（万平方米） → 建筑面积, （万平方米）; a bracket inside words stays. */
export function splitUnit(text: string): string[] {
  const m = /^(.+?)\s*([（(][^（）()]*(?:[（(][^（）()]*[）)])?[^（）()]*[）)])$/.exec(text);
  return m ? [m[1] as string, m[2] as string] : [text];
}

function share(needs: readonly { least: number; wanted: number }[], total: number): number[] {
  const least = needs.reduce((sum, need) => sum + need.least, 0);
  const wanted = needs.reduce((sum, need) => sum + need.wanted, 0);
  let widths: number[];
  if (wanted <= total) widths = needs.map((need) => need.wanted + ((total - wanted) * need.wanted) / wanted);
  else if (least <= total) {
    const room = wanted - least;
    widths = needs.map((need) => need.least + ((total - least) * (need.wanted - need.least)) / (room || 1));
  } else widths = needs.map((need) => (need.least * total) / least);
  const whole = widths.map(Math.floor);
  let rest = total - whole.reduce((sum, width) => sum + width, 0);
  for (let i = 0; rest > 0 && whole.length > 0; i = (i + 1) % whole.length, rest--) whole[i] = (whole[i] as number) + 1;
  return whole;
}
