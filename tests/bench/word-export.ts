// .docx of a plan against the docx library alone writing the same paragraphs and cells, side by side in one run.
//
// Run alone: node scripts/with-node.mjs tests/bench/word-export.ts

import process from 'node:process';
import {
  Document,
  HeightRule,
  LineRuleType,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { composeDocx } from '../../electron/export/docx.ts';
import type { DocumentBlock, DocumentView } from '../../shared/outline/document.ts';
import { heading, LONG, para, table, title, view } from '../export/word/documents.ts';

export interface Ratio {
  name: string;
  size: string;
  /** milliseconds, the best of several rounds */
  ours: number;
  theirs: number;
  ratio: number;
  /** what the ratio may be at most */
  limit: number;
}

const SIZES = [
  { paragraphs: 80, rows: 45, rounds: 7 },
  { paragraphs: 800, rows: 400, rounds: 5 },
  { paragraphs: 4000, rows: 4000, rounds: 3 },
] as const;

function plan(paragraphs: number, rows: number): DocumentView {
  const blocks: DocumentBlock[] = [title()];
  for (let i = 0; i < paragraphs; i++) blocks.push(...(i % 5 === 0 ? [heading(1, '一、', '发展目标')] : []), para(LONG));
  blocks.push({ kind: 'table', id: 1, table: table({ figures: 9, regions: rows }) });
  return view(blocks);
}

const run = (text: string, size?: number): TextRun => new TextRun({ text, size, font: { hint: 'eastAsia' } });

/** What a program would write that has only the library: the same text, the same cells, no layout of its own. */
function bare(document: DocumentView): Promise<Uint8Array> {
  const children = document.blocks.map((block) => {
    if (block.kind !== 'table') {
      const words = 'runs' in block ? block.runs.map((each) => each.text).join('') : '';
      return new Paragraph({ style: block.kind === 'heading' ? 'Heading1' : 'Normal', children: [run(words)] });
    }
    const { columns, header, rows } = block.table;
    const width = Math.floor(8844 / columns.length);
    const cell = (text: string) =>
      new TableCell({
        width: { size: width, type: WidthType.DXA },
        verticalAlign: VerticalAlignTable.CENTER,
        children: [new Paragraph({ spacing: { line: 360, lineRule: LineRuleType.EXACT }, children: [run(text, 21)] })],
      });
    const line = (texts: string[], tableHeader = false) =>
      new TableRow({ cantSplit: true, tableHeader, height: { value: 380, rule: HeightRule.ATLEAST }, children: texts.map(cell) });
    return new Table({
      layout: TableLayoutType.FIXED,
      columnWidths: columns.map(() => width),
      rows: [
        ...header.map((level) =>
          line(
            level.map((each) => each.text),
            true,
          ),
        ),
        ...rows.map((row) => line(row.cells.map((each) => each.text))),
      ],
    });
  });
  return Packer.toBuffer(new Document({ sections: [{ children }] }));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** The ratios at three sizes. */
export async function benchWordExport(): Promise<Ratio[]> {
  const ratios: Ratio[] = [];
  for (const { paragraphs, rows, rounds } of SIZES) {
    const document = plan(paragraphs, rows);
    let ours = Number.POSITIVE_INFINITY;
    let theirs = Number.POSITIVE_INFINITY;
    for (let i = 0; i < rounds; i++) {
      theirs = Math.min(theirs, await timed(() => bare(document)));
      ours = Math.min(ours, await timed(() => composeDocx(document)));
    }
    ratios.push({
      name: 'export .docx / docx alone',
      size: `${paragraphs} paragraphs, ${rows * 10} cells`,
      ours,
      theirs,
      ratio: ours / theirs,
      limit: 1.3,
    });
  }
  return ratios;
}

if (import.meta.main) {
  for (const { name, size, ours, theirs, ratio, limit } of await benchWordExport()) {
    process.stdout.write(
      `${name}, ${size}: ${ours.toFixed(0)} ms / ${theirs.toFixed(0)} ms = ${ratio.toFixed(2)} (limit ${limit})\n`,
    );
  }
}
