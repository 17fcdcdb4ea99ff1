// Paragraphs of the text: title, stage line, headings on their own line or run into their text, body, label lines, annex list.
//
// Indents are indents, blank lines are real empty paragraphs, numbers are literal text: what a clerk would find correct in Word.

import type { DocumentBlock, Run } from '../../../shared/outline/document.ts';
import { numberGap } from '../../../shared/outline/numbering.ts';
import { textOfRuns } from '../../../shared/outline/runs.ts';
import { CHARACTERS_PER_LINE, TYPE_AREA } from './measures.ts';
import { type RunLook, runNodes, splitRunIn, textRun, type Writing } from './runs.ts';
import { HEADING_LEVELS } from './styles.ts';
import { el, on, val, type XmlChild, type XmlNode } from './xml.ts';

export interface ParagraphLook {
  keepNext?: boolean;
  pageBreakBefore?: boolean;
  /** overrides the style's own indent */
  indent?: Partial<
    Record<'left' | 'leftChars' | 'right' | 'rightChars' | 'firstLine' | 'firstLineChars' | 'hanging' | 'hangingChars', number>
  >;
  align?: 'left' | 'center' | 'right' | 'both';
  /** exact line in twips, where it differs from the style's */
  line?: number;
  /** space below, twips */
  after?: number;
  bookmark?: string | null;
}

/** A paragraph; elements of w:pPr in the order that the schema asks for. */
export function paragraph(style: string, children: readonly XmlChild[], look: ParagraphLook = {}, writing?: Writing): XmlNode {
  const jc = look.align === 'both' ? 'both' : look.align;
  const id = look.bookmark && writing ? writing.nextId() : 0;
  return el(
    'w:p',
    null,
    el(
      'w:pPr',
      null,
      style !== 'Normal' && val('w:pStyle', style),
      look.keepNext && on('w:keepNext'),
      look.pageBreakBefore && on('w:pageBreakBefore'),
      (look.line !== undefined || look.after !== undefined) &&
        el('w:spacing', {
          ...(look.after !== undefined && { 'w:after': look.after }),
          ...(look.line !== undefined && { 'w:line': look.line, 'w:lineRule': 'exact' }),
        }),
      look.indent && el('w:ind', Object.fromEntries(Object.entries(look.indent).map(([k, v]) => [`w:${k}`, v]))),
      jc && val('w:jc', jc),
    ),
    id ? el('w:bookmarkStart', { 'w:id': id, 'w:name': look.bookmark as string }) : null,
    ...children,
    id ? el('w:bookmarkEnd', { 'w:id': id }) : null,
  );
}

/** An empty line of the body's height. */
export const blankLine = (): XmlNode => paragraph('Normal', []);

/** one character of the body in twips: 156 mm ÷ 28 */
const CHARACTER = TYPE_AREA.width / CHARACTERS_PER_LINE;

/** Where chapters lead the document, the first levels of an annex (一、 （一）) look like what stands below a 节. */
function styleLevel(block: Heading, writing: Writing): number {
  const lower = writing.look === 'chapters' && block.level <= 2 && block.number !== '' && !/[章节篇]$/.test(block.number) ? 2 : 0;
  return Math.min(Math.max(block.level, 1) + lower, HEADING_LEVELS);
}

type Heading = Extract<DocumentBlock, { kind: 'heading' }>;

export function headingParagraph(block: Heading, writing: Writing, own: ParagraphLook = {}): XmlNode {
  const level = styleLevel(block, writing);
  const number = block.number ? [textRun(`${block.number}${numberGap(block.number)}`)] : [];
  const look: ParagraphLook = {
    ...own,
    bookmark: writing.bookmark({ block: block.id }),
    ...(block.align && { align: block.align, indent: { left: 0, firstLineChars: 0, firstLine: 0 } }),
  };
  if (!block.runIn) {
    return paragraph(`Heading${level}`, [...number, ...runNodes(block.runs, writing)], look, writing);
  }
  // The heading's words take the heading's character style inside an ordinary paragraph; Word's contents know such headings.
  const headed: RunLook = { style: `Heading${level}Char` };
  const [head, rest] = splitRunIn(block.runs);
  const lead = block.number ? [textRun(`${block.number}${numberGap(block.number)}`, headed)] : [];
  return paragraph('BodyTextFirstIndent', [...lead, ...runNodes(head, writing, headed), ...runNodes(rest, writing)], look, writing);
}

/** An ordinary paragraph, two characters in; centred or right-aligned ones without the indent. */
export function bodyParagraph(runs: readonly Run[], writing: Writing, look: ParagraphLook): XmlNode {
  const style = look.align === 'center' || look.align === 'right' ? 'Normal' : 'BodyTextFirstIndent';
  return paragraph(style, runNodes(runs, writing), look, writing);
}

