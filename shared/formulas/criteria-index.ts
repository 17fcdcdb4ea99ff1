// SUMIFS and COUNTIFS with equality criteria, kept by difference: rows of one table grouped by the texts of the criteria columns,
// each group with its aggregate. One changed cell touches one group, whatever the table's length.

import type { ColumnId } from '../model/ids.ts';
import { formatExact, trim } from '../values/exact.ts';
import { type CellValue, printValue } from '../values/value.ts';
import { Aggregate } from './aggregate.ts';

export interface CriteriaGroup {
  aggregate: Aggregate;
  rows: number;
}

/** What two equal criteria share: numbers by value, regions by region, other texts by their letters. */
export function matchKey(value: CellValue, region: (text: string) => number | null): string {
  if (value.form === 'empty') return '';
  if (value.form === 'number' && !value.marks) return `n${formatExact(trim(value.num))}`;
  const text = printValue(value).replace(/\s+/g, '');
  const id = value.form === 'text' ? region(text) : null;
  return id === null ? `s${text}` : `r${id}`;
}

/** A criterion such as ">100" or "<>喀什市" is no equality: its list is scanned. */
export const isEquality = (value: CellValue): boolean => !(value.form === 'text' && /^[<>=＜＞＝]/.test(value.text));

export class CriteriaIndex {
  readonly target: ColumnId | null;
  readonly ranges: ColumnId[];
  private readonly groups = new Map<string, CriteriaGroup>();
  /** by slot: the group its row is in */
  private readonly groupOf: (CriteriaGroup | undefined)[] = [];

  constructor(target: ColumnId | null, ranges: ColumnId[]) {
    this.target = target;
    this.ranges = ranges;
  }

  add(slot: number, keys: string[], value: CellValue): void {
    const tuple = keys.join('\u0001');
    let group = this.groups.get(tuple);
    if (!group) {
      group = { aggregate: new Aggregate(), rows: 0 };
      this.groups.set(tuple, group);
    }
    this.groupOf[slot] = group;
    group.rows++;
    group.aggregate.add(value, slot);
  }

  remove(slot: number, value: CellValue): void {
    const group = this.groupOf[slot];
    if (!group) return;
    this.groupOf[slot] = undefined;
    group.rows--;
    group.aggregate.remove(value, slot);
  }

  /** The target's value of one row changed. */
  change(slot: number, old: CellValue, now: CellValue): void {
    const group = this.groupOf[slot];
    group?.aggregate.remove(old, slot);
    group?.aggregate.add(now, slot);
  }

  find(keys: string[]): CriteriaGroup {
    return this.groups.get(keys.join('\u0001')) ?? { aggregate: new Aggregate(), rows: 0 };
  }
}
