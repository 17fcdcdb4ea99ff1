// 由上年计划新建: last year's plan becomes this year's, as a new state with the same ids.
//
// What stays: tables, columns, rows, formulas, rules of checks, regions, the text with its fields, the display of figures, ledgers (a list
// of projects that carries its own years). Figures of this year's columns are emptied; what was said of a year before moves to
// the 上年 columns, with last year's plan as its source (来源) and its evidence. Year tokens follow the plan's year by themselves;
// digits that were typed are listed and left alone.
//
// What does not come along, because it was said about last year's figures: exceptions, comments on cells and paragraphs, answers to
// findings, opinions, marks, the stage, what was sent out and came back, and the history, which begins anew.

import { cellPlaceName, textPlaceName } from '../checks/sentences.ts';
import { fail, ok, type Result } from '../contract/failure.ts';
import type { Inline } from '../model/blocks.ts';
import { cellData } from '../model/cell-data.ts';
import type { CellData } from '../model/change.ts';
import { type ColumnId, cellKey, keyOf, type MintId, type RowId, type SourceId, splitCellKey } from '../model/ids.ts';
import type { LivePlan } from '../model/live-plan.ts';
import type { NoteRecord, PlanProperties } from '../model/records.ts';
import { type PlanSnapshot, stateOf, takeSnapshot } from '../model/snapshot.ts';
import { expandYears, periodStart } from '../model/year-tokens.ts';
import { placesOf } from '../outline/places.ts';
import { documentView } from '../outline/view.ts';
import { planColumns } from './columns.ts';
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

export interface RolledOver {
  snapshot: PlanSnapshot;
  shifted: Shifted[];
  /** what was left behind, by kind */
  dropped: Record<'exceptions' | 'comments' | 'answers' | 'opinions' | 'marks', number>;
}

export interface RollOverChoices {
  year: number;
  mint: MintId;
  /** ISO time */
  now: string;
  /** last year's file, as the source of the figures that move */
  from: { name: string; sha256: string };
}

/** `bad-value` {why: 'roll-over-year'} unless the year comes after the plan's own. */
export function rollOver(live: LivePlan, choices: RollOverChoices): Result<RolledOver> {
  const years = newYears(live, choices.year);
  if (!years) {
    const { state } = live;
    return fail('bad-value', {
      why: 'roll-over-year',
      value: String(choices.year),
      year: state.property('period_to') ?? state.property('year'),
    });
  }
  return ok(new RollOver(live, choices, years).run());
}

interface Years {
  year: number;
  from: number | null;
  to: number | null;
  by: number;
}

/** A plan of a period goes on by whole periods, to the one that the year lies in. */
function newYears(live: LivePlan, wanted: number): Years | null {
  const { state } = live;
  const year = state.property('year') ?? 0;
  const from = state.property('period_from') ?? null;
  const to = state.property('period_to') ?? null;
  if (!Number.isInteger(wanted) || wanted > 2200) return null;
  if (from === null || to === null) return wanted > year ? { year: wanted, from, to, by: wanted - year } : null;
  if (wanted <= to) return null;
  const length = to - from + 1;
  const start =
    length === 5 && from === periodStart(from) ? periodStart(wanted) : from + Math.floor((wanted - from) / length) * length;
  const by = start - from;
  return { year: year + by, from: start, to: to + by, by };
}

class RollOver {
  private readonly live: LivePlan;
  private readonly choices: RollOverChoices;
  private readonly years: Years;
  private readonly shifted: Shifted[] = [];

  constructor(live: LivePlan, choices: RollOverChoices, years: Years) {
    this.live = live;
    this.choices = choices;
    this.years = years;
  }

  run(): RolledOver {
    const { records } = this.live.state;
    const old = takeSnapshot(this.live.state);
    const moved = this.moveFigures(old);
    const evidence = (note: NoteRecord): NoteRecord | null => {
      if (note.kind !== 'evidence') return null;
      if (note.rowId === null || note.colId === null) return note;
      if (this.isLedgerCell(cellKey(note.rowId, note.colId))) return note;
      const to = moved.to.get(cellKey(note.rowId, note.colId));
      return to === undefined ? null : { ...note, colId: to };
    };
    const notes = old.records.note.flatMap((note) => evidence(note) ?? []);
    const kept = new Set(notes.map((note) => note.assetId));
    for (const block of old.records.block) if (block.props.assetId) kept.add(block.props.assetId);
    const properties: Partial<PlanProperties> = {
      id: keyOf('p', this.choices.mint()),
      year: this.years.year,
      period_from: this.years.from,
      period_to: this.years.to,
      stage: null,
    };
    const plan = old.records.plan.flatMap((property) => {
      const set = properties[property.id as keyof PlanProperties];
      return set === undefined ? [property] : set === null ? [] : [{ id: property.id, value: set }];
    });
    const snapshot: PlanSnapshot = {
      seq: 0,
      records: {
        ...old.records,
        plan,
        exception: old.records.exception.filter((e) => this.isLedgerCell(e.id)),
        note: notes,
        asset: old.records.asset.filter((asset) => kept.has(asset.id)),
        answer: [],
        opinion: [],
        mark: [],
        dispatch: [],
        source: moved.source,
        cell_origin: moved.origins,
      },
      cells: moved.cells,
    };
    this.listYears(snapshot);
    return {
      snapshot,
      shifted: this.shifted,
      dropped: {
        exceptions: old.records.exception.filter((e) => !this.isLedgerCell(e.id)).length,
        comments: old.records.note.length - notes.length,
        answers: records.answer.size,
        opinions: records.opinion.size,
        marks: records.mark.size,
      },
    };
  }

