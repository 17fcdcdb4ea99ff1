// What a template folder may hold: one zod schema per part, strict, so that a misspelt property is a fault and never
// silently ignored.
//
// No ids inside: tables, columns, rows and regions go by key, formulas and fields are written by name, and become ids when a plan
// is made. Texts may hold year tokens ({年} {年-1} {期} {起年+2} {止年} …), which stay tokens in the plan, and {地区}, which becomes the
// region's name at once. What one part says about another (a key that must exist) is checked in read-parts.ts.

import { z } from 'zod';
import { BLOCK_KINDS } from '../model/blocks.ts';
import { STAGES } from '../model/records.ts';
import { YEAR_TOKEN } from '../model/year-tokens.ts';

export const TEMPLATE_LIMITS = {
  /** of all files of a folder together */
  totalBytes: 20_000_000,
  files: 200,
  pathLength: 200,
  /** nesting of arrays and objects in a JSON part */
  depth: 32,
  /** faults reported at once; the rest is counted */
  faults: 200,
} as const;

const KEY = /^[a-z][a-z0-9_]{0,63}$/;
/** Readable, and never like an integer (JSON would reorder it). */
const key = z.string().regex(KEY);
export const TEMPLATE_ID = /^[a-z0-9][a-z0-9-]{0,79}$/;

export const TOKEN = /\{([^{}]*)\}/g;
const hasOnlyKnownTokens = (text: string): boolean =>
  [...text.matchAll(TOKEN)].every(([token]) => token === '{地区}' || YEAR_TOKEN.test(token));
const tokens = { params: { fault: 'unknown-token' } };

/** A short text that may hold tokens: a title, a header, a label. */
const short = z.string().max(500).refine(hasOnlyKnownTokens, tokens);
const long = z.string().max(20_000).refine(hasOnlyKnownTokens, tokens);
const formula = z.string().min(1).max(2000);
const unit = z.string().min(1).max(50);
const decimals = z.number().int().min(0).max(20);
const figure = z.string().regex(/^-?\d{1,30}(?:\.\d{1,20})?$/);
const year = z.number().int().min(1949).max(2200);
const forms = z
  .array(z.enum(['number', 'none', 'na', 'bound', 'range', 'text']))
  .min(1)
  .max(6);

