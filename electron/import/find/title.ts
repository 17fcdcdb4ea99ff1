// Title and unit among the lines above a header.

import type { Anchor, Frame } from './frame.ts';
import { isUnit, unitInBrackets } from './units.ts';
import { isAnnexMark, isMeta, isSignature, squash, unitOfLine } from './words.ts';

export interface Heading {
  title: string | null;
  unit: string | null;
  titleReason: string;
  unitReason: string;
}

/** How much a line above a table looks like its title. */
function titleScore(frame: Frame, a: Anchor): number {
  const text = squash(a.text);
  if (unitOfLine(a.text) !== null || isAnnexMark(a.text) || isSignature(a.text)) return 0;
  if (isMeta(a.text)) {
    // Exports of statistics sites have no title but lines of what was asked for: the indicator, else the place.
    if (/^指标[:：]/.test(text)) return 1.5;
    return /^(?:地区|区域)[:：]/.test(text) ? 1.2 : 0.2;
  }
  let score = 2;
  if (/(?:表|一览|清单|台账|名单)(?:[（(].*[）)])?$/.test(text)) score += 3;
  else if (/(?:情况|计划|规模|统计|目标|任务|安排|明细|汇总|指标|方案|table)/i.test(text)) score += 2;
  if (/(?:19|20)\d\d|“?十[二三四五六]五”?/.test(text)) score += 1;
  const width = frame.right - frame.left + 1;
  if (a.right - a.column + 1 >= width * 0.5) score += 1;
  if (text.length >= 8) score += 1;
  if (text.length > 60) score -= 3;
  if (/^[（(].*[）)]$/.test(text)) score -= 2;
  if (/(?:局|厅|委员会|委|办公室|政府|公司)$/.test(text)) score -= 2;
  return score;
}

/** Reads the heading lines; `header` rows may carry a unit line of their own at their far end. */
export function readHeading(frame: Frame, rows: readonly number[]): Heading {
  let title: string | null = null;
  let best = 0;
  let unit: string | null = null;
  let unitReason = '';
  for (const row of rows) {
    const anchors = frame.anchors(row);
    anchors.forEach((a, i) => {
      const said = unitOfLine(a.text);
      if (said !== null && unit === null) {
        unit = said;
        unitReason = 'unit-line';
      } else if (/^(?:计量)?单位[:：]?$/.test(squash(a.text)) && unit === null) {
        const next = anchors[i + 1];
        if (next && next.cls === 'text') {
          unit = next.text.trim();
          unitReason = 'unit-line';
        }
      } else if (unit === null && /^[（(]/.test(a.text) && isUnit(a.text.replace(/^[（(]|[)）]$/g, ''))) {
        unit = squash(a.text).replace(/^[(（]|[)）]$/g, '');
        unitReason = 'unit-alone';
      }
      const score = titleScore(frame, a);
      if (score > best) {
        best = score;
        title = a.text;
      }
    });
  }
  if (unit === null && title !== null) {
    unit = unitInBrackets(title);
    if (unit !== null) unitReason = 'unit-in-title';
  }
  return {
    title: title === null ? null : (title as string).replace(/\s*\n\s*/g, '').trim(),
    unit,
    titleReason: best >= 4 ? 'title-words' : 'title-above',
    unitReason,
  };
}
