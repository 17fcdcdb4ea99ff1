// Page numbers: — 1 — in 宋体 14 pt below the type area, odd pages right, even pages left, one character in.
//
// On a landscape page the number stays where it is on the bound sheet, so with the table upright it stands at the left side,
// turned with the sheet. Word has no switch for that: an empty footer (else it would inherit) and a one-cell floating table in
// the header, written top to bottom, at the place where the footer of a portrait page would be.

import {
  AlignmentType,
  Footer,
  Header,
  HeightRule,
  type ISectionOptions,
  LineRuleType,
  Paragraph,
  SimpleField,
  Table,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  TextDirection,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { PAGE_NUMBER, TYPE_AREA } from './measures.ts';

export type PageNumberPlace = 'outside' | 'center';
type HeadersAndFooters = Pick<ISectionOptions, 'headers' | 'footers'>;
type Side = 'odd' | 'even' | 'center';

/** The rotated number's column: left edge and width in twips; its centre lies 28 mm from the sheet's edge. */
const TURNED = { x: 1304, y: 1588, width: 567 } as const;

function numberParagraph(side: Side, style: string): Paragraph {
  const indent = side === 'odd' ? { right: PAGE_NUMBER.indent } : side === 'even' ? { left: PAGE_NUMBER.indent } : {};
  return new Paragraph({
    style,
    alignment: side === 'odd' ? AlignmentType.RIGHT : side === 'even' ? AlignmentType.LEFT : AlignmentType.CENTER,
    indent,
    spacing: { line: PAGE_NUMBER.line, lineRule: LineRuleType.EXACT },
    children: [new TextRun('— '), new SimpleField('PAGE', '1'), new TextRun(' —')],
  });
}

const emptyFooter = (): Footer => new Footer({ children: [new Paragraph({ style: 'Footer' })] });
const emptyHeader = (): Header => new Header({ children: [new Paragraph({ style: 'Header' })] });

function turnedHeader(side: Side): Header {
  const none = { style: 'none' as const, size: 0, color: 'auto' };
  const table = new Table({
    width: { size: TURNED.width, type: WidthType.DXA },
    columnWidths: [TURNED.width],
    layout: TableLayoutType.FIXED,
    float: {
      horizontalAnchor: TableAnchorType.PAGE,
      verticalAnchor: TableAnchorType.PAGE,
      absoluteHorizontalPosition: TURNED.x,
      absoluteVerticalPosition: TURNED.y,
    },
    margins: { marginUnitType: WidthType.DXA, left: 0, right: 0, top: 0, bottom: 0 },
    borders: { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none },
    rows: [
      new TableRow({
        height: { value: TYPE_AREA.width, rule: HeightRule.EXACT },
        children: [
          new TableCell({
            width: { size: TURNED.width, type: WidthType.DXA },
            textDirection: TextDirection.TOP_TO_BOTTOM_RIGHT_TO_LEFT,
            verticalAlign: VerticalAlignTable.CENTER,
            children: [numberParagraph(side, 'Header')],
          }),
        ],
      }),
    ],
  });
  return new Header({ children: [table, new Paragraph({ style: 'Header' })] });
}

/** Headers and footers of a section; explicit on both sides, so that no section inherits from the one before it. */
export function headersAndFooters(landscape: boolean, place: PageNumberPlace): HeadersAndFooters {
  if (!landscape) {
    const footer = (side: Side) => new Footer({ children: [numberParagraph(side, 'Footer')] });
    if (place === 'center') return { headers: { default: emptyHeader() }, footers: { default: footer('center') } };
    return { headers: { default: emptyHeader(), even: emptyHeader() }, footers: { default: footer('odd'), even: footer('even') } };
  }
  if (place === 'center') return { headers: { default: turnedHeader('center') }, footers: { default: emptyFooter() } };
  return {
    headers: { default: turnedHeader('odd'), even: turnedHeader('even') },
    footers: { default: emptyFooter(), even: emptyFooter() },
  };
}
