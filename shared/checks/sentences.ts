// The Chinese of a finding: where it is, what is written, what it should be, in one or two short sentences.

import { balanceWhy } from '../contract/sentences.ts';
import { tryReadStored } from '../formulas/stored.ts';
import { columnName, sayExpression } from '../formulas/words.ts';
import type { LivePlan } from '../model/live-plan.ts';
import { rowLabel } from '../model/lookup.ts';
import type { Place } from '../outline/places.ts';
import type { Finding } from './finding.ts';

const cellErrors: Record<string, string> = {
  'not-summable': '有不能相加的内容',
  div0: '除数为 0',
  'bad-argument': '公式的参数不对',
  'dead-reference': '引用的列或行已删除',
  cycle: '公式绕回了自己',
  'formula-error': '公式写得不对',
};

/** 表2·喀什市·公租房·套数, or 三（二）第1段. */
export function placeName(live: LivePlan, finding: Finding, places?: ReadonlyMap<number, Place>): string {
  const { table, row, column, block } = finding.where;
  if (table !== undefined) return cellPlaceName(live, table, row, column);
  const place = block === undefined ? undefined : places?.get(block);
  return place ? textPlaceName(place) : '正文';
}

export function cellPlaceName(live: LivePlan, table: number, row?: number, column?: number): string {
  // What is looked at a moment late may be gone by then.
  if (!live.state.records.tbl.has(table)) return '';
  const shape = live.shape(table);
  const parts = [shape.number || shape.title];
  const record = row === undefined ? undefined : live.state.records.row.get(row);
  if (record) parts.push(rowLabel(live, record));
  if (column !== undefined && live.state.records.col.has(column)) parts.push(columnName(live, column, '·'));
  return parts.join('·');
}

export function textPlaceName(place: Place): string {
  if (place.kind === 'title') return '标题';
  if (place.kind === 'heading') return `${place.section} 标题`;
  if (place.paragraph > 0) return `${place.section}${/\d$/.test(place.section) ? ' ' : ''}第${place.paragraph}段`;
  return place.section || '正文';
}

/** The cell or formula that a field shows: 表2 总计 公租房·套数. '' where it can't be named. */
export function sourceName(live: LivePlan, finding: Finding): string {
  const expr = tryReadStored(String(finding.data.expr ?? ''));
  return expr.ok ? sayExpression(live, expr.value, null) : '';
}

const SOURCES_NAMED = 4;

/** One sentence for findings of one kind at one place (see `groupFindings`). */
export function messageOfGroup(live: LivePlan, group: readonly [Finding, ...Finding[]]): string {
  const [first] = group;
  if (group.length === 1) return messageOf(first, live);
  const names = [...new Set(group.map((finding) => sourceName(live, finding)))].filter(Boolean);
  const more = names.length > SOURCES_NAMED ? '等' : '';
  const listed = `${names.slice(0, SOURCES_NAMED).join('；')}${more}`;
  return first.code === 'field-dead'
    ? `有 ${group.length} 处引用的表、行或列已经删除，印作“【引用失效】”。`
    : `有 ${group.length} 个数还没有填，印作“【待填】”：${listed}。`;
}

/** What is wrong, without the place (the place stands above it). With the plan at hand it names what a field shows. */
export function messageOf(finding: Finding, live?: LivePlan): string {
  const { data, actual = '', expected = '' } = finding;
  switch (finding.code) {
    case 'field-dead':
      return '引用的表、行或列已经删除，正文里印作“【引用失效】”。请改引别处，或改为文字。';
    case 'field-blank': {
      const name = live ? sourceName(live, finding) : '';
      return `引用的格还没有填${name ? `（${name}）` : ''}，正文里印作“【待填】”。请先把它或组成它的数填上。`;
    }
    case 'cell-error':
      return `算不出来：${cellErrors[String(data.error)] ?? '公式有误'}${data.detail ? `（${data.detail}）` : ''}。`;
    case 'exception-differs':
      return `按原文保留 ${actual}，计算得 ${expected}。原因：${data.reason}`;
    case 'printed-differs':
      return `导入文件${data.file ? `“${data.file}”` : ''} ${data.ref} 印作 ${actual}，计算得 ${expected}。`;
    case 'rounding-unbalanced':
      return `舍位平衡没有做成，各数只按四舍五入显示：${balanceWhy(data)}。`;
    case 'cells-blank':
      return `还有 ${data.count} 格没有填。没有的请记为“-”。`;
    case 'cell-required':
      return '这一格必须填写。';
    case 'cell-range':
      return `${actual} ${data.end === 'min' ? '小于最小值' : '大于最大值'} ${expected}，请核实。`;
    case 'cell-choice':
      return `“${actual}”不在可选项中（${data.choices}），请改选一个，或把它加进选项。`;
    case 'part-over-whole':
      return `其中数 ${actual} 大于“${data.whole}”的 ${expected}，请核实；确有原因的请说明。`;
    case 'region-twice':
      return '这个行政区划在表里出现了两次，合计会重复计算，请删去一行或改为别的行政区划。';
    case 'same-figure':
      return `“${data.title}”有两个数：这里是 ${actual}，${data.other || '正文另一处'}是 ${expected}。请核实后改成一致，或说明原因。`;
  }
}
