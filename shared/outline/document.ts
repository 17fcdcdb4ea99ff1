// The document as it is read, released and previewed: blocks in reading order with numbers counted and fields looked up.
//
// One model feeds the text editor's numbering, `show --text`, the .docx, the preview and the checks, so they can't disagree.
// It holds no layout (fonts, sizes, pages): that is the exporter's and the preview's.

import type { TextMark } from '../model/blocks.ts';
import type { BlockId, ColumnId, FieldId, RowId, TableId } from '../model/ids.ts';
import type { ColumnRecord, HeaderCell, RowKind } from '../model/views.ts';

export interface Run {
  text: string;
  marks?: TextMark[];
  /** present where the run is a field: what it shows, and whether its source is gone or blank */
  field?: { id: FieldId; expr: string; error?: 'dead' | 'blank' };
  /** a footnote mark; the note's own runs */
  foot?: { id: number; runs: Run[] };
  br?: true;
}

/** A table as it is printed. */
export interface PrintTable {
  id: TableId;
  key: string;
  /** 表1; '' without number */
  number: string;
  title: string;
  /** 单位：套、万平方米; '' where the header carries the units */
  unitLine: string;
  landscape: boolean;
  header: HeaderCell[][];
  columns: ColumnRecord[];
  rows: PrintRow[];
  notes: string[];
}

export interface PrintRow {
  id: RowId;
  kind: RowKind;
  depth: number;
  cells: PrintCell[];
}

export interface PrintCell {
  column: ColumnId;
  text: string;
  /** number and the special forms print right, text left, serial centred (unless the column says otherwise) */
  align: 'left' | 'center' | 'right';
  /** rows merged downwards from here (group labels); 0 = covered by the cell above */
  rowSpan: number;
}

export type DocumentBlock =
  | { kind: 'title'; id: BlockId; runs: Run[] }
  | { kind: 'stage-line'; id: BlockId; runs: Run[] }
  | { kind: 'attached-mark'; id: BlockId; runs: Run[] }
  | { kind: 'heading'; id: BlockId; level: number; number: string; runIn: boolean; runs: Run[] }
  | { kind: 'para'; id: BlockId; runs: Run[] }
  | { kind: 'label-line'; id: BlockId; label: string; runs: Run[] }
  | { kind: 'table'; id: BlockId; table: PrintTable }
  | { kind: 'table-note'; id: BlockId; runs: Run[] }
  | { kind: 'box'; id: BlockId; number: string; runs: Run[]; blocks: DocumentBlock[] }
  | { kind: 'annex'; id: BlockId; number: string; landscape: boolean; runs: Run[]; blocks: DocumentBlock[] }
  | { kind: 'annex-list'; id: BlockId; items: Run[][] }
  | { kind: 'term'; id: BlockId; number: string; runs: Run[] }
  | { kind: 'figure'; id: BlockId; number: string; assetId: string | null; alt: string; runs: Run[] }
  | { kind: 'signature' | 'notes-line' | 'imprint' | 'cover' | 'toc' | 'glossary'; id: BlockId; runs: Run[] }
  | { kind: 'page-break' | 'blank'; id: BlockId };

export interface DocumentView {
  title: string;
  stage: string | null;
  year: number;
  blocks: DocumentBlock[];
}
