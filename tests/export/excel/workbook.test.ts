// The annex workbook read back: layout, merges, live formulas with our values cached, print settings; schema; and LibreOffice's own
// values, recalculated from nothing, against ours.

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { exportXlsx } from '../../../electron/export/xlsx.ts';
import type { LivePlan } from '../../../shared/model/live-plan.ts';
import { printValue } from '../../../shared/values/value.ts';
import { convert, hasLibreOffice, hasValidator, partsOf, schemaFaults } from '../../office.ts';
import { samplePlan } from '../../outline/sample.ts';
import { col, row, TestPlan, table, total } from '../../plan-builder.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'anju 附表 '));

async function written(live: LivePlan, name: string): Promise<string> {
  const file = path.join(folder, name);
  writeFileSync(file, await exportXlsx(live));
  return file;
}

async function read(file: string): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(file);
  return book;
}

const textOf = (cell: ExcelJS.Cell): string => {
  const value = cell.value as ExcelJS.CellValue | { formula: string; result?: unknown };
  const shown = value !== null && typeof value === 'object' && 'formula' in value ? (value.result ?? '') : (value ?? '');
  if (typeof shown !== 'number') return typeof shown === 'object' ? JSON.stringify(shown) : String(shown);
  const decimals = /^0\.(0+)$/.exec(cell.numFmt ?? '')?.[1]?.length ?? 0;
  return shown.toFixed(decimals);
};

/** Every formula of a workbook recalculated by LibreOffice, beside the value we cached. */
async function recalculated(file: string): Promise<{ at: string; ours: string; theirs: string }[]> {
  const parts = unzipSync(new Uint8Array(await import('node:fs').then((fs) => fs.readFileSync(file))));
  const bare = Object.fromEntries(
    Object.entries(parts).map(([name, bytes]) => [
      name,
      name.startsWith('xl/worksheets/sheet')
        ? strToU8(new TextDecoder().decode(bytes).replace(/(<\/f>)<v>[^<]*<\/v>/g, '$1'))
        : bytes,
    ]),
  );
  const stripped = path.join(folder, `bare-${path.basename(file)}`);
  writeFileSync(stripped, zipSync(bare));
  const theirs = await read(convert(stripped, 'xlsx:Calc MS Excel 2007 XML', mkdtempSync(path.join(tmpdir(), 'anju-lo-'))));
  const ours = await read(file);
  const out: { at: string; ours: string; theirs: string }[] = [];
  ours.eachSheet((sheet, i) => {
    sheet.eachRow((r) =>
      r.eachCell((cell) => {
        if (cell.type !== ExcelJS.ValueType.Formula) return;
        const other = theirs.worksheets[i - 1]?.getCell(cell.address) as ExcelJS.Cell;
        out.push({
          at: `${sheet.name} ${cell.address}`,
          ours: textOf(cell),
          theirs: textOf(Object.assign(Object.create(other), { numFmt: cell.numFmt, value: other.value })),
        });
      }),
    );
  });
  return out;
}

