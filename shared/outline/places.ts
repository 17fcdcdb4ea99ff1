// Where in the text a block stands, as people say it: 三（二）第1段, 附件1, 标题.
//
// Findings, uses of a cell and the outline all name places, and a place must read the same everywhere. Worked out from the finished
// document, so counted and kept heading numbers are treated alike.

import type { BlockId, TableId } from '../model/ids.ts';
import type { DocumentBlock, DocumentView, Run } from './document.ts';

export interface Place {
  block: BlockId;
  /** 三（二） — the numbers of the headings above it; '' before the first heading */
  section: string;
  /** the heading it stands under (itself for a heading); null before the first heading */
  heading: BlockId | null;
  /** 1-based count of the paragraph in its section; 0 for what is no paragraph */
  paragraph: number;
  kind: DocumentBlock['kind'];
  /** its own runs, for an excerpt */
  runs: Run[];
  /** the table a table block shows */
  table: TableId | null;
}

/** Every block's place, in reading order. */
export function placesOf(view: DocumentView): Map<BlockId, Place> {
  const places = new Map<BlockId, Place>();
  const walk = (blocks: readonly DocumentBlock[], prefix: string) => {
    const numbers: string[] = [];
    let heading: BlockId | null = null;
    let paragraph = 0;
    for (const block of blocks) {
      if (block.kind === 'heading') {
        numbers.length = Math.max(0, block.level - 1);
        for (let i = 0; i < block.level - 1; i++) numbers[i] ??= '';
        numbers[block.level - 1] = bare(block.number);
        heading = block.id;
        paragraph = 0;
      } else if (block.kind === 'para' || block.kind === 'label-line' || block.kind === 'term') paragraph++;
      const counted = block.kind === 'para' || block.kind === 'label-line' || block.kind === 'term';
      const section = prefix + numbers.join('');
      places.set(block.id, {
        block: block.id,
        section: block.kind === 'annex' || block.kind === 'box' ? block.number : section,
        heading,
        paragraph: counted ? paragraph : 0,
        kind: block.kind,
        runs: 'runs' in block ? block.runs : [],
        table: block.kind === 'table' ? block.table.id : null,
      });
      if (block.kind === 'annex' || block.kind === 'box') walk(block.blocks, block.number);
    }
  };
  walk(view.blocks, '');
  return places;
}

/** 三、 → 三; 1. → 1; （二） and 第一章 stay. */
function bare(number: string): string {
  return number.replace(/[、.．\s]+$/u, '');
}
