// A plan as an official Word document: the whole release from the live plan to the bytes of the .docx.
//
// The text comes from `documentView`, so it is what the window shows and what `show --text` prints; the layout is
// word/measures.ts, to the twip. Equal plans and options give equal bytes.

import {
  Document,
  DocumentGridType,
  type FileChild,
  type ISectionOptions,
  Packer,
  PageOrientation,
  Paragraph,
  TextRun,
} from 'docx';
import { FailureError, fail } from '../../shared/contract/failure.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import type { DocumentBlock, DocumentView, Run } from '../../shared/outline/document.ts';
import { documentView } from '../../shared/outline/view.ts';
import { Body, type ReleasePattern, type Section } from './word/body.ts';
import type { FigureSource } from './word/figures.ts';
import { FONT_SETS, type FontSetName } from './word/fonts.ts';
import { LANDSCAPE_MARGIN, LINE, MARGIN, PAGE } from './word/measures.ts';
import { finishPackage } from './word/package.ts';
import { headersAndFooters, type PageNumberPlace } from './word/page-numbers.ts';
import { appXml, coreXml, fontTableXml, settingsXml } from './word/parts.ts';
import type { Writing } from './word/runs.ts';
import { type HeadingLook, stylesXml } from './word/styles.ts';
import { Raw } from './word/xml.ts';

export interface DocxOptions {
  /** shown instead of the plan's own stage; null = none */
  stage?: string | null;
  /** `annex`: the plan as 附件 of a notice; `body`: without that mark; `plain` (default): as its text has it */
  pattern?: ReleasePattern;
  /** default `gov` */
  fonts?: FontSetName;
  /** default `outside` */
  pageNumbers?: PageNumberPlace;
  /** fields inside content controls (default true) */
  traceable?: boolean;
  /** time of the released state for the properties, ISO; default: when the mark of this stage was set, else none */
  at?: string;
  /** bytes of an attached picture by its id */
  asset?: FigureSource;
  /** 0 … 1 */
  onProgress?: (done: number) => void;
  signal?: AbortSignal;
}

/** Blocks written between two looks at the clock and the signal. */
const BREATH = 200;

/** The .docx of a plan. Fails with `interrupted` when the signal is set. */
export async function exportDocx(live: LivePlan, options: DocxOptions = {}): Promise<Uint8Array> {
  const view = documentView(live, options.stage === undefined ? {} : { stage: options.stage });
  return composeDocx(view, { ...options, at: options.at ?? releasedAt(live, view.stage) });
}

/** When the state of this stage was marked; undefined where nobody marked it. */
function releasedAt(live: LivePlan, stage: string | null): string | undefined {
  const marks = [...live.state.records.mark.values()].filter((mark) => mark.stage === stage && stage !== null);
  return marks.sort((a, b) => a.seq - b.seq).at(-1)?.at;
}

/** The .docx of a document that was read already. */
export async function composeDocx(view: DocumentView, options: DocxOptions = {}): Promise<Uint8Array> {
  const fonts = FONT_SETS[options.fonts ?? 'gov'];
  const place = options.pageNumbers ?? 'outside';
  const look = headingLook(view);
  const notes: Run[][] = [];
  const writing = startWriting(view, look, options.traceable !== false, notes);
  const body = new Body({ view, writing, pattern: options.pattern ?? 'plain', figures: options.asset ?? (() => null) });
  for (const [i, block] of view.blocks.entries()) {
    if (i % BREATH === 0) await breathe(options, (0.6 * i) / view.blocks.length);
    body.write(block, view.blocks[i + 1]);
  }
  await breathe(options, 0.6);
  const document = new Document({
    title: view.title,
    creator: '',
    evenAndOddHeaderAndFooters: place === 'outside',
    sections: body.finish().map((section) => sectionOf(section, place)),
    footnotes: Object.fromEntries(notes.map((runs, i) => [i + 1, { children: [footnote(runs)] }])),
  });
  const packed = await Packer.toBuffer(document);
  await breathe(options, 0.9);
  const bytes = finishPackage(packed, notes.length > 0, {
    'word/styles.xml': stylesXml(fonts, look),
    'word/settings.xml': settingsXml({ evenAndOdd: place === 'outside' }),
    'word/fontTable.xml': fontTableXml(fonts),
    'docProps/core.xml': coreXml({ title: view.title, stage: view.stage, at: options.at }),
    'docProps/app.xml': appXml(),
  });
  options.onProgress?.(1);
  return bytes;
}

async function breathe({ onProgress, signal }: DocxOptions, done: number): Promise<void> {
  onProgress?.(done);
  await new Promise((resolve) => setImmediate(resolve));
  if (signal?.aborted) throw new FailureError(fail('interrupted').failure);
}

/** 第一章 … anywhere at level 1 asks for the look of chapters. */
function headingLook(view: DocumentView): HeadingLook {
  return view.blocks.some((block) => block.kind === 'heading' && block.level === 1 && /^第.+[章篇]/.test(block.number))
    ? 'chapters'
    : 'official';
}

function footnote(runs: readonly Run[]): Paragraph {
  return new Paragraph({ style: 'FootnoteText', children: runs.map((run) => new TextRun(run.text)) });
}

function sectionOf(section: Section, place: PageNumberPlace): ISectionOptions {
  const margin = section.landscape ? LANDSCAPE_MARGIN : MARGIN;
  return {
    properties: {
      // docx turns the page itself: it is given upright in both cases.
      page: {
        size: {
          width: PAGE.width,
          height: PAGE.height,
          orientation: section.landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: { ...margin, gutter: 0 },
      },
      grid: { type: DocumentGridType.LINES, linePitch: LINE },
    },
    ...headersAndFooters(section.landscape, place),
    children: section.items.map((item): FileChild => ('prepForXml' in item ? (item as FileChild) : new Raw(item))),
  };
}

/** Counters and bookmarks of one document: only what something refers to gets a bookmark. */
function startWriting(view: DocumentView, look: HeadingLook, traceable: boolean, notes: Run[][]): Writing {
  const wanted = new Set<string>();
  const nameOf = (target: { block?: number; table?: number }) =>
    target.table !== undefined ? `_AnjuT${target.table}` : `_AnjuB${String(target.block).replace('-', 'n')}`;
  const collect = (runs: readonly Run[]): void => {
    for (const run of runs) {
      if (run.ref?.page) wanted.add(nameOf(run.ref));
      if (run.foot) collect(run.foot.runs);
    }
  };
  let contents = false;
  const walk = (blocks: readonly DocumentBlock[]): void => {
    for (const block of blocks) {
      if (block.kind === 'toc') contents = true;
      if ('runs' in block) collect(block.runs);
      if ('blocks' in block) walk(block.blocks);
    }
  };
  walk(view.blocks);
  if (contents) {
    const headings = (blocks: readonly DocumentBlock[]): void => {
      for (const block of blocks) {
        if (block.kind === 'heading' || block.kind === 'annex') wanted.add(nameOf({ block: block.id }));
        if ('blocks' in block) headings(block.blocks);
      }
    };
    headings(view.blocks);
  }
  let counted = 0;
  return {
    look,
    traceable,
    nextId: () => ++counted,
    footnote: (runs) => notes.push([...runs]),
    bookmark: (target) => (wanted.has(nameOf(target)) ? nameOf(target) : null),
  };
}
