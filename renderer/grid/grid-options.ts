// AG Grid as we use it: only the modules that lay out and scroll, nothing that edits, sorts or selects by itself.

import {
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  EventApiModule,
  type GridOptions,
  LocaleModule,
  ModuleRegistry,
  PinnedRowModule,
  RowApiModule,
  ScrollApiModule,
} from 'ag-grid-community';
import { cspNonce } from '../theme/nonce.ts';
import { gridWords } from '../words/grid.ts';
import { CellView } from './cell-view.ts';
import type { RowItem } from './columns.ts';
import { gridTheme } from './grid-theme.ts';
import { ColumnHead, GroupHead } from './heads.ts';

ModuleRegistry.registerModules([
  ClientSideRowModelModule,
  ClientSideRowModelApiModule,
  ColumnApiModule,
  EventApiModule,
  LocaleModule,
  PinnedRowModule,
  RowApiModule,
  ScrollApiModule,
]);

export const gridOptions: GridOptions<RowItem> = {
  theme: gridTheme,
  styleNonce: cspNonce(),
  getRowId: (params) => String(params.data.id),
  defaultColDef: {
    cellRenderer: CellView,
    headerComponent: ColumnHead,
    suppressMovable: true,
    sortable: false,
    resizable: true,
  },
  defaultColGroupDef: { headerGroupComponent: GroupHead },
  // The focus stays in the editor's box; keys and clicks are ours.
  suppressCellFocus: true,
  suppressHeaderFocus: true,
  suppressMovableColumns: true,
  suppressRowHoverHighlight: true,
  suppressNoRowsOverlay: true,
  suppressRowTransform: true,
  animateRows: false,
  rowBuffer: 8,
  ensureDomOrder: true,
  localeText: gridWords.gridLocale,
};
