// inspect and import on the command line: a legacy .xls of our own figures, and files that must be refused.

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { json, refusal, runAnju, workFolder } from './run-anju.ts';

const fixtures = path.join(import.meta.dirname, '../import/fixtures');
const fixture = (name: string): string => path.join(fixtures, name);
const folder = workFolder();
const plan = path.join(folder, '计划.anju');
const cell = (row: string, column: string): string =>
  json<{ text: string }>(folder, ['get', plan, '--table', '表2', '--row', row, '--column', column]).text;
const set = (row: string, column: string, value: string): void => {
  json(folder, ['set', plan, '--table', '表2', '--row', row, '--column', column, value]);
};

interface Imported {
  table: string;
  mapping: {
    rows: { from: string; to: string | null; how: string | null }[];
    columns: { from: string; to: string | null; how: string | null }[];
  };
  changed: { row: string; column: string; text: string }[];
  unmapped: { rows: unknown[]; columns: unknown[]; values: unknown[] };
  reconciliation: { row: string; column: string; printed: string; computed: string }[];
}

beforeAll(() => {
  json(folder, ['new', plan, '--sample', 'kashgar-2025-annual-plan']);
  set('喀什市', 'public_units', '1');
  set('塔县', 'public_area', '-');
});

describe('inspect', () => {
  it('finds the table, its header, rows, total and note', () => {
    const found = json<{ format: string; sheets: { name: string; tables: Record<string, unknown>[] }[] }>(folder, [
      'inspect',
      fixture('kashgar-allocation.xls'),
    ]);
    const table = found.sheets[0]?.tables[0];
    expect(table).toMatchObject({
      titleRows: [1, 2],
      headerRows: [3, 4],
      dataRows: [5, 18],
      totalRows: [18],
      noteRows: [19],
      labelColumns: [1],
    });
    expect(((table?.columns ?? []) as { path: string[] }[]).map((c) => c.path.join('/').replace(/\s/g, ''))).toEqual([
      '公租房/套数',
      '公租房/面积',
      '保障性租赁住房/套数',
      '保障性租赁住房/面积',
      '小计/套数',
      '小计/面积',
    ]);
  });

  it('gives every cell of a sheet when asked', () => {
    const found = json<{ sheets: { cells?: Record<string, string> }[] }>(folder, [
      'inspect',
      fixture('kashgar-allocation.xls'),
      '--cells',
    ]);
    expect(Object.keys(found.sheets[0]?.cells ?? {}).length).toBeGreaterThan(60);
  });
});

describe('import', () => {
  it('proposes without touching the plan', () => {
    const before = readFileSync(plan);
    const proposed = json<Imported>(folder, ['import', plan, fixture('kashgar-allocation.xls'), '--table', '表2', '--dry-run']);
    expect(proposed.table).toBe('allocation');
    expect(proposed.changed).toEqual([]);
    expect(readFileSync(plan).equals(before)).toBe(true);
  });

  it('lays aliases and synonyms onto the plan, proves the totals, and is one step', () => {
    const done = json<Imported>(folder, ['import', plan, fixture('kashgar-allocation.xls'), '--table', '表2']);
    expect(done.mapping.rows.find((r) => r.to === 'kashi')?.how).toBe('alias');
    expect(done.mapping.columns.map((c) => c.to)).toEqual([
      'public_units',
      'public_area',
      'lease_units',
      'lease_area',
      'sub_units',
      'sub_area',
    ]);
    expect(done.reconciliation).toContainEqual(
      expect.objectContaining({ row: 'total', column: 'sub_area', printed: '55.72', computed: '55.27' }),
    );
    expect([cell('喀什市', 'public_units'), cell('塔县', 'public_area'), cell('总计', 'sub_area')]).toEqual([
      '3000',
      '0.34',
      '55.27',
    ]);
    const [step] = json<{ label: string; source?: string }[]>(folder, ['history', plan, '--limit', '1']);
    expect(step).toMatchObject({ source: 'kashgar-allocation.xls' });
    json(folder, ['undo', plan]);
    expect([cell('喀什市', 'public_units'), cell('塔县', 'public_area')]).toEqual(['1', '-']);
  });

  it('keeps a printed total as an exception when told', () => {
    json(folder, ['import', plan, fixture('kashgar-allocation.xls'), '--table', '表2', '--keep-totals']);
    expect(cell('总计', 'sub_area')).toBe('55.72');
    expect(
      json<{ code: string; expected: string }[]>(folder, ['check', plan], 1 - 1).some(
        (f) => f.code === 'exception-differs' && f.expected === '55.27',
      ),
    ).toBe(true);
    json(folder, ['undo', plan]);
    expect(cell('总计', 'sub_area')).not.toBe('55.72');
  });

  it('makes a new table from a found one', () => {
    const made = json<Imported>(folder, ['import', plan, fixture('kashgar-land.xlsx'), '--new-table']);
    const shown = json<{ tables: { key: string; rows: unknown[] }[] }>(folder, ['show', plan, '--table', made.table]);
    expect(shown.tables[0]?.rows.length).toBeGreaterThan(10);
    expect(json(folder, ['verify', plan])).toMatchObject({ ok: true });
    json(folder, ['undo', plan]);
    expect(refusal(folder, 'show', plan, '--table', made.table)).toMatchObject({ code: 'no-such-table' });
  });

  it('takes a map file, and says where it is wrong', () => {
    const map = path.join(folder, '对应.json');
    writeFileSync(map, '{"columns":');
    expect(refusal(folder, 'import', plan, fixture('kashgar-allocation.xls'), '--map', map)).toMatchObject({
      exit: 2,
      code: 'bad-usage',
    });
    writeFileSync(map, JSON.stringify({ rows: { 喀什: null } }));
    const done = json<Imported>(folder, ['import', plan, fixture('kashgar-allocation.xls'), '--table', '表2', '--map', map]);
    expect(done.changed.some((c) => c.row === 'kashi')).toBe(false);
    json(folder, ['undo', plan]);
  });

  it.each([
    ['truncated.xls', 'file-corrupt'],
    ['truncated.xlsx', 'file-corrupt'],
    ['locked.xls', 'file-encrypted'],
    ['locked.xlsx', 'file-encrypted'],
  ])('refuses %s', (name, code) => {
    const before = readFileSync(plan);
    expect(refusal(folder, 'inspect', fixture(name))).toMatchObject({ exit: 3, code });
    expect(refusal(folder, 'import', plan, fixture(name))).toMatchObject({ exit: 3, code });
    expect(readFileSync(plan).equals(before)).toBe(true);
  });

  it('refuses what is no spreadsheet and what has no table', () => {
    const pdf = path.join(folder, '改名.xls');
    writeFileSync(pdf, '%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n');
    expect(refusal(folder, 'inspect', pdf)).toMatchObject({ exit: 3, code: 'file-unsupported' });
    expect(refusal(folder, 'import', plan, fixture('kashgar-allocation.xls'), '--table', '无此表')).toMatchObject({
      exit: 3,
      code: 'no-such-table',
    });
    expect(refusal(folder, 'import', plan, fixture('kashgar-allocation.xls'), '--table', '表2', '--new-table')).toMatchObject({
      exit: 2,
      code: 'bad-usage',
    });
  });
});

it('prints an import for people', () => {
  const run = runAnju(folder, 'import', plan, fixture('kashgar-allocation.xls'), '--table', '表2', '--dry-run');
  expect(run.stdout).toContain('合计不符');
});
