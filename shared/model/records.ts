// The records of a plan, field by field as docs/file-format.md has them (the file spells them in snake_case).
//
// A record is a plain object with an id; order is a property (`ord`, a fractional key), never a position. Everything derived
// (totals, field texts, numbers of headings, findings) is not here: it is computed from these.

import type { StoredForm } from '../values/value.ts';
import type { BlockKind, BlockProps, Inline } from './blocks.ts';
import type { BlockId, ColumnId, NoteId, RegionId, RowId, SourceId, TableId } from './ids.ts';

export const STAGES = ['征求意见稿', '讨论稿', '送审稿', '报批稿', '正式稿'] as const;
export type Stage = (typeof STAGES)[number];

/** Plan properties by name; each is one row of table `plan`. Absent = null. */
export interface PlanProperties {
  id: string;
  kind: string;
  title: string;
  region_id: RegionId | null;
  year: number;
  period_from: number | null;
  period_to: number | null;
  stage: Stage | null;
  template_id: string | null;
  template_version: string | null;
  /** how headings are numbered; null = by the plan's kind (outline/schemes.ts) */
  numbering: 'official' | 'chapters' | { scheme?: 'official' | 'chapters'; runOn?: number[] } | null;
  min_reader: number;
}
export type PlanPropertyName = keyof PlanProperties;

export interface RegionRecord {
  id: RegionId;
  code: string | null;
  name: string;
  short: string | null;
  aliases: string[];
  /** 省 地 县 乡 … as a number from 1 (province) down */
  level: number;
  parentId: RegionId | null;
  ord: string;
}

export type TableRole = 'table' | 'ledger' | 'text';
export type TablePlace = 'text' | 'box' | 'annex' | 'none';

export interface TableRecord {
  id: TableId;
  key: string;
  /** its number as printed before the title: 表1, 附表2, 专栏一; null = counted by itself */
  numberAs: string | null;
  title: string;
  unit: string | null;
  role: TableRole;
  place: TablePlace;
  boxId: BlockId | null;
  ord: string;
  landscape: boolean;
  props: TableProps;
}

/** A table shown in other units or with fewer decimals than its figures are kept in (舍位平衡). */
export interface ShownIn {
  /** figures whose unit measures the same thing are shown in this one; null: figures without a unit */
  units: { unit: string | null; decimals: number }[];
  /** said under the table: one sentence, or with every adjusted figure */
  note?: 'short' | 'list';
}

export interface TableProps {
  shown?: ShownIn;
  /** notes printed under the table, each its own paragraph */
  notes?: string[];
  /** where the unit prints: in brackets in the header, on a line above the table (default), in brackets after the row's label, or nowhere */
  unitPlace?: 'header' | 'line' | 'row' | 'none';
  /** 填表人, 审核人, 联系电话, 填报单位 */
  signatures?: { preparedBy?: string; checkedBy?: string; phone?: string; reportedBy?: string };
  hidden?: boolean;
}

export type ColumnRole = 'group' | 'label' | 'group_label' | 'serial' | 'region' | 'unit' | 'value' | 'note';
export type ColumnKind = 'number' | 'text' | 'choice' | 'date' | 'year' | 'codes';
export type ColumnTotal = 'sum' | 'formula' | 'none';

export interface ColumnRecord {
  id: ColumnId;
  tableId: TableId;
  parentId: ColumnId | null;
  key: string;
  title: string;
  ord: string;
  role: ColumnRole;
  kind: ColumnKind;
  unit: string | null;
  decimals: number | null;
  /** forms an input takes; null = number none na (number columns), text (others) */
  forms: StoredForm[] | null;
  min: string | null;
  max: string | null;
  required: boolean;
  choices: string[] | null;
  width: number | null;
  align: 'left' | 'center' | 'right' | null;
  yearOffset: number | null;
  /** stored by id, e.g. `#c12+#c34` */
  formula: string | null;
  total: ColumnTotal | null;
  precision: 'printed' | 'exact';
  hidden: boolean;
  props: Record<string, unknown>;
}

export type RowKind = 'data' | 'group' | 'subtotal' | 'total' | 'of_which';

