// Units as they are printed: in a bracket after a header or a label, in a line of their own, in a column.

import { squash } from './words.ts';

const UNIT =
  /^(?:[千百十万亿]{0,2}(?:平方米|平方公里|平方千米|平米|㎡|m²|m2|公顷|亩|套(?:（间）|\(间\)|[/、]间|（户）|\(户\))?|间|户(?:（套）|\(套\)|[/、]套)?|人|元|个|栋|幢|座|幅|宗|处|条|家|部|笔|台|张|床|床位|辆|米|公里|千米|吨|立方米|千瓦时?|年|月|天|日|分|小时|分钟|次|件|项|块|片|份|株|人次|户次|人口)(?:[/／](?:[万亿]?(?:平方米|㎡|人|户|套|年|月|日|天|亩|公顷|平方公里|平方千米|小时|份|间|个|吨)))?|%|％|‰|百分比|百分点|美元|万美元|亿美元|个百分点|无量纲|男=100|女=100)$/;

export const isUnit = (text: string): boolean => {
  const flat = squash(text);
  return flat.length <= 16 && (UNIT.test(flat) || UNIT.test(text.replace(/\s+/g, '')));
};

/** Several units in one line: 套、万平方米 · 万元，% */
export const isUnitList = (text: string): boolean => {
  const parts = text.split(/[、，,；;\s]+/).filter(Boolean);
  return parts.length > 0 && parts.every(isUnit);
};

/** The unit in the closing bracket of a header or label, brackets nested (套（间）) kept: 建筑面积（万平方米） → 万平方米. */
export function unitInBrackets(text: string): string | null {
  const flat = text.replace(/\s+/g, '');
  const last = flat[flat.length - 1];
  if (last !== '）' && last !== ')') return null;
  let depth = 0;
  for (let i = flat.length - 1; i >= 0; i--) {
    const c = flat[i];
    if (c === '）' || c === ')') depth++;
    else if ((c === '（' || c === '(') && --depth === 0) {
      const inner = flat.slice(i + 1, -1).replace(/^(?:计量)?单位[:：]/, '');
      return isUnit(inner) || isUnitList(inner) ? inner : null;
    }
  }
  return null;
}

/** A header or label without its unit bracket. */
export function withoutUnit(text: string): string {
  const unit = unitInBrackets(text);
  if (unit === null) return text.trim();
  const flat = text.replace(/\s+/g, '');
  const at = Math.max(flat.lastIndexOf(`（${unit}`), flat.lastIndexOf(`(${unit}`), flat.search(/[（(](?:计量)?单位[:：]/));
  return at > 0 ? flat.slice(0, at) : text.trim();
}

/** The unit of a header path: of its lowest part that has one, a part that is a unit by itself included. */
export function unitOfPath(path: readonly string[]): string | null {
  for (let i = path.length - 1; i >= 0; i--) {
    const part = path[i] as string;
    const inside = unitInBrackets(part);
    if (inside) return inside;
    if (i > 0 && isUnit(part.replace(/^[（(]|[)）]$/g, ''))) return squash(part).replace(/^[(（]|[)）]$/g, '');
    const said = /[,，]([^,，]+)$/.exec(part);
    if (said && isUnit(said[1] as string)) return squash(said[1] as string);
  }
  return null;
}
