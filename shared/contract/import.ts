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
  /** printed text by the sheet's column number, label columns included */
  cells: z.record(z.string(), z.string()),
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
