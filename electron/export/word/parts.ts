// The small parts of the package that the official layout fixes to the letter: settings, font table, properties.
//
// docx writes its own; these take their place, because the switches below (no compression of characters, compatibility mode 15,
// footnotes as ①) can't be set through it, and because its properties hold the clock and so would differ from run to run.

import { type FontSet, SUBSTITUTES } from './fonts.ts';
import { NAMESPACE } from './styles.ts';
import { escapeXml } from './xml.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** word/settings.xml. No update-on-open: Word would ask a question that nobody understands. */
export function settingsXml(options: { evenAndOdd: boolean }): string {
  const compat = (name: string, value: string) =>
    `<w:compatSetting w:name="${name}" w:uri="http://schemas.microsoft.com/office/word" w:val="${value}"/>`;
  return (
    `${HEAD}<w:settings xmlns:w="${NAMESPACE}"><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>` +
    '<w:defaultTabStop w:val="420"/>' +
    (options.evenAndOdd ? '<w:evenAndOddHeaders/>' : '') +
    '<w:drawingGridVerticalSpacing w:val="579"/><w:characterSpacingControl w:val="doNotCompress"/>' +
    '<w:footnotePr><w:numFmt w:val="decimalEnclosedCircleChinese"/><w:numRestart w:val="eachPage"/><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>' +
    '<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>' +
    compat('compatibilityMode', '15') +
    compat('overrideTableStyleFontSizeAndJustification', '1') +
    compat('enableOpenTypeFeatures', '1') +
    compat('doNotFlipMirrorIndents', '1') +
    compat('differentiateMultirowTableHeaders', '1') +
    compat('useWord2013TrackBottomHyphenation', '0') +
    '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
  );
}

/** word/fontTable.xml: each font with what to show where it is missing. */
export function fontTableXml(fonts: FontSet): string {
  const names = [...new Set(Object.values(fonts) as string[])];
  const font = (name: string) => {
    const instead = SUBSTITUTES[name];
    return (
      `<w:font w:name="${escapeXml(name)}">${instead ? `<w:altName w:val="${escapeXml(instead)}"/>` : ''}` +
      '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
    );
  };
  return `${HEAD}<w:fonts xmlns:w="${NAMESPACE}">${names.map(font).join('')}</w:fonts>`;
}

export interface Properties {
  title: string;
  stage: string | null;
  /** ISO time of the released state; none is written where it is not known */
  at?: string;
  /** never for a 正式稿 */
  author?: string;
}

/** docProps/core.xml */
export function coreXml({ title, stage, at, author }: Properties): string {
  const time = at && !Number.isNaN(Date.parse(at)) ? new Date(at).toISOString().replace(/\.\d+Z$/, 'Z') : null;
  const stamp = (name: string) => (time ? `<dcterms:${name} xsi:type="dcterms:W3CDTF">${time}</dcterms:${name}>` : '');
  return (
    `${HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${escapeXml(title)}</dc:title>` +
    (author && stage !== '正式稿' ? `<dc:creator>${escapeXml(author)}</dc:creator>` : '') +
    stamp('created') +
    stamp('modified') +
    '<dc:language>zh-CN</dc:language>' +
    (stage ? `<cp:contentStatus>${escapeXml(stage)}</cp:contentStatus>` : '') +
    '</cp:coreProperties>'
  );
}

/** docProps/app.xml */
export function appXml(): string {
  return (
    `${HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">` +
    '<Application>安居</Application></Properties>'
  );
}