describe('the sample workbook', () => {
  let file = '';
  let book: ExcelJS.Workbook;
  const live = samplePlan();
  beforeAll(async () => {
    file = await written(live, '附表.xlsx');
    book = await read(file);
  });

  it('has a sheet a table, named by number and title', () => {
    expect(book.worksheets.map((s) => s.name)).toEqual([
      '表1 2025年计划供应商品住房建筑面积',
      '表2 2025年计划分配保障性住房规模',
      '表3 2025年计划供应住宅用地规模',
    ]);
  });

  it('prints every cell as the plan does', () => {
    live.tables().forEach((t, i) => {
      const shape = live.shape(t.id);
      const sheet = book.worksheets[i] as ExcelJS.Worksheet;
      const first = 4 + shape.header.length;
      shape.rows.forEach((r, at) => {
        shape.leaves.forEach((c, column) => {
          expect(textOf(sheet.getCell(first + at, column + 1)), `${t.title} ${r.label} ${c.title}`).toBe(
            printValue(live.value(r.id, c.id)),
          );
        });
      });
    });
  });

  it('merges the nested header and breaks before a unit', () => {
    const sheet = book.worksheets[1] as ExcelJS.Worksheet;
    expect(sheet.getCell('A4').value).toBe('县（市、开发区）');
    expect(sheet.getCell('A5').master.address).toBe('A4');
    expect(sheet.getCell('B4').value).toBe('公租房');
    expect(sheet.getCell('C4').master.address).toBe('B4');
    expect(sheet.getCell('C5').value).toBe('建筑面积\n（万平方米）');
  });

  it('computes totals and subtotals by live formulas, locked, and leaves inputs open', () => {
    const sheet = book.worksheets[1] as ExcelJS.Worksheet;
    expect(sheet.getCell('B19').value).toEqual({ formula: 'IF(COUNT(B6:B18)=0,"-",SUM(B6:B18))', result: 11455 });
    expect(sheet.getCell('F6').value).toEqual({ formula: 'IF(COUNT(B6,D6)=0,"-",N(B6)+N(D6))', result: 3280 });
    expect(sheet.getCell('F9').value).toEqual({ formula: 'IF(COUNT(B9,D9)=0,"-",N(B9)+N(D9))', result: '-' });
    expect(sheet.getCell('F6').protection?.locked ?? true).toBe(true);
    expect(sheet.getCell('B6').protection.locked).toBe(false);
    expect(sheet.getCell('B6').dataValidation.error).toContain('没有的填“-”');
    const xml = partsOf(file);
    expect(
      Object.keys(xml)
        .filter((n) => n.startsWith('xl/worksheets/sheet'))
        .every((n) => xml[n]?.includes('<sheetProtection')),
    ).toBe(true);
    expect(xml['xl/workbook.xml']).toContain('fullCalcOnLoad="1"');
  });

  it('is set up for printing', () => {
    const xml = partsOf(file);
    expect(xml['xl/workbook.xml']?.replaceAll('&apos;', "'")).toContain(
      `<definedName name="_xlnm.Print_Titles" localSheetId="1">'表2 2025年计划分配保障性住房规模'!$4:$5</definedName>`,
    );
    expect(xml['xl/workbook.xml']?.replaceAll('&apos;', "'")).toMatch(/Print_Area" localSheetId="1">'表2 [^']*'!\$A\$1:\$G\$20</);
    for (const sheet of book.worksheets) {
      expect(sheet.pageSetup).toMatchObject({
        paperSize: 9,
        fitToPage: true,
        fitToWidth: 1,
        fitToHeight: 0,
        horizontalCentered: true,
      });
      expect(sheet.views[0]).toMatchObject({ state: 'frozen', xSplit: 1, showGridLines: false });
      expect(sheet.headerFooter.oddFooter).toBe('&C&"宋体,常规"&14— &P —');
    }
    expect(book.worksheets.map((s) => s.pageSetup.orientation)).toEqual(['portrait', 'portrait', 'landscape']);
  });

  it('writes the same plan as the same bytes, without a name or a clock', async () => {
    const again = await exportXlsx(live);
    expect(Buffer.from(again).equals(Buffer.from(await exportXlsx(samplePlan())))).toBe(true);
    expect(partsOf(file)['docProps/core.xml']).not.toMatch(/20(2[4-9]|3\d)-/);
  });

  it.runIf(hasValidator())('keeps to the schema', () => {
    expect(schemaFaults(file)).toEqual([]);
  });

  it.runIf(hasLibreOffice())('agrees with LibreOffice on every formula', async () => {
    const cells = await recalculated(file);
    expect(cells.length).toBeGreaterThanOrEqual(60);
    for (const { at, ours, theirs } of cells) expect(theirs, at).toBe(ours);
  });
});

describe('formulas of any plan', () => {
  const value = fc.oneof(
    fc.integer({ min: -999, max: 9999 }).map((n) => (n / 100).toFixed(2)),
    fc.constantFrom('-', '/', '', '0.00'),
  );
  const plan = (values: string[][]): TestPlan =>
    new TestPlan([
      table(
        '数据',
        [
          col('甲', { decimals: 2 }),
          col('乙', { decimals: 2 }),
          col('和', { decimals: 2, formula: '[甲] + [乙]', total: 'sum' }),
          col('差', { decimals: 2, formula: '[甲] - ([乙] - [甲])' }),
          col('积', { decimals: 2, formula: '[甲] × [乙] × 2' }),
          col('商', { decimals: 2, formula: 'IFERROR([甲] ÷ [乙], 0)' }),
          col('占比', { decimals: 1, formula: 'IF(SUM([全部, 甲]) = 0, 0, [甲] / SUM([全部, 甲]) × 100)' }),
          col('最大', { decimals: 2, formula: 'MAX([甲], [乙]) + MIN([全部, 乙]) + ABS([甲])' }),
          col('个数', { decimals: 0, formula: 'COUNT([全部, 甲]) + COUNTIFS([全部, 甲], ">0")' }),
        ],
        [...values.map(([a, b], i) => row(`第${i}行`, { 甲: a as string, 乙: b as string })), total('合计')],
      ),
      table(
        '汇总',
        [
          col('甲计', { decimals: 2, formula: 'SUMIFS(数据[全部, 甲], 数据[全部, 名称], [名称])', total: 'sum' }),
          col('比合计', { decimals: 2, formula: '数据[总计, 甲] - 数据[同行, 甲]' }),
        ],
        [row('第0行'), row('没有'), total('合计')],
      ),
    ]);

  it.runIf(hasLibreOffice())(
    'compute in LibreOffice what they compute here',
    async () => {
      for (const seed of [1, 2, 3]) {
        const values = fc.sample(fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 8 }), {
          seed,
          numRuns: 1,
        })[0] as string[][];
        const file = await written(plan(values).live, `随机${seed}.xlsx`);
        for (const { at, ours, theirs } of await recalculated(file))
          expect(theirs, `${seed} ${at} ${JSON.stringify(values)}`).toBe(ours);
        if (hasValidator()) expect(schemaFaults(file)).toEqual([]);
      }
    },
    300_000,
  );

  it('lets an open cell take what its row takes: an indicator has rules of its own', async () => {
    const p = new TestPlan([
      table(
        '指标',
        [col('目标', { min: '0' })],
        [
          row('甲'),
          row('乙'),
          row('覆盖率', {}, { props: { max: '100' } }),
          row('保障率', {}, { props: { valueKind: 'text' } }),
          row('平台', {}, { props: { valueKind: 'choice', choices: ['建成', '未建成'] } }),
          row('丙'),
        ],
      ),
    ]);
    const xml = partsOf(await written(p.live, '指标.xlsx'))['xl/worksheets/sheet1.xml'] as string;
    const rules = [...xml.matchAll(/<dataValidation .*?<\/dataValidation>/g)].map(
      ([rule]) => `${/sqref="([^"]*)"/.exec(rule)?.[1]} ${/<formula1>(.*?)<\/formula1>/.exec(rule)?.[1]}`,
    );
    expect(
      rules.map((rule) =>
        rule
          .replace(/&gt;/g, '>')
          .replace(/&lt;/g, '<')
          .replace(/&quot;/g, '"')
          .replace(/,B\d+="[-—/]"/g, ''),
      ),
    ).toEqual([
      'B10 OR(AND(ISNUMBER(B10),B10>=0))',
      'B5:B6 OR(AND(ISNUMBER(B5),B5>=0))',
      'B7 OR(AND(ISNUMBER(B7),B7>=0,B7<=100))',
      'B9 "建成,未建成"',
    ]);
  });

  it('writes special forms, long numbers, exceptions and unsummable totals as what they print', async () => {
    const p = new TestPlan([
      table(
        '表',
        [col('数', { forms: ['number', 'none', 'na', 'bound', 'range', 'text'] }), col('五年', { decimals: 0 })],
        [
          row('甲', { 数: '>37', 五年: '[3000]' }),
          row('乙', { 数: '18—36', 五年: '[70]' }),
          row('丙', { 数: '应保尽保' }),
          row('丁', { 数: '12345678901234567890.12' }),
          total('合计'),
        ],
      ),
    ]);
    const sheet = (await read(await written(p.live, '特殊.xlsx'))).worksheets[0] as ExcelJS.Worksheet;
    const cells = [5, 6, 7, 8, 9].map((r) => [sheet.getCell(r, 2).value, sheet.getCell(r, 3).value]);
    expect(cells).toEqual([
      ['>37', '[3000]'],
      ['18—36', '[70]'],
      ['应保尽保', null],
      ['12345678901234567890.12', null],
      ['【!】', '[3070]'],
    ]);
  });

  it('writes an exception as a constant with its reason beside it, for Excel and LibreOffice', async () => {
    const p = new TestPlan([
      table('表', [col('数', { decimals: 0 })], [row('甲', { 数: '3' }), row('乙', { 数: '4' }), total('合计')]),
    ]);
    const at = p.at('表', '合计', '数');
    p.run({ type: 'set-exception', row: at.row, col: at.col, printed: '8', reason: '原文如此' });
    const file = await written(p.live, '例外.xlsx');
    const cell = ((await read(file)).worksheets[0] as ExcelJS.Worksheet).getCell('B7');
    expect(cell.value).toBe(8);
    expect(JSON.stringify(cell.note)).toContain('例外：按原文保留 8，自动计算为 7。原因：原文如此');
    if (hasValidator()) expect(schemaFaults(file)).toEqual([]);
    if (hasLibreOffice()) {
      const again = convert(file, 'xlsx:Calc MS Excel 2007 XML', mkdtempSync(path.join(tmpdir(), 'anju-lo-')));
      expect(JSON.stringify(((await read(again)).worksheets[0] as ExcelJS.Worksheet).getCell('B7').note)).toContain('原文如此');
    }
    p.run({ type: 'set-exception', row: at.row, col: at.col, printed: null, reason: '' });
    const without = ((await read(await written(p.live, '无例外.xlsx'))).worksheets[0] as ExcelJS.Worksheet).getCell('B7');
    expect(without.note).toBeUndefined();
    expect(without.value).toMatchObject({ result: 7 });
  });

  it('holds the shown figures of a table in larger units: sums stay live, what multiplies stands as its value', async () => {
    const p = new TestPlan([
      table(
        '表',
        [
          col('甲类', { unit: '万元', decimals: 0 }),
          col('乙类', { unit: '万元', decimals: 0 }),
          col('合计', { unit: '万元', decimals: 0, formula: '[甲类] + [乙类]' }),
          col('占比', { unit: '%', decimals: 1, formula: '[甲类] / [合计] × 100' }),
        ],
        [row('甲', { 甲类: '10049', 乙类: '3049' }), row('乙', { 甲类: '2049', 乙类: '7777' }), total('总计')],
      ),
      table('另表', [col('两倍', { decimals: 0, total: 'none' })], [row('甲')]),
    ]);
    p.formula('另表', { column: '两倍' }, '表[总计, 合计] × 2');
    p.run({
      type: 'balance-rounding',
      table: p.at('表', '甲', '合计').table,
      units: [{ unit: '亿元', decimals: 2 }],
      note: 'short',
    });
    const file = await written(p.live, '亿元.xlsx');
    const [sheet, other] = (await read(file)).worksheets as [ExcelJS.Worksheet, ExcelJS.Worksheet];
    for (const r of [5, 6, 7])
      for (const [c, name] of [
        [2, '甲类'],
        [3, '乙类'],
        [4, '合计'],
        [5, '占比'],
      ] as const)
        expect(textOf(sheet.getCell(r, c))).toBe(p.text('表', ['甲', '乙', '总计'][r - 5] as string, name));
    expect(sheet.getCell('D5').value).toMatchObject({ formula: expect.any(String) });
    expect(sheet.getCell('E5').value).toBe(76.7);
    expect(other.getCell('B5').value).toBe(45848);
    expect(JSON.stringify(sheet.getSheetValues())).toContain('舍位平衡');
    expect(JSON.stringify(sheet.getSheetValues())).toContain('亿元');
    if (hasLibreOffice()) for (const { ours, theirs } of await recalculated(file)) expect(theirs).toBe(ours);
  });

  it('refuses a plan without tables', async () => {
    await expect(exportXlsx(new TestPlan().live)).rejects.toThrow('no-such-table');
  });

  it('stops when asked', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(exportXlsx(samplePlan(), { signal: stop.signal })).rejects.toThrow('interrupted');
  });
});

describe('a task list of words', () => {
  it('is merged down like the document, with its number, wide sentences, and rows as high as their lines', async () => {
    const file = await written(samplePlan('panzhihua-14th-five-year-plan'), 'tasks.xlsx');
    const sheet = (await read(file)).worksheets[1] as ExcelJS.Worksheet;
    expect(sheet.getCell('A1').value).toBe('附件2');
    const merges = (sheet.model as unknown as { merges: string[] }).merges;
    expect(merges).toEqual(expect.arrayContaining(['A5:A12', 'B6:B7', 'C6:C7', 'B8:B9', 'C10:C11', 'A13:A15']));
    expect(merges).not.toContain('B5:B6');
    expect(sheet.getCell('B6').value).toBe('2');
    expect(sheet.getCell('E5').value).toBe('牵头单位：市住房城乡建设局\n配合单位：各县（区）人民政府');
    expect(sheet.getRow(5).height).toBeGreaterThan(30);
    expect(sheet.getColumn(2).width).toBeLessThan(8);
    expect(sheet.getColumn(4).width).toBeGreaterThan(50);
    if (hasValidator()) expect(schemaFaults(file)).toEqual([]);
  });
});
