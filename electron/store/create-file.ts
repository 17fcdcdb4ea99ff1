// Writes a new plan file from a state: whole or not at all, and never over an existing file.

import { createHash } from 'node:crypto';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { Result } from '../../shared/contract/failure.ts';
import { applyChanges } from '../../shared/model/apply.ts';
import type { Change, Fields } from '../../shared/model/change.ts';
import { ENTITIES } from '../../shared/model/records.ts';
import { type PlanSnapshot, takeSnapshot } from '../../shared/model/snapshot.ts';
import { PlanState } from '../../shared/model/state.ts';
import { createSchema, newestOf, SCHEMA, type SchemaVersion } from './schema.ts';
import { failureOf } from './sql-failure.ts';
import { discard, nameFile, targetFree, temporaryName } from './whole-file.ts';
import { ChangeWriter } from './write-changes.ts';

export interface TemplatePart {
  /** inside the template's folder: template.json, tables/….json, document.docx */
  path: string;
  bytes: Uint8Array;
}

/** What a new plan starts with: a whole state, or changes that make one from nothing. */
export interface NewPlan {
  snapshot?: PlanSnapshot;
  changes?: readonly Change[];
  /** the template's parts, which the plan keeps */
  parts?: readonly TemplatePart[];
  /** bytes of the assets that the state names, by sha256 */
  assets?: ReadonlyMap<string, Uint8Array>;
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function snapshotOf(content: NewPlan): PlanSnapshot {
  if (content.snapshot) return content.snapshot;
  const state = new PlanState();
  applyChanges(state, content.changes ?? []);
  return takeSnapshot(state);
}

/** `file-exists`, `file-not-found` (its folder), `folder-read-only`, `disk-full`. */
export function createPlanFile(target: string, content: NewPlan, schema: readonly SchemaVersion[] = SCHEMA): Result<null> {
  const free = targetFree(target, false);
  if (!free.ok) return free;
  const temporary = temporaryName(target);
  let db: Database.Database | null = null;
  try {
    db = new Database(temporary);
    // Nobody sees this file before it is whole and flushed: no journal is needed for it.
    db.pragma('journal_mode = OFF');
    db.pragma('synchronous = OFF');
    db.exec('BEGIN');
    createSchema(db, schema);
    writeContent(db, content, schema);
    db.exec('COMMIT');
    db.pragma('journal_mode = DELETE');
    db.close();
  } catch (error) {
    db?.close();
    discard(temporary);
    const failure = failureOf(error, target, path.dirname(target));
    if (!failure) throw error;
    return { ok: false, failure };
  }
  return nameFile(temporary, target, false);
}

function writeContent(db: Database.Database, content: NewPlan, schema: readonly SchemaVersion[]): void {
  const snapshot = snapshotOf(content);
  const writer = new ChangeWriter(db);
  const changes: Change[] = [];
  for (const e of ENTITIES)
    for (const record of snapshot.records[e])
      changes.push({ k: 'rec', e, id: record.id, was: null, now: record as unknown as Fields });
  for (const { col, rows, values } of snapshot.cells) changes.push({ k: 'cells', col, rows, was: [], now: values });
  writer.write(changes, () => undefined);
  const property = db.prepare(
    'INSERT INTO plan (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  property.run('seq', '0');
  property.run('min_reader', String(newestOf(schema).minReader));
  const bytes = db.prepare('UPDATE asset SET bytes = ? WHERE sha256 = ?');
  for (const [sha256, data] of content.assets ?? []) bytes.run(data, sha256);
  const part = db.prepare('INSERT INTO template_part (path, sha256, bytes) VALUES (?, ?, ?)');
  for (const { path: name, bytes: data } of content.parts ?? []) part.run(name, sha256Of(data), data);
}
