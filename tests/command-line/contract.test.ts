// The command line against its contract: every command with good and bad input, exact JSON, exit codes, nothing half-written.

import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { json, refusal, runAnju, workFolder } from './run-anju.ts';

const AREA = '计划供应商品住房建筑面积';
const folder = workFolder();
const plan = path.join(folder, '喀什 2025.anju');
const cell = (row: string): string[] => ['--table', '表1', '--row', row, '--column', AREA];

interface Changed {
  changed: { table: string; row: string; column: string; text: string }[];
}
interface Shown {
  title: string;
  region: string;
  year: number;
  stage: string | null;
  tables: {
    key: string;
    title: string;
    header: { text: string; colSpan: number; rowSpan: number }[][];
    columns: { key: string; path: string[]; computed: boolean }[];
    rows: { key: string; label: string; kind: string; cells: Record<string, string> }[];
    notes: string[];
  }[];
  outline: { level: number; number: string; title: string }[];
  text?: string;
}

beforeAll(() => {
  expect(json(folder, ['new', plan, '--sample', 'kashgar-2025-annual-plan'])).toEqual({
    path: plan,
    title: '喀什地区2025年住房发展年度计划',
  });
});

describe('reading', () => {
  it('lists templates and samples', () => {
    expect(json<{ id: string }[]>(folder, ['templates']).map((t) => t.id)).toContain('annual-plan');
    expect(json<{ id: string; template: string }[]>(folder, ['samples'])).toContainEqual(
      expect.objectContaining({ id: 'kashgar-2025-annual-plan', title: '喀什地区2025年住房发展年度计划', template: 'annual-plan' }),
    );
  });

  it('shows the plan whole, without its text unless asked', () => {
    const shown = json<Shown>(folder, ['show', plan]);
    expect(shown).toMatchObject({ title: '喀什地区2025年住房发展年度计划', region: '喀什地区', year: 2025 });
    expect(shown.text).toBeUndefined();
    expect(shown.outline.filter((o) => o.level === 1).map((o) => o.number + o.title)).toEqual([
      '一、指导思想',
      '二、编制原则',
      '三、发展目标',
      '四、重点任务',
      '五、工作要求',
    ]);
    const [first, second] = shown.tables;
    expect(first?.rows.at(-1)).toEqual({ key: 'total', label: '总计', kind: 'total', cells: { region: '总计', area: '92.02' } });
    expect(second?.header[0]?.[1]).toEqual({ text: '公租房', colSpan: 2, rowSpan: 1 });
    expect(second?.columns.map((c) => [c.key, c.computed])).toEqual([
      ['region', false],
      ['public_units', false],
      ['public_area', false],
      ['lease_units', false],
      ['lease_area', false],
      ['sub_units', true],
      ['sub_area', true],
    ]);
    expect(json<Shown>(folder, ['show', plan, '--text']).text).toContain('92.02万平方米');
    expect(json<Shown>(folder, ['show', plan, '--table', 'allocation']).tables.map((t) => t.key)).toEqual(['allocation']);
  });

  it.each([
    [
      ['--table', '表2', '--row', '喀什市', '--column', '公租房/套数（套）'],
      { value: { form: 'number', num: '3000' }, text: '3000', computed: false },
    ],
    [
      ['--table', '2025年计划分配保障性住房规模', '--row', '塔县', '--column', '公租房/套数'],
      { value: { form: 'number', num: '96' }, text: '96', computed: false },
    ],
    [
      ['--table', '表2', '--row', '疏勒县', '--column', '公租房/套数'],
      { value: { form: 'none', text: '-' }, text: '-', computed: false },
    ],
    [
      ['--table', 'allocation', '--row', 'kashi', '--column', 'sub_units'],
      { value: { form: 'number', num: '3280' }, text: '3280', computed: true, formula: '[公租房/套数] + [保障性租赁住房/套数]' },
    ],
    [
      ['--table', '表3', '--row', '总计', '--column', 'rent_public'],
      { value: { form: 'none', text: '-' }, text: '-', computed: true, formula: 'SUM([下级, 本列])' },
    ],
  ])('gets %j', (where, value) => {
    expect(json(folder, ['get', plan, ...where])).toEqual(value);
  });

  it('prints for people too', () => {
    expect(runAnju(folder, 'get', plan, ...cell('总计')).stdout).toBe('92.02\n');
    expect(runAnju(folder, 'show', plan, '--table', '表1').stdout).toContain('总计');
    expect(runAnju(folder, '--help').stdout).toContain('用法');
  });

  it('lists every command with a schema', () => {
    const commands = json<{ type: string; schema: { type: string; properties: Record<string, unknown> } }[]>(folder, ['commands']);
    expect(commands.length).toBeGreaterThan(35);
    for (const { type, schema } of commands) expect(schema.properties, type).toHaveProperty('type');
  });

  it('finds nothing wrong in the sample, and verifies it', () => {
    expect(json(folder, ['check', plan])).toEqual([]);
    expect(json(folder, ['verify', plan])).toEqual({ ok: true, problems: [] });
  });
});

