// On which page a block begins, counted without a layout engine: 22 lines of 28 characters, tables by their rows.
//
// Good enough for the first figures of the contents; what counts pages for good is the program that prints.

import type { DocumentBlock, DocumentView, PrintTable, Run } from '../../../shared/outline/document.ts';
import { numbered } from '../../../shared/outline/plain-text.ts';
import { textOfRuns } from '../../../shared/outline/runs.ts';
import { CELL, CHARACTERS_PER_LINE, LINE, TITLE_LINE, TYPE_AREA } from './measures.ts';
import { TITLE_CHARACTERS, widthOf } from './paragraphs.ts';

/** Estimated page by block id, pages counted from 1. */
export function estimatePages(view: DocumentView): Map<number, number> {
  const pages = new Map<number, number>();
  let page = 1;
  let used = 0;
  let room: number = TYPE_AREA.height;
  const newPage = (landscape: boolean) => {
    if (used > 0) page++;
    used = 0;
    room = landscape ? TYPE_AREA.width : TYPE_AREA.height;
  };
  const take = (height: number) => {
    if (used > 0 && used + height > room) {
      page++;
      used = 0;
    }
    used += height;
  };
  const lines = (runs: readonly Run[], lead: string, indent = 2) => {
    const width = widthOf(lead) + widthOf(textOfRuns(runs)) + indent;
    for (let i = 0; i < Math.max(1, Math.ceil(width / CHARACTERS_PER_LINE)); i++) take(LINE);
  };
  const table = (printed: PrintTable, bare: boolean) => {
    const height = printed.columns.length > CELL.manyColumns ? CELL.narrowHeight : CELL.height;
    take((bare ? 0 : LINE) + (printed.unitLine ? CELL.line : 0) + printed.header.length * height);
    for (const _ of printed.rows) take(height);
    for (const _ of printed.notes) take(CELL.narrowLine);
  };
  const walk = (blocks: readonly DocumentBlock[]) => {
    for (const block of blocks) {
      if (block.kind === 'annex') newPage(block.landscape);
      if (block.kind === 'annex') take(LINE);
      pages.set(block.id, page);
      switch (block.kind) {
        case 'title':
          take(2 * LINE + TITLE_LINE * Math.ceil(widthOf(textOfRuns(block.runs)) / TITLE_CHARACTERS));
          break;
        case 'annex':
          take(2 * LINE + TITLE_LINE);
          walk(block.blocks);
          break;
        case 'box':
          take(CELL.height);
          walk(block.blocks);
          break;
        case 'table':
          table(block.table, block.bare === true);
          break;
        case 'annex-list':
          take(LINE);
          for (const item of block.items) lines(item, '附件：');
          break;
        case 'heading':
          lines(block.runs, numbered(block.number, ''));
          pages.set(block.id, page);
          break;
        case 'toc':
        case 'cover':
        case 'page-break':
          used = Math.max(used, 1);
          newPage(false);
          break;
        case 'figure':
          take(LINE * 8);
          break;
        case 'blank':
          take(LINE);
          break;
        default:
          lines('runs' in block ? block.runs : [], 'label' in block ? block.label : '');
      }
    }
  };
  walk(view.blocks);
  return pages;
}
