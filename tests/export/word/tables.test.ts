// Tables in the .docx: captions, header levels, merges, widths to the twip, rows that stay whole, and the grid's sums by law.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeDocx, exportDocx } from '../../../electron/export/docx.ts';
import { columnWidths } from '../../../electron/export/word/widths.ts';
import type { PrintTable } from '../../../shared/outline/document.ts';
import { samplePlan } from '../../outline/sample.ts';
import { column, everything, table, view } from './documents.ts';
import { all, at, elements, openDocx, styleOf, textIn, type XmlElement } from './reading.ts';

const sample = openDocx(await exportDocx(samplePlan()));
const shown = async (printed: PrintTable, bare = false) =>
  openDocx(await composeDocx(view([{ kind: 'table', id: 1, table: printed, bare }])));

const widthsOf = (tbl: XmlElement): number[] => elements(at(tbl, 'w:tblGrid'), 'w:gridCol').map((c) => Number(c.attributes['w:w']));
const rowsOf = (tbl: XmlElement): XmlElement[] => elements(tbl, 'w:tr');
const isHeader = (row: XmlElement): boolean => at(row, 'w:trPr', 'w:tblHeader') !== undefined;

/** A row as `text:span^` pieces; ^ starts a vertical merge, v goes on in one. */
const picture = (row: XmlElement): string =>
  elements(row, 'w:tc')
    .map((cell) => {
      const merge = at(cell, 'w:tcPr', 'w:vMerge');
      const span = at(cell, 'w:tcPr', 'w:gridSpan')?.attributes['w:val'];
      return `${textIn(cell)}${span ? `:${span}` : ''}${merge ? (merge.attributes['w:val'] === 'restart' ? '^' : 'v') : ''}`;
    })
    .join(' ');

describe('the sample’s tables', () => {
  it('have captions of number, wide space and title', () => {
    const captions = sample.paragraphs.filter((p) => styleOf(p) === 'TableCaption').map(textIn);
    expect(captions).toEqual([
      '表1　2025年计划供应商品住房建筑面积',
      '表2　2025年计划分配保障性住房规模',
      '表3　2025年计划供应住宅用地规模',
    ]);
  });

  it('print a header of two levels with its merges', () => {
    const [, second, third] = sample.tables as [XmlElement, XmlElement, XmlElement];
    expect(rowsOf(second).filter(isHeader).map(picture)).toEqual([
      '县（市、开发区）^ 公租房:2 保障性租赁住房:2 小计:2',
      'v 套数（套） 建筑面积（万平方米） 套数（套） 建筑面积（万平方米） 套数（套） 建筑面积（万平方米）',
    ]);
    expect(rowsOf(third).filter(isHeader).map(picture)).toEqual([
      '县（市、开发区）^ 计划供应住宅用地面积合计（公顷）^ 计划供应产权住宅用地面积（公顷） 计划供应租赁住宅用地面积（公顷）:4 计划供应其他住宅用地（公顷）^',
      'v v 商品住宅用地 保障性租赁住宅用地 市场化租赁住宅用地 公共租赁住房 小计 v',
    ]);
  });

  it('give covered header cells a styled paragraph', () => {
    for (const tbl of sample.tables) {
      for (const paragraph of all(tbl, 'w:p')) expect(styleOf(paragraph)).toMatch(/^Table/);
    }
  });

  it('fill the type area exactly, cell by cell', () => {
    for (const tbl of sample.tables) {
      expect(at(tbl, 'w:tblPr', 'w:tblW')?.attributes).toEqual({ 'w:w': '8844', 'w:type': 'dxa' });
      expect(at(tbl, 'w:tblPr', 'w:tblLayout')?.attributes['w:type']).toBe('fixed');
      expect(widthsOf(tbl).reduce((a, b) => a + b, 0)).toBe(8844);
      for (const row of rowsOf(tbl)) {
        const cells = elements(row, 'w:tc').map((cell) => Number(at(cell, 'w:tcPr', 'w:tcW')?.attributes['w:w']));
        expect(cells.reduce((a, b) => a + b, 0)).toBe(8844);
      }
    }
  });

  it('repeat every header row and break no row', () => {
    expect(sample.tables.map((tbl) => rowsOf(tbl).filter(isHeader).length)).toEqual([1, 2, 2]);
    for (const row of sample.tables.flatMap(rowsOf)) expect(at(row, 'w:trPr', 'w:cantSplit')).toBeDefined();
  });

  it('have a thin full grid', () => {
    const borders = elements(at(sample.tables[0], 'w:tblPr', 'w:tblBorders'));
    expect(borders.map((b) => `${b.name} ${b.attributes['w:sz']}`)).toEqual([
      'w:top 4',
      'w:left 4',
      'w:bottom 4',
      'w:right 4',
      'w:insideH 4',
      'w:insideV 4',
    ]);
  });

  it('print the total row in 黑体, figures to the right', () => {
    const total = rowsOf(sample.tables[0] as XmlElement).at(-1) as XmlElement;
    expect(picture(total)).toBe('总计 92.02');
    expect(all(total, 'w:rStyle').map((s) => s.attributes['w:val'])).toEqual(['StrongCell', 'StrongCell']);
    expect(all(total, 'w:p').map(styleOf)).toEqual(['TableCentre', 'TableNumber']);
  });

  it('carry every printed figure of the plan', () => {
    const live = samplePlan();
    const printed = live.tables().flatMap((record) => {
      const { rows, leaves } = live.shape(record.id);
      return rows.map((row) => leaves.map((leaf) => live.text(row.id, leaf.id)).join(' '));
    });
    expect(
      sample.tables.flatMap((tbl) =>
        rowsOf(tbl)
          .filter((row) => !isHeader(row))
          .map(picture),
      ),
    ).toEqual(printed);
  });
});