describe('editing', () => {
  const file = path.join(folder, '编辑.anju');
  const area = (row: string): string => json<{ text: string }>(folder, ['get', file, ...cell(row)]).text;
  beforeAll(() => {
    json(folder, ['new', file, '--sample', 'kashgar-2025-annual-plan']);
  });

  it('sets a cell, says what changed, and takes it back byte for byte', () => {
    const before = runAnju(folder, 'show', file, '--json', '--text').stdout;
    expect(json<Changed>(folder, ['set', file, ...cell('喀什市'), '52.00']).changed).toEqual([
      { table: 'commodity_area', row: 'kashi', column: 'area', text: '52.00' },
      { table: 'commodity_area', row: 'total', column: 'area', text: '93.02' },
    ]);
    const after = json<Shown>(folder, ['show', file, '--text']).text;
    expect(after).toContain('93.02万平方米');
    expect(after).not.toContain('92.02');
    json(folder, ['undo', file]);
    expect(runAnju(folder, 'show', file, '--json', '--text').stdout).toBe(before);
    json(folder, ['redo', file]);
    expect(area('总计')).toBe('93.02');
    expect(refusal(folder, 'redo', file)).toMatchObject({ exit: 3, code: 'nothing-to-redo' });
  });

  it.each([
    ['-', '-'],
    ['', ''],
    ['１２．５', '12.50'],
    ['1,234', '1234.00'],
    ['-', '-'],
    ['0', '0.00'],
  ])('takes %j as %j', (typed, text) => {
    json(folder, ['set', file, ...cell('喀什市'), typed]);
    expect(area('喀什市')).toBe(text);
  });

  it('takes -- as the end of options', () => {
    expect(runAnju(folder, 'set', file, ...cell('喀什市'), '--', '7').code).toBe(0);
    expect(area('喀什市')).toBe('7.00');
  });

  it.each([
    ['12abc', 'bad-value', 'not-a-number'],
    ['1.234', 'bad-value', 'decimals'],
    ['-3', 'bad-value', 'min'],
    ['>37', 'bad-value', 'form'],
    ['<script>alert(1)</script>', 'bad-value', 'not-a-number'],
  ])('refuses %j', (typed, code, why) => {
    const before = readFileSync(file);
    expect(refusal(folder, 'set', file, ...cell('喀什市'), typed)).toMatchObject({ exit: 3, code, details: { why } });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('refuses to type over a total', () => {
    expect(refusal(folder, 'set', file, ...cell('总计'), '1')).toMatchObject({ exit: 3, code: 'computed-cell' });
  });

  it('adds and removes rows', () => {
    const added = json<Changed>(folder, [
      'add-row',
      file,
      '--table',
      '表1',
      '--label',
      '新区',
      '--after',
      '经开区',
      '--values',
      `{"${AREA}":"1.50"}`,
    ]);
    expect(added.changed.at(-1)).toMatchObject({ row: 'total', text: '49.52' });
    expect(json<Shown>(folder, ['show', file, '--table', '表1']).tables[0]?.rows[2]?.label).toBe('新区');
    expect(refusal(folder, 'add-row', file, '--table', '表1', '--label', '新区二', '--values', '{oops')).toMatchObject({
      exit: 2,
      code: 'bad-usage',
    });
    expect(json<Changed>(folder, ['remove-row', file, '--table', '表1', '--row', '新区']).changed.at(-1)).toMatchObject({
      row: 'total',
      text: '48.02',
    });
    expect(refusal(folder, 'remove-row', file, '--table', '表1', '--row', '喀什市')).toMatchObject({ exit: 3, code: 'in-use' });
  });

  it('sets and clears formulas', () => {
    const where = ['--table', '表1', '--row', '经开区', '--column', AREA];
    expect(json<Changed>(folder, ['formula', file, ...where, '[疏附县, 本列] × 2']).changed[0]).toMatchObject({
      row: 'jingkai',
      text: '12.00',
    });
    expect(json(folder, ['get', file, ...where])).toMatchObject({ computed: true, formula: `[疏附县, 本列] × 2` });
    expect(refusal(folder, 'formula', file, ...cell('疏附县'), '[经开区, 本列]')).toMatchObject({ exit: 3, code: 'formula-cycle' });
    expect(refusal(folder, 'formula', file, ...cell('疏附县'), '1 + ')).toMatchObject({
      exit: 3,
      code: 'formula-error',
      details: { position: 5 },
    });
    json(folder, ['formula', file, ...where, '']);
    expect(area('经开区')).toBe('2.00');
  });

  it('does a batch as one step, or nothing of it', () => {
    const lines = path.join(folder, '一批.jsonl');
    const set = (row: string, value: string): string => JSON.stringify({ set: { table: '表1', row, column: AREA, value } });
    const id = 4_242_424_242;
    const note = JSON.stringify({
      command: {
        type: 'set-note',
        id,
        row: null,
        col: null,
        block: null,
        kind: 'comment',
        text: '待核',
        assetId: null,
        done: false,
      },
    });
    writeFileSync(lines, [set('喀什市', '50'), '', set('经开区', '1'), note].join('\n'));
    expect(json<Changed & { applied: number }>(folder, ['batch', file, lines])).toMatchObject({ applied: 3 });
    expect([area('喀什市'), area('经开区')]).toEqual(['50.00', '1.00']);
    json(folder, ['undo', file]);
    expect(area('喀什市')).toBe('7.00');
    for (const [last, code, line] of [
      [set('喀什市', 'x'), 'bad-value', 2],
      [set('无此县', '1'), 'no-such-row', 2],
      ['{"command":{"type":"no-such"}}', 'bad-command', 2],
      ['not json', 'bad-command', 2],
    ] as const) {
      writeFileSync(lines, `${set('经开区', '9')}\n${last}\n`);
      expect(refusal(folder, 'batch', file, lines)).toMatchObject({ exit: 3, code, details: { line } });
      expect(area('经开区')).toBe('2.00');
    }
    expect(refusal(folder, 'batch', file, path.join(folder, '没有.jsonl'))).toMatchObject({ exit: 3, code: 'file-not-found' });
  });

  it('keeps a history with labels, and takes back an older step leaving later edits', () => {
    const steps = json<{ id: number; label: string; by: string; undoes?: number }[]>(folder, ['history', file, '--limit', '500']);
    const first = steps.at(-1);
    expect(first).toMatchObject({ id: 1, label: `修改 表1 喀什市·${AREA}（万平方米）：51.00 → 52.00` });
    expect(steps.some((s) => s.undoes === 1)).toBe(true);
    json(folder, ['set', file, ...cell('叶城县'), '3']);
    const edited = json<{ id: number }[]>(folder, ['history', file, '--limit', '1'])[0]?.id as number;
    json(folder, ['set', file, ...cell('麦盖提县'), '4']);
    json(folder, ['undo', file, '--step', String(edited)]);
    expect([area('叶城县'), area('麦盖提县')]).toEqual(['1.50', '4.00']);
    expect(refusal(folder, 'undo', file, '--step', '99999')).toMatchObject({ exit: 3, code: 'no-such-step' });
  });

  it('marks a state and sets the stage', () => {
    json(folder, ['mark', file, '送审稿']);
    expect(json<Shown>(folder, ['show', file]).stage).toBe('送审稿');
    expect(refusal(folder, 'mark', file, '送审稿')).toMatchObject({ exit: 3, code: 'bad-value' });
  });
});

describe('a fresh plan', () => {
  it('has nothing to undo', () => {
    const file = path.join(folder, '新.anju');
    json(folder, ['new', file, '--template', 'annual-plan', '--region', '新疆维吾尔自治区/喀什地区', '--year', '2027']);
    expect(refusal(folder, 'undo', file)).toMatchObject({ exit: 3, code: 'nothing-to-undo' });
    const shown = json<Shown>(folder, ['show', file, '--text']);
    expect(shown).toMatchObject({ year: 2027, region: '喀什地区' });
    expect(shown.text).not.toContain('2025');
    expect(json<unknown[]>(folder, ['check', file], 1).length).toBeGreaterThan(0);
    expect(refusal(folder, 'export', file, '--docx', path.join(folder, '新.docx'))).toMatchObject({
      exit: 3,
      code: 'findings-open',
    });
    expect(existsSync(path.join(folder, '新.docx'))).toBe(false);
  });
});

describe('release', () => {
  it('writes both files and replaces earlier ones whole', () => {
    const docx = path.join(folder, '计划.docx');
    const xlsx = path.join(folder, '附表.xlsx');
    writeFileSync(docx, 'old');
    const done = json<{ files: { path: string; bytes: number }[]; findings: number }>(folder, [
      'export',
      plan,
      '--docx',
      docx,
      '--xlsx',
      xlsx,
    ]);
    expect(done.files.map((f) => [f.path, f.bytes])).toEqual([docx, xlsx].map((f) => [f, statSync(f).size]));
    expect(readFileSync(docx).subarray(0, 2).toString()).toBe('PK');
    expect(readdirSync(folder).filter((name) => name.includes('.tmp') || name.startsWith('.~'))).toEqual([]);
  });

  it.each([
    [[], 2, 'bad-usage'],
    [['--docx', 'a.docx', '--fonts', 'comic'], 2, 'bad-usage'],
    [['--docx', path.join('没有这个文件夹', 'a.docx')], 3, 'file-not-found'],
    [['--docx', 'a.docx', '--stage', '报批稿'], 3, 'no-such-mark'],
  ])('refuses %j', (args, exit, code) => {
    expect(refusal(folder, 'export', plan, ...args)).toMatchObject({ exit, code });
  });
});

describe('files', () => {
  it('backs up and restores', () => {
    const backups = path.join(folder, '备 份');
    const made = json<{ path: string }>(folder, ['backup', plan, backups]);
    const back = path.join(folder, '恢复.anju');
    json(folder, ['restore', made.path, back]);
    expect(runAnju(folder, 'show', back, '--json', '--text').stdout).toBe(runAnju(folder, 'show', plan, '--json', '--text').stdout);
    expect(refusal(folder, 'restore', made.path, plan)).toMatchObject({ exit: 3, code: 'file-exists' });
    expect(refusal(folder, 'restore', path.join(folder, '无.anju'), path.join(folder, 'x.anju'))).toMatchObject({
      exit: 3,
      code: 'file-not-found',
    });
  });

  it('refuses what is no plan, and leaves it alone', () => {
    const text = path.join(folder, '不是计划.anju');
    writeFileSync(text, '这不是数据库');
    expect(refusal(folder, 'show', text)).toMatchObject({ exit: 3, code: 'not-a-plan' });
    expect(refusal(folder, 'set', text, ...cell('a'), '1')).toMatchObject({ exit: 3, code: 'not-a-plan' });
    expect(readFileSync(text, 'utf8')).toBe('这不是数据库');
    const cut = path.join(folder, '断.anju');
    writeFileSync(cut, readFileSync(plan).subarray(0, 30_000));
    expect(['plan-damaged', 'not-a-plan']).toContain(refusal(folder, 'show', cut).code);
    expect(refusal(folder, 'show', path.join(folder, '没有.anju'))).toMatchObject({ exit: 3, code: 'file-not-found' });
    const made = path.join(folder, '文件夹.anju');
    mkdirSync(made, { recursive: true });
    expect(refusal(folder, 'show', made).exit).toBe(3);
  });

  it.each([
    [['new', 'x.anju', '--template', 'no-such'], 3, 'no-such-template'],
    [['new', 'x.anju', '--sample', 'no-such'], 3, 'no-such-sample'],
    [['new', 'x.anju', '--template', 'annual-plan', '--region', '不存在的县'], 3, 'no-such-region'],
    [['new', 'x.anju'], 2, 'bad-usage'],
    [['new', 'x.anju', '--template', 'annual-plan', '--year', '20x5'], 2, 'bad-usage'],
    [['new', plan, '--sample', 'kashgar-2025-annual-plan'], 3, 'file-exists'],
    [['nonsense'], 2, 'bad-usage'],
    [['show'], 2, 'bad-usage'],
    [['show', plan, '--frobnicate'], 2, 'bad-usage'],
    [['show', plan, 'extra'], 2, 'bad-usage'],
    [['get', plan, '--table', '表1'], 2, 'bad-usage'],
    [['get', plan, '--table', '无此表', '--row', 'a', '--column', 'b'], 3, 'no-such-table'],
    [['get', plan, '--table', '表1', '--row', 'a', '--column', 'b'], 3, 'no-such-row'],
    [['get', plan, '--table', '表1', '--row', '喀什市', '--column', 'b'], 3, 'no-such-column'],
    [['get', plan, '--table', '表2', '--row', '喀什市', '--column', '套数'], 3, 'ambiguous'],
    [['history', plan, '--limit', '0'], 2, 'bad-usage'],
    [['serve', 'no-such.anju'], 3, 'file-not-found'],
    [['inspect', 'no-such.xls'], 3, 'file-not-found'],
  ])('refuses %j', (args, exit, code) => {
    expect(refusal(folder, ...args)).toMatchObject({ exit, code });
    expect(existsSync(path.join(folder, 'x.anju'))).toBe(false);
  });
});

describe('check', () => {
  const dazhou = path.join(folder, '达州.anju');

  it('names places and fixes by key; batch takes a fix as it is, and undo takes it back', () => {
    json(folder, ['new', dazhou, '--sample', 'dazhou-14th-five-year-plan']);
    interface Found {
      code: string;
      where: { table?: string };
      fix?: { label: string; command: { type: string; table: string; cells: { row: string; col: string; value: string }[] } };
    }
    const before = runAnju(folder, 'check', dazhou, '--json').stdout;
    const blank = (JSON.parse(before) as Found[]).find((one) => one.where.table === 'old_renewal');
    expect(blank?.fix).toMatchObject({ label: '9 个空格都记为“-”', command: { type: 'fill', table: 'old_renewal' } });
    expect(blank?.fix?.command.cells[0]).toEqual({ row: 'gaoxin', col: 'y2', value: '-' });
    writeFileSync(path.join(folder, 'fix.jsonl'), `${JSON.stringify({ command: blank?.fix?.command })}\n`);
    expect(json<{ applied: number }>(folder, ['batch', dazhou, 'fix.jsonl']).applied).toBe(1);
    const after = JSON.parse(runAnju(folder, 'check', dazhou, '--json').stdout) as Found[];
    expect(after.some((one) => one.where.table === 'old_renewal')).toBe(false);
    json(folder, ['undo', dazhou]);
    expect(runAnju(folder, 'check', dazhou, '--json').stdout).toBe(before);
  });
});
