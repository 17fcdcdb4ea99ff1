// Every command's arguments, one schema each. The type is the step's code.
//
// A command says what a person meant, with ids minted by whoever makes it; cell values are the text as typed, read by the
// column's rules. `decide` (one file per family beside this) turns it into changes or a failure.

import { z } from 'zod';
import { BLOCK_KINDS, type Inline } from '../model/blocks.ts';
import { STAGES } from '../model/records.ts';

const id = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const name = z.string().max(500);
const text = z.string().max(100_000);
/** the language has its own, lower limit and says it in its own words */
const formula = text;
const json = z.record(z.string(), z.unknown());

/** New sibling's place: after / before a sibling, or first / last among its parent's children. */
const place = z.union([z.object({ after: id }), z.object({ before: id }), z.literal('first'), z.literal('last')]);
export type Place = z.infer<typeof place>;

const cell = z.object({ row: id, col: id, value: text });

const columnFields = z.object({
  key: name.optional(),
  title: name,
  role: z.enum(['group', 'label', 'group_label', 'serial', 'region', 'unit', 'value', 'note']),
  kind: z.enum(['number', 'text', 'choice', 'date', 'year', 'codes']),
  unit: name.nullable(),
  decimals: z.number().int().min(0).max(20).nullable(),
  forms: z.array(z.enum(['number', 'none', 'na', 'bound', 'range', 'text'])).nullable(),
  min: name.nullable(),
  max: name.nullable(),
  required: z.boolean(),
  choices: z.array(name).max(1000).nullable(),
  width: z.number().int().min(20).max(2000).nullable(),
  align: z.enum(['left', 'center', 'right']).nullable(),
  yearOffset: z.number().int().nullable(),
  formula: formula.nullable(),
  total: z.enum(['sum', 'formula', 'none']).nullable(),
  precision: z.enum(['printed', 'exact']),
  hidden: z.boolean(),
  props: json,
});
const rowProps = z.looseObject({
  joined: z.array(id).max(1000).optional(),
  valueKind: z.enum(['number', 'text', 'choice', 'date', 'year', 'codes']).optional(),
  forms: z.array(z.enum(['number', 'none', 'na', 'bound', 'range', 'text'])).optional(),
  min: name.optional(),
  max: name.optional(),
  choices: z.array(name).max(1000).optional(),
});
const rowFields = z.object({
  key: name.optional(),
  label: name,
  kind: z.enum(['data', 'group', 'subtotal', 'total', 'of_which']),
  place: z.enum(['first', 'last']).nullable(),
  counts: z.boolean(),
  regionId: id.nullable(),
  unit: name.nullable(),
  decimals: z.number().int().min(0).max(20).nullable(),
  formula: formula.nullable(),
  hidden: z.boolean(),
  props: rowProps,
});
const tableFields = z.object({
  key: name.optional(),
  numberAs: name.nullable(),
  title: name,
  unit: name.nullable(),
  role: z.enum(['table', 'ledger', 'text']),
  place: z.enum(['text', 'box', 'annex', 'none']),
  boxId: id.nullable(),
  landscape: z.boolean(),
  props: json,
});
const inline = z.custom<Inline>((v) => typeof v === 'object' && v !== null && 't' in v);
const blockFields = z.object({ kind: z.enum(BLOCK_KINDS), props: json, content: z.array(inline).max(20_000) });
const newRow = rowFields
  .partial()
  .extend({ id, label: name, parent: id.nullable().optional(), cells: z.array(z.object({ col: id, value: text })).optional() });
const newColumn = columnFields.partial().extend({ id, title: name });
const newBlock = blockFields.partial().extend({ id, kind: z.enum(BLOCK_KINDS), parent: id.nullable().optional() });
const regionFields = z.object({
  id,
  code: name.nullable(),
  name,
  short: name.nullable(),
  aliases: z.array(name).max(100),
  level: z.number().int().min(1).max(9),
  parentId: id.nullable(),
  ord: name,
});
const source = z.object({
  id,
  kind: z.enum(['file', 'paste', 'collect', 'text']),
  name,
  sha256: name.nullable(),
  sheet: name.nullable(),
  at: name,
});

