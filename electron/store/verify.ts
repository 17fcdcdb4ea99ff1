// Is this plan whole? The file's pages, its schema, every reference between records, and every total computed from nothing.
//
// The totals are checked by building a second plan from a fresh reading of the file and comparing what every cell and field prints
// with what the running plan says: a wrong difference anywhere in the incremental engine shows here.

import type Database from 'better-sqlite3';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import type { Inline } from '../../shared/model/blocks.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { rowLabel } from '../../shared/model/lookup.ts';
import { ENTITIES } from '../../shared/model/records.ts';
import { printValue } from '../../shared/values/value.ts';
import { checkSchema } from './check-schema.ts';
import { sha256Of } from './create-file.ts';
import { ENTITY_TABLES, quoted } from './entity-columns.ts';
import { loadState } from './load-state.ts';
import { newestOf, type SchemaVersion } from './schema.ts';

/** A fault of the file: `code` names its sentence (problem-sentences.ts), `details` its place. */
export interface Problem {
  code: 'pages' | 'schema' | 'reference' | 'json' | 'bytes' | 'state' | 'total' | 'field' | 'memory';
  details: Record<string, unknown>;
}

/** Enough of one kind to see what is wrong; more would only hide it. */
const MOST = 50;

/** A reference: rows of `table` whose `column` names no row of `to`. */
const REFERENCES: readonly [table: string, column: string, to: string, key: string][] = [
  ['region', 'parent_id', 'region', 'id'],
  ['tbl', 'box_id', 'block', 'id'],
  ['col', 'table_id', 'tbl', 'id'],
  ['col', 'parent_id', 'col', 'id'],
  ['row', 'table_id', 'tbl', 'id'],
  ['row', 'parent_id', 'row', 'id'],
  ['row', 'region_id', 'region', 'id'],
  ['cell', 'row_id', 'row', 'id'],
  ['cell', 'col_id', 'col', 'id'],
  ['cell_formula', 'row_id', 'row', 'id'],
  ['cell_formula', 'col_id', 'col', 'id'],
  ['exception', 'row_id', 'row', 'id'],
  ['exception', 'col_id', 'col', 'id'],
  ['cell_origin', 'row_id', 'row', 'id'],
  ['cell_origin', 'col_id', 'col', 'id'],
  ['cell_origin', 'source_id', 'source', 'id'],
  ['block', 'parent_id', 'block', 'id'],
  ['note', 'row_id', 'row', 'id'],
  ['note', 'col_id', 'col', 'id'],
  ['note', 'block_id', 'block', 'id'],
  ['note', 'asset_id', 'asset', 'sha256'],
  ['opinion', 'block_id', 'block', 'id'],
  ['dispatch', 'region_id', 'region', 'id'],
  ['source', 'asset_sha256', 'asset', 'sha256'],
];

export function verifyPlan(db: Database.Database, live: LivePlan, path: string, schema: readonly SchemaVersion[]): Problem[] {
  const problems: Problem[] = [];
  const counts = new Map<Problem['code'], number>();
  const say = (code: Problem['code'], details: Record<string, unknown>): void => {
    const said = (counts.get(code) ?? 0) + 1;
    counts.set(code, said);
    if (said <= MOST) problems.push({ code, details });
  };
  checkPages(db, say);
  // Broken pages make everything after them unreliable.
  if (problems.length) return problems;
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version === newestOf(schema).version) {
    const same = checkSchema(db, newestOf(schema).objects, path);
    if (!same.ok) say('schema', same.failure.details);
  }
  checkReferences(db, say);
  checkJson(db, say);
  checkBytes(db, say);
  const state = loadState(db, path);
  if (!state.ok) {
    say('state', state.failure.details);
    return problems;
  }
  compare(openLivePlan(state.value), live, say);
  return problems;
}

type Say = (code: Problem['code'], details: Record<string, unknown>) => void;

function checkPages(db: Database.Database, say: Say): void {
  try {
    const lines = db.pragma(`integrity_check(${MOST})`) as { integrity_check: string }[];
    for (const { integrity_check: line } of lines) if (line !== 'ok') say('pages', { line });
  } catch (error) {
    say('pages', { line: error instanceof Error ? error.message : String(error) });
  }
}

