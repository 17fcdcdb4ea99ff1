// The names of the body's rows: the label, the groups around it, the place it means.

import { cellAt } from '../read/sheet.ts';
import type { LabelColumn } from './columns.ts';
import type { Frame } from './frame.ts';
import { cleanLabel } from './words.ts';

export interface RowName {
  label: string;
  groups: string[];
}

/** What a cell in a label column says, seen through merges down and across. */
function labelAt(frame: Frame, row: number, column: number): string {
  const own = cellAt(frame.sheet, row, column);
  if (own) return cleanLabel(own.text);
  const merge = frame.merges.at(row, column);
  return merge ? cleanLabel(frame.text(merge.top, merge.left)) : '';
}

/**
 * Names of rows in order. A group's words are carried down over blanks until the next group, a total or a blank row ends it;
 * a row without a word in its own label column is named by the innermost group that begins in it (合计 written over both).
 */
export function rowNames(frame: Frame, rows: readonly number[], labels: readonly LabelColumn[]): RowName[] {
  const groups = labels.filter((l) => l.role === 'group');
  const name =
    labels.find((l) => l.role === 'name' || l.role === 'region') ?? groups[groups.length - 1] ?? labels[labels.length - 1];
  const outer = groups.filter((g) => g !== name);
  const carried = outer.map(() => '');
  return rows.map((row) => {
    if (!name) return { label: '', groups: [] };
    const begins: string[] = [];
    outer.forEach((g, i) => {
      const text = labelAt(frame, row, g.index);
      if (text === '') return;
      if (text !== carried[i]) for (let k = i + 1; k < carried.length; k++) carried[k] = '';
      carried[i] = text;
      if (cellAt(frame.sheet, row, g.index)) begins.push(text);
    });
    let label = labelAt(frame, row, name.index);
    if (label === '' || (begins.length > 0 && label === begins[begins.length - 1])) {
      const own = begins[begins.length - 1];
      if (own !== undefined) {
        label = own;
        return { label, groups: carried.filter((g) => g !== '' && g !== own) };
      }
      if (label === '') {
        // 合计 may stand in the serial column.
        const serial = labels.find((l) => l.role === 'serial');
        const word = serial ? labelAt(frame, row, serial.index) : '';
        if (word !== '' && !/^\d+$/.test(word)) label = word;
      }
    }
    return { label, groups: carried.filter((g) => g !== '') };
  });
}

/** How far a label is set in, in letters: its depth in an outline written with blanks. */
export function indentOf(frame: Frame, row: number, column: number): number {
  const text = frame.text(row, column);
  const lead = /^[\s\u3000\u00A0]*/.exec(text)?.[0] ?? '';
  let width = 0;
  for (const c of lead) width += c === '\u3000' ? 2 : 1;
  return width;
}
