// Every sample prints the tables of the plan it stands for: each fixture of tests/golden/samples holds one plan's tables as they
// are published, cell by cell (· is an empty cell), and names what must be computed. Nothing else may be, and no total is typed.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { makeNewPlan, readSample } from '../../electron/templates.ts';
import { must } from '../../shared/contract/failure.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import { isLabelColumn } from '../../shared/formulas/table-rules.ts';
import { findTable } from '../../shared/model/lookup.ts';
import { stateOf } from '../../shared/model/snapshot.ts';
import { seededMint } from './seeded-mint.ts';

interface PublishedTable {
  key: string;
  title: string;
  unit: string | null;
  header: string[][];
  rows: string[];
  notes: string[];
  /** keys of total rows and of computed columns; single cells as `row column` */
  computed: { rows: string[]; columns: string[]; cells: string[] };
}

const FOLDER = new URL('../golden/samples/', import.meta.url);
const samples = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length));

const cellOf = (text: string): string => (text === '' ? '·' : text);

describe.each(samples)('%s', (sample) => {
  const { tables } = JSON.parse(readFileSync(new URL(`${sample}.json`, FOLDER), 'utf8')) as { tables: PublishedTable[] };
  const live = openLivePlan(stateOf(must(makeNewPlan({ sample, mint: seededMint(1), now: '2026-11-21T00:00:00Z' })).snapshot));
  const shapeOf = (key: string) => live.shape(must(findTable(live, key)).id);

  test('holds these tables in this order', () => {
    expect(live.tables().map((table) => table.key)).toEqual(tables.map((table) => table.key));
  });

  test.each(tables)('$key prints what is published', (published) => {
    const shape = shapeOf(published.key);
    expect(shape.title).toBe(published.title);
    expect(shape.record.unit).toBe(published.unit);
    expect(shape.header.map((level) => level.map((cell) => `${cell.text} ${cell.colSpan}×${cell.rowSpan}`))).toEqual(
      published.header,
    );
    const rows = shape.rows.map((row) => shape.leaves.map((column) => cellOf(live.text(row.id, column.id))).join(' | '));
    expect(rows).toEqual(published.rows);
    expect((shape.record.props.notes ?? []).map((note) => live.expandYears(note))).toEqual(published.notes);
  });

  test.each(tables)('$key computes its totals and nothing else', ({ key, computed }) => {
    const shape = shapeOf(key);
    const found = shape.rows.flatMap((row) =>
      shape.leaves
        .filter((column) => !isLabelColumn(column) && live.isComputed(row.id, column.id))
        .map((column) => `${row.key} ${column.key}`),
    );
    const wanted = shape.rows.flatMap((row) =>
      shape.leaves
        .filter(
          (column) =>
            computed.columns.includes(column.key) ||
            (computed.rows.includes(row.key) && column.role === 'value') ||
            computed.cells.includes(`${row.key} ${column.key}`),
        )
        .map((column) => `${row.key} ${column.key}`),
    );
    expect(found).toEqual(wanted);
  });

  test.each(tables)('no figure of $key is typed where one is computed', ({ key, computed }) => {
    const values = must(readSample(sample)).parts['values.json'] as Record<string, Record<string, Record<string, string>>>;
    for (const [row, cells] of Object.entries(values[key] ?? {})) {
      expect(computed.rows).not.toContain(row);
      for (const column of Object.keys(cells)) {
        expect(computed.columns).not.toContain(column);
        expect(computed.cells).not.toContain(`${row} ${column}`);
      }
    }
  });
});
