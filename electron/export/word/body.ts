// The body: blocks in reading order → sections of paragraphs and tables.
//
// A section is a stretch of pages of one orientation. Every annex starts on a page of its own; a landscape annex or table gets a
// section of its own with the margins turned along. Blank lines are those that the standard asks for; where the text has its own
// blank line at that place, none is added.

import type { DocumentBlock, DocumentView, Run } from '../../../shared/outline/document.ts';
import { textOfRuns } from '../../../shared/outline/runs.ts';
import { boxBlocks } from './boxes.ts';
import { contentsBlocks } from './contents.ts';
import { type FigureSource, figureBlocks } from './figures.ts';
import { imprintBlock } from './imprint.ts';
import type { BodyItem } from './item.ts';
import { TYPE_AREA } from './measures.ts';
import {
  annexListParagraphs,
  blankLine,
  bodyParagraph,
  headingParagraph,
  linesOf,
  type ParagraphLook,
  paragraph,
  signatureParagraphs,
  titleParagraph,
} from './paragraphs.ts';
import { runNodes, textRun, type Writing } from './runs.ts';
import { tableBlocks } from './tables.ts';
import type { XmlNode } from './xml.ts';

export type ReleasePattern = 'annex' | 'body' | 'plain';

export interface Section {
  landscape: boolean;
  items: BodyItem[];
}

export interface BodyContext {
  view: DocumentView;
  writing: Writing;
  pattern: ReleasePattern;
  figures: FigureSource;
}

/** Writes blocks into sections; one instance a document. */
export class Body {
  private readonly sections: Section[] = [{ landscape: false, items: [] }];
  private readonly context: BodyContext;
  private readonly writing: Writing;
  private lastKind: DocumentBlock['kind'] | null = null;
  /** the 附件 mark of the document itself is written */
  private isMarked = false;
  /** the next block starts on a new page */
  private breakNext = false;

  constructor(context: BodyContext) {
    this.context = context;
    this.writing = context.writing;
  }

  private get section(): Section {
    return this.sections.at(-1) as Section;
  }

  private get isEmpty(): boolean {
    return this.sections.length === 1 && this.section.items.length === 0;
  }

  private add(...nodes: BodyItem[]): void {
    const { items } = this.section;
    for (const node of nodes) {
      const last = items.at(-1);
      // Two tables without a paragraph between them become one.
      if (last && isTable(last) && isTable(node)) items.push(seam());
      items.push(node);
    }
  }

  /** The document ends with a paragraph, as Word wants it; after a table it takes no room. */
  finish(): Section[] {
    const last = this.section.items.at(-1);
    if (!last || isTable(last)) this.section.items.push(seam());
    return this.sections;
  }

  /** A page of the wanted orientation: a new section where it differs, else a page break before the next paragraph. */
  private newPage(landscape: boolean): void {
    if (this.section.items.length === 0) {
      this.section.landscape = landscape;
      this.breakNext = false;
    } else if (this.section.landscape !== landscape) {
      this.sections.push({ landscape, items: [] });
      this.breakNext = false;
    } else this.breakNext = true;
  }

  private takeBreak(): Pick<ParagraphLook, 'pageBreakBefore'> {
    const wanted = this.breakNext;
    this.breakNext = false;
    return wanted ? { pageBreakBefore: true } : {};
  }

  private get width(): number {
    return this.section.landscape ? TYPE_AREA.height : TYPE_AREA.width;
  }

  /** One block of the document's top level. `next` decides whether a blank line of its own follows. */
  write(block: DocumentBlock, next: DocumentBlock | undefined): void {
    if (this.section.landscape && block.kind !== 'annex' && block.kind !== 'blank') this.newPage(false);
    // 附件 stands at the head of the first page, before a foreword too, but not on a cover.
    if (LEADS.has(block.kind) && this.wantsMark()) this.mark([{ text: '附件' }], undefined);
    switch (block.kind) {
      case 'attached-mark':
        if (this.context.pattern === 'body') return;
        this.mark(block.runs, next);
        break;
      case 'title':
        this.title(block, next);
        break;
      case 'stage-line':
        this.add(paragraph('StageLine', runNodes(block.runs, this.writing), this.takeBreak()));
        if (next?.kind !== 'blank') this.add(blankLine());
        break;
      case 'annex':
        this.annex(block);
        break;
      case 'page-break':
        this.breakNext = true;
        break;
      default:
        this.plain(block, this.width);
    }
    this.lastKind = block.kind;
  }

  /** Whether the document is released as an annex and its mark is still to come. */
  private wantsMark(): boolean {
    const { pattern, view } = this.context;
    return pattern === 'annex' && !this.isMarked && !view.blocks.some((block) => block.kind === 'attached-mark');
  }

  private mark(runs: readonly Run[], next: DocumentBlock | undefined): void {
    this.isMarked = true;
    this.add(paragraph('AttachedMark', runNodes(runs, this.writing), this.takeBreak()));
    if (next?.kind !== 'blank') this.add(blankLine());
  }

  private title(block: Extract<DocumentBlock, { kind: 'title' }>, next: DocumentBlock | undefined): void {
    const marked = this.lastKind === 'attached-mark';
    if (!marked && this.wantsMark()) this.mark([{ text: '附件' }], undefined);
    else if (!marked && this.lastKind !== 'blank') this.add(this.broken(blankLine()));
    this.add(titleParagraph(block.runs, 'Title', this.writing));
    if (next && next.kind !== 'stage-line' && next.kind !== 'blank') this.add(blankLine());
  }

  /** A waiting page break taken by a paragraph that was made without one. */
  private broken(node: XmlNode): XmlNode {
    return this.takeBreak().pageBreakBefore ? paragraph('Normal', [], { pageBreakBefore: true }) : node;
  }