/** Schemas by command type; `type` itself is added below. */
export const commandArguments = {
  'set-cells': z.object({ cells: z.array(cell).min(1).max(2_000_000) }),
  'clear-cells': z.object({
    cells: z
      .array(z.object({ row: id, col: id }))
      .min(1)
      .max(2_000_000),
  }),
  /** a block of pasted text; computed cells are skipped; rows to add stand first */
  paste: z.object({
    rows: z.array(newRow).max(100_000).optional(),
    table: id.optional(),
    cells: z.array(cell).max(2_000_000),
    from: name.optional(),
  }),
  fill: z.object({ cells: z.array(cell).min(1).max(2_000_000) }),
  replace: z.object({
    find: name,
    with: name,
    cells: z.array(cell).max(2_000_000),
    blocks: z
      .array(z.object({ block: id, at: z.number().int().min(0), delete: z.number().int().min(0), insert: z.array(inline) }))
      .max(100_000),
  }),
  /** formula by name; column, row or both; null clears */
  'set-formula': z.object({ table: id, col: id.optional(), row: id.optional(), formula: formula.nullable() }),
  'set-exception': z.object({ row: id, col: id, printed: name.nullable(), reason: text }),
  'add-rows': z.object({ table: id, rows: z.array(newRow).min(1).max(100_000), place }),
  'remove-rows': z.object({ rows: z.array(id).min(1).max(200_000), confirm: z.boolean().optional() }),
  'move-rows': z.object({ rows: z.array(id).min(1).max(200_000), parent: id.nullable().optional(), place }),
  'set-row': z.object({ row: id, set: rowFields.partial() }),
  /** each cell becomes one with the cell above it, or stands alone again */
  'join-cells': z.object({
    cells: z
      .array(z.object({ row: id, col: id }))
      .min(1)
      .max(100_000),
    join: z.boolean(),
  }),
  'add-column': z.object({ table: id, column: newColumn, parent: id.nullable().optional(), place }),
  'add-column-group': z.object({
    table: id,
    column: newColumn,
    parent: id.nullable().optional(),
    place,
    take: z.array(id).max(1000).optional(),
  }),
  'remove-columns': z.object({ columns: z.array(id).min(1).max(1000), confirm: z.boolean().optional() }),
  'move-columns': z.object({ columns: z.array(id).min(1).max(1000), parent: id.nullable().optional(), place }),
  'set-column': z.object({ col: id, set: columnFields.partial(), round: z.boolean().optional() }),
  'add-table': z.object({
    table: tableFields.partial().extend({ id, title: name }),
    place,
    columns: z
      .array(newColumn.extend({ parent: id.nullable().optional() }))
      .max(1000)
      .optional(),
    rows: z.array(newRow).max(100_000).optional(),
  }),
  'remove-table': z.object({ table: id, confirm: z.boolean().optional() }),
  'move-table': z.object({ table: id, place }),
  'set-table': z.object({ table: id, set: tableFields.partial() }),
  'set-regions': z.object({ regions: z.array(regionFields).max(50_000) }),
  'add-block': z.object({ block: newBlock, place }),
  'remove-block': z.object({ blocks: z.array(id).min(1).max(100_000), confirm: z.boolean().optional() }),
  'move-block': z.object({ blocks: z.array(id).min(1).max(100_000), parent: id.nullable().optional(), place }),
  /** content from index `at` on goes to a new block after it */
  'split-block': z.object({ block: id, at: z.number().int().min(0), offset: z.number().int().min(0), id }),
  'join-block': z.object({ block: id, with: id }),
  'set-block': z.object({ block: id, set: blockFields.pick({ kind: true, props: true }).partial() }),
  /** one gesture of typing: splices of content, new and removed blocks, all in one step */
  'edit-text': z.object({
    splices: z
      .array(z.object({ block: id, at: z.number().int().min(0), delete: z.number().int().min(0), insert: z.array(inline) }))
      .max(100_000),
    add: z
      .array(z.object({ block: newBlock, place }))
      .max(100_000)
      .optional(),
    remove: z.array(id).max(100_000).optional(),
    set: z
      .array(z.object({ block: id, set: blockFields.pick({ kind: true, props: true }).partial() }))
      .max(100_000)
      .optional(),
  }),
  'insert-field': z.object({ block: id, at: z.number().int().min(0), offset: z.number().int().min(0), field: inline }),
  'bind-fields': z.object({
    splices: z
      .array(z.object({ block: id, at: z.number().int().min(0), delete: z.number().int().min(0), insert: z.array(inline) }))
      .min(1)
      .max(100_000),
  }),
  'set-note': z.object({
    id,
    row: id.nullable(),
    col: id.nullable(),
    block: id.nullable(),
    kind: z.enum(['comment', 'evidence']),
    text: text.nullable(),
    assetId: name.nullable(),
    done: z.boolean(),
  }),
  'attach-asset': z.object({ sha256: z.string().length(64), name, mime: name, base64: z.string().max(100_000_000) }),
  'set-rule': z.object({
    code: name,
    off: z.boolean(),
    severity: z.enum(['error', 'warning', 'hint']).nullable(),
    /** null: as they are */
    params: json.nullable(),
  }),
  'answer-finding': z.object({ finding: name, code: name, seen: text, reason: text.nullable() }),
  'set-opinion': z.object({
    id,
    block: id.nullable(),
    unit: name,
    text: text.nullable(),
    decision: name.nullable(),
    reason: text.nullable(),
    ord: name.optional(),
  }),
  'set-plan': z.object({
    set: z
      .object({
        title: name,
        region_id: id.nullable(),
        year: z.number().int().min(1949).max(2200),
        period_from: z.number().int().nullable(),
        period_to: z.number().int().nullable(),
      })
      .partial(),
  }),
  'set-stage': z.object({ stage: z.enum(STAGES).nullable() }),
  mark: z.object({ id, name: z.string().min(1).max(100) }),
  'import-table': z.object({
    table: id,
    source,
    rows: z.array(newRow).max(100_000).optional(),
    cells: z.array(z.object({ row: id, col: id, value: text, ref: name, printed: text })).max(2_000_000),
    exceptions: z
      .array(z.object({ row: id, col: id, printed: name, reason: text }))
      .max(100_000)
      .optional(),
  }),
  /** shows a table in other units or with fewer decimals, parts made to add up; no units: as its figures are kept */
  'balance-rounding': z.object({
    table: id,
    units: z.array(z.object({ unit: name.nullable(), decimals: z.number().int().min(0).max(10) })).max(8),
    note: z.enum(['none', 'short', 'list']).optional(),
    /** false: units written behind the figures in the text stay as they are */
    words: z.boolean().optional(),
  }),
  'revert-step': z.object({ seq: z.number().int().positive() }),
} as const;

export type CommandType = keyof typeof commandArguments;
export type Command = { [T in CommandType]: { type: T } & z.infer<(typeof commandArguments)[T]> }[CommandType];
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;

const typed = (Object.keys(commandArguments) as CommandType[]).map((type) =>
  commandArguments[type].extend({ type: z.literal(type) }),
);
export const commandSchema = z.discriminatedUnion(
  'type',
  typed as unknown as [(typeof typed)[number], ...(typeof typed)[number][]],
) as unknown as z.ZodType<Command>;
