import { describe, expect, it } from 'vitest';
import { findTables } from '../../electron/import/find/find-tables.ts';
import type { FoundTable } from '../../shared/contract/import.ts';
import { FINDING_CODES } from '../../shared/import/finding-sentences.ts';
import { draw, sheet } from './sheet-builder.ts';

/** The parts of a found table that a case speaks about. */
interface Seen {
  title?: string | null;
  unit?: string | null;
  titleRows?: [number, number] | null;
  header?: [number, number] | null;
  data?: [number, number];
  totals?: number[];
  sections?: number[];
  blanks?: number[];
  notes?: number[];
  repeated?: number[];
  labels?: number[];
  paths?: string[];
  units?: (string | undefined)[];
  kinds?: string[];
  rows?: string[];
}

function seen(table: FoundTable, asked: Seen): Seen {
  const all: Required<Seen> = {
    title: table.title,
    unit: table.unit,
    titleRows: table.titleRows,
    header: table.headerRows,
    data: table.dataRows,
    totals: table.totalRows,
    sections: table.sectionRows,
    blanks: table.blankRows,
    notes: table.noteRows,
    repeated: table.repeatedHeaderRows,
    labels: table.labelColumns,
    paths: table.columns.map((c) => c.path.join('/').replace(/\s/g, '')),
    units: table.columns.map((c) => c.unit),
    kinds: table.columns.map((c) => c.kind),
    rows: table.rows.map((r) => [...(r.groups ?? []), r.label].join('>') + (r.kind === 'data' ? '' : `:${r.kind}`)),
  };
  return Object.fromEntries(Object.keys(asked).map((key) => [key, all[key as keyof Seen]])) as Seen;
}