  private annex(block: Extract<DocumentBlock, { kind: 'annex' }>): void {
    if (this.isEmpty) this.section.landscape = block.landscape;
    else this.newPage(block.landscape);
    const bookmark = this.writing.bookmark({ block: block.id });
    if (block.number) {
      this.add(paragraph('AttachedMark', [textRun(block.number)], { ...this.takeBreak(), bookmark }, this.writing));
      this.add(blankLine());
    } else this.add(this.broken(blankLine()));
    if (textOfRuns(block.runs)) {
      this.add(titleParagraph(block.runs, 'AnnexTitle', this.writing, block.number ? null : bookmark));
      if (block.blocks[0]?.kind !== 'table') this.add(blankLine());
    }
    for (const inner of block.blocks) this.plain(inner, this.width);
  }

  /** Blocks that look the same in the text and in an annex. */
  private plain(block: DocumentBlock, width: number): void {
    const { writing } = this;
    switch (block.kind) {
      case 'heading':
        this.breakable((look) => headingParagraph(block, writing, look));
        break;
      case 'para':
        this.breakable((look) =>
          bodyParagraph(block.runs, writing, { align: block.align, ...look, bookmark: writing.bookmark({ block: block.id }) }),
        );
        break;
      case 'label-line':
        this.breakable((look) =>
          bodyParagraph(block.label ? [{ text: `${block.label}：` }, ...block.runs] : block.runs, writing, look),
        );
        break;
      case 'table':
        this.table(block, width);
        break;
      case 'table-note':
        this.add(paragraph('TableNote', runNodes(block.runs, writing), this.takeBreak()));
        break;
      case 'box':
        this.add(...boxBlocks(block, writing, width));
        break;
      case 'annex-list':
        this.add(blankLine(), ...annexListParagraphs(block.items, writing));
        break;
      case 'term':
        this.add(termParagraph(block, writing));
        break;
      case 'figure':
        this.add(...figureBlocks(block, writing, this.context.figures, width));
        break;
      case 'signature':
        this.add(blankLine(), ...signatureParagraphs(block.runs, writing));
        break;
      case 'notes-line':
        this.add(bodyParagraph(bracketed(block.runs), writing, {}));
        break;
      case 'imprint':
        this.add(imprintBlock(block.runs, writing));
        break;
      case 'cover':
        this.add(...cover(block.runs, writing));
        this.breakNext = true;
        break;
      case 'toc':
        this.add(...contentsBlocks(this.context.view, writing, this.takeBreak()));
        this.breakNext = true;
        break;
      case 'glossary':
        if (block.runs.length)
          this.add(paragraph('AttachedMark', runNodes(block.runs, writing), { ...this.takeBreak(), align: 'center' }));
        break;
      case 'blank':
        this.add(this.broken(blankLine()));
        break;
      case 'page-break':
        this.breakNext = true;
        break;
      case 'annex':
        this.annex(block);
        break;
      case 'title':
      case 'stage-line':
      case 'attached-mark':
        this.add(paragraph('Normal', runNodes(block.runs, writing), { align: 'center', ...this.takeBreak() }));
    }
  }

  private breakable(make: (look: ParagraphLook) => XmlNode): void {
    this.add(make(this.takeBreak()));
  }

  private table(block: Extract<DocumentBlock, { kind: 'table' }>, width: number): void {
    const turn = block.table.landscape && !this.section.landscape;
    if (turn) this.newPage(true);
    else if (this.breakNext) this.add(paragraph('TableNote', [], this.takeBreak()));
    this.add(...tableBlocks(block.table, this.writing, { width: turn ? TYPE_AREA.height : width, bare: block.bare }));
  }
}

/** Words that may stand before the title: a foreword and its label lines. */
const LEADS: ReadonlySet<DocumentBlock['kind']> = new Set(['heading', 'para', 'label-line']);

const isTable = (item: BodyItem): boolean => !('prepForXml' in item) && 'w:tbl' in item;

/** A thin empty paragraph. */
const seam = (): XmlNode => paragraph('TableNote', [], { line: 120 });

/** A term with its own words in 黑体 up to the first ：. */
function termParagraph(block: Extract<DocumentBlock, { kind: 'term' }>, writing: Writing): XmlNode {
  const [first, ...rest] = block.runs;
  const colon = first && !first.field ? first.text.indexOf('：') : -1;
  if (!first || colon < 0) return bodyParagraph([{ text: block.number }, ...block.runs], writing, {});
  const head = textRun(`${block.number}${first.text.slice(0, colon + 1)}`, { style: 'Heading1Char' });
  return paragraph('BodyTextFirstIndent', [head, ...runNodes([{ ...first, text: first.text.slice(colon + 1) }, ...rest], writing)]);
}

/** 附注 stands in full-width brackets. */
function bracketed(runs: readonly Run[]): Run[] {
  return textOfRuns(runs).startsWith('（') ? [...runs] : [{ text: '（' }, ...runs, { text: '）' }];
}

/** A title page: its lines in the upper half of the page, the last two lines (office and date) at its foot. */
function cover(runs: readonly Run[], writing: Writing): XmlNode[] {
  const lines = linesOf(runs);
  const foot = lines.length > 2 ? lines.splice(-2) : [];
  const blanks = (n: number) => Array.from({ length: n }, blankLine);
  return [
    ...blanks(6),
    ...lines.map((line) => titleParagraph(line, 'Title', writing)),
    ...(foot.length ? blanks(Math.max(1, 12 - lines.length)) : []),
    ...foot.map((line) => paragraph('StageLine', runNodes(line, writing))),
  ];
}
