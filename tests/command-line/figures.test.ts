// Figures on the command line: typed in every form, shown in larger units, rolled over to the next year.

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { json, workFolder } from './run-anju.ts';

interface Cell {
  value: { form: string; num?: string; text?: string };
  text: string;
  shown?: { unit: string | null; num?: string; adjusted?: string };
}
interface Shown {
  year: number;
  title: string;
  stage: string | null;
  tables: {
    key: string;
    unit: string | null;
    columns: { key: string; unit: string | null }[];
    rows: { key: string; kind: string; cells: Record<string, string> }[];
    notes: string[];
  }[];
  text?: string;
}

let folder: string;
beforeAll(() => {
  folder = workFolder();
  json(folder, ['new', 'a.anju', '--sample', 'kashgar-2025-annual-plan']);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CELL = ['--table', '表2', '--row', '喀什市', '--column', '公租房/套数'];
const get = (): Cell => json(folder, ['get', 'a.anju', ...CELL]);

describe('a cell takes what an official types', () => {
  it.each([
    ['１，２３４', '1234', 'number'],
    ['1.2万', '12000', 'number'],
    ['３００套', '300', 'number'],
    ['—', '—', 'none'],
    ['－', '－', 'none'],
    ['/', '/', 'na'],
    ['[3000]', '[3000]', 'number'],
    ['', '', 'empty'],
    ['3000', '3000', 'number'],
  ])('%j is %s', (typed, text, form) => {
    json(folder, ['set', 'a.anju', ...CELL, typed]);
    expect(get()).toMatchObject({ text, value: { form } });
  });

  it.each([
    ['三千', '只能填数字'],
    ['12.5', '可改填 13'],
    ['65%', '比例'],
    ['300亩', '不能换算'],
    ['≥3000', '上下限'],
  ])('%s is refused with the reason and the way out, and nothing is changed', (typed, said) => {
    const before = readFileSync(path.join(folder, 'a.anju'));
    const { error } = json<{ error: { code: string; message: string } }>(folder, ['set', 'a.anju', ...CELL, typed], 3);
    expect(error.code).toBe('bad-value');
    expect(error.message).toContain(said);
    expect(readFileSync(path.join(folder, 'a.anju')).equals(before)).toBe(true);
  });
});

describe('a table with every kind of column', () => {
  const ALL = ['number', 'none', 'na', 'bound', 'range', 'text'];
  const columns: [string, string, Record<string, unknown>][] = [
    ['套数', 'number', { unit: '套', decimals: 0 }],
    ['面积', 'number', { unit: '万平方米', decimals: 2 }],
    ['目标', 'number', { forms: ALL }],
    ['类别', 'choice', { choices: ['公租房', '保租房'] }],
    ['时限', 'date', {}],
    ['年份', 'year', {}],
    ['地类', 'codes', {}],
    ['说明', 'text', {}],
    ['备注', 'text', { role: 'note' }],
  ];
  const rows: Record<string, string[]> = {
    甲县: ['3000', '51.00', '≥65%', '公租房', '2025年3月', '2025', '221、253', '第一行\n第二行', '12,345.00'],
    乙县: ['—', '0.50', '〔3000—4000〕', '保租房', '2025-03-31', '2026', '0701', '是', ''],
    丙县: ['/', '-', '约300', '-', '3月底前', '—', '101', 'a/b', 'x'],
    丁县: ['[70]', '12.30', '不少于1.2万', '公租房', '长期', '2027', '221', '001', '0.50'],
    戊县: ['0', '0.00', '应保尽保', '/', '/', '/', '-', '-', '-'],
  };
  const lines = (filled: boolean): string => {
    const table = { id: 900001, key: 'forms', title: '各种写法' };
    const add = {
      type: 'add-table',
      table,
      place: 'last',
      columns: [
        { id: 900100, title: '县', role: 'label' },
        ...columns.map(([title, kind, more], i) => ({ id: 900101 + i, title, role: 'value', kind, ...more })),
      ],
      rows: Object.keys(rows).map((label, i) => ({ id: 900200 + i, label })),
    };
    const sets = Object.entries(rows).flatMap(([row, values]) =>
      values.map((value, i) => ({ set: { table: 'forms', row, column: columns[i]?.[0], value } })),
    );
    return [{ command: add }, ...(filled ? sets : [])].map((line) => JSON.stringify(line)).join('\n');
  };
  const cellsOf = (plan: string): string[][] =>
    json<Shown>(folder, ['show', plan, '--table', 'forms']).tables[0]?.rows.map((r) => Object.values(r.cells).slice(1)) ?? [];

  it('keeps every form in the plan, in the workbook and back from it', () => {
    for (const plan of ['full.anju', 'blank.anju']) {
      json(folder, ['new', plan, '--sample', 'kashgar-2025-annual-plan']);
      writeFileSync(path.join(folder, 'forms.jsonl'), lines(plan === 'full.anju'));
      json(folder, ['batch', plan, 'forms.jsonl']);
    }
    expect(cellsOf('full.anju')).toEqual(Object.values(rows));
    json(folder, ['export', 'full.anju', '--xlsx', 'forms.xlsx', '--force']);
    const { unmapped } = json<{ unmapped: { rows: unknown[]; columns: unknown[] } }>(folder, [
      'import',
      'blank.anju',
      'forms.xlsx',
      '--sheet',
      '表4 各种写法',
      '--table',
      'forms',
    ]);
    expect([unmapped.rows, unmapped.columns]).toEqual([[], []]);
    expect(cellsOf('blank.anju')).toEqual(Object.values(rows));
  });
});

describe('balance-rounding', () => {
  it('shows 万套 and whole 万平方米 that add up, keeps the figures, prints the same in the text, and is one step', () => {
    const line = { command: { type: 'balance-rounding', table: '表2', units: [{ unit: '万套', decimals: 2 }], note: 'short' } };
    writeFileSync(path.join(folder, 'on.jsonl'), `${JSON.stringify(line)}\n`);
    const before = json<Shown>(folder, ['show', 'a.anju', '--text']);
    const { changed } = json<{ changed: unknown[] }>(folder, ['batch', 'a.anju', 'on.jsonl']);
    expect(changed.length).toBeGreaterThan(10);
    const shown = json<Shown>(folder, ['show', 'a.anju', '--text']);
    const t = shown.tables[1] as Shown['tables'][0];
    const flats = t.columns.filter((c) => c.unit === '万套').map((c) => c.key);
    expect(flats.length).toBe(3);
    for (const column of flats) {
      const cells = t.rows.map((r) => ({ kind: r.kind, n: Math.round(Number(r.cells[column]?.replace(/^-$/, '0')) * 100) }));
      const sum = cells.filter((c) => c.kind === 'data').reduce((n, c) => n + c.n, 0);
      expect(sum).toBe(cells.find((c) => c.kind === 'total')?.n);
    }
    expect(t.notes.join()).toContain('舍位平衡');
    expect(shown.text).not.toBe(before.text);
    expect(get().value.num).toBe('3000');
    expect(get().shown).toMatchObject({ unit: '万套', num: '0.30' });
    expect(get().text).toBe('0.30');
    expect(json<{ ok: boolean }>(folder, ['verify', 'a.anju']).ok).toBe(true);
    expect(json<{ label: string }[]>(folder, ['history', 'a.anju', '--limit', '1'])[0]?.label).toContain('成批修改');
    json(folder, ['undo', 'a.anju']);
    expect(json(folder, ['show', 'a.anju', '--text'])).toEqual(before);
  });

  it('takes names in every command, and says which it does not know', () => {
    const set = { type: 'set-cells', table: '表2', cells: [{ row: '喀什市', col: '公租房/套数', value: '3001' }] };
    writeFileSync(path.join(folder, 'names.jsonl'), `${JSON.stringify({ command: set })}\n`);
    json(folder, ['batch', 'a.anju', 'names.jsonl']);
    expect(get().text).toBe('3001');
    json(folder, ['undo', 'a.anju']);
    writeFileSync(
      path.join(folder, 'names.jsonl'),
      `${JSON.stringify({ command: { ...set, cells: [{ ...set.cells[0], row: '某市' }] } })}\n`,
    );
    expect(json<{ error: { code: string } }>(folder, ['batch', 'a.anju', 'names.jsonl'], 3).error.code).toBe('no-such-row');
  });

  it('refuses a unit that nothing is kept in', () => {
    const line = { command: { type: 'balance-rounding', table: '表2', units: [{ unit: '亿元', decimals: 2 }] } };
    writeFileSync(path.join(folder, 'bad.jsonl'), `${JSON.stringify(line)}\n`);
    const { error } = json<{ error: { code: string; message: string } }>(folder, ['batch', 'a.anju', 'bad.jsonl'], 3);
    expect(error.code).toBe('cannot-balance');
    expect(error.message).toContain('没有能换算成亿元的数');
  });
});

describe('rollover', () => {
  it('makes next year’s plan, which opens, verifies and has no history', () => {
    const rolled = json<{ path: string; shifted: { where: string; from: string; to: string | null }[] }>(folder, [
      'rollover',
      'a.anju',
      'b.anju',
      '--year',
      '2026',
    ]);
    expect(rolled.path).toBe(path.join(folder, 'b.anju'));
    expect(rolled.shifted.find((s) => s.where === '标题')).toMatchObject({ to: '喀什地区2026年住房发展年度计划' });
    expect(rolled.shifted.filter(({ where, from }) => where === '' || from === '')).toEqual([]);
    const next = json<Shown>(folder, ['show', 'b.anju', '--text']);
    expect([next.year, next.stage]).toEqual([2026, null]);
    expect(next.text).toContain('2026年全地区计划供应');
    expect(
      next.tables
        .flatMap((t) => t.rows.map((r) => r.cells))
        .every((cells) => !Object.values(cells).some((text) => /^\d+\.\d\d$/.test(text))),
    ).toBe(true);
    expect(json<{ ok: boolean }>(folder, ['verify', 'b.anju'])).toMatchObject({ ok: true });
    expect(json(folder, ['history', 'b.anju'])).toEqual([]);
    expect(json<{ error: { code: string } }>(folder, ['undo', 'b.anju'], 3).error.code).toBe('nothing-to-undo');
  });

  it('writes over nothing, and needs a later year', () => {
    const before = readFileSync(path.join(folder, 'b.anju'));
    expect(json<{ error: { code: string } }>(folder, ['rollover', 'a.anju', 'b.anju', '--year', '2026'], 3).error.code).toBe(
      'file-exists',
    );
    expect(readFileSync(path.join(folder, 'b.anju')).equals(before)).toBe(true);
    expect(json<{ error: { code: string } }>(folder, ['rollover', 'a.anju', 'c.anju', '--year', '2025'], 3).error.code).toBe(
      'bad-value',
    );
    expect(existsSync(path.join(folder, 'c.anju'))).toBe(false);
    expect(json<{ error: { code: string } }>(folder, ['rollover', 'a.anju', 'c.anju'], 2).error.code).toBe('bad-usage');
    expect(json<{ error: { code: string } }>(folder, ['rollover', 'none.anju', 'c.anju', '--year', '2026'], 3).error.code).toBe(
      'file-not-found',
    );
  });
});