/** What a row says of its own figures, as an indicator does (公租房保障率 is words, the row below it a number); it wins over the column. */
export interface RowProps {
  /** columns in which the row belongs to the cell of the row above (one task over several rows) */
  joined?: ColumnId[];
  valueKind?: ColumnKind;
  forms?: StoredForm[];
  min?: string;
  max?: string;
  choices?: string[];
}

export interface RowRecord {
  id: RowId;
  tableId: TableId;
  parentId: RowId | null;
  key: string;
  label: string;
  ord: string;
  kind: RowKind;
  place: 'first' | 'last' | null;
  /** false keeps 其中 rows out of totals */
  counts: boolean;
  regionId: RegionId | null;
  unit: string | null;
  decimals: number | null;
  formula: string | null;
  hidden: boolean;
  props: RowProps;
}

/** A total kept as printed although it does not add up (例外); id = cellKey. */
export interface ExceptionRecord {
  id: string;
  printed: string;
  reason: string;
  by: string;
  at: string;
}

/** A single computed cell; id = cellKey. */
export interface CellFormulaRecord {
  id: string;
  formula: string;
}

export interface BlockRecord {
  id: BlockId;
  parentId: BlockId | null;
  ord: string;
  kind: BlockKind;
  props: BlockProps;
  content: Inline[];
}

export interface NoteRecord {
  id: NoteId;
  rowId: RowId | null;
  colId: ColumnId | null;
  blockId: BlockId | null;
  kind: 'comment' | 'evidence';
  text: string;
  assetId: string | null;
  by: string;
  at: string;
  done: boolean;
}

/** An attached file; its bytes stay in the store and never travel with the state. id = sha256. */
export interface AssetRecord {
  id: string;
  name: string;
  mime: string;
  size: number;
}

export interface RuleRecord {
  id: string;
  off: boolean;
  severity: 'error' | 'warning' | 'hint' | null;
  params: Record<string, unknown> | null;
}

/** A finding answered with a written reason; id = the finding's stable key. */
export interface AnswerRecord {
  id: string;
  code: string;
  seen: string;
  reason: string;
  by: string;
  at: string;
}

export interface OpinionRecord {
  id: number;
  blockId: BlockId | null;
  unit: string;
  text: string;
  decision: string | null;
  reason: string | null;
  ord: string;
}

/** A named state (版本标记). Its whole state is kept in the file, compressed, and is read only when asked for. */
export interface MarkRecord {
  id: number;
  name: string;
  stage: Stage | null;
  seq: number;
  at: string;
  by: string;
}

export interface SourceRecord {
  id: SourceId;
  kind: 'file' | 'paste' | 'collect' | 'text';
  name: string;
  sha256: string | null;
  sheet: string | null;
  at: string;
  assetSha256: string | null;
}

/** Where an imported cell came from; id = cellKey, ref = the source's own cell (G18). */
export interface CellOriginRecord {
  id: string;
  sourceId: SourceId;
  ref: string;
  printed: string;
}

export interface DispatchRecord {
  id: RegionId;
  due: string | null;
  sentAt: string | null;
  sentSha256: string | null;
  state: string;
  returned: unknown;
}

/** Entity name (of a change) → its record. `plan` properties are records {id: name, value}. */
export interface RecordOf {
  plan: { id: PlanPropertyName; value: unknown };
  region: RegionRecord;
  tbl: TableRecord;
  col: ColumnRecord;
  row: RowRecord;
  exception: ExceptionRecord;
  cell_formula: CellFormulaRecord;
  block: BlockRecord;
  note: NoteRecord;
  asset: AssetRecord;
  rule: RuleRecord;
  answer: AnswerRecord;
  opinion: OpinionRecord;
  mark: MarkRecord;
  source: SourceRecord;
  cell_origin: CellOriginRecord;
  dispatch: DispatchRecord;
}
export type Entity = keyof RecordOf;
export const ENTITIES = [
  'plan',
  'region',
  'tbl',
  'col',
  'row',
  'exception',
  'cell_formula',
  'block',
  'note',
  'asset',
  'rule',
  'answer',
  'opinion',
  'mark',
  'source',
  'cell_origin',
  'dispatch',
] as const satisfies readonly Entity[];
