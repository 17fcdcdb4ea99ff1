// AG Grid's own look in our tokens: flat, square, dense, with the lines of an official table.

import { themeQuartz } from 'ag-grid-community';
import { color, font } from '../theme/tokens.ts';

export const gridTheme = themeQuartz.withParams({
  accentColor: color.accent,
  backgroundColor: color.window,
  foregroundColor: color.text1,
  cellTextColor: color.text1,
  headerTextColor: color.text1,
  headerBackgroundColor: color.header,
  headerCellHoverBackgroundColor: color.header,
  chromeBackgroundColor: color.header,
  borderColor: color.border,
  wrapperBorder: { style: 'solid', width: 1, color: color.border },
  wrapperBorderRadius: 0,
  columnBorder: { style: 'solid', width: 1, color: color.line },
  rowBorder: { style: 'solid', width: 1, color: color.line },
  headerRowBorder: { style: 'solid', width: 1, color: color.border },
  headerColumnBorder: { style: 'solid', width: 1, color: color.border },
  pinnedColumnBorder: { style: 'solid', width: 1, color: color.border },
  pinnedRowBorder: { style: 'solid', width: 2, color: color.totalEdge },
  headerColumnResizeHandleColor: 'transparent',
  oddRowBackgroundColor: color.window,
  rowHoverColor: 'transparent',
  spacing: 4,
  cellHorizontalPadding: 8,
  fontFamily: font.screen,
  fontSize: 14,
  dataFontSize: 14,
  headerFontSize: 13,
  headerFontWeight: 600,
  rowHeight: 28,
  focusShadow: 'none',
});
