// What `verify` found, in Chinese: the catalogue by code.

import type { Problem } from './verify.ts';

type Details = Record<string, unknown>;

const SENTENCES: Record<Problem['code'], (d: Details) => string> = {
  pages: (d) => `文件结构损坏：${d.line}`,
  schema: (d) => `文件里的“${d.object}”与安居的格式不符`,
  reference: (d) => `${d.table} 中的 ${d.column}（${d.id}）指向不存在的 ${d.to}`,
  json: (d) => `${d.table} 中 ${d.id} 的 ${d.column} 读不懂`,
  bytes: (d) => `${d.table === 'asset' ? '附带文件' : '模板文件'}“${d.id}”的内容与登记的不一致`,
  state: (d) => `计划内容不完整：${d.object}`,
  total: (d) => `${d.table} ${d.row}·${d.column} 重新计算为“${d.fresh}”，现为“${d.running}”`,
  field: (d) => `正文引用（段落 ${d.block}）重新计算为“${d.fresh}”，现为“${d.running}”`,
  memory: (d) => `打开的计划与文件不一致（${d.table ? `${d.table} ${d.id}` : `文件第 ${d.file} 步，打开的第 ${d.memory} 步`}）`,
};

/** The sentence of a problem, for people. */
export function problemSentence(problem: Problem): string {
  return SENTENCES[problem.code](problem.details);
}
