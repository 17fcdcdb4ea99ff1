// 由上年计划新建: last year's plan becomes this year's, as a new state with the same ids.
//
// What stays: tables, columns, rows, formulas, rules of checks, regions, the text with its fields, the display of figures, ledgers (a list
// of projects that carries its own years). Figures of this year's columns are emptied; what was said of a year before moves to
// the 上年 columns, with last year's plan as its source (来源) and its evidence. Year tokens follow the plan's year by themselves;
// digits that were typed are listed and left alone.
//
// What does not come along, because it was said about last year's figures: exceptions, comments on cells and paragraphs, answers to
// findings, opinions, marks, the stage, what was sent out and came back, and the history, which begins anew.

import { cellPlaceName } from '../checks/sentences.ts';
import { fail, ok, type Result } from '../contract/failure.ts';
import { cellData } from '../model/cell-data.ts';
import type { CellData } from '../model/change.ts';
import { type ColumnId, cellKey, keyOf, type MintId, type RowId, type SourceId, splitCellKey } from '../model/ids.ts';
import type { LivePlan } from '../model/live-plan.ts';
import type { NoteRecord, PlanProperties } from '../model/records.ts';
import { type PlanSnapshot, takeSnapshot } from '../model/snapshot.ts';
import { periodStart } from '../model/year-tokens.ts';
import { planColumns } from './columns.ts';
import { listYears, type Shifted, writtenIn, type Years } from './list-years.ts';

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
    return {
      snapshot,
      shifted: [...this.shifted, ...listYears(this.live, this.years, snapshot)],
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
          to: writtenIn(this.years)(live.state.records.col.get(target)?.title ?? ''),
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
}
