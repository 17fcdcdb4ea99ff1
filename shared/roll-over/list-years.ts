// Every place of last year's plan that names a year: those that follow by themselves, and those that somebody typed.

import { cellPlaceName, textPlaceName } from '../checks/sentences.ts';
import type { Inline } from '../model/blocks.ts';
import type { ColumnId, RowId } from '../model/ids.ts';
import type { LivePlan } from '../model/live-plan.ts';
import type { PlanSnapshot } from '../model/snapshot.ts';
import { PlanState } from '../model/state.ts';
import { expandYears } from '../model/year-tokens.ts';
import { placesOf } from '../outline/places.ts';
import { documentView } from '../outline/view.ts';
import { typedYears } from './typed-years.ts';

/** A place that names a year: what it said and says now; `to` null: typed by hand, left as it is for a person to look at. */
export interface Shifted {
  where: string;
  from: string;
  to: string | null;
  kind: 'token' | 'column' | 'typed';
  /** where to look in the window */
  at: { table?: number; row?: RowId; column?: ColumnId; block?: number };
}

/** The new plan's own years, and by how many they moved on. */
export interface Years {
  year: number;
  from: number | null;
  to: number | null;
  by: number;
}

/** Writes tokens out as the new plan does. */
export function writtenIn({ year, from, to }: Years): (text: string) => string {
  const state = new PlanState();
  for (const [id, value] of [
    ['year', year],
    ['period_from', from],
    ['period_to', to],
  ] as const)
    if (value !== null) state.records.plan.set(id, { id, value });
  return (text) => expandYears(state, text);
}

export function listYears(live: LivePlan, years: Years, snapshot: PlanSnapshot): Shifted[] {
  return new YearList(live, writtenIn(years)).of(snapshot);
}

class YearList {
  private readonly live: LivePlan;
  private readonly written: (text: string) => string;
  private readonly shifted: Shifted[] = [];

  constructor(live: LivePlan, written: (text: string) => string) {
    this.live = live;
    this.written = written;
  }

  private look(where: string, text: string | null | undefined, at: Shifted['at']): void {
    if (!text) return;
    const before = this.live.expandYears(text);
    const after = this.written(text);
    if (before !== after) {
      const said = (write: (token: string) => string): string => (before.length <= LONG ? write(text) : yearsIn(text, write));
      const from = said((part) => this.live.expandYears(part));
      this.shifted.push({ where, from, to: said((part) => this.written(part)), kind: 'token', at });
    }
    const bare = text.replace(/\{[^{}]*\}/g, '{}');
    for (const typed of typedYears(this.live.state, bare)) this.shifted.push({ where, from: typed, to: null, kind: 'typed', at });
  }

  of(snapshot: PlanSnapshot): Shifted[] {
    const { live } = this;
    this.look('计划名称', live.state.property('title'), {});
    for (const table of live.tables()) {
      const shape = live.shape(table.id);
      const name = shape.number || table.key;
      this.look(`${name} 标题`, table.title, { table: table.id });
      if (table.numberAs) this.look(`${name} 编号`, table.numberAs, { table: table.id });
      for (const note of table.props.notes ?? []) this.look(`${name} 附注`, note, { table: table.id });
      for (const column of shape.columns)
        this.look(`${name} 表头 ${live.expandYears(column.title)}`, column.title, { table: table.id, column: column.id });
      if (table.role === 'ledger') continue;
      for (const row of shape.rows)
        if (row.regionId === null) this.look(`${name} 行名`, row.label, { table: table.id, row: row.id });
    }
    for (const { col, rows, values } of snapshot.cells) {
      const column = live.state.records.col.get(col);
      const table = column && live.state.records.tbl.get(column.tableId);
      if (!table || table.role === 'ledger') continue;
      rows.forEach((row, i) => {
        const data = values[i];
        if (!data || typeof data === 'string' || data.f !== 'text') return;
        for (const typed of typedYears(live.state, data.t))
          this.shifted.push({
            where: cellPlaceName(live, table.id, row, col),
            from: typed,
            to: null,
            kind: 'typed',
            at: { table: table.id, row, column: col },
          });
      });
    }
    this.listText();
    return this.shifted;
  }

  private listText(): void {
    const { live } = this;
    const places = placesOf(documentView(live));
    const order = new Map([...places.keys()].map((id, i) => [id as number, i]));
    const blocks = [...live.state.records.block.values()].sort(
      (a, b) => (order.get(a.id) ?? Number.MAX_SAFE_INTEGER) - (order.get(b.id) ?? Number.MAX_SAFE_INTEGER) || a.id - b.id,
    );
    for (const block of blocks) {
      const place = places.get(block.id);
      const where = place ? textPlaceName(place) : '正文';
      if (block.props.label) this.look(where, block.props.label, { block: block.id });
      for (const text of textsOf(block.content)) this.look(where, text, { block: block.id });
    }
  }
}

/** Neighbouring pieces of typed text as one, a year token written out; a field between them divides. */
function textsOf(content: readonly Inline[]): string[] {
  const out: string[] = [];
  let run = '';
  const end = (): void => {
    if (run) out.push(run);
    run = '';
  };
  for (const piece of content) {
    if (piece.t === 'text') run += piece.s;
    else if (piece.t === 'year') run += piece.d === 0 ? '{年}' : `{年${piece.d > 0 ? '+' : ''}${piece.d}}`;
    else {
      end();
      if (piece.t === 'foot') out.push(...textsOf(piece.content));
      else if (piece.t === 'each') out.push(...textsOf(piece.item));
      else if (piece.t === 'choose') out.push(...[piece.up, piece.down, piece.flat].flatMap(textsOf));
    }
  }
  end();
  return out;
}

/** A title is named whole, of a paragraph its years. */
const LONG = 40;

function yearsIn(text: string, write: (token: string) => string): string {
  return [...new Set((text.match(/\{[^{}]*\}年?/g) ?? []).map(write))].join('、');
}
