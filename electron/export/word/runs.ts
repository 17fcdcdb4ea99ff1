// Runs of the document → runs of Word: fonts by style, `eastAsia` hints so that “ ” … — take the Chinese font, marks, footnotes,
// references, and fields inside content controls whose tag is the field's id (the way back from a released file to its source).

import type { Run } from '../../../shared/outline/document.ts';
import type { HeadingLook } from './styles.ts';
import { el, on, val, type XmlNode, xmlText } from './xml.ts';

/** What one document collects while its blocks are written. */
export interface Writing {
  look: HeadingLook;
  traceable: boolean;
  /** ids of content controls and bookmarks, counted from 1 so that equal plans give equal bytes */
  nextId(): number;
  /** takes a footnote's text and answers its id */
  footnote(runs: readonly Run[]): number;
  /** the bookmark of a block or table that something refers to; null = nothing does */
  bookmark(target: { block?: number; table?: number }): string | null;
}

export interface RunLook {
  /** character style */
  style?: string;
  bold?: boolean;
  /** half-points, where it differs from the paragraph style */
  size?: number;
  font?: string;
}

function runProperties(run: Pick<Run, 'marks'>, look: RunLook = {}): XmlNode {
  const marks = new Set(run.marks);
  const bold = look.bold || marks.has('bold');
  return el(
    'w:rPr',
    null,
    look.style && val('w:rStyle', look.style),
    look.font
      ? el('w:rFonts', {
          'w:hint': 'eastAsia',
          'w:ascii': look.font,
          'w:hAnsi': look.font,
          'w:eastAsia': look.font,
          'w:cs': look.font,
        })
      : el('w:rFonts', { 'w:hint': 'eastAsia' }),
    bold && on('w:b'),
    bold && on('w:bCs'),
    marks.has('italic') && on('w:i'),
    look.size && val('w:sz', look.size),
    look.size && val('w:szCs', look.size),
    marks.has('underline') && val('w:u', 'single'),
    marks.has('sup') && val('w:vertAlign', 'superscript'),
    marks.has('sub') && val('w:vertAlign', 'subscript'),
  );
}

/** A run of text; tabs and line breaks inside become Word's. */
export function textRun(text: string, look: RunLook = {}, marks?: Run['marks']): XmlNode {
  const parts: XmlNode[] = [];
  for (const piece of xmlText(text).split(/([\t\n])/)) {
    if (piece === '\t') parts.push(on('w:tab'));
    else if (piece === '\n') parts.push(on('w:br'));
    else if (piece !== '') parts.push(el('w:t', { 'xml:space': 'preserve' }, piece));
  }
  return el('w:r', null, runProperties({ marks }, look), ...parts);
}

/** A field of Word (PAGE, PAGEREF …) with the result that stands until it is counted. */
function wordField(instruction: string, result: string, look: RunLook = {}): XmlNode {
  return el('w:fldSimple', { 'w:instr': ` ${instruction} ` }, textRun(result, look));
}

/** Every run of a block, in order. */
export function runNodes(runs: readonly Run[], writing: Writing, look: RunLook = {}): XmlNode[] {
  const nodes: XmlNode[] = [];
  for (const run of runs) {
    if (run.br) nodes.push(el('w:r', null, runProperties(run, look), on('w:br')));
    else if (run.foot) {
      const id = writing.footnote(run.foot.runs);
      nodes.push(
        el('w:r', null, el('w:rPr', null, val('w:rStyle', 'FootnoteReference')), el('w:footnoteReference', { 'w:id': id })),
      );
    } else if (run.ref?.page) {
      const bookmark = writing.bookmark(run.ref);
      nodes.push(bookmark ? wordField(`PAGEREF ${bookmark} \\h`, '1', look) : textRun('1', look, run.marks));
    } else if (run.text === '') continue;
    else if (run.field && writing.traceable) nodes.push(contentControl(run, writing, look));
    else nodes.push(textRun(run.text, look, run.marks));
  }
  return nodes;
}

/** A field's figure in a plain-text content control without a frame: it looks like text and still says where it is from. */
function contentControl(run: Run, writing: Writing, look: RunLook): XmlNode {
  return el(
    'w:sdt',
    null,
    el(
      'w:sdtPr',
      null,
      runProperties(run, look),
      val('w:alias', '引用'),
      val('w:tag', `f${run.field?.id ?? 0}`),
      val('w:id', writing.nextId()),
      el('w15:appearance', { 'w15:val': 'hidden' }),
      on('w:text'),
    ),
    el('w:sdtContent', null, textRun(run.text, look, run.marks)),
  );
}

/** Splits a run-in heading after its first 。: [heading, rest]. Without one everything is heading. */
export function splitRunIn(runs: readonly Run[]): [Run[], Run[]] {
  const at = runs.findIndex((run) => !run.field && !run.foot && run.text.includes('。'));
  if (at < 0) return [[...runs], []];
  const run = runs[at] as Run;
  const cut = run.text.indexOf('。') + 1;
  const rest = run.text.slice(cut);
  return [
    [...runs.slice(0, at), { ...run, text: run.text.slice(0, cut) }],
    [...(rest ? [{ ...run, text: rest }] : []), ...runs.slice(at + 1)],
  ];
}