export const manifestSchema = z.strictObject({
  format: z.literal(1),
  id: z.string().regex(TEMPLATE_ID),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  /** as lists show it */
  title: z.string().min(1).max(200),
  kind: z.enum(['annual-plan', 'five-year-plan', 'implementation-plan']),
  /** a sample says which template its like is started from */
  template: z.string().regex(TEMPLATE_ID).optional(),
  minApp: z.string().regex(/^\d+\.\d+\.\d+$/),
  numbering: z.union([
    z.enum(['official', 'chapters']),
    z.strictObject({
      scheme: z.enum(['official', 'chapters']).optional(),
      runOn: z.array(z.number().int().min(1).max(9)).max(9).optional(),
    }),
  ]),
  parameters: z.strictObject({
    /** the plan's title, with tokens */
    title: short.min(1),
    /** key in regions.json of the region that the plan is for; absent = asked for when a plan is made */
    region: key.optional(),
    year: year.optional(),
    /** a five-year plan's first and last year, counted from the plan's year; aligned: that is the first of 2021, 2026, 2031 … */
    period: z.strictObject({ from: z.number().int(), to: z.number().int(), aligned: z.boolean().optional() }).optional(),
    stage: z.enum(STAGES).nullable().optional(),
  }),
  /** keys of the tables in order; each has its file tables/<key>.json */
  tables: z.array(key).max(200),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const regionsSchema = z.strictObject({
  regions: z
    .array(
      z.strictObject({
        key,
        /** GB/T 2260; null where the region has none (an economic zone) */
        code: z
          .string()
          .regex(/^\d{6}$/)
          .nullable(),
        name: z.string().min(1).max(100),
        short: z.string().min(1).max(100).nullable(),
        aliases: z.array(z.string().min(1).max(100)).max(50),
        level: z.number().int().min(1).max(9),
        parent: key.nullable(),
      }),
    )
    .max(5000),
});
export type RegionPart = z.infer<typeof regionsSchema>['regions'][number];

const columnBase = z.strictObject({
  key,
  title: short,
  role: z.enum(['group', 'label', 'group_label', 'serial', 'region', 'unit', 'value', 'note']).optional(),
  kind: z.enum(['number', 'text', 'choice', 'date', 'year', 'codes']).optional(),
  unit: unit.optional(),
  decimals: decimals.optional(),
  forms: forms.optional(),
  min: figure.optional(),
  max: figure.optional(),
  required: z.boolean().optional(),
  choices: z.array(z.string().min(1).max(200)).min(1).max(1000).optional(),
  width: z.number().int().min(20).max(2000).optional(),
  align: z.enum(['left', 'center', 'right']).optional(),
  yearOffset: z.number().int().min(-50).max(50).optional(),
  formula: formula.optional(),
  total: z.enum(['sum', 'formula', 'none']).optional(),
  precision: z.enum(['printed', 'exact']).optional(),
  hidden: z.boolean().optional(),
});
export type ColumnPart = z.infer<typeof columnBase> & { columns?: ColumnPart[] };
const column: z.ZodType<ColumnPart> = columnBase.extend({
  get columns() {
    return z.array(column).min(1).max(500).optional();
  },
});

const rowBase = z.strictObject({
  key,
  label: short,
  kind: z.enum(['data', 'group', 'subtotal', 'total', 'of_which']).optional(),
  place: z.enum(['first', 'last']).optional(),
  counts: z.boolean().optional(),
  region: key.optional(),
  unit: unit.optional(),
  decimals: decimals.optional(),
  /** keys of columns in which the row's cell is one with the cell above it */
  joined: z.array(key).min(1).max(500).optional(),
  /** an indicator's own kind, forms and limits, in the columns of figures */
  valueKind: z.enum(['number', 'text', 'choice', 'date', 'year', 'codes']).optional(),
  forms: forms.optional(),
  min: figure.optional(),
  max: figure.optional(),
  choices: z.array(z.string().min(1).max(200)).min(1).max(1000).optional(),
  formula: formula.optional(),
  hidden: z.boolean().optional(),
});
export type RowPart = z.infer<typeof rowBase> & { rows?: RowPart[] };
const row: z.ZodType<RowPart> = rowBase.extend({
  get rows() {
    return z.array(row).max(20_000).optional();
  },
});

export const tableSchema = z.strictObject({
  title: short.min(1),
  /** a number as printed (附表2); absent = counted by itself */
  numberAs: z.string().max(50).optional(),
  unit: unit.optional(),
  unitPlace: z.enum(['header', 'line', 'row', 'none']).optional(),
  role: z.enum(['table', 'ledger', 'text']).optional(),
  place: z.enum(['text', 'box', 'annex', 'none']).optional(),
  landscape: z.boolean().optional(),
  columns: z.array(column).min(1).max(500),
  /** one data row per region below the plan's (or the plan's own region where none is below it), before `rows` */
  rowsFrom: z.literal('regions').optional(),
  rows: z.array(row).max(20_000).optional(),
  /** formulas of single cells */
  cells: z
    .array(z.strictObject({ row: key, column: key, formula }))
    .max(5000)
    .optional(),
  notes: z.array(long).max(50).optional(),
  /** shown in other units or with fewer decimals, parts made to add up (舍位平衡) */
  shown: z
    .strictObject({
      units: z
        .array(z.strictObject({ unit: z.string().max(50).nullable(), decimals: z.number().int().min(0).max(10) }))
        .min(1)
        .max(8),
      note: z.enum(['short', 'list']).optional(),
    })
    .optional(),
});
export type TablePart = z.infer<typeof tableSchema>;

const format = z.strictObject({
  decimals: decimals.optional(),
  scale: z.enum(['万', '亿']).optional(),
  unit: unit.optional(),
  approx: z.enum(['约', '约…余', '近', '超']).optional(),
  abs: z.boolean().optional(),
  percent: z.boolean().optional(),
});
const marks = z.array(z.enum(['bold', 'italic', 'underline', 'sup', 'sub'])).max(5);

export type InlinePart =
  | string
  | { text: string; marks: ('bold' | 'italic' | 'underline' | 'sup' | 'sub')[] }
  | { field: string; fmt?: z.infer<typeof format> }
  | { ref: string; form?: string }
  | { foot: InlinePart[] }
  | { br: true };
const inline: z.ZodType<InlinePart> = z.lazy(() =>
  z.union([
    long,
    z.strictObject({ text: long, marks }),
    z.strictObject({ field: formula, fmt: format.optional() }),
    /** a table's or block's key */
    z.strictObject({ ref: key, form: z.string().max(50).optional() }),
    z.strictObject({ foot: z.array(inline).max(200) }),
    z.strictObject({ br: z.literal(true) }),
  ]),
);
/** One string, or pieces; a string's year tokens become year fields. */
const content = z.union([long, z.array(inline).max(2000)]);
export type ContentPart = z.infer<typeof content>;

const blockBase = z.strictObject({
  /** only needed where something refers to the block */
  key: key.optional(),
  kind: z.enum(BLOCK_KINDS),
  level: z.number().int().min(1).max(9).optional(),
  runIn: z.boolean().optional(),
  number: z.union([z.literal('auto'), z.strictObject({ as: z.string().max(50) })]).optional(),
  table: key.optional(),
  label: z.string().max(100).optional(),
  numberAs: z.string().max(50).optional(),
  landscape: z.boolean().optional(),
  align: z.enum(['left', 'center', 'right']).optional(),
  alt: z.string().max(500).optional(),
  text: content.optional(),
});
export type BlockPart = z.infer<typeof blockBase> & { blocks?: BlockPart[] };
const block: z.ZodType<BlockPart> = blockBase.extend({
  get blocks() {
    return z.array(block).max(5000).optional();
  },
});
export const outlineSchema = z.strictObject({ blocks: z.array(block).max(20_000) });
export type OutlinePart = z.infer<typeof outlineSchema>;

const told = { after: z.string().min(1).max(200), unit };
/** Rules a plan is checked by (`checks.json`). */
export const checksSchema = z.strictObject({
  /** one quantity told in several places: its sides must agree */
  same: z
    .array(
      z.strictObject({
        key,
        title: z.string().min(1).max(200),
        severity: z.enum(['error', 'warning', 'hint']).optional(),
        sides: z
          .array(
            z.union([
              z.strictObject({ formula, unit: unit.optional() }),
              /** the first figure with the unit after the words, in a block with a key or in a cell of words */
              z.strictObject({ block: key, ...told }),
              z.strictObject({ table: key, row: key, column: key, ...told }),
            ]),
          )
          .min(2)
          .max(10),
      }),
    )
    .max(500),
});
export type ChecksPart = z.infer<typeof checksSchema>;

/** table key → row key → column key → the figure exactly as printed */
export const valuesSchema = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.string().max(10_000))));
export type ValuesPart = z.infer<typeof valuesSchema>;
