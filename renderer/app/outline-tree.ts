// The outline's rows: text sections as the document numbers them, then tables, annexes and ledgers, with what stands where.

import type { BlockId, TableId } from '../../shared/model/ids.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import type { DocumentBlock, DocumentView, Run } from '../../shared/outline/document.ts';
import { numbered } from '../../shared/outline/plain-text.ts';

export interface OutlineSection {
  block: BlockId;
  level: number;
  /** 三、发展目标 */
  title: string;
  /** tables that the text calls in this section, sub-sections not counted */
  tables: { id: TableId; number: string }[];
  /** every block in it, sub-sections included, for counting findings */
  blocks: BlockId[];
  children: OutlineSection[];
}

export interface OutlineTable {
  table: TableId;
  /** 表2 分配保障性住房规模 */
  title: string;
  rows: number;
}

export interface OutlineAnnex {
  block: BlockId;
  title: string;
  tables: TableId[];
}

export interface OutlineTree {
  sections: OutlineSection[];
  tables: OutlineTable[];
  annexes: OutlineAnnex[];
  ledgers: OutlineTable[];
}

export function outlineTree(live: LivePlan, view: DocumentView): OutlineTree {
  const sections: OutlineSection[] = [];
  const annexes: OutlineAnnex[] = [];
  const open: OutlineSection[] = [];
  for (const block of view.blocks) {
    if (block.kind === 'annex') {
      annexes.push({
        block: block.id,
        title: `${block.number} ${shortTitle(textOf(block.runs))}`.trim(),
        tables: tablesIn(block.blocks),
      });
      open.length = 0;
      continue;
    }
    if (block.kind === 'heading') {
      while (open.length && (open.at(-1) as OutlineSection).level >= block.level) open.pop();
      const section: OutlineSection = {
        block: block.id,
        level: block.level,
        title: numbered(block.number, headingText(block.runs, block.runIn)),
        tables: [],
        blocks: [],
        children: [],
      };
      (open.at(-1)?.children ?? sections).push(section);
      open.push(section);
    }
    for (const section of open) section.blocks.push(block.id);
    if (block.kind === 'table') open.at(-1)?.tables.push({ id: block.table.id, number: block.table.number });
    if (block.kind === 'box')
      for (const id of tablesIn(block.blocks)) open.at(-1)?.tables.push({ id, number: live.shape(id).number });
  }
  const inAnnex = new Set(annexes.flatMap((annex) => annex.tables));
  const tables: OutlineTable[] = [];
  const ledgers: OutlineTable[] = [];
  for (const record of live.tables()) {
    if (record.props.hidden) continue;
    const shape = live.shape(record.id);
    const entry = {
      table: record.id,
      title: `${shape.number} ${shortTitle(shape.title)}`.trim(),
      rows: shape.rows.filter((row) => row.kind === 'data').length,
    };
    if (record.role === 'ledger') ledgers.push(entry);
    else if (!inAnnex.has(record.id)) tables.push(entry);
  }
  return { sections, tables, annexes, ledgers };
}

function tablesIn(blocks: readonly DocumentBlock[]): TableId[] {
  return blocks.flatMap((block) =>
    block.kind === 'table' ? [block.table.id] : block.kind === 'box' || block.kind === 'annex' ? tablesIn(block.blocks) : [],
  );
}

const textOf = (runs: readonly Run[]) => runs.map((run) => (run.br ? ' ' : run.text)).join('');

/** A run-in heading ends at its first 。; others lose a closing one. */
function headingText(runs: readonly Run[], runIn: boolean): string {
  const text = textOf(runs);
  const at = text.indexOf('。');
  return at < 0 ? text : runIn || at === text.length - 1 ? text.slice(0, at) : text;
}

/** A table's title without what every title of its plan begins with: region and year and 年计划, or the period “十四五”. */
export function shortTitle(title: string): string {
  return title.replace(/^.{0,12}?(?:\d{4}年(?:度)?(?:计划)?|“[一二三四五六七八九十]+五”(?:时期)?)/, '') || title;
}
