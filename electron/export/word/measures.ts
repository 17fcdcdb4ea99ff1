// The official page in figures (GB/T 9704-2012 and common practice), in twips unless said otherwise: 1 mm = 56.693, 1 pt = 20.
//
// 22 lines fill 225 mm: 225 mm ÷ 22 rounded down to a whole twip is 579 (580 gives 21 lines). 28 characters of 16 pt fill 156 mm
// when every character is 0.25 pt tighter (−5); −4 gives 27. These two figures are the reason for most of what stands here.

export const PAGE = { width: 11906, height: 16838 } as const;
/** 37, 28, 35 and 26 mm of white around the type area of 156 × 225 mm */
export const MARGIN = { top: 2098, left: 1588, bottom: 1984, right: 1474, header: 851, footer: 1417 } as const;
/** the same page turned: the binding edge of the portrait page is the top of the landscape one */
export const LANDSCAPE_MARGIN = { top: 1588, left: 1984, bottom: 1474, right: 2098, header: 851, footer: 1417 } as const;
export const TYPE_AREA = { width: 8844, height: 12756 } as const;

/** the body's line, exact */
export const LINE = 579;
/** the title's line, exact: 33 pt */
export const TITLE_LINE = 660;
export const CHARACTERS_PER_LINE = 28;
/** each 16 pt character is this much tighter */
export const TIGHTER = -5;
/** two characters; the hundredths count, the twips are for programs that know only those */
export const INDENT = { chars: 200, twips: 630 } as const;

/** character sizes in half-points by their Chinese names */
export const SIZE = { er: 44, san: 32, si: 28, xiaosi: 24, wu: 21, xiaowu: 18 } as const;

/** page numbers: 四号, one character in from the edge, on a line of their own height */
export const PAGE_NUMBER = { indent: 280, line: 360 } as const;

/** table cells: 小四 on 22 pt; 五号 on 18 pt where a table has more than eight columns; 小五 on 15 pt where even that is too wide */
export const CELL = {
  line: 440,
  narrowLine: 360,
  manyColumns: 8,
  height: 454,
  narrowHeight: 380,
  smallLine: 300,
  smallHeight: 340,
  sideMargin: 50,
  numberIndent: 60,
  textIndent: 60,
} as const;
/** grid lines in eighths of a point: 0.5 pt */
export const GRID = 4;
