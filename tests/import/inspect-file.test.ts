import { mkdtempSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectFile } from '../../electron/import/inspect-file.ts';
import { createInspector } from '../../electron/import/inspector.ts';
import { inspectionSchema } from '../../shared/contract/import.ts';

const FIXTURES = path.join(path.dirname(fileURLToPath(import.meta.url)), 'fixtures');
const fixture = (name: string) => path.join(FIXTURES, name);
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'anju 导入-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a file is inspected in a thread of its own', () => {
  it('answers what the contract says', async () => {
    const answer = await inspectFile(fixture('kashgar-allocation.xls'), { cells: true });
    if (!answer.ok) throw new Error(JSON.stringify(answer.failure));
    const inspection = inspectionSchema.parse(answer.value);
    expect(inspection.format).toBe('xls');
    expect(inspection.file.sha256).toMatch(/^[0-9a-f]{64}$/);
    const sheet = inspection.sheets[0];
    expect(sheet).toMatchObject({ name: '分配计划', hidden: false, rows: 19, columns: 7 });
    expect(sheet?.cells?.['18,7']).toBe('55.72');
    expect(sheet?.tables[0]).toMatchObject({
      range: 'A1:G19',
      title: '2025年喀什地区保障性住房分配计划表',
      unit: '套、万平方米',
      titleRows: [1, 2],
      headerRows: [3, 4],
      dataRows: [5, 18],
      totalRows: [18],
      noteRows: [19],
      labelColumns: [1],
    });
    expect(sheet?.tables[0]?.columns[1]).toEqual({ index: 3, path: ['公租房', '面积'], kind: 'number' });
    expect(sheet?.tables[0]?.rows[12]).toEqual({
      row: 17,
      label: '塔县',
      kind: 'data',
      region: '塔什库尔干塔吉克自治县',
      cells: { 1: '塔县', 2: '96', 3: '0.34', 6: '96', 7: '0.34' },
    });
    const slip = sheet?.tables[0]?.findings.find((f) => f.code === 'total-differs');
    expect(slip).toMatchObject({ row: 18, column: 7, message: 'G18 所印 55.72，所计 13 行相加为 55.27。' });
  });

  it('one sheet by name; a sheet that is not there', async () => {
    const one = await inspectFile(fixture('kashgar-land.xlsx'), { sheet: '上年' });
    expect(one.ok && one.value.sheets.map((s) => s.name)).toEqual(['上年']);
    const none = await inspectFile(fixture('kashgar-land.xlsx'), { sheet: '没有' });
    expect(none).toMatchObject({ ok: false, failure: { code: 'no-table-found', details: { sheet: '没有' } } });
  });

  it.each([
    ['a file that is not there', () => path.join(folder, '没有.xls'), 'file-not-found'],
    ['a folder', () => folder, 'file-unsupported'],
    ['a broken download', () => fixture('truncated.xls'), 'file-corrupt'],
    ['a locked workbook', () => fixture('locked.xls'), 'file-encrypted'],
  ])('%s', async (_, file, code) => {
    const answer = await inspectFile(file());
    expect(answer.ok ? 'read' : answer.failure.code).toBe(code);
    expect(answer.ok ? '' : answer.failure.details.path).toBe(file());
  });

  it('a file beyond the limit is not even read', async () => {
    const file = path.join(folder, '太大.xls');
    writeFileSync(file, '');
    truncateSync(file, 101 * 1024 * 1024);
    const answer = await inspectFile(file);
    expect(answer).toMatchObject({ ok: false, failure: { code: 'file-too-large', details: { limit: '100 MB' } } });
  });

  it('work that takes too long is ended', async () => {
    const answer = await inspectFile(fixture('kashgar-land.xlsx'), { timeLimit: 0 });
    expect(answer).toMatchObject({ ok: false, failure: { code: 'file-too-large', details: { reason: 'time' } } });
  });

  it('a stopped one answers interrupted', async () => {
    const stop = new AbortController();
    const answer = inspectFile(fixture('kashgar-land.xlsx'), { signal: stop.signal });
    stop.abort();
    expect(await answer).toMatchObject({ ok: false, failure: { code: 'interrupted' } });
    expect(await inspectFile(fixture('kashgar-land.xlsx'), { signal: stop.signal })).toMatchObject({
      failure: { code: 'interrupted' },
    });
  });

  it('a changed file is read again, an unchanged one is remembered', async () => {
    const file = path.join(folder, '表.csv');
    const inspector = createInspector();
    writeFileSync(file, '县市,套数\n喀什市,1\n疏附县,2\n');
    const first = await inspector.inspect(file);
    expect(await inspector.inspect(file)).toBe(first);
    writeFileSync(file, '县市,套数\n喀什市,1\n疏附县,2\n疏勒县,3\n');
    utimesSync(file, 1, 1);
    const second = await inspector.inspect(file);
    expect(second.ok && second.value.sheets[0]?.tables[0]?.rows.length).toBe(3);
  });
});
