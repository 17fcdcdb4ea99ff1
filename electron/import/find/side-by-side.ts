// Tables on the same rows: 地区 套数 面积 │ 地区 套数 面积, with or without an empty column between.
//
// The sign is a second column of names: the header says the same as over the first one (or as much a label), and words
// stand under it where the columns before hold values.

import { headerPaths, profileColumn } from './columns.ts';
import type { Frame } from './frame.ts';
import type { HeaderSpan } from './header-rows.ts';
import { isLabelHeader, isRemarkHeader, isUnitHeader, squash } from './words.ts';

/** Column ranges of the blocks; one range where the table is a single one. */
export function findBlocks(frame: Frame, header: HeaderSpan | null, rows: readonly number[]): { left: number; right: number }[] {
  const whole = [{ left: frame.left, right: frame.right }];
  if (rows.length === 0) return whole;
  const paths = headerPaths(frame, header);
  const head = (c: number) => squash((paths.get(c) ?? []).join('/'));
  const starts: number[] = [];
  let valuesBefore = 0;
  let first: string | null = null;
  let gap = false;
  for (let c = frame.left; c <= frame.right; c++) {
    const p = profileColumn(frame, rows, c);
    const title = head(c);
    if (p.filled === 0 && title === '') {
      gap = starts.length > 0;
      continue;
    }
    if (first === null) {
      first = title;
      starts.push(c);
      gap = false;
      continue;
    }
    const names = p.words > p.values && p.distinct >= Math.max(1, p.filled * 0.6) && !isUnitHeader(title) && !isRemarkHeader(title);
    const sameHead = title !== '' && title === first;
    const wordy = p.filled >= Math.max(1, rows.length * 0.3);
    if (valuesBefore > 0 && wordy && (sameHead || (gap && names && (isLabelHeader(title) || title === '')))) {
      starts.push(c);
      valuesBefore = 0;
    } else if (p.values > 0 && p.values >= p.words) valuesBefore++;
    gap = false;
  }
  if (starts.length < 2 || valuesBefore === 0) return whole;
  return starts.map((left, i) => ({ left, right: (starts[i + 1] ?? frame.right + 1) - 1 }));
}
