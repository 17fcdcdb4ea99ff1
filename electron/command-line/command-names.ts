// A command as a script writes it: places by the names the command line prints, not by ids that only the plan file knows.
//
// `table`, `row`, `col` and `column` (and `rows`, `columns`, `cells` with such) may be keys, titles, labels or header paths; a command
// that names rows or columns says in `table` whose they are. What is a number already stays as it is.

import { ok, type Result } from '../../shared/contract/failure.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { findColumn, findRow, findTable } from '../../shared/model/lookup.ts';

type Json = Record<string, unknown>;

const ROWS = new Set(['row', 'rows']);
const COLUMNS = new Set(['col', 'column', 'columns']);
/** Objects and lists inside a command that hold places of the same table. */
const INSIDE = new Set(['cells', 'place', 'after', 'before', 'exceptions']);

/** The command with names replaced by ids; `no-such-table`, `no-such-row`, `no-such-column`, `ambiguous`. */
export function withIds(live: LivePlan, command: Json): Result<Json> {
  const named = typeof command.table === 'string' ? findTable(live, command.table) : null;
  if (named && !named.ok) return named;
  const table = named ? named.value.id : typeof command.table === 'number' ? command.table : null;
  return replace(live, named ? { ...command, table } : command, table);
}

function replace(live: LivePlan, object: Json, table: number | null): Result<Json> {
  const out: Json = {};
  for (const [name, value] of Object.entries(object)) {
    const read =
      ROWS.has(name) || COLUMNS.has(name)
        ? place(live, name, value, table)
        : INSIDE.has(name)
          ? inside(live, value, table)
          : ok(value);
    if (!read.ok) return read;
    out[name] = read.value;
  }
  return ok(out);
}

function place(live: LivePlan, name: string, value: unknown, table: number | null): Result<unknown> {
  if (Array.isArray(value))
    return all(value, (item) => (typeof item === 'object' && item ? inside(live, item, table) : place(live, name, item, table)));
  if (typeof value !== 'string' || table === null) return ok(value);
  const found = ROWS.has(name) ? findRow(live, table, value) : findColumn(live, table, value);
  return found.ok ? ok(found.value.id) : found;
}

function inside(live: LivePlan, value: unknown, table: number | null): Result<unknown> {
  if (Array.isArray(value)) return all(value, (item) => inside(live, item, table));
  return typeof value === 'object' && value !== null ? replace(live, value as Json, table) : ok(value);
}

function all(values: readonly unknown[], read: (value: unknown) => Result<unknown>): Result<unknown[]> {
  const out: unknown[] = [];
  for (const value of values) {
    const item = read(value);
    if (!item.ok) return item;
    out.push(item.value);
  }
  return ok(out);
}

/** The way back, for answers: a command on cells of one table with keys for ids, as `batch` takes it. */
export function withKeys(live: LivePlan, command: object, table: number | undefined): Json {
  const { row, col, tbl } = live.state.records;
  const keyed = (name: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((item) => keyed(name, item));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([n, v]) => [n, keyed(n, v)]));
    if (typeof value !== 'number') return value;
    return (ROWS.has(name) ? row.get(value as never)?.key : COLUMNS.has(name) ? col.get(value as never)?.key : undefined) ?? value;
  };
  const of = table === undefined ? undefined : tbl.get(table as never)?.key;
  return { ...(keyed('', command) as Json), ...(of !== undefined && { table: of }) };
}
