// 专栏: a framed box of the text's width with its title row on a light ground; it may break over pages, its title row repeats.
//
// A box that holds nothing but tables (专栏一 主要指标) is its title above those tables: a table inside a table's cell would lose
// its repeated header.

import type { DocumentBlock, Run } from '../../../shared/outline/document.ts';
import { numberGap } from '../../../shared/outline/numbering.ts';
import { CELL, GRID, SIZE } from './measures.ts';
import { paragraph } from './paragraphs.ts';
import { runNodes, splitRunIn, textRun, type Writing } from './runs.ts';
import { cellNode, rowNode, tableBlocks, tableProperties } from './tables.ts';
import { el, val, type XmlNode } from './xml.ts';

type Box = Extract<DocumentBlock, { kind: 'box' }>;
const TITLE_GROUND = 'F2F2F2';
/** white around a box, and inside it above and below its text, twips */
const AROUND = 160;
const INSIDE = 60;

const gap = (): XmlNode => paragraph('TableNote', [], { line: AROUND });

/** The blocks of a box, `width` twips wide. */
export function boxBlocks(box: Box, writing: Writing, width: number): XmlNode[] {
  const bookmark = writing.bookmark({ block: box.id });
  const title = [...(box.number ? [textRun(`${box.number}　`)] : []), ...runNodes(box.runs, writing)];
  const tables = box.blocks.filter((block) => block.kind === 'table');
  const texts = box.blocks.filter((block) => block.kind !== 'table');
  if (texts.length === 0) {
    return [
      paragraph('TableCaption', title, { bookmark }, writing),
      ...tables.flatMap((block) => tableBlocks(block.table, writing, { width, bare: block.bare })),
    ];
  }
  const content = texts.flatMap((block) => boxParagraphs(block, writing));
  const frame = el(
    'w:tbl',
    null,
    tableProperties(width, GRID * 2),
    el('w:tblGrid', null, el('w:gridCol', { 'w:w': width })),
    rowNode(
      [cellNode(width, [paragraph('BoxTitle', title, { keepNext: true, bookmark }, writing)], { fill: TITLE_GROUND })],
      CELL.height,
      true,
    ),
    // The content is one long row that must be allowed to break, unlike every row of a table.
    el(
      'w:tr',
      null,
      el('w:trPr', null, val('w:jc', 'center')),
      cellNode(width, content.length ? content : [paragraph('BoxText', [])], { above: INSIDE, below: INSIDE }),
    ),
  );
  const after = tables.flatMap((block) => tableBlocks(block.table, writing, { width, bare: block.bare }));
  return [gap(), frame, gap(), ...after];
}

function boxParagraphs(block: DocumentBlock, writing: Writing): XmlNode[] {
  const size = SIZE.xiaosi;
  switch (block.kind) {
    case 'heading': {
      const number: Run[] = block.number ? [{ text: `${block.number}${numberGap(block.number)}` }] : [];
      const [head, rest] = block.runIn ? splitRunIn(block.runs) : [block.runs, []];
      const look = { style: 'Heading1Char', size };
      return [paragraph('BoxText', [...runNodes([...number, ...head], writing, look), ...runNodes(rest, writing)])];
    }
    case 'blank':
    case 'page-break':
      return [paragraph('BoxText', [])];
    case 'label-line':
      return [paragraph('BoxText', runNodes([{ text: block.label ? `${block.label}：` : '' }, ...block.runs], writing))];
    case 'term':
      return [paragraph('BoxText', runNodes([{ text: block.number }, ...block.runs], writing))];
    case 'table-note':
      return [paragraph('TableNote', runNodes(block.runs, writing))];
    default:
      return 'runs' in block ? [paragraph('BoxText', runNodes(block.runs, writing))] : [];
  }
}
