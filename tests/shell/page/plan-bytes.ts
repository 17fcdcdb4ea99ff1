// A plan as one text: every record and cell in a fixed order, then every table as it prints. Equal plans give equal texts.

import { openLivePlan } from '../../../shared/formulas/live-plan.ts';
import { type PlanSnapshot, stateOf, takeSnapshot } from '../../../shared/model/snapshot.ts';

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => byText(a, b)).map(([key, part]) => [key, sorted(part)]));
}

/** Lines in a fixed order, so that a difference shows as a line. */
export function planBytes(snapshot: PlanSnapshot): string {
  const live = openLivePlan(stateOf(snapshot));
  const { seq, records, cells } = takeSnapshot(live.state);
  const lines = Object.entries(records).flatMap(([entity, list]) =>
    (list as { id: unknown }[]).map((record) => `${entity} ${String(record.id)} ${JSON.stringify(sorted(record))}`),
  );
  for (const { col, rows, values } of cells) {
    rows.forEach((row, i) => {
      lines.push(`cell ${row} ${col} ${JSON.stringify(values[i])}`);
    });
  }
  for (const table of live.tables()) {
    const { rows, leaves } = live.shape(table.id);
    for (const row of rows) lines.push(`print ${row.id} ${leaves.map((leaf) => live.text(row.id, leaf.id)).join('|')}`);
  }
  return [`seq ${seq}`, ...lines.sort(byText)].join('\n');
}
