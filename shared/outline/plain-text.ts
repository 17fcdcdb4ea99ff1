// The document as plain text (`show --text`, search, comparison) and as an outline.
//
// Headings carry their numbers, tables are lines of tab-separated cells with header and notes, so a script can read them back.

import { circled } from '../values/numerals.ts';
import type { DocumentBlock, DocumentView, PrintTable, Run } from './document.ts';
import { numberGap } from './numbering.ts';
import { textOfRuns } from './runs.ts';

export interface OutlineEntry {
  /** 1 = highest; headings inside an annex stand one deeper than the annex */
  level: number;
  number: string;
  title: string;
  /** the block's id; negative where the block has no record (document.ts) */
  block: number;
}

/** Headings and annexes in reading order, with their printed numbers; the items of a box (专栏) are not headings of the document. */
export function outlineOf(view: DocumentView): OutlineEntry[] {
  const entries: OutlineEntry[] = [];
  const walk = (blocks: readonly DocumentBlock[], deeper: number): void => {
    for (const block of blocks) {
      if (block.kind === 'heading') {
        entries.push({ level: block.level + deeper, number: block.number, title: headingTitle(block), block: block.id });
      } else if (block.kind === 'annex') {
        entries.push({ level: 1, number: block.number, title: oneLine(block.runs), block: block.id });
        walk(block.blocks, deeper + 1);
      }
    }
  };
  walk(view.blocks, 0);
  return entries;
}

const oneLine = (runs: readonly Run[]): string => textOfRuns(runs).replace(/\n/g, '');

/** A heading's own words: of a run-in heading what stands before its first 。 */
export function headingTitle(heading: Extract<DocumentBlock, { kind: 'heading' }>): string {
  const text = oneLine(heading.runs);
  const stop = heading.runIn ? text.indexOf('。') : -1;
  return stop < 0 ? text : text.slice(0, stop);
}

/** 一、指导思想; 第一章　规划思路 */
export function numbered(number: string, text: string): string {
  return `${number}${numberGap(number)}${text}`;
}

/** 表1　2025年计划…; 附件1 stands on a line of its own. */
export function caption(table: PrintTable): string {
  return [table.number, table.title].filter(Boolean).join('　');
}

/** The whole document as text, one paragraph a line, ends with a line break. */
export function documentText(view: DocumentView): string {
  const lines: string[] = [];
  const notes: Run[][] = [];
  for (const block of view.blocks) write(block, lines, notes);
  notes.forEach((runs, i) => {
    lines.push(`${circled(i + 1)}${oneLine(runs)}`);
  });
  return `${lines.join('\n')}\n`;
}

function words(runs: readonly Run[], notes: Run[][]): string {
  return runs
    .map((run) => {
      if (run.br) return '\n';
      if (!run.foot) return run.text;
      notes.push(run.foot.runs);
      return circled(notes.length);
    })
    .join('');
}

function write(block: DocumentBlock, lines: string[], notes: Run[][]): void {
  switch (block.kind) {
    case 'heading':
    case 'term':
      lines.push(numbered(block.number, words(block.runs, notes)));
      break;
    case 'label-line':
      lines.push(`${block.label}${block.label && '：'}${words(block.runs, notes)}`);
      break;
    case 'table':
      if (!block.bare && caption(block.table)) lines.push(caption(block.table));
      lines.push(...tableLines(block.table));
      break;
    case 'box':
      lines.push([block.number, words(block.runs, notes)].filter(Boolean).join('　'));
      for (const inner of block.blocks) write(inner, lines, notes);
      break;
    case 'annex':
      if (block.number) lines.push(block.number);
      lines.push(words(block.runs, notes));
      for (const inner of block.blocks) write(inner, lines, notes);
      break;
    case 'annex-list':
      lines.push(...annexListLines(block.items.map((item) => words(item, notes))));
      break;
    case 'figure':
      lines.push([block.number, words(block.runs, notes) || block.alt].filter(Boolean).join('　'));
      break;
    case 'toc':
    case 'page-break':
      break;
    case 'blank':
      lines.push('');
      break;
    default:
      lines.push(words(block.runs, notes));
  }
}

/** 附件：名称 for one annex; 附件：1.… / 2.… for several. Items that bring their own numbers keep them. */
export function annexListLines(items: readonly string[]): string[] {
  const several = items.length > 1;
  return items.map((item, i) => {
    const own = /^\d+[.．]/.test(item) || !several ? item : `${i + 1}.${item}`;
    return i === 0 ? `附件：${own}` : own;
  });
}

function tableLines(table: PrintTable): string[] {
  const lines: string[] = [];
  if (table.unitLine) lines.push(table.unitLine);
  for (const row of headerGrid(table)) lines.push(row.join('\t'));
  for (const row of table.rows) lines.push(row.cells.map((cell) => cell.text.replace(/[\t\n\r]+/g, ' ')).join('\t'));
  lines.push(...table.notes);
  return lines;
}

/** Header texts as a full grid: a merged cell's text at its first place, '' where it covers. */
export function headerGrid(table: PrintTable): string[][] {
  const width = table.columns.length;
  const grid = table.header.map(() => Array.from<string>({ length: width }).fill(''));
  const taken = table.header.map(() => Array.from<boolean>({ length: width }).fill(false));
  table.header.forEach((cells, level) => {
    let at = 0;
    for (const cell of cells) {
      while (taken[level]?.[at]) at++;
      (grid[level] as string[])[at] = cell.text.replace(/[\t\n\r]+/g, ' ');
      for (let down = level; down < level + cell.rowSpan; down++) {
        for (let right = at; right < at + cell.colSpan; right++) {
          const line = taken[down];
          if (line) line[right] = true;
        }
      }
      at += cell.colSpan;
    }
  });
  return grid;
}