  // ---- figures

  /** A ledger's projects are not of one year: they come along with their figures and all that is said of them. */
  private isLedgerCell(key: string): boolean {
    const { row, tbl } = this.live.state.records;
    const table = row.get(splitCellKey(key).row)?.tableId;
    return table !== undefined && tbl.get(table)?.role === 'ledger';
  }

  private moveFigures(old: PlanSnapshot) {
    const { live } = this;
    const cells = new Map<ColumnId, Map<RowId, CellData>>(
      old.cells.map((c) => [c.col, new Map(c.rows.map((r, i) => [r, c.values[i] ?? null]))]),
    );
    const origins = old.records.cell_origin.filter((origin) => this.isLedgerCell(origin.id));
    const sources = new Set(origins.map((origin) => origin.sourceId));
    /** cell of last year's figure → the 上年 column it went to */
    const to = new Map<string, ColumnId>();
    const sourceId = this.choices.mint<'source'>() as SourceId;
    for (const table of live.tables()) {
      if (table.role === 'ledger') continue;
      const shape = live.shape(table.id);
      const first = this.years.from ?? this.years.year;
      const plan = planColumns(live, shape, this.years.by, first);
      const rows = [...shape.depth.keys()];
      for (const column of plan.emptied) cells.delete(column.id);
      for (const [target, from] of plan.from) {
        const values = new Map<RowId, CellData>();
        for (const row of rows) {
          const record = live.state.records.row.get(row);
          if (!record) continue;
          const rule = live.rule(row, target).by;
          const value = live.value(row, from);
          if ((rule !== 'input' && rule !== 'exception') || value.form === 'empty' || value.form === 'error') continue;
          values.set(row, cellData(value));
          to.set(cellKey(row, from), target);
          origins.push({
            id: cellKey(row, target),
            sourceId,
            ref: cellPlaceName(live, table.id, row, from),
            printed: live.keptText(row, from),
          });
        }
        cells.set(target, values);
        this.shifted.push({
          where: cellPlaceName(live, table.id, undefined, target),
          from: `${shape.path(from).join('·')} ${values.size} 格`,
          to: this.written(live.state.records.col.get(target)?.title ?? ''),
          kind: 'column',
          at: { table: table.id, column: target },
        });
      }
      for (const column of plan.unmatched)
        this.shifted.push({
          where: cellPlaceName(live, table.id, undefined, column.id),
          from: shape.path(column.id).join('·'),
          to: null,
          kind: 'column',
          at: { table: table.id, column: column.id },
        });
    }
    const { name, sha256 } = this.choices.from;
    return {
      to,
      origins,
      source: [
        ...old.records.source.filter((source) => sources.has(source.id)),
        ...(to.size
          ? [{ id: sourceId, kind: 'file' as const, name, sha256, sheet: null, at: this.choices.now, assetSha256: null }]
          : []),
      ],
      cells: [...cells].flatMap(([col, values]) => {
        const rows = [...values.keys()];
        return rows.length ? [{ col, rows, values: rows.map((row) => values.get(row) ?? null) }] : [];
      }),
    };
  }

  // ---- years in words

  /** A text with tokens as the new plan writes it. */
  private written(text: string): string {
    const { year, from, to } = this.years;
    const plan = [
      { id: 'year', value: year },
      ...(from === null ? [] : [{ id: 'period_from', value: from }]),
      ...(to === null ? [] : [{ id: 'period_to', value: to }]),
    ];
    return expandYears(stateOf({ seq: 0, records: { ...EMPTY_RECORDS, plan } as PlanSnapshot['records'], cells: [] }), text);
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

  private listYears(snapshot: PlanSnapshot): void {
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

const EMPTY_RECORDS = {
  region: [],
  tbl: [],
  col: [],
  row: [],
  exception: [],
  cell_formula: [],
  block: [],
  note: [],
  asset: [],
  rule: [],
  answer: [],
  opinion: [],
  mark: [],
  source: [],
  cell_origin: [],
  dispatch: [],
};

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
