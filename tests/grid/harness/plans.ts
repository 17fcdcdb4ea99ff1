// Plans for the page under test: the Kashgar sample, a ledger of any length, a table with every kind of cell.

import { openLivePlan } from '../../../shared/formulas/live-plan.ts';
import { mintFrom } from '../../../shared/model/ids.ts';
import type { LivePlan } from '../../../shared/model/live-plan.ts';
import type { ColumnRecord, RowRecord, TableRecord } from '../../../shared/model/records.ts';
import { type PlanSnapshot, stateOf } from '../../../shared/model/snapshot.ts';
import { planFromTemplate } from '../../../shared/template/make-plan.ts';

/** The Kashgar sample from the parts of its folder, by file name. */
export function samplePlan(parts: Record<string, unknown>): LivePlan {
  let next = 1000;
  const mint = mintFrom((bytes) => {
    const id = next++;
    bytes.fill(0);
    bytes[5] = Math.floor(id / 256);
    bytes[6] = id % 256;
    return bytes;
  });
  const made = planFromTemplate(parts, { mint, now: '2025-01-01T00:00:00Z' });
  if (!made.ok) throw new Error(JSON.stringify(made.failure));
  return openLivePlan(stateOf(made.value));
}

export const ord = (i: number): string => `a${String(i).padStart(7, '0')}`;

const column = (id: number, tableId: number, fields: Partial<ColumnRecord>): ColumnRecord => ({
  id,
  tableId,
  parentId: null,
  key: `c${id}`,
  title: '',
  ord: ord(id),
  role: 'value',
  kind: 'number',
  unit: null,
  decimals: null,
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
  ...fields,
});

const row = (id: number, tableId: number, fields: Partial<RowRecord>): RowRecord => ({
  id,
  tableId,
  parentId: null,
  key: `r${id}`,
  label: '',
  ord: ord(id),
  kind: 'data',
  place: null,
  counts: true,
  regionId: null,
  unit: null,
  decimals: null,
  formula: null,
  hidden: false,
  props: {},
  ...fields,
});

const table = (id: number, fields: Partial<TableRecord>): TableRecord => ({
  id,
  key: `t${id}`,
  numberAs: null,
  title: '',
  unit: null,
  role: 'table',
  place: 'text',
  boxId: null,
  ord: ord(id),
  landscape: false,
  props: {},
  ...fields,
});

function empty(): PlanSnapshot {
  const records = {
    plan: [{ id: 'year', value: 2025 }],
    region: [],
    tbl: [],
    col: [],
    row: [],
    exception: [],
    cell_formula: [],
    block: [],
    note: [],
    asset: [],
    rule: [],
    answer: [],
    opinion: [],
    mark: [],
    source: [],
    cell_origin: [],
    dispatch: [],
  } as unknown as PlanSnapshot['records'];
  return { seq: 0, records, cells: [] };
}

/** A ledger of `rows` projects: a name, a text, a choice, `numbers` number columns, a row sum and a total. */
export function ledgerPlan(rows: number, numbers = 17): LivePlan {
  const snapshot = empty();
  const { records } = snapshot;
  records.tbl.push(table(1, { title: '老旧小区改造项目', role: 'ledger', place: 'none' }));
  records.col.push(column(10, 1, { title: '项目名称', role: 'label', kind: 'text' }));
  records.col.push(column(11, 1, { title: '建设地点', kind: 'text' }));
  records.col.push(column(12, 1, { title: '类别', kind: 'choice', choices: ['新建', '续建'] }));
  for (let i = 0; i < numbers; i++) records.col.push(column(20 + i, 1, { title: `投资${i + 1}`, unit: '万元', decimals: 2 }));
  const sum = Array.from({ length: numbers }, (_, i) => `#c${20 + i}`).join('+');
  records.col.push(column(99, 1, { title: '合计', unit: '万元', decimals: 2, formula: sum, total: 'sum' }));
  for (let i = 0; i < rows; i++) records.row.push(row(1000 + i, 1, { label: `第${i + 1}号小区` }));
  records.row.push(row(1000 + rows, 1, { label: '总计', kind: 'total', place: 'last' }));
  const ids = records.row.slice(0, rows).map((r) => r.id);
  snapshot.cells.push({ col: 11, rows: ids, values: ids.map((_, i) => ({ f: 'text' as const, t: `${(i % 40) + 1}号街` })) });
  snapshot.cells.push({ col: 12, rows: ids, values: ids.map((_, i) => ({ f: 'text' as const, t: i % 3 ? '新建' : '续建' })) });
  for (let i = 0; i < numbers; i++)
    snapshot.cells.push({
      col: 20 + i,
      rows: ids,
      values: ids.map((_, r) => `${(r * (i + 3)) % 900}.${String(r % 100).padStart(2, '0')}`),
    });
  return openLivePlan(stateOf(snapshot));
}

