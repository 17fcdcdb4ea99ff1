// The document as it is read, released and previewed: blocks in reading order with numbers counted and fields looked up.
//
// One model feeds the text editor's numbering, `show --text`, the .docx, the preview and the checks, so they can't disagree.
// It holds no layout (fonts, sizes, pages): that is the exporter's and the preview's. A block without a record behind it (the
// stage line of a draft, an annex page of a table that no block shows) has a negative id.

import type { TextMark } from '../model/blocks.ts';
import type { BlockId, ColumnId, FieldId, RowId, TableId } from '../model/ids.ts';
import type { ColumnRecord, HeaderCell, RowKind } from '../model/views.ts';

export interface Run {
  text: string;
  marks?: TextMark[];
  /** present where the run is a field: what it shows, and whether its source is gone, blank or can't be computed */
  field?: { id: FieldId; expr: string; error?: 'dead' | 'blank' | 'error' };
  /** a reference to a table or block (表2, 附件1, its page); dead where that is gone */
  ref?: { table?: TableId; block?: BlockId; page?: true; error?: 'dead' };
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
  header: PrintHeaderCell[][];
  columns: ColumnRecord[];
  rows: PrintRow[];
  /** as printed, 注： included */
  notes: string[];
  /** 填报单位, 填表人, 审核人, 联系电话 where the table asks for them */
  signatures?: { preparedBy?: string; checkedBy?: string; phone?: string; reportedBy?: string };
}

export interface PrintHeaderCell extends HeaderCell {
  /** the unit whose bracket ends the text, where the header prints it */
  unit?: string;
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
  /** align: where it stands otherwise than its level does, as a centred 前言 */
  | {
      kind: 'heading';
      id: BlockId;
      level: number;
      number: string;
      runIn: boolean;
      runs: Run[];
      align?: 'left' | 'center' | 'right';
    }
  | { kind: 'para'; id: BlockId; runs: Run[]; align?: 'left' | 'center' | 'right' }
  | { kind: 'label-line'; id: BlockId; label: string; runs: Run[] }
  /** bare: its number and title stand above it already, as those of its annex or box */
  | { kind: 'table'; id: BlockId; table: PrintTable; bare?: boolean }
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
