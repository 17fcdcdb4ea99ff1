// The Chinese of a finding: where it is, what is written, what it should be, in one or two short sentences.

import { columnName } from '../formulas/words.ts';
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

/** What is wrong, without the place (the place stands above it). */
export function messageOf(finding: Finding): string {
  const { data, actual = '', expected = '' } = finding;
  switch (finding.code) {
    case 'field-dead':
      return '引用的表、行或列已经删除，正文里印作“【引用失效】”。请改引别处，或改为文字。';
    case 'field-blank':
      return '引用的格还没有填，正文里印作“【待填】”。请先填那一格。';
    case 'cell-error':
      return `算不出来：${cellErrors[String(data.error)] ?? '公式有误'}${data.detail ? `（${data.detail}）` : ''}。`;
    case 'exception-differs':
      return `按原文保留 ${actual}，计算得 ${expected}。原因：${data.reason}`;
    case 'printed-differs':
      return `导入文件${data.file ? `“${data.file}”` : ''} ${data.ref} 印作 ${actual}，计算得 ${expected}。`;
    case 'cells-blank':
      return `还有 ${data.count} 格没有填。没有的请记为“-”。`;
    case 'cell-required':
      return '这一格必须填写。';
  }
}
