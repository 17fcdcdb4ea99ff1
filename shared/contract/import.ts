// What the import sees, proposes and is answered: the shapes that import, command line and wizard share.
//
// An inspection is about the file alone; a proposal lays a found table onto a plan's table. Both are plain JSON. Rows and
// columns of the file are numbered from 1 as in the sheet; the plan's are named by id, with key and label beside.

import { z } from 'zod';

const rowNumber = z.number().int().min(1);
const span = z.tuple([rowNumber, rowNumber]);

export const findingSchema = z.object({
  code: z.string(),
  message: z.string(),
  row: rowNumber.optional(),
  column: rowNumber.optional(),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type ImportFinding = z.infer<typeof findingSchema>;

export const FOUND_ROW_KINDS = ['data', 'total', 'subtotal', 'section', 'of_which'] as const;
export const FOUND_COLUMN_KINDS = ['number', 'text', 'date', 'unit', 'note'] as const;

export const foundRowSchema = z.object({
  row: rowNumber,
  label: z.string(),
  kind: z.enum(FOUND_ROW_KINDS),
  /** group labels merged or carried down, from the outside */
  groups: z.array(z.string()).optional(),
  region: z.string().optional(),
  unit: z.string().optional(),
  hidden: z.literal(true).optional(),
  /** rows that a total adds, where known */
  adds: z.array(rowNumber).optional(),
  /** columns of a total whose figure is a formula in the file; the others are typed */
  formulas: z.array(rowNumber).optional(),
  /**
   * Printed text by the sheet's column number, label columns included; figures in half-width digits, and with every digit the
   * file holds where its format shows fewer.
   */
  cells: z.record(z.string(), z.string()),
  /** exactly what is shown, where `cells` says it otherwise: １２．５, or 179 for 179.1 */
  shown: z.record(z.string(), z.string()).optional(),
});
export type FoundRow = z.infer<typeof foundRowSchema>;

export const foundColumnSchema = z.object({
  index: rowNumber,
  path: z.array(z.string()),
  unit: z.string().optional(),
  kind: z.enum(FOUND_COLUMN_KINDS),
});
export type FoundColumn = z.infer<typeof foundColumnSchema>;

/** Why a part was taken for what it is: a stable code and how sure, 0…1. */
export const guessSchema = z.object({
  part: z.enum(['title', 'unit', 'header', 'labels', 'data', 'totals', 'notes']),
  reason: z.string(),
  message: z.string(),
  score: z.number(),
});

export const foundTableSchema = z.object({
  range: z.string(),
  title: z.string().nullable(),
  unit: z.string().nullable(),
  titleRows: span.nullable(),
  headerRows: span.nullable(),
  dataRows: span,
  totalRows: z.array(rowNumber),
  sectionRows: z.array(rowNumber),
  blankRows: z.array(rowNumber),
  noteRows: z.array(rowNumber),
  repeatedHeaderRows: z.array(rowNumber),
  labelColumns: z.array(rowNumber),
  /** what stands over the label columns, in their order */
  labelPaths: z.array(z.array(z.string())).optional(),
  columns: z.array(foundColumnSchema),
  rows: z.array(foundRowSchema),
  findings: z.array(findingSchema),
  guesses: z.array(guessSchema),
  confidence: z.number(),
});
export type FoundTable = z.infer<typeof foundTableSchema>;

const mergeSchema = z.object({ top: rowNumber, left: rowNumber, bottom: rowNumber, right: rowNumber });

export const inspectedSheetSchema = z.object({
  name: z.string(),
  hidden: z.boolean(),
  hiddenRows: z.array(rowNumber),
  hiddenColumns: z.array(rowNumber),
  rows: z.number().int(),
  columns: z.number().int(),
  tables: z.array(foundTableSchema),
  /** with `cells` asked for: every non-empty cell by "row,column", and the merges of the sheet */
  cells: z.record(z.string(), z.string()).optional(),
  merges: z.array(mergeSchema).optional(),
});
export type InspectedSheet = z.infer<typeof inspectedSheetSchema>;

export const inspectionSchema = z.object({
  format: z.string(),
  encoding: z.string().optional(),
  file: z.object({ name: z.string(), bytes: z.number(), sha256: z.string() }),
  sheets: z.array(inspectedSheetSchema),
});
export type Inspection = z.infer<typeof inspectionSchema>;

/** How a row or column of the file found its place in the plan. */
export const MAPPED_HOW = ['map', 'region', 'alias', 'code', 'label', 'synonym', 'similar', 'total', 'order', 'header'] as const;
export type MappedHow = (typeof MAPPED_HOW)[number];

export const mappedRowSchema = z.object({
  /** label in the file, its groups before it */
  from: z.string(),
  fromRow: rowNumber,
  /** key of the plan's row; null = no place found */
  to: z.string().nullable(),
  toId: z.number().nullable(),
  toLabel: z.string().nullable(),
  how: z.enum(MAPPED_HOW).nullable(),
  /** a total or another computed row: compared, never written */
  computed: z.boolean(),
});
export type MappedRow = z.infer<typeof mappedRowSchema>;

export const mappedColumnSchema = z.object({
  /** header path in the file, joined by / */
  from: z.string(),
  fromColumn: rowNumber,
  to: z.string().nullable(),
  toId: z.number().nullable(),
  toLabel: z.string().nullable(),
  how: z.enum(MAPPED_HOW).nullable(),
  computed: z.boolean(),
  /** units in the file and in the plan; `converted` where figures are taken over into the plan's */
  unit: z.string().nullable(),
  toUnit: z.string().nullable(),
  converted: z.boolean(),
});
export type MappedColumn = z.infer<typeof mappedColumnSchema>;

/** changed: another value stands there; filled: nothing stood there; blank: the file has nothing there; refused: does not fit. */
export const PROPOSED_STATES = ['changed', 'filled', 'same', 'blank', 'refused'] as const;
export type ProposedState = (typeof PROPOSED_STATES)[number];

export const proposedCellSchema = z.object({
  row: z.number(),
  col: z.number(),
  /** the cell in the file: G18 */
  ref: z.string(),
  /** as the file prints it */
  printed: z.string(),
  /** as the plan prints it now */
  old: z.string(),
  /** as the plan would print it; '' = left as it is */
  new: z.string(),
  state: z.enum(PROPOSED_STATES),
  refused: z
    .object({
      /** code of the failure and its details, as readInput gives them */
      code: z.string(),
      details: z.record(z.string(), z.unknown()),
      /** the rounded figure that would fit */
      offer: z.string().nullable(),
    })
    .optional(),
});
export type ProposedCell = z.infer<typeof proposedCellSchema>;

export const reconciledSchema = z.object({
  /** keys of the plan's row and column */
  row: z.string(),
  column: z.string(),
  rowId: z.number(),
  colId: z.number(),
  rowLabel: z.string(),
  columnLabel: z.string(),
  ref: z.string(),
  printed: z.string(),
  computed: z.string(),
  /** printed − computed, '' where one of them is no number */
  difference: z.string(),
  agree: z.boolean(),
  /** a total row, or a computed cell of a data row */
  kind: z.enum(['total', 'computed']),
  /** swapped: two neighbouring digits exchanged; shifted: ten, hundred … times; typed: no formula in the file */
  hints: z.array(z.enum(['swapped', 'shifted', 'typed', 'rounding'])),
  /** rows added for a total */
  rows: z.number().nullable(),
});
export type Reconciled = z.infer<typeof reconciledSchema>;

export const unmappedSchema = z.object({
  rows: z.array(z.object({ row: rowNumber, label: z.string(), reason: z.enum(['no-place', 'taken', 'left-out']) })),
  columns: z.array(z.object({ column: rowNumber, path: z.string(), reason: z.enum(['no-place', 'taken', 'left-out', 'unit']) })),
  values: z.array(z.object({ ref: z.string(), printed: z.string(), reason: z.enum(['refused', 'row', 'column']) })),
  /** what the plan's table has and the file has not */
  targetRows: z.array(z.object({ id: z.number(), key: z.string(), label: z.string() })),
  targetColumns: z.array(z.object({ id: z.number(), key: z.string(), label: z.string() })),
});
export type Unmapped = z.infer<typeof unmappedSchema>;

export const proposalSchema = z.object({
  file: z.object({ name: z.string(), bytes: z.number(), sha256: z.string() }),
  sheet: z.string(),
  /** which of the sheet's tables, from 0 */
  tableIndex: z.number().int(),
  range: z.string(),
  title: z.string().nullable(),
  target: z.object({ id: z.number(), key: z.string(), number: z.string(), title: z.string() }),
  mapping: z.object({ rows: z.array(mappedRowSchema), columns: z.array(mappedColumnSchema) }),
  cells: z.array(proposedCellSchema),
  counts: z.object({
    changed: z.number(),
    filled: z.number(),
    same: z.number(),
    blank: z.number(),
    refused: z.number(),
    /** reconciled figures that do not agree */
    differing: z.number(),
  }),
  reconciliation: z.array(reconciledSchema),
  unmapped: unmappedSchema,
  /** how blank cells of the file are best read, judged by what the plan's table prints for nothing */
  blanks: z.enum(['leave', 'none']),
  findings: z.array(findingSchema),
  /** 0…1: how well the two tables fit */
  fit: z.number(),
});
export type Proposal = z.infer<typeof proposalSchema>;

/** A person's choices about a proposal; everything has a default that changes least. */
export const decisionsSchema = z.object({
  /** leave: blank cells of the file change nothing; none: they become '-'; clear: they empty the plan's cell */
  blanks: z.enum(['leave', 'none', 'clear']).default('leave'),
  /** take the rounded figure where the file has more decimals than the column */
  round: z.boolean().default(false),
  /** cells (by ref) that are left as they are */
  skip: z.array(z.string()).default([]),
  /** by "rowId:colId": the printed figure stands although it does not add up, with its reason */
  keep: z.record(z.string(), z.object({ reason: z.string().min(1) })).default({}),
  /** by "rowId:colId": left computed, to be found by 核对 as a difference from the file */
  question: z.array(z.string()).default([]),
});
export type Decisions = z.input<typeof decisionsSchema>;

/** `--map FILE.json` and the wizard's step 3: names of the file → names of the plan; null leaves out. */
export const importMapSchema = z.object({
  /** by label or row number in the file → row key, label or path in the plan */
  rows: z.record(z.string(), z.string().nullable()).default({}),
  /** by header path, column letter or number in the file → column key or path in the plan */
  columns: z.record(z.string(), z.string().nullable()).default({}),
  /** the unit of a column of the file, by the same names, where the file does not say it */
  units: z.record(z.string(), z.string()).default({}),
});
export type ImportMap = z.input<typeof importMapSchema>;
