// The Chinese sentence of each fault of a template: what is wrong and what to write instead. Codes stand in faults.ts.

import type { FaultCode, TemplateFault } from './faults.ts';

type Details = TemplateFault['details'];
const said = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
const list = (value: unknown): string => (Array.isArray(value) ? value.map(said).join('、') : said(value));

const TYPES: Record<string, string> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  object: '对象 { }',
  record: '对象 { }',
  array: '列表 [ ]',
  null: 'null',
};

const FORMULA_REASONS: Record<string, (d: Details) => string> = {
  'no-such-table': (d) => `没有名为“${said(d.table)}”的表`,
  'no-such-row': (d) => `没有名为“${said(d.row)}”的行`,
  'no-such-column': (d) => `没有名为“${said(d.column)}”的列`,
  ambiguous: (d) => `名称不止一处：${list(d.candidates)}，请写全路径`,
};

/** One sentence a code; `details` as the place that made the fault filled them. */
export const FAULT_SENTENCES: Record<FaultCode, (d: Details) => string> = {
  'missing-file': () => '缺少这个文件。',
  'unknown-file': () => '模板里不应有这个文件；表格文件须在 template.json 的 tables 中列出。',
  'bad-path': () => '文件名或路径不合要求：只能用字母、数字、下划线、连字符和点，不能是链接，文件夹不能超过四层。',
  'too-many-files': (d) => `文件太多，最多 ${said(d.most)} 个。`,
  'too-many-bytes': (d) => `文件合计太大，最多 ${said(d.most)} 字节。`,
  'bad-json': (d) => `不是有效的 JSON（UTF-8）：${said(d.reason)}`,
  'too-deep': () => '嵌套层数太多。',
  'wrong-type': (d) => `类型不对，应为${TYPES[said(d.expected)] ?? said(d.expected)}。`,
  'missing-property': (d) => `缺少“${said(d.property)}”。`,
  'unknown-property': (d) => `不认识的属性“${said(d.property)}”，请检查拼写或删去。`,
  'not-a-choice': (d) => `“${said(d.found)}”不在可选值之内：${list(d.choices)}。`,
  'bad-format': (d) => `“${said(d.found)}”的写法不合要求。`,
  'too-long': (d) => `太长，最多 ${said(d.most)}。`,
  'too-short': (d) => `太短，至少 ${said(d.least)}。`,
  'unknown-token': (d) => `“${said(d.found)}”中有不认识的占位符；可用 {年} {年-1} {期} {起年} {起年+1} {止年} {地区}。`,
  'no-form-fits': () => '写法不对：应为文字，或带 field、ref、text、foot、br 之一的对象。',
  'same-key': (d) => `键“${said(d.key)}”重复。`,
  'no-such-key': (d) => `没有键为“${said(d.key)}”的对象。`,
  'group-needs-columns': (d) => `列组“${said(d.key)}”下面没有列。`,
  'only-groups-have-columns': (d) => `“${said(d.key)}”：只有列组（role 为 group 或不写）能有下级列，列组不能有公式。`,
  'no-label-column': () => '表里没有标签列（role 为 label）。',
  'not-for-this-kind': (d) => `“${said(d.property)}”不能用于“${said(d.kind)}”。`,
  'table-not-placed': (d) => `表“${said(d.key)}”在 outline.json 中没有位置；只作台账的表请写 "place": "none"。`,
  'table-placed-twice': (d) => `表“${said(d.key)}”在正文中出现了两次。`,
  'region-cycle': (d) => `行政区划“${said(d.key)}”的上级绕成了圈。`,
  'computed-value': (d) => `“${said(d.key)}”由公式或合计得出，不能填写数值。`,
  'bad-figure': (d) => `“${said(d.found)}”不能填入列“${said(d.key)}”：不是允许的写法，或小数位数超过该列。`,
  'bad-formula': (d) =>
    `公式“${said(d.formula)}”有误：${FORMULA_REASONS[said(d.reason)]?.(d) ?? `第 ${said(d.position ?? 1)} 个字附近读不懂`}。`,
  cycle: (d) => `公式互相引用，绕成了圈：${said(d.formula)}。`,
  'built-in-id': (d) => `编号“${said(d.id)}”是内置模板的编号，请换一个。`,
  'newer-format': (d) => `模板格式 ${said(d.format)} 比本程序新，请升级安居。`,
  'newer-app': (d) => `模板需要安居 ${said(d.needs)} 或更新的版本，本机是 ${said(d.version)}。`,
  'wrong-folder-name': (d) => `文件夹名应与模板编号“${said(d.id)}”相同。`,
};

/** The fault in one Chinese sentence. */
export function faultMessage(fault: TemplateFault): string {
  return FAULT_SENTENCES[fault.code](fault.details);
}