/** The title, broken into lines of like length at sense breaks where one line does not hold it. */
export function titleParagraph(
  runs: readonly Run[],
  style: 'Title' | 'AnnexTitle',
  writing: Writing,
  bookmark?: string | null,
): XmlNode {
  const text = textOfRuns(runs);
  if (runs.some((run) => run.br || run.field || run.foot || run.marks?.length)) {
    return paragraph(style, runNodes(runs, writing), { bookmark }, writing);
  }
  return paragraph(style, [textRun(titleLines(text, TITLE_CHARACTERS).join('\n'))], { bookmark }, writing);
}

/** characters of 22 pt that fill 156 mm */
export const TITLE_CHARACTERS = 20;

/** Width in whole Chinese characters: half for Latin and digits. */
export function widthOf(text: string): number {
  let width = 0;
  for (const c of text) width += (c.codePointAt(0) as number) < 0x100 ? 0.5 : 1;
  return width;
}

const NOT_AT_START = /^[、，。；：？！）》”’】〕—…年月日号%]/;
const NOT_AT_END = /[（《“‘【〔]$/;

/**
 * Breaks a title into lines of about equal length, none wider than `capacity`, never inside figures or after an opening bracket.
 * `senseCost`: how many characters of inequality a break at a sense break is worth.
 */
export function titleLines(text: string, capacity: number, senseCost = 2): string[] {
  const width = widthOf(text);
  if (width <= capacity) return [text];
  const wanted = Math.ceil(width / capacity);
  const goal = width / wanted;
  const characters = [...text];
  let best = -1;
  let bestCost = Number.POSITIVE_INFINITY;
  for (let i = 1; i < characters.length; i++) {
    const head = characters.slice(0, i).join('');
    const tail = characters.slice(i).join('');
    if (widthOf(head) > capacity) break;
    if (NOT_AT_START.test(tail) || NOT_AT_END.test(head) || (/\w$/.test(head) && /^\w/.test(tail))) continue;
    // A break after the name of a place, a period or 的 reads better than one inside a word.
    const sense = /[市县区州盟省年的和及、》”]$/.test(head) || /^[《“（]/.test(tail) ? 0 : senseCost;
    const cost = Math.abs(widthOf(head) - goal) + sense;
    if (cost < bestCost) {
      bestCost = cost;
      best = i;
    }
  }
  if (best < 0) return [text];
  return [characters.slice(0, best).join(''), ...titleLines(characters.slice(best).join(''), capacity, senseCost)];
}

/** 附件：1.… with the following numbers under the first (附件说明, one blank line above). */
export function annexListParagraphs(items: readonly Run[][], writing: Writing): XmlNode[] {
  const several = items.length > 1;
  return items.map((item, i) => {
    const own = /^\d+[.．]/.test(textOfRuns(item));
    const lead = `${i === 0 ? '附件：' : ''}${several && !own ? `${i + 1}.` : ''}`;
    // Two characters in; the lines below hang under the first character of the title.
    const hang = several ? 4 : 3;
    const start = i === 0 ? 2 : 5;
    const left = i === 0 ? 2 + hang : 6;
    return paragraph(
      'Normal',
      [textRun(lead), ...runNodes(item, writing)],
      {
        indent: {
          leftChars: left * 100,
          left: Math.round(left * CHARACTER),
          ...(left > start && { hangingChars: (left - start) * 100, hanging: Math.round((left - start) * CHARACTER) }),
        },
        align: 'left',
      },
      writing,
    );
  });
}

/** 署名 and 成文日期 without a seal: the date's first character two characters right of the name's (GB/T 9704, 7.3.5). */
export function signatureParagraphs(runs: readonly Run[], writing: Writing): XmlNode[] {
  const lines = linesOf(runs);
  const widths = lines.map((line) => widthOf(textOfRuns(line)));
  const name = widths[0] ?? 0;
  const date = lines.length > 1 ? (widths.at(-1) as number) : 0;
  const dateRight = Math.max(2, name - date);
  const nameRight = lines.length > 1 && dateRight > name - date ? date + 4 - name : 2;
  return lines.map((line, i) => {
    const isDate = lines.length > 1 && i === lines.length - 1;
    const right = isDate ? dateRight : Math.max(2, nameRight + (name - (widths[i] as number)) / 2);
    const indent = { rightChars: Math.round(right * 100), right: Math.round(right * CHARACTER), firstLineChars: 0, firstLine: 0 };
    return paragraph('Normal', runNodes(line, writing), { align: 'right', indent, ...(!isDate && { keepNext: true }) }, writing);
  });
}

/** Runs cut at line breaks. */
export function linesOf(runs: readonly Run[]): Run[][] {
  const lines: Run[][] = [[]];
  for (const run of runs) {
    if (run.br) lines.push([]);
    else (lines.at(-1) as Run[]).push(run);
  }
  return lines;
}
