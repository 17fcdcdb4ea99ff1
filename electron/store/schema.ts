// The plan file's schema through time: what it is now, what it was in every released version, and how one becomes the next.
//
// A version is a whole list of objects with their text, plus the frozen migration that makes it from the version before. Nothing
// here is edited once released: a change is a new version with its own file in migrations/. A program opens every older version
// (a copy is kept, then it is brought up), and reads a newer one where that one's `min_reader` allows.

import type Database from 'better-sqlite3';
import { FIRST_SCHEMA } from './migrations/0001-first-schema.ts';
import type { SchemaObject } from './schema-object.ts';

export type { SchemaObject } from './schema-object.ts';

/** `PRAGMA application_id` of every plan: "AnJu" with a small n. */
export const APPLICATION_ID = 0x416e4a75;

export interface SchemaVersion {
  version: number;
  /** everything in `sqlite_schema` of this version but SQLite's own sqlite_… objects */
  objects: readonly SchemaObject[];
  /** the oldest program schema that may read a plan of this version */
  minReader: number;
  /** brings a plan of the version before here, inside a transaction; absent for the first */
  migrate?(db: Database.Database): void;
}

/** Oldest first; the last one is what this program writes. */
export const SCHEMA: readonly SchemaVersion[] = [{ version: 1, objects: FIRST_SCHEMA, minReader: 1 }];

export function newestOf(schema: readonly SchemaVersion[]): SchemaVersion {
  const last = schema[schema.length - 1];
  if (!last) throw new Error('a schema has at least one version');
  return last;
}

/** Writes the newest schema into an empty database. */
export function createSchema(db: Database.Database, schema: readonly SchemaVersion[] = SCHEMA): void {
  const newest = newestOf(schema);
  for (const object of newest.objects) db.exec(object.sql);
  db.pragma(`application_id = ${APPLICATION_ID}`);
  db.pragma(`user_version = ${newest.version}`);
}
