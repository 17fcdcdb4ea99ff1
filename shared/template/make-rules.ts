// A template's rules (checks.json) as rule records: places by id, formulas left open for make-plan.ts.

import { ruleId, type SameFigureRule } from '../checks/same-figure.ts';
import type { BlockId, TableId } from '../model/ids.ts';
import type { ColumnRecord, RowRecord, RuleRecord } from '../model/records.ts';
import type { ChecksPart } from './format.ts';
import type { OpenFormula } from './make-tables.ts';

interface Places {
  tables: ReadonlyMap<string, TableId>;
  blocks: ReadonlyMap<string, BlockId>;
  columns: readonly ColumnRecord[];
  rows: readonly RowRecord[];
}

/** Rules and their open formulas. A side whose row comes from a region that the plan has not is left out; a rule needs two. */
export function makeRules(checks: ChecksPart, places: Places): { records: RuleRecord[]; formulas: OpenFormula[] } {
  const formulas: OpenFormula[] = [];
  const records = checks.same.flatMap((part, i): RuleRecord[] => {
    const open: OpenFormula[] = [];
    const sides = part.sides.flatMap((side, j): SameFigureRule['sides'] => {
      if ('formula' in side) {
        const made = { ...side };
        open.push({
          table: null,
          formula: side.formula,
          file: 'checks.json',
          path: ['same', i, 'sides', j, 'formula'],
          set: (stored) => {
            made.formula = stored;
          },
        });
        return [made];
      }
      const { after, unit } = side;
      if ('block' in side) {
        const block = places.blocks.get(side.block);
        return block === undefined ? [] : [{ block, after, unit }];
      }
      const table = places.tables.get(side.table);
      const row = places.rows.find((record) => record.tableId === table && record.key === side.row);
      const column = places.columns.find((record) => record.tableId === table && record.key === side.column);
      return row && column ? [{ row: row.id, col: column.id, after, unit }] : [];
    });
    if (sides.length < 2) return [];
    formulas.push(...open);
    const params: SameFigureRule = { kind: 'same-figure', title: part.title, severity: part.severity ?? 'warning', sides };
    return [{ id: ruleId(part.key), off: false, severity: null, params: { ...params } }];
  });
  return { records, formulas };
}