describe('what a table may bring', () => {
  it('prints a unit line right above the table and notes right below it', async () => {
    const { body } = await shown(table({ notes: ['注：含经开区。'] }));
    expect(
      elements(body)
        .slice(0, 4)
        .map((e) => (e.name === 'w:tbl' ? 'table' : `${styleOf(e)} ${textIn(e)}`)),
    ).toEqual(['TableCaption 表1　住房供应计划', 'TableUnit 单位：万平方米', 'table', 'TableNote 注：含经开区。']);
  });

  it('prints 填报单位 at the left of the unit line and the people below', async () => {
    const { paragraphs } = await shown(table({ signatures: { reportedBy: '某县住建局', preparedBy: '甲', checkedBy: '乙' } }));
    expect(paragraphs.map(textIn)).toContain('填报单位：某县住建局单位：万平方米');
    expect(paragraphs.map(textIn)).toContain('填表人：甲　　　审核人：乙');
  });

  it('has no caption under an annex title', async () => {
    const { paragraphs } = await shown(table(), true);
    expect(paragraphs.map(styleOf)).not.toContain('TableCaption');
  });

  it('takes smaller type from nine columns on', async () => {
    const size = async (figures: number) => {
      const { tables } = await shown(table({ figures }));
      const run = all(tables[0] as XmlElement, 'w:r')[0];
      return [at(run, 'w:rPr', 'w:sz')?.attributes['w:val'], all(tables[0] as XmlElement, 'w:spacing')[0]?.attributes['w:line']];
    };
    expect(await size(7)).toEqual([undefined, undefined]);
    expect(await size(8)).toEqual(['21', '360']);
  });

  it('is as wide as the page is high on a landscape page', async () => {
    const { tables } = openDocx(await composeDocx(everything()));
    const widths = tables.map((tbl) => widthsOf(tbl).reduce((a, b) => a + b, 0));
    expect(widths).toContain(12756);
    expect(new Set(widths)).toEqual(new Set([8844, 12756]));
  });

  it('keeps a short table on one page and lets a long one break', async () => {
    const kept = async (regions: number) => {
      const { tables } = await shown(table({ regions }));
      const body = rowsOf(tables[0] as XmlElement).filter((row) => !isHeader(row));
      return body.map((row) => at(elements(elements(row, 'w:tc')[0], 'w:p')[0], 'w:pPr', 'w:keepNext') !== undefined);
    };
    expect(await kept(3)).toEqual([true, true, true, false]);
    expect((await kept(60)).some(Boolean)).toBe(false);
  });

  it('merges group labels down, indents 其中 rows and breaks long cells into paragraphs', async () => {
    const columns = [
      column({ role: 'group_label', kind: 'text', title: '类别' }),
      column({ role: 'label', kind: 'text', title: '任务' }),
      column({ kind: 'text', title: '单位' }),
    ];
    const [a, b, c] = columns.map((each) => each.id) as [number, number, number];
    const row = (
      id: number,
      kind: 'data' | 'of_which',
      depth: number,
      texts: [string, string, string],
      span: number,
    ): PrintTable['rows'][number] => ({
      id,
      kind,
      depth,
      cells: [
        { column: a, text: texts[0], align: 'center', rowSpan: span },
        { column: b, text: texts[1], align: 'left', rowSpan: 1 },
        { column: c, text: texts[2], align: 'left', rowSpan: 1 },
      ],
    });
    const { tables } = await shown(
      table({
        columns,
        header: [columns.map((each) => ({ column: each.id, text: each.title, colSpan: 1, rowSpan: 1 }))],
        rows: [
          row(1, 'data', 0, ['保障', '公租房', '牵头单位：甲局\n配合单位：乙局'], 2),
          row(2, 'of_which', 1, ['', '其中：新建', ''], 0),
        ],
      }),
    );
    const body = rowsOf(tables[0] as XmlElement).filter((r) => !isHeader(r));
    expect(body.map(picture)).toEqual(['保障^ 公租房 牵头单位：甲局配合单位：乙局', 'v 其中：新建 ']);
    expect(elements(elements(body[0], 'w:tc')[2], 'w:p')).toHaveLength(2);
    expect(at(elements(elements(body[1], 'w:tc')[1], 'w:p')[0], 'w:pPr', 'w:ind')?.attributes['w:left']).toBe('300');
  });

  it('never lets two tables touch, and ends with a paragraph', async () => {
    const { body } = openDocx(await composeDocx(everything()));
    const names = elements(body).map((e) => e.name);
    names.forEach((name, i) => {
      if (name === 'w:tbl') expect(names[i + 1]).toBe('w:p');
    });
  });
});