const CASES: [name: string, drawing: string, tables: Seen[]][] = [
  [
    'two header levels with merges, total last, a note',
    `
    2025年保障性住房分配计划表|<|<|<|<
    填报单位：某局|<|<|单位：套、万平方米|<
    县市|公租房|<|保租房|<
    ^|套数|面积|套数|面积
    喀什市|3000|11.7|280|1.26
    疏附县|1252|4|262|3.24
    合 计|4252|15.7|542|4.5
    注：面积按竣工验收面积计。|<|<|<|<
    `,
    [
      {
        title: '2025年保障性住房分配计划表',
        unit: '套、万平方米',
        titleRows: [1, 2],
        header: [3, 4],
        data: [5, 7],
        totals: [7],
        notes: [8],
        labels: [1],
        paths: ['公租房/套数', '公租房/面积', '保租房/套数', '保租房/面积'],
        rows: ['喀什市', '疏附县', '合计:total'],
      },
    ],
  ],
  [
    'group words over their first column only',
    `
    地区|商品房||保障房||
    |面积|套数|公租房||其他
    |||面积|套数|
    A县|10.5|100|2|20|3
    B县|20.5|200|4|40|6
    `,
    [{ header: [1, 3], paths: ['商品房/面积', '商品房/套数', '保障房/公租房/面积', '保障房/公租房/套数', '保障房/其他'] }],
  ],
  [
    'a group over all data columns beside a tall label cell',
    `
    地区|2025年计划|<|<|<
    ^|新开工|<|基本建成|<
    ^|套数|面积|套数|面积
    A县|1|2.5|3|4.5
    B县|2|3.5|4|5.5
    合计|3|6|7|10
    `,
    [
      {
        titleRows: null,
        header: [1, 3],
        totals: [6],
        paths: ['2025年计划/新开工/套数', '2025年计划/新开工/面积', '2025年计划/基本建成/套数', '2025年计划/基本建成/面积'],
      },
    ],
  ],
  [
    'column numbers belong to the header and to no path',
    `
    地区|任务|完成|完成率（%）
    甲|1|2|3=2/1
    A县|100|50|50
    B县|200|100|50
    `,
    [{ header: [1, 2], data: [3, 4], paths: ['任务', '完成', '完成率（%）'], units: [undefined, undefined, '%'] }],
  ],
  [
    'years head columns as numbers and as words',
    `
    指标|单位|2021|2022年|2023
    竣工面积|万平方米|100.5|110.2|120.3
    销售套数|套|1000|1100|1200
    `,
    [{ header: [1, 1], labels: [1], paths: ['单位', '2021', '2022年', '2023'], kinds: ['unit', 'number', 'number', 'number'] }],
  ],
  [
    'years down the side are names',
    `
    年份|喀什市|疏附县
    2021|100|20
    2022|110|22
    `,
    [{ header: [1, 1], labels: [1], rows: ['2021', '2022'] }],
  ],
  [
    'size classes head columns although they read as bounds and ranges',
    `
    地区|套数|<|<
    ^|<60|60-90|>90
    A县|10|20|30
    B县|11|21|31
    `,
    [{ header: [1, 2], data: [3, 4], paths: ['套数/<60', '套数/60-90', '套数/>90'] }],
  ],
  [
    'a row of words under a full header is a row',
    `
    指标名称|2025年目标|属性
    公租房保障率|应保尽保|约束性
    商品住房面积（万平方米）|[3000]|预期性
    `,
    [{ header: [1, 1], data: [2, 3], kinds: ['number', 'text'] }],
  ],
  [
    'groups merged down, subtotals, a serial between',
    `
    重点任务|序号|任务名称|套数|投资（万元）
    棚户区改造|1|A片区|101|203
    ^|2|B片区|50|100
    ^|小计||151|303
    老旧小区|3|C小区|30|60
    ^|4|D小区|20|41
    ^|小计||50|101
    总计|<|<|201|404
    `,
    [
      {
        labels: [1, 2, 3],
        totals: [4, 7, 8],
        rows: [
          '棚户区改造>A片区',
          '棚户区改造>B片区',
          '棚户区改造>小计:subtotal',
          '老旧小区>C小区',
          '老旧小区>D小区',
          '老旧小区>小计:subtotal',
          '总计:total',
        ],
        units: [undefined, '万元'],
      },
    ],
  ],
  [
    'numbered lines without values are sections; regions without values are rows',
    `
    项目|2024年|2025年
    一、公租房||
    新建|100|200
    疏勒县||
    二、保租房||
    新建|10|20
    总计|110|220
    `,
    [{ sections: [2, 5], data: [2, 7], totals: [7] }],
  ],
  [
    'the words of a table tell nothing, its sums do',
    `
    地区|户数|人口|耕地
    北片|31|97|1207
    甲村|10|31|603
    乙村|21|66|604
    南片|71|211|2113
    丙村|33|99|1001
    丁村|38|112|1112
    `,
    [{ totals: [2, 5], rows: ['北片:subtotal', '甲村', '乙村', '南片:subtotal', '丙村', '丁村'] }],
  ],
  [
    'a total first, named by the place whose parts follow',
    `
    县市区|户数|人口
    达州市|527|1502
    通川区|300|1000
    达川区|227|502
    `,
    [{ totals: [2] }],
  ],
  [
    '其中 and the row that completes it are parts of the row above',
    `
    项目|套数|面积
    公租房|100|50.5
    其中：新建|60|30.2
    改建|40|20.3
    保租房|50|25.5
    合计|150|76
    `,
    [{ totals: [6], rows: ['公租房', '其中：新建:of_which', '改建:of_which', '保租房', '合计:total'] }],
  ],
  [
    'blank rows inside, the total after one of them',
    `
    名称|数量|金额
    甲|1|2

    乙|3|4

    合计|4|6
    `,
    [{ data: [2, 6], blanks: [3, 5], totals: [6] }],
  ],
  [
    'the last place without figures is a row, the line under it a note',
    `
    地区|新建|改建
    通川区|1000|200
    达川区|500|100
    达州高新区||
    注：高新区本年无计划。|<|<
    `,
    [{ data: [2, 4], notes: [5], rows: ['通川区', '达川区', '达州高新区'] }],
  ],
  [
    'the header again on the next page',
    `
    人口统计表|<|<
    地区|户数|人数
    甲|1|2
    乙|3|4

    人口统计表（续）|<|<
    地区|户数|人数
    丙|5|6
    丁|7|8
    合计|16|20
    `,
    [{ data: [3, 10], repeated: [6, 7], totals: [10], rows: ['甲', '乙', '丙', '丁', '合计:total'] }],
  ],
  [
    'two tables under each other without a blank row',
    `
    表1 甲表|<|<
    地区|套数|面积
    A县|1|2
    B县|3|4
    表2 乙表|<|<
    地区|户数|人数
    A县|5|6
    B县|7|8
    `,
    [
      { title: '表1 甲表', header: [2, 2], data: [3, 4], notes: [] },
      { title: '表2 乙表', header: [6, 6], data: [7, 8] },
    ],
  ],
  [
    'two tables side by side, with and without a gap',
    `
    2025年分配表|<|<|<|<
    县市|套数||县市|套数
    喀什市|100||莎车县|30
    疏附县|20||叶城县|40
    `,
    [
      { title: '2025年分配表', labels: [1], paths: ['套数'], rows: ['喀什市', '疏附县'] },
      { title: '2025年分配表', labels: [4], paths: ['套数'], rows: ['莎车县', '叶城县'] },
    ],
  ],
  [
    'checking columns beside the table and empty spacers are left out',
    `
    地区|套数||面积||核对
    A县|1||2||3
    B县|3||4||
    合计|4||6||
    `,
    [{ paths: ['套数', '面积'] }],
  ],
  [
    'annex mark, office, title, unit in brackets; signatures below',
    `
    附件2
    喀什地区住房和城乡建设局|<|<
    2025年公租房分配任务表|<|<
    (单位:套)|<|<
    县市|数量|备注
    喀什市|300|
    疏附县|50|困难县
    合 计|350|
    填表人：张三|审核人：李四|联系电话：0998-1234567
    `,
    [
      {
        title: '2025年公租房分配任务表',
        unit: '套',
        titleRows: [1, 4],
        header: [5, 5],
        data: [6, 8],
        notes: [9],
        kinds: ['number', 'note'],
      },
    ],
  ],
  [
    'a list of projects: serial and name label it, other words are data',
    `
    序号|项目名称|建设地点|建设性质|套数|面积
    1|阳光小区|东城|新建|100|5000.5
    2|幸福里|西城|改建|50|2500
    3|和谐苑|南城|新建|80|4000
    合计|<|||230|11500.5
    `,
    [{ labels: [1, 2], kinds: ['text', 'text', 'number', 'number'], totals: [5] }],
  ],
  [
    'a table of words only',
    `
    主要任务清单|<|<|<
    重点任务|序号|任务名称|责任单位
    平稳健康发展|1|落实责任制|市住建局
    ^|2|稳定供应|市自规局
    住房保障|3|公租房|市住建局
    `,
    [
      {
        title: '主要任务清单',
        header: [2, 2],
        data: [3, 5],
        labels: [1, 2, 3],
        rows: ['平稳健康发展>落实责任制', '平稳健康发展>稳定供应', '住房保障>公租房'],
      },
    ],
  ],
];