/** One column of every kind and two rows. */
export function kindsPlan(): LivePlan {
  const snapshot = empty();
  const { records } = snapshot;
  records.tbl.push(table(1, { title: '各类列', key: 'kinds' }));
  records.col.push(column(10, 1, { title: '名称', role: 'label', kind: 'text' }));
  records.col.push(column(11, 1, { title: '套数', unit: '套', decimals: 0, min: '0', max: '90000' }));
  records.col.push(column(12, 1, { title: '万套', unit: '万套', decimals: 2 }));
  records.col.push(column(13, 1, { title: '目标', forms: ['number', 'none', 'na', 'bound', 'range', 'text'] }));
  records.col.push(column(14, 1, { title: '类别', kind: 'choice', choices: ['新建', '续建'] }));
  records.col.push(column(15, 1, { title: '时限', kind: 'date' }));
  records.col.push(column(16, 1, { title: '年份', kind: 'year' }));
  records.col.push(column(17, 1, { title: '地类', kind: 'codes' }));
  records.col.push(column(18, 1, { title: '备注', kind: 'text', role: 'note' }));
  records.row.push(row(101, 1, { label: '甲' }));
  records.row.push(row(102, 1, { label: '乙' }));
  return openLivePlan(stateOf(snapshot));
}

/** Small tables with a text column, groups with subtotals, a total that stands first, and no region rows. */
export function mixedPlan(): LivePlan {
  const snapshot = empty();
  const { records } = snapshot;
  records.tbl.push(table(1, { title: '重点项目', key: 'projects' }));
  records.col.push(column(9, 1, { title: '序号', role: 'serial', kind: 'number' }));
  records.col.push(column(10, 1, { title: '项目名称', role: 'label', kind: 'text' }));
  records.col.push(column(11, 1, { title: '建设内容', kind: 'text' }));
  records.col.push(column(12, 1, { title: '类别', kind: 'choice', choices: ['新建', '续建', '改建'] }));
  records.col.push(column(13, 1, { title: '规模', role: 'group' }));
  records.col.push(column(14, 1, { title: '套数', parentId: 13, unit: '套', decimals: 0 }));
  records.col.push(column(15, 1, { title: '面积', parentId: 13, unit: '万平方米', decimals: 2 }));
  records.col.push(column(16, 1, { title: '套均面积', unit: '平方米', decimals: 2, formula: '#c15*10000/#c14' }));
  records.col.push(column(17, 1, { title: '完成时限', kind: 'text' }));
  records.row.push(row(100, 1, { label: '合计', kind: 'total', place: 'first' }));
  records.row.push(row(101, 1, { label: '一、喀什市', kind: 'group' }));
  records.row.push(row(102, 1, { label: '东湖小区', parentId: 101 }));
  records.row.push(row(103, 1, { label: '西域花园二期及配套幼儿园和社区服务用房', parentId: 101 }));
  records.row.push(row(104, 1, { label: '小计', kind: 'subtotal', place: 'last', parentId: 101 }));
  records.row.push(row(105, 1, { label: '二、疏附县', kind: 'group' }));
  records.row.push(row(106, 1, { label: '团结小区', parentId: 105 }));
  records.row.push(row(107, 1, { label: '其中：人才公寓', parentId: 105, kind: 'of_which', counts: false }));
  snapshot.cells.push({
    col: 11,
    rows: [102, 103, 106],
    values: ['住宅 6 栋', '住宅 4 栋\n幼儿园 1 所', '住宅 2 栋，沿街商铺、地下车库和物业用房'].map((t) => ({
      f: 'text' as const,
      t,
    })),
  });
  snapshot.cells.push({ col: 12, rows: [102, 103, 106], values: ['新建', '续建', '新建'].map((t) => ({ f: 'text' as const, t })) });
  snapshot.cells.push({ col: 14, rows: [102, 103, 106, 107], values: ['320', '180', '96', '20'] });
  snapshot.cells.push({ col: 15, rows: [102, 103, 106], values: ['2.56', '1.62', '0.81'] });
  records.tbl.push(table(2, { title: '空表', key: 'blank' }));
  records.col.push(column(30, 2, { title: '名称', role: 'label', kind: 'text' }));
  records.col.push(column(31, 2, { title: '金额', unit: '万元', decimals: 2 }));
  return openLivePlan(stateOf(snapshot));
}

/** A task list: two groups of 重点任务, 序号 and 任务名称 of the first task over two rows, text of several lines. */
export function tasksPlan(): LivePlan {
  const snapshot = empty();
  const { records } = snapshot;
  records.tbl.push(table(1, { title: '主要任务清单', key: 'tasks', role: 'text', place: 'none' }));
  records.col.push(column(9, 1, { title: '重点任务', role: 'group_label', kind: 'text', width: 110 }));
  records.col.push(column(10, 1, { title: '序号', role: 'serial', kind: 'number' }));
  records.col.push(column(11, 1, { title: '任务名称', role: 'label', kind: 'text', width: 140 }));
  records.col.push(column(12, 1, { title: '任务内容', kind: 'text' }));
  records.col.push(column(13, 1, { title: '责任单位', kind: 'text' }));
  records.row.push(row(100, 1, { label: '市场平稳', kind: 'group' }));
  records.row.push(row(101, 1, { label: '供应节奏', parentId: 100 }));
  records.row.push(row(102, 1, { label: '供应节奏', parentId: 100, props: { joined: [10, 11] } }));
  records.row.push(row(103, 1, { label: '市场监管', parentId: 100 }));
  records.row.push(row(110, 1, { label: '住房保障', kind: 'group' }));
  for (let i = 0; i < 30; i++) records.row.push(row(111 + i, 1, { label: `任务${i + 1}`, parentId: 110 }));
  snapshot.cells.push({
    col: 12,
    rows: [101, 102, 103],
    values: ['机制', '预售', '监管'].map((t) => ({ f: 'text' as const, t })),
  });
  return openLivePlan(stateOf(snapshot));
}
