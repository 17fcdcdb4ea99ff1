// The package as it leaves: docx's parts, our own fixed parts in their places, and the same bytes for the same plan.
//
// docx writes the end of a section as an empty paragraph of its own; on a full page that paragraph would start another, empty,
// page. Here the section's end moves into the last paragraph before it, where Word itself keeps it.

import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';

/** The first day that a zip file can name: no clock in the bytes. */
const NO_CLOCK = new Date(1980, 0, 1);

/** A section's end in a paragraph of its own, right after another paragraph. */
const OWN_PARAGRAPH = /<w:p><w:pPr>(<w:sectPr\b[^>]*>(?:(?!<\/w:sectPr>).)*<\/w:sectPr>)<\/w:pPr><\/w:p>/gs;
/** A section's end after a table must keep a paragraph; this one takes no room. */
const THIN =
  '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>';

/** Moves section ends into the paragraph before them, or makes them thin where a table stands before. */
function tuckSections(xml: string): string {
  let out = '';
  let from = 0;
  for (const match of xml.matchAll(OWN_PARAGRAPH)) {
    out += xml.slice(from, match.index);
    from = match.index + match[0].length;
    const section = match[1] as string;
    const start = out.lastIndexOf('<w:p>');
    const isParagraph = out.endsWith('</w:p>') && start >= 0;
    if (!isParagraph) {
      out += `<w:p><w:pPr>${THIN}${section}</w:pPr></w:p>`;
      continue;
    }
    const last = out.slice(start);
    out =
      out.slice(0, start) +
      (last.includes('</w:pPr>')
        ? last.replace('</w:pPr>', `${section}</w:pPr>`)
        : last.replace('<w:p>', `<w:p><w:pPr>${section}</w:pPr>`));
  }
  return out + xml.slice(from);
}

/** Footnotes count ① ② …; not every program reads that from the settings, so each section says it too. */
function circleFootnotes(xml: string): string {
  return xml.replace(
    /(<w:sectPr\b[^>]*>(?:<w:(?:header|footer)Reference [^>]*\/>)*)/g,
    '$1<w:footnotePr><w:numFmt w:val="decimalEnclosedCircleChinese"/><w:numRestart w:val="eachPage"/></w:footnotePr>',
  );
}

/** docx numbers pictures over all documents of the process; here they count from 1 in each. */
function numberPictures(xml: string): string {
  let counted = 0;
  return xml.replace(/<wp:docPr id="\d+"/g, () => `<wp:docPr id="${++counted}"`);
}

/** Puts our own parts in, tucks the sections, and zips with fixed times in a fixed order. */
export function finishPackage(packed: Uint8Array, footnotes: boolean, parts: Record<string, string>): Uint8Array {
  const files = unzipSync(packed);
  for (const [path, text] of Object.entries(parts)) files[path] = strToU8(text);
  const body = files['word/document.xml'];
  if (body) {
    const xml = numberPictures(tuckSections(strFromU8(body)));
    files['word/document.xml'] = strToU8(footnotes ? circleFootnotes(xml) : xml);
  }
  const first = ['[Content_Types].xml', '_rels/.rels', 'word/document.xml'];
  const rest = Object.keys(files)
    .filter((path) => !first.includes(path))
    .sort();
  const zippable: Zippable = {};
  for (const path of [...first, ...rest]) zippable[path] = [files[path] as Uint8Array, { mtime: NO_CLOCK }];
  return zipSync(zippable, { level: 6 });
}
