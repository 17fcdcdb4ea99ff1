// word/styles.xml: the official layout as Word's own style names, so that navigation pane, contents and 格式刷 work on it.
//
// Word knows a built-in style by its w:name (heading 1, Title), not by its id. No theme fonts anywhere: they override names.

import type { FontSet } from './fonts.ts';
import { CELL, INDENT, LINE, PAGE_NUMBER, SIZE, TIGHTER, TITLE_LINE } from './measures.ts';
import { escapeXml } from './xml.ts';

export const NAMESPACE = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** How the headings of a document look: 一、（一）1.（1） or with 第X章 第X节 above. */
export type HeadingLook = 'official' | 'chapters';

interface Style {
  id: string;
  name: string;
  basedOn?: string;
  next?: string;
  link?: string;
  /** shown in the style list */
  quick?: boolean;
  /** a style of our own */
  custom?: boolean;
  pPr?: string;
  rPr?: string;
}

const fontsOf = (name: string): string => {
  const font = escapeXml(name);
  return `<w:rFonts w:ascii="${font}" w:hAnsi="${font}" w:eastAsia="${font}" w:cs="${font}"/>`;
};
const size = (halfPoints: number): string => `<w:sz w:val="${halfPoints}"/><w:szCs w:val="${halfPoints}"/>`;
const exact = (line: number): string => `<w:spacing w:before="0" w:after="0" w:line="${line}" w:lineRule="exact"/>`;
const indent = `<w:ind w:firstLineChars="${INDENT.chars}" w:firstLine="${INDENT.twips}"/>`;
const noIndent = '<w:ind w:left="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/>';
const plainSpacing = '<w:spacing w:val="0"/>';
const noGrid = '<w:snapToGrid w:val="0"/>';

/** Fonts of the heading levels, highest first. */
function headingFonts(look: HeadingLook, fonts: FontSet): string[] {
  const four = [fonts.hei, fonts.kai, fonts.body, fonts.body, fonts.body, fonts.body];
  return look === 'official' ? four : [fonts.hei, fonts.kai, fonts.hei, fonts.kai, fonts.body, fonts.body];
}

export const HEADING_LEVELS = 6;

function headings(look: HeadingLook, fonts: FontSet): Style[] {
  return headingFonts(look, fonts).flatMap((font, i): Style[] => {
    const level = i + 1;
    const centred = look === 'chapters' && level <= 2;
    return [
      {
        id: `Heading${level}`,
        name: `heading ${level}`,
        basedOn: 'Normal',
        next: 'BodyTextFirstIndent',
        link: `Heading${level}Char`,
        quick: true,
        pPr: `<w:keepNext/>${exact(LINE)}${centred ? `${noIndent}<w:jc w:val="center"/>` : indent}<w:outlineLvl w:val="${i}"/>`,
        rPr: fontsOf(font),
      },
    ];
  });
}