describe('a table is found', () => {
  it.each(CASES)('%s', (_, drawing, wanted) => {
    const tables = findTables(draw(drawing));
    expect(tables.map((table, i) => seen(table, wanted[i] ?? {}))).toEqual(wanted);
  });

  it('formulas tell a total without a word', () => {
    const found = findTables(
      sheet([
        ['片区', '套数'],
        ['甲', 1],
        ['乙', 2],
        ['丙片', { f: 'SUM(B2:B3)', v: 3 }],
      ]),
    );
    expect(found[0]?.totalRows).toEqual([4]);
  });

  it('an empty sheet and a lone number hold no table', () => {
    expect(findTables(sheet([]))).toEqual([]);
    expect(findTables(sheet([['说明'], ['本表由各县市提供']]))).toEqual([]);
  });
});

describe('regions are named in the way of their table', () => {
  const regions = (drawing: string) => findTables(draw(drawing))[0]?.rows.map((r) => r.region ?? null);
  it.each([
    [
      'short names among full ones',
      '喀什地区分配表|<\n县市|套数\n喀  什|1\n疏附县|2\n莎车县|3\n塔县|4\n喀什经开区|5',
      ['喀什市', '疏附县', '莎车县', '塔什库尔干塔吉克自治县', '经开区'],
    ],
    ['all short', '地区|人口\n全 国|10\n内 蒙 古|3\n西  藏|4\n北 京|3', ['全国', '内蒙古', '西藏', '北京']],
    ['no places', '项目|套数\n新建|1\n改建|2', [null, null]],
  ])('%s', (_, drawing, wanted) => expect(regions(drawing)).toEqual(wanted));
});

describe('what is odd is said', () => {
  const codes = (rows: Parameters<typeof sheet>[0]) => findTables(sheet(rows))[0]?.findings.map((f) => f.code);
  const HEAD = ['县市', '套数', '面积'];
  it.each([
    ['numbers as text', [HEAD, ['甲', 1, 2], ['乙', '1,250', 3]], ['numbers-as-text', 'thousands-separators']],
    ['full-width digits', [HEAD, ['甲', 1, 2], ['乙', '１２', 3]], ['full-width-digits']],
    ['words among numbers', [HEAD, ['甲', 1, 2], ['乙', 3, '暂缓'], ['丙', 3, 5]], ['words-among-numbers']],
    ['blank cells', [HEAD, ['甲', 1, 2], ['乙', '', 3]], ['blank-cells']],
    ['one name twice', [HEAD, ['甲', 1, 2], ['甲', 3, 4]], ['duplicate-label']],
    ['a total that does not add up', [HEAD, ['甲', 1, 2], ['乙', 3, 4], ['合计', 4, 7]], ['total-differs']],
    [
      'a column without a header',
      [
        ['县市', '套数', ''],
        ['甲', 1, 2],
        ['乙', 3, 4],
      ],
      ['column-without-header'],
    ],
    ['nothing', [HEAD, ['甲', 1, 2], ['乙', 3, 4], ['合计', 4, 6]], []],
  ])('%s', (_, rows, wanted) => expect(codes(rows)).toEqual(wanted));

  it('every code that is said has its sentence', () => {
    const table = findTables(sheet([HEAD, ['甲', 1, '１'], ['乙', '1,250', '暂缓'], ['合计', 9, 9]]))[0];
    for (const finding of table?.findings ?? []) {
      expect(FINDING_CODES).toContain(finding.code);
      expect(finding.message).not.toBe(finding.code);
      expect(finding.message).not.toMatch(/undefined|null|\[object/);
    }
    expect(table?.findings.length).toBeGreaterThan(2);
  });
});
