// Documents made by hand for the Word tests: every kind of block, and tables of any size, without a plan behind them.

import type { ColumnRecord } from '../../../shared/model/records.ts';
import type { DocumentBlock, DocumentView, PrintHeaderCell, PrintTable, Run } from '../../../shared/outline/document.ts';

export const text = (s: string): Run[] => [{ text: s }];

let counted = 0;
const id = () => ++counted;

export function column(over: Partial<ColumnRecord>): ColumnRecord {
  return {
    id: id(),
    tableId: 1,
    parentId: null,
    key: 'c',
    title: '',
    ord: 'a0',
    role: 'value',
    kind: 'number',
    unit: null,
    decimals: 2,
    forms: null,
    min: null,
    max: null,
    required: false,
    choices: null,
    width: null,
    align: null,
    yearOffset: null,
    formula: null,
    total: null,
    precision: 'printed',
    hidden: false,
    props: {},
    ...over,
  };
}

/** A table of regions × figures with a total row: one label column and `figures` number columns. */
export function table(over: Partial<PrintTable> & { figures?: number; regions?: number } = {}): PrintTable {
  const { figures = 2, regions = 3, ...rest } = over;
  const columns = [
    column({ role: 'label', kind: 'text', title: '地区' }),
    ...Array.from({ length: figures }, (_, i) => column({ title: `指标${i + 1}` })),
  ];
  const header: PrintHeaderCell[][] = [columns.map((c) => ({ column: c.id, text: c.title, colSpan: 1, rowSpan: 1 }))];
  const rows: PrintTable['rows'] = Array.from({ length: regions + 1 }, (_, r) => ({
    id: id(),
    kind: r === regions ? 'total' : 'data',
    depth: 0,
    cells: columns.map((c, i) => ({
      column: c.id,
      text: i === 0 ? (r === regions ? '总计' : `第${r + 1}县`) : `${r * 10 + i}.00`,
      align: i === 0 ? 'left' : 'right',
      rowSpan: 1,
    })),
  }));
  return {
    id: id(),
    key: 't',
    number: '表1',
    title: '住房供应计划',
    unitLine: '单位：万平方米',
    landscape: false,
    header,
    columns,
    rows,
    notes: [],
    ...rest,
  };
}

export function view(blocks: DocumentBlock[], over: Partial<DocumentView> = {}): DocumentView {
  return { title: '某市2026年住房发展年度计划', stage: null, year: 2026, blocks, ...over };
}

export const title = (s = '某市2026年住房发展年度计划'): DocumentBlock => ({ kind: 'title', id: id(), runs: text(s) });
export const para = (s: string): DocumentBlock => ({ kind: 'para', id: id(), runs: text(s) });
export const heading = (level: number, number: string, s: string, runIn = false): DocumentBlock => ({
  kind: 'heading',
  id: id(),
  level,
  number,
  runIn,
  runs: text(s),
});

export const LONG =
  '坚持以人民为中心的发展思想，统筹发展和安全，把保障人民群众住有所居作为住房工作的出发点和落脚点，合理确定住房供应规模、结构和布局，稳步推进保障性住房建设，有序实施老旧小区改造，促进房地产市场平稳健康发展，让全体居民在共建共享发展中有更多获得感、幸福感和安全感。';

/** One document with every kind of block that a release may hold. */
export function everything(): DocumentView {
  const field: Run = { text: '92.02', field: { id: 77, expr: '#c1@total' } };
  return view(
    [
      { kind: 'attached-mark', id: id(), runs: text('附件') },
      title('某某地区“十五五”城镇住房发展专项规划暨保障性住房建设实施方案'),
      { kind: 'stage-line', id: id(), runs: text('（征求意见稿）') },
      { kind: 'toc', id: id(), runs: [] },
      heading(1, '第一章', '规划基础'),
      heading(2, '第一节', '取得的成就'),
      para(LONG),
      heading(3, '一、', '主要问题'),
      heading(4, '（一）', '供应不足。近年来新增供应减少，部分县市供需矛盾突出。', true),
      {
        kind: 'para',
        id: id(),
        runs: [
          { text: '计划供应' },
          field,
          { text: '万平方米', marks: ['bold'] },
          { text: '，见' },
          { text: '表1', ref: { table: 1 } },
          { text: '', foot: { id: 5, runs: text('中圈指毗邻的五个城市。') } },
          { text: '。“十五五”——……' },
        ],
      },
      { kind: 'label-line', id: id(), label: '责任单位', runs: text('市住房城乡建设局、市自然资源和规划局。') },
      { kind: 'table', id: id(), table: table({ notes: ['注：1.数据截至年底。', '2.合计含经开区。'] }) },
      {
        kind: 'box',
        id: id(),
        number: '专栏一',
        runs: text('住房发展战略'),
        blocks: [heading(1, '1.', '优化供给。增加改善性住房供给，发展保障性住房。', true), para(LONG)],
      },
      {
        kind: 'box',
        id: id(),
        number: '专栏二',
        runs: text('主要指标'),
        blocks: [{ kind: 'table', id: id(), table: table(), bare: true }],
      },
      { kind: 'figure', id: id(), number: '图1', assetId: null, alt: '住房空间布局图', runs: text('住房空间布局') },
      { kind: 'glossary', id: id(), runs: text('名词解释') },
      { kind: 'term', id: id(), number: '1.', runs: text('内圈：指市域范围内的城镇地区。') },
      {
        kind: 'annex-list',
        id: id(),
        items: [text('某某地区“十五五”城镇棚户区改造计划表及城镇老旧小区改造项目清单汇总表'), text('公租房保障计划表')],
      },
      { kind: 'signature', id: id(), runs: [{ text: '某某市住房和城乡建设局' }, { text: '', br: true }, { text: '2026年3月5日' }] },
      { kind: 'notes-line', id: id(), runs: text('此件公开发布') },
      {
        kind: 'annex',
        id: id(),
        number: '附件1',
        landscape: true,
        runs: text('城镇棚户区改造计划表'),
        blocks: [{ kind: 'table', id: id(), table: table({ figures: 11, regions: 30, landscape: true }), bare: true }],
      },
      {
        kind: 'annex',
        id: id(),
        number: '附件2',
        landscape: false,
        runs: text('主要任务清单'),
        blocks: [heading(1, '一、', '供应任务'), para(LONG)],
      },
      {
        kind: 'imprint',
        id: id(),
        runs: [{ text: '抄送：各县市人民政府。' }, { text: '', br: true }, { text: '某某市人民政府办公室　　　2026年3月6日印发' }],
      },
    ],
    { stage: '征求意见稿' },
  );
}
