// Pasting from Word, WPS, web pages and plain text: paragraphs and headings stay, dirt goes.
//
// Foreign HTML is read in an inert document and written anew from nothing: only our own blocks, text, five marks and line breaks
// come out, so a script, a handler, a style or an image has no way in. Headings are told by their style and by the form of their
// number (一、 （一） 1. （1） 第一章); the number itself is dropped where the plan counts it. Our own clipboard passes through the schema.

import { Fragment, Slice } from 'prosemirror-model';
import type { BlockKind, BlockProps, TextMark } from '../../shared/model/blocks.ts';
import { headingForm } from './heading-form.ts';
import { textSchema } from './schema.ts';

interface Piece {
  text: string;
  marks: TextMark[];
  br?: true;
}

interface Line {
  pieces: Piece[];
  /** level said by the source's style (h2, 标题 2); 0 = body */
  styled: number;
  isTitle: boolean;
}

const MOST_NODES = 200_000;
const DROPPED = new Set([
  'SCRIPT',
  'STYLE',
  'META',
  'LINK',
  'TITLE',
  'HEAD',
  'NOSCRIPT',
  'TEMPLATE',
  'OBJECT',
  'EMBED',
  'IFRAME',
  'SVG',
  'MATH',
  'IMG',
  'INPUT',
  'BUTTON',
  'SELECT',
  'TEXTAREA',
  'DEL',
]);
const BLOCKS = new Set([
  'P',
  'DIV',
  'H1',
  'H2',
  'H3',
  'H4',
  'H5',
  'H6',
  'LI',
  'UL',
  'OL',
  'TABLE',
  'TR',
  'TBODY',
  'THEAD',
  'TFOOT',
  'CAPTION',
  'SECTION',
  'ARTICLE',
  'BLOCKQUOTE',
  'PRE',
  'DL',
  'DT',
  'DD',
  'HEADER',
  'FOOTER',
  'MAIN',
  'FIGURE',
  'FIGCAPTION',
  'BODY',
  'HTML',
  'CENTER',
  'HR',
]);
const MARK_OF: Record<string, TextMark> = {
  B: 'bold',
  STRONG: 'bold',
  I: 'italic',
  EM: 'italic',
  U: 'underline',
  SUP: 'sup',
  SUB: 'sub',
};

/** Invisible signs out, tabs and hard spaces to spaces, line breaks of the source (they mean nothing in HTML) to nothing beside Chinese. */
function cleanText(text: string): string {
  return text
    .replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF\u00AD]/g, '')
    .replace(/[\r\n]+[ \t]*/g, (found, at: number, whole: string) => {
      const before = whole[at - 1] ?? '';
      const after = whole[at + found.length] ?? '';
      return /[A-Za-z0-9,.;:]/.test(before) && /[A-Za-z0-9]/.test(after) ? ' ' : '';
    })
    .replace(/[\t\u00A0]/g, ' ');
}

class Reader {
  readonly lines: Line[] = [];
  private line: Line | null = null;
  private left = MOST_NODES;

  read(node: Node, marks: readonly TextMark[], styled: number, isTitle: boolean): void {
    if (--this.left < 0) return;
    if (node.nodeType === 3) {
      this.text(cleanText(node.textContent ?? ''), marks, styled, isTitle);
      return;
    }
    if (node.nodeType !== 1) return;
    const dom = node as HTMLElement;
    const name = dom.tagName.toUpperCase();
    if (DROPPED.has(name) || name.includes(':') || hidden(dom)) return;
    if (name === 'BR') {
      if (this.line) this.line.pieces.push({ text: '', marks: [], br: true });
      return;
    }
    if (name === 'TD' || name === 'TH') {
      if (this.line?.pieces.length) this.text('　', marks, styled, isTitle);
      for (const child of dom.childNodes) this.read(child, marks, styled, isTitle);
      return;
    }
    const block = BLOCKS.has(name);
    // Paragraphs inside a table cell stay in the line of their row.
    const inCell = block && dom.parentElement?.closest('td,th') !== null && dom.parentElement !== null;
    if (block && !inCell) this.end();
    const level = styledLevel(dom, name) || styled;
    const title = isTitle || /\b(?:Mso)?Title\b/.test(dom.className);
    const own = MARK_OF[name];
    const inner = own && !marks.includes(own) ? [...marks, own] : marks;
    for (const child of dom.childNodes) this.read(child, inner, level, title);
    if (block && !inCell) this.end();
  }

  private text(text: string, marks: readonly TextMark[], styled: number, isTitle: boolean): void {
    if (text === '' || (!this.line && text.trim() === '')) return;
    this.line ??= { pieces: [], styled, isTitle };
    this.line.pieces.push({ text, marks: [...marks] });
  }

  end(): void {
    if (this.line) this.lines.push(this.line);
    this.line = null;
  }
}

function hidden(dom: HTMLElement): boolean {
  const style = dom.getAttribute('style') ?? '';
  return /display\s*:\s*none|mso-hide\s*:\s*all/i.test(style) || dom.hasAttribute('hidden');
}

/** The heading level that the source's style says. */
function styledLevel(dom: HTMLElement, name: string): number {
  const tag = /^H([1-6])$/.exec(name);
  if (tag) return Number(tag[1]);
  const style = /(?:MsoHeading|Heading|标题)\s*([1-6])/.exec(dom.className);
  if (style) return Number(style[1]);
  const outline = /mso-outline-level\s*:\s*([1-6])/i.exec(dom.getAttribute('style') ?? '');
  return outline ? Number(outline[1]) : 0;
}

