// What the status bar says of the active cell beyond its figure: kept as an exception, or moved by 舍位平衡.

import { cellKey } from '../../shared/model/ids.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import { formatExact } from '../../shared/values/exact.ts';
import { printValue } from '../../shared/values/value.ts';
import type { CellRef } from '../plan/session.ts';
import { appWords } from '../words/app.ts';
import { roundingWords } from '../words/rounding.ts';

export function cellPhrase(live: LivePlan, { table, row, column }: CellRef): string {
  const exception = live.state.records.exception.get(cellKey(row, column));
  if (exception) return appWords.exceptionPhrase(exception.printed, printValue(live.valueBeneath(row, column)));
  const moved = live.state.records.tbl.has(table) ? live.shown(table)?.adjustedAt(row, column) : undefined;
  return moved ? roundingWords.moved(formatExact(moved.rounded), formatExact(moved.shown)) : '';
}
