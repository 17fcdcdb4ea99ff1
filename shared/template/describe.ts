// What a template or sample holds, for the start screen: counted from its parts, and its first page as it prints.

import { openLivePlan } from '../formulas/live-plan.ts';
import type { MintId } from '../model/ids.ts';
import { stateOf } from '../model/snapshot.ts';
import type { DocumentBlock } from '../outline/document.ts';
import { numbered } from '../outline/plain-text.ts';
import { textOfRuns } from '../outline/runs.ts';
import { documentView } from '../outline/view.ts';
import type { ContentPart, InlinePart } from './format.ts';
import { planFrom } from './make-plan.ts';
import { walkBlocks } from './part-walks.ts';
import type { Template } from './read-parts.ts';

export interface TemplateFacts {
  tables: number;
  /** fields in the text */
  fields: number;
  /** headings of the first level */
  chapters: number;
  annexes: number;
  /** 3 张表 · 5 章 · 正文引用 22 处 */
  summary: string;
  /** paragraphs of the first page as they print, the title first */
  firstPage: string[];
}

/** Characters that fill a first page's picture. */
const FIRST_PAGE = 420;

/** `year` is the year a template without one shows on its first page. */
export function describeTemplate(template: Template, year: number): TemplateFacts {
  const blocks = [...walkBlocks(template.outline.blocks)].map(({ block }) => block);
  const fields = blocks.reduce((sum, block) => sum + fieldsIn(block.text), 0);
  const chapters = blocks.filter((block) => block.kind === 'heading' && block.level === 1).length;
  const annexes = blocks.filter((block) => block.kind === 'annex').length;
  const tables = template.tables.length;
  const said: [number, string][] = [
    [tables, `${tables} 张表`],
    [chapters, `${chapters} 章`],
    [annexes, `${annexes} 个附件`],
    [fields, `正文引用 ${fields} 处`],
  ];
  const summary = said
    .filter(([n]) => n > 0)
    .map(([, words]) => words)
    .join(' · ');
  return { tables, fields, chapters, annexes, summary, firstPage: firstPage(template, year) };
}

function fieldsIn(content: ContentPart | undefined): number {
  if (content === undefined || typeof content === 'string') return 0;
  const count = (piece: InlinePart): number =>
    typeof piece === 'string'
      ? 0
      : 'field' in piece
        ? 1
        : 'foot' in piece
          ? piece.foot.reduce((sum, inner) => sum + count(inner), 0)
          : 0;
  return content.reduce((sum, piece) => sum + count(piece), 0);
}

/** Ids that only have to differ: this plan is looked at once and thrown away. */
function counting(): MintId {
  let last = 0;
  return () => ++last;
}

function firstPage(template: Template, year: number): string[] {
  const made = planFrom(template, { mint: counting(), now: `${template.manifest.parameters.year ?? year}-01-01T00:00:00Z` });
  if (!made.ok) return [];
  const lines: string[] = [];
  let length = 0;
  for (const block of documentView(openLivePlan(stateOf(made.value))).blocks) {
    const line = lineOf(block);
    if (line === null) continue;
    lines.push(line);
    length += line.length;
    if (length >= FIRST_PAGE) break;
  }
  return lines;
}

function lineOf(block: DocumentBlock): string | null {
  if (block.kind === 'heading') return numbered(block.number, textOfRuns(block.runs));
  if (block.kind === 'label-line') return `${block.label}：${textOfRuns(block.runs)}`;
  return block.kind === 'title' || block.kind === 'stage-line' || block.kind === 'para' ? textOfRuns(block.runs) : null;
}