function trimmed(pieces: readonly Piece[]): Piece[] {
  const list = pieces.map((piece) => ({ ...piece }));
  while (list[0] && !list[0].br) {
    list[0].text = list[0].text.replace(/^[\s\u3000]+/, '');
    if (list[0].text) break;
    list.shift();
  }
  while (list.at(-1)) {
    const last = list.at(-1) as Piece;
    if (!last.br) last.text = last.text.replace(/[\s\u3000]+$/, '');
    if (!last.br && last.text) break;
    list.pop();
  }
  return list;
}

function cut(pieces: readonly Piece[], letters: number): Piece[] {
  let left = letters;
  return pieces.map((piece) => {
    const gone = Math.min(left, piece.text.length);
    left -= gone;
    return { ...piece, text: piece.text.slice(gone) };
  });
}

interface ReadBlock {
  kind: BlockKind;
  props: BlockProps;
  pieces: Piece[];
}

function blockOfLine(line: Line): ReadBlock | null {
  const pieces = trimmed(line.pieces);
  const text = pieces.map((piece) => piece.text).join('');
  if (text.trim() === '') return null;
  const form = headingForm(text);
  if (form) {
    const props: BlockProps = { level: form.level, number: 'auto', ...(form.runIn && { runIn: true }) };
    // A heading's own type face is the plan's, so its bold goes.
    const plain = cut(pieces, form.number.length).filter((piece) => piece.text || piece.br);
    return {
      kind: 'heading',
      props,
      pieces: trimmed(plain.map((piece) => ({ ...piece, marks: piece.marks.filter((m) => m !== 'bold') }))),
    };
  }
  if (line.isTitle) return { kind: 'title', props: {}, pieces: pieces.map((piece) => ({ ...piece, marks: [] })) };
  if (line.styled > 0 && text.length <= 60) {
    const props: BlockProps = { level: Math.min(line.styled, 4), number: 'auto' };
    return { kind: 'heading', props, pieces: pieces.map((piece) => ({ ...piece, marks: [] })) };
  }
  return { kind: 'para', props: {}, pieces };
}

const MARK_TAG: Record<TextMark, string> = { bold: 'strong', italic: 'em', underline: 'u', sup: 'sup', sub: 'sub' };

function writeBlock(doc: Document, block: ReadBlock): HTMLElement {
  const dom = doc.createElement('p');
  dom.setAttribute('data-block', block.kind);
  dom.setAttribute('data-props', JSON.stringify(block.props));
  for (const piece of block.pieces) {
    let node: Node = piece.br ? doc.createElement('br') : doc.createTextNode(piece.text);
    for (const mark of piece.marks) {
      const wrap = doc.createElement(MARK_TAG[mark]);
      wrap.append(node);
      node = wrap;
    }
    dom.append(node);
  }
  return dom;
}

/** HTML of our own clipboard says so on its first element; only the schema's rules read it. */
const isOwn = (html: string): boolean => /<[^>]+\bdata-pm-slice=/.test(html) && /data-block=/.test(html);

/** True where this plan knows what an atom or a table block points to: `value` is the data the clipboard carries. */
export type Knows = (kind: 'field' | 'ref' | 'table-ref', value: unknown) => boolean;

function readValue(dom: Element, attribute: string): unknown {
  try {
    return JSON.parse(dom.getAttribute(attribute) ?? '');
  } catch {
    return null;
  }
}

/** Our own HTML from another plan: what this plan does not know stays as the words it showed, tables it has not go. */
function settleOwn(html: string, knows: Knows): string {
  const source = new DOMParser().parseFromString(html, 'text/html');
  for (const kind of ['field', 'ref'] as const) {
    for (const dom of source.querySelectorAll(`span[data-inline="${kind}"]`)) {
      if (!knows(kind, readValue(dom, 'data-value'))) dom.replaceWith(dom.textContent ?? '');
    }
  }
  for (const dom of source.querySelectorAll('[data-block="table-ref"]')) {
    if (!knows('table-ref', readValue(dom, 'data-props'))) dom.remove();
  }
  return source.body.innerHTML;
}

/** Pasted HTML as clean HTML in the schema's own terms. */
export function cleanHtml(html: string, knows: Knows): string {
  if (isOwn(html)) return settleOwn(html, knows);
  const source = new DOMParser().parseFromString(html, 'text/html');
  const reader = new Reader();
  reader.read(source.body, [], 0, false);
  reader.end();
  const target = document.implementation.createHTMLDocument('');
  for (const line of reader.lines) {
    const block = blockOfLine(line);
    if (block) target.body.append(writeBlock(target, block));
  }
  return target.body.innerHTML;
}

/** Plain text: a line is a block; `plain` keeps everything a paragraph (粘贴为正文). */
export function sliceOfText(text: string, plain: boolean): Slice {
  const blocks = text.split(/\r\n?|\n|\u2029/).flatMap((line) => {
    const cleaned = cleanText(line);
    const pieces = trimmed([{ text: cleaned, marks: [] }]);
    if (!pieces.length) return [];
    const read = plain ? { kind: 'para' as const, props: {}, pieces } : blockOfLine({ pieces, styled: 0, isTitle: false });
    return read ? [read] : [];
  });
  // A piece of a line keeps the blanks at its ends, it goes into a sentence; a paragraph's indent is the page's own.
  const only = blocks.length === 1 && !/[\r\n\u2029]/.test(text) ? (blocks[0] as ReadBlock) : null;
  if (only?.kind === 'para') only.pieces = [{ text: cleanText(text).replace(/^\u3000+/, ''), marks: [] }];
  const nodes = blocks.map((block) =>
    textSchema.nodes.text_block.create(
      { id: 0, parent: null, kind: block.kind, props: block.props },
      block.pieces.filter((piece) => piece.text).map((piece) => textSchema.text(piece.text)),
    ),
  );
  return new Slice(Fragment.from(nodes), 0, 0);
}
