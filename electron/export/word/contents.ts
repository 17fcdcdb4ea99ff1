// 目录: Word's own contents field, filled with the headings at once, so that it is neither empty nor asks to be updated.
//
// The page numbers inside are PAGEREF fields on the headings' bookmarks. Their first figures are estimated by counting lines of
// 28 characters on pages of 22; Word and WPS put in their own when the contents are refreshed (F9).

import type { DocumentView } from '../../../shared/outline/document.ts';
import { numbered, outlineOf } from '../../../shared/outline/plain-text.ts';
import { estimatePages } from './page-estimate.ts';
import { type ParagraphLook, paragraph } from './paragraphs.ts';
import { textRun, type Writing } from './runs.ts';
import { el, on, type XmlChild, type XmlNode } from './xml.ts';

const LEVELS = 3;

const char = (kind: 'begin' | 'separate' | 'end'): XmlNode => el('w:r', null, el('w:fldChar', { 'w:fldCharType': kind }));
const instruction = (text: string): XmlNode => el('w:r', null, el('w:instrText', { 'xml:space': 'preserve' }, ` ${text} `));

export function contentsBlocks(view: DocumentView, writing: Writing, look: ParagraphLook): XmlNode[] {
  const pages = estimatePages(view);
  const entries = outlineOf(view).filter((entry) => entry.level <= LEVELS);
  const heading = paragraph('Title', [textRun('目　录')], look);
  if (entries.length === 0) return [heading];
  const lines = entries.map((entry, i) => {
    const bookmark = writing.bookmark({ block: entry.block });
    const page = String(pages.get(entry.block) ?? 1);
    const text = numbered(entry.number, entry.title);
    const field: XmlChild[] = bookmark
      ? [char('begin'), instruction(`PAGEREF ${bookmark} \\h`), char('separate'), textRun(page), char('end')]
      : [textRun(page)];
    const link = el(
      'w:hyperlink',
      { 'w:anchor': bookmark ?? '', 'w:history': 1 },
      textRun(text),
      el('w:r', null, on('w:tab')),
      ...field,
    );
    const first = i === 0 ? [char('begin'), instruction(`TOC \\o "1-${LEVELS}" \\h \\z \\u`), char('separate')] : [];
    return paragraph(`TOC${entry.level}`, [...first, link, ...(i === entries.length - 1 ? [char('end')] : [])]);
  });
  return [heading, paragraph('Normal', []), ...lines];
}