function paragraphStyles(fonts: FontSet, look: HeadingLook): Style[] {
  const table = (id: string, name: string, font: string, jc: string, more = ''): Style => ({
    id,
    name,
    basedOn: 'Normal',
    custom: true,
    pPr: `${noGrid}${exact(CELL.line)}${more || noIndent}<w:jc w:val="${jc}"/>`,
    rPr: `${fontsOf(font)}${plainSpacing}${size(SIZE.xiaosi)}`,
  });
  return [
    {
      id: 'Normal',
      name: 'Normal',
      quick: true,
      pPr: `<w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>${exact(LINE)}<w:jc w:val="both"/>`,
      rPr: `${fontsOf(fonts.body)}<w:color w:val="000000"/><w:spacing w:val="${TIGHTER}"/><w:kern w:val="0"/>${size(SIZE.san)}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>`,
    },
    { id: 'BodyTextFirstIndent', name: 'Body Text First Indent', basedOn: 'Normal', quick: true, pPr: indent },
    ...headings(look, fonts),
    {
      id: 'Title',
      name: 'Title',
      basedOn: 'Normal',
      next: 'Normal',
      quick: true,
      pPr: `<w:keepNext/>${noGrid}${exact(TITLE_LINE)}${noIndent}<w:jc w:val="center"/>`,
      rPr: `${fontsOf(fonts.title)}${plainSpacing}${size(SIZE.er)}`,
    },
    {
      id: 'StageLine',
      name: '阶段标识',
      basedOn: 'Normal',
      custom: true,
      pPr: `${exact(LINE)}${noIndent}<w:jc w:val="center"/>`,
      rPr: fontsOf(fonts.kai),
    },
    {
      id: 'AttachedMark',
      name: '附件标识',
      basedOn: 'Normal',
      custom: true,
      pPr: `<w:keepNext/>${exact(LINE)}${noIndent}<w:jc w:val="left"/>`,
      rPr: fontsOf(fonts.hei),
    },
    {
      id: 'AnnexTitle',
      name: '附件标题',
      basedOn: 'Title',
      custom: true,
      pPr: '<w:outlineLvl w:val="0"/>',
    },
    {
      id: 'TableCaption',
      name: 'caption',
      basedOn: 'Normal',
      next: 'Normal',
      quick: true,
      pPr: `<w:keepNext/>${exact(LINE)}${noIndent}<w:jc w:val="center"/>`,
      rPr: `${fontsOf(fonts.hei)}${plainSpacing}${size(SIZE.si)}`,
    },
    table('TableUnit', '表格单位', fonts.body, 'right'),
    table('TableHead', '表头', fonts.hei, 'center'),
    table(
      'TableText',
      '表格文字',
      fonts.body,
      'left',
      `<w:ind w:left="${CELL.textIndent}" w:right="0" w:firstLineChars="0" w:firstLine="0"/>`,
    ),
    table('TableCentre', '表格居中', fonts.body, 'center'),
    table(
      'TableNumber',
      '表格数字',
      fonts.body,
      'right',
      `<w:ind w:left="0" w:right="${CELL.numberIndent}" w:firstLineChars="0" w:firstLine="0"/>`,
    ),
    {
      id: 'TableNote',
      name: '表注',
      basedOn: 'Normal',
      custom: true,
      pPr: `${noGrid}${exact(CELL.narrowLine)}${noIndent}<w:jc w:val="left"/>`,
      rPr: `${plainSpacing}${size(SIZE.wu)}`,
    },
    table('BoxTitle', '专栏标题', fonts.hei, 'center'),
    {
      id: 'BoxText',
      name: '专栏文字',
      basedOn: 'Normal',
      custom: true,
      pPr: `${noGrid}${exact(CELL.line)}<w:ind w:firstLineChars="200" w:firstLine="480"/><w:jc w:val="both"/>`,
      rPr: `${plainSpacing}${size(SIZE.xiaosi)}`,
    },
    {
      id: 'Imprint',
      name: '版记',
      basedOn: 'Normal',
      custom: true,
      pPr: `${noGrid}${exact(LINE)}<w:ind w:left="${PAGE_NUMBER.indent}" w:right="${PAGE_NUMBER.indent}"/><w:jc w:val="left"/>`,
      rPr: `${plainSpacing}${size(SIZE.si)}`,
    },
    ...[1, 2, 3].map(
      (level): Style => ({
        id: `TOC${level}`,
        name: `toc ${level}`,
        basedOn: 'Normal',
        next: 'Normal',
        pPr: `<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8844"/></w:tabs>${exact(LINE)}<w:ind w:left="${(level - 1) * 320}" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/>`,
        rPr: `${fontsOf(level === 1 ? fonts.hei : fonts.body)}${plainSpacing}${level === 1 ? '' : size(SIZE.san)}`,
      }),
    ),
    {
      id: 'Header',
      name: 'header',
      basedOn: 'Normal',
      pPr: `${noGrid}${exact(PAGE_NUMBER.line)}${noIndent}<w:jc w:val="center"/>`,
      rPr: `${fontsOf(fonts.song)}${plainSpacing}${size(SIZE.si)}`,
    },
    {
      id: 'Footer',
      name: 'footer',
      basedOn: 'Normal',
      pPr: `${noGrid}${exact(PAGE_NUMBER.line)}${noIndent}<w:jc w:val="left"/>`,
      rPr: `${fontsOf(fonts.song)}${plainSpacing}${size(SIZE.si)}`,
    },
    {
      id: 'FootnoteText',
      name: 'footnote text',
      basedOn: 'Normal',
      pPr: `${noGrid}<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>${noIndent}<w:jc w:val="left"/>`,
      rPr: `${fontsOf(fonts.song)}${plainSpacing}${size(SIZE.xiaowu)}`,
    },
  ];
}

function write(style: Style): string {
  return (
    `<w:style w:type="paragraph"${style.id === 'Normal' ? ' w:default="1"' : ''}${style.custom ? ' w:customStyle="1"' : ''} w:styleId="${style.id}">` +
    `<w:name w:val="${style.name}"/>` +
    (style.basedOn ? `<w:basedOn w:val="${style.basedOn}"/>` : '') +
    (style.next ? `<w:next w:val="${style.next}"/>` : '') +
    (style.link ? `<w:link w:val="${style.link}"/>` : '') +
    (style.quick ? '<w:qFormat/>' : '') +
    (style.pPr ? `<w:pPr>${style.pPr}</w:pPr>` : '') +
    (style.rPr ? `<w:rPr>${style.rPr}</w:rPr>` : '') +
    '</w:style>'
  );
}

/** The character halves of the heading styles: a heading that runs into its paragraph takes these. */
function headingCharacters(look: HeadingLook, fonts: FontSet): string {
  return headingFonts(look, fonts)
    .map(
      (font, i) =>
        `<w:style w:type="character" w:customStyle="1" w:styleId="Heading${i + 1}Char"><w:name w:val="标题 ${i + 1} 字符"/>` +
        `<w:basedOn w:val="DefaultParagraphFont"/><w:link w:val="Heading${i + 1}"/><w:rPr>${fontsOf(font)}</w:rPr></w:style>`,
    )
    .join('');
}

/** The whole part. */
export function stylesXml(fonts: FontSet, look: HeadingLook): string {
  return (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles xmlns:w="${NAMESPACE}">` +
    `<w:docDefaults><w:rPrDefault><w:rPr>${fontsOf(fonts.body)}${size(SIZE.san)}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>` +
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="0" w:defUnhideWhenUsed="0" w:defQFormat="0" w:count="376"/>' +
    paragraphStyles(fonts, look).map(write).join('') +
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>' +
    headingCharacters(look, fonts) +
    `<w:style w:type="character" w:customStyle="1" w:styleId="StrongCell"><w:name w:val="合计"/><w:basedOn w:val="DefaultParagraphFont"/><w:rPr>${fontsOf(fonts.hei)}</w:rPr></w:style>` +
    '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>' +
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>' +
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>' +
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/></w:style>' +
    '</w:styles>'
  );
}