describe('column widths', () => {
  const header = (texts: string[], columns: PrintTable['columns']): PrintTable['header'] => [
    columns.map((each, i) => ({ column: each.id, text: texts[i] ?? '', colSpan: 1, rowSpan: 1 })),
  ];

  it('sum to the type area and leave room for every figure, whatever the table', () => {
    const cell = fc.oneof(
      fc.constantFrom('-', '', '/', '塔什库尔干塔吉克自治县', '应保尽保'),
      fc.integer({ min: 0, max: 9_999_999 }).map(String),
    );
    const any = fc.record({
      figures: fc.integer({ min: 1, max: 12 }),
      total: fc.constantFrom(8844, 12756),
      cells: fc.array(cell, { minLength: 1, maxLength: 40 }),
    });
    fc.assert(
      fc.property(any, ({ figures, total, cells }) => {
        const printed = table({ figures, regions: 4 });
        for (const [r, row] of printed.rows.entries()) {
          row.cells.forEach((each, i) => {
            each.text = cells[(r * 13 + i) % cells.length] as string;
          });
        }
        const character = figures >= 8 ? 210 : 240;
        const measures = columnWidths(printed, total, character);
        expect(measures.reduce((sum, m) => sum + m.width, 0)).toBe(total);
        for (const { width } of measures) expect(width).toBeGreaterThan(0);
      }),
      { seed: 20251121, numRuns: 200 },
    );
  });

  it('give a name of eleven characters two lines at most and keep units whole', () => {
    const columns = [
      column({ role: 'label', kind: 'text', title: '县（市、开发区）' }),
      ...Array.from({ length: 6 }, (_, i) => column({ title: i % 2 ? '建筑面积（万平方米）' : '套数（套）' })),
    ];
    const printed = table({
      columns,
      header: header(
        columns.map((c) => c.title),
        columns,
      ),
      regions: 1,
    });
    const texts = ['塔什库尔干塔吉克自治县', '11455', '47.33', '1014', '7.94', '12469', '55.27'];
    printed.rows = [
      {
        id: 1,
        kind: 'data',
        depth: 0,
        cells: columns.map((c, i) => ({ column: c.id, text: texts[i] as string, align: 'right', rowSpan: 1 })),
      },
    ];
    printed.header[0]?.forEach((each, i) => {
      if (i > 0) each.unit = i % 2 ? '套' : '万平方米';
    });
    const widths = columnWidths(printed, 8844, 240).map((m) => m.width);
    expect(widths[0]).toBeGreaterThanOrEqual(6 * 240 + 160);
    for (const i of [2, 4, 6]) expect(widths[i]).toBeGreaterThanOrEqual(6 * 240 + 100);
  });
});