function checkReferences(db: Database.Database, say: Say): void {
  for (const [table, column, to, key] of REFERENCES) {
    const lost = db
      .prepare(
        `SELECT DISTINCT ${column} FROM ${quoted(table)} WHERE ${column} IS NOT NULL AND ${column} NOT IN (SELECT ${key} FROM ${quoted(to)}) LIMIT ?`,
      )
      .pluck()
      .all(MOST);
    for (const id of lost) say('reference', { table, column, to, id });
  }
  const across = db
    .prepare(
      `SELECT x.row_id, x.col_id FROM cell x JOIN "row" r ON r.id = x.row_id JOIN col c ON c.id = x.col_id
       WHERE r.table_id <> c.table_id OR c.role = 'group' LIMIT ?`,
    )
    .raw()
    .all(MOST) as [number, number][];
  for (const [row, col] of across) say('reference', { table: 'cell', column: 'col_id', to: 'col', id: `${row}:${col}` });
  const undone = db
    .prepare(
      `SELECT seq FROM step WHERE undoes IS NOT NULL AND (undoes >= seq OR
       (undoes >= (SELECT min(seq) FROM step) AND undoes NOT IN (SELECT seq FROM step))) LIMIT ?`,
    )
    .pluck()
    .all(MOST);
  for (const id of undone) say('reference', { table: 'step', column: 'undoes', to: 'step', id });
}

function checkJson(db: Database.Database, say: Say): void {
  const columns: [table: string, key: string, column: string][] = [
    ['step', 'seq', 'args'],
    ['step', 'seq', 'changes'],
  ];
  for (const spec of Object.values(ENTITY_TABLES))
    for (const field of spec.fields) if (field.kind === 'json') columns.push([spec.table, spec.key[0] as string, field.column]);
  for (const [table, key, column] of columns) {
    const bad = db
      .prepare(`SELECT ${key} FROM ${quoted(table)} WHERE ${column} IS NOT NULL AND NOT json_valid(${column}) LIMIT ?`)
      .pluck()
      .all(MOST);
    for (const id of bad) say('json', { table, column, id });
  }
}

/** Bytes are what their fingerprints say. */
function checkBytes(db: Database.Database, say: Say): void {
  for (const [table, name] of [
    ['asset', 'sha256'],
    ['template_part', 'path'],
  ]) {
    const rows = db.prepare(`SELECT ${name} AS name, sha256, bytes FROM ${table}`).iterate() as IterableIterator<{
      name: string;
      sha256: string;
      bytes: Buffer;
    }>;
    for (const row of rows) if (sha256Of(row.bytes) !== row.sha256) say('bytes', { table, id: row.name });
  }
}

function expressionsOf(content: readonly Inline[]): string[] {
  return content.flatMap((piece) =>
    piece.t === 'field' ? [piece.expr] : piece.t === 'foot' ? expressionsOf(piece.content) : ([] as string[]),
  );
}

/** Everything the two plans hold and print: record by record, cell by cell, field by field. */
function compare(fresh: LivePlan, live: LivePlan, say: Say): void {
  if (fresh.state.seq !== live.state.seq) say('memory', { file: fresh.state.seq, memory: live.state.seq });
  for (const entity of ENTITIES) {
    const running = live.state.records[entity] as ReadonlyMap<unknown, object>;
    const stored = fresh.state.records[entity] as ReadonlyMap<unknown, object>;
    for (const [id, record] of stored) if (!sameRecord(record, running.get(id))) say('memory', { table: entity, id });
    for (const id of running.keys()) if (!stored.has(id)) say('memory', { table: entity, id });
  }
  for (const table of fresh.tables()) {
    const shape = fresh.shape(table.id);
    for (const id of fresh.state.slotsOf(table.id).slotOf.keys()) {
      for (const column of shape.columns) {
        if (column.role === 'group') continue;
        const right = fresh.text(id, column.id);
        const running = live.text(id, column.id);
        if (right === running) continue;
        const row = fresh.state.records.row.get(id);
        say('total', {
          table: shape.number || shape.title,
          row: row ? rowLabel(fresh, row) : id,
          column: shape.path(column.id).join('·'),
          fresh: right,
          running,
        });
      }
    }
  }
  for (const block of fresh.state.records.block.values()) {
    for (const expression of expressionsOf(block.content)) {
      const right = printValue(fresh.evaluate(expression));
      const running = printValue(live.evaluate(expression));
      if (right !== running) say('field', { block: block.id, fresh: right, running });
    }
  }
}

/** Equal field by field; a field that is undefined in memory is null in the file. */
function sameRecord(a: object, b: object | undefined): boolean {
  if (!b) return false;
  const x = a as Record<string, unknown>;
  const y = b as Record<string, unknown>;
  return Object.keys(x).every((name) => x[name] === y[name] || JSON.stringify(x[name] ?? null) === JSON.stringify(y[name] ?? null));
}
