// The log of steps in the file: appended to, its newest step extended while somebody types, read for undo, redo and history.
//
// It only grows: an undo is a step of its own that says which one it takes back, so what stands is read from the newest step
// backwards. For an ordinary step the newest word about it counts: an undo that was not itself undone by a redo takes it back.

import type Database from 'better-sqlite3';
import { labelOf } from '../../shared/commands/label.ts';
import type { HistoryEntry } from '../../shared/contract/messages.ts';
import type { Step, StepVia } from '../../shared/model/change.ts';

interface StepRow {
  seq: number;
  at: string;
  by: string;
  via: string;
  code: string;
  args: string;
  undoes: number | null;
  source_id: number | null;
  changes: string;
}
type Brief = Pick<StepRow, 'seq' | 'code' | 'undoes'>;

const COLUMNS = 'seq, at, "by", via, code, args, undoes, source_id, changes';

function stepOf(row: StepRow): Step {
  return {
    seq: row.seq,
    at: row.at,
    by: row.by,
    via: row.via as StepVia,
    code: row.code,
    args: JSON.parse(row.args) as Record<string, unknown>,
    undoes: row.undoes,
    sourceId: row.source_id,
    changes: JSON.parse(row.changes) as Step['changes'],
  };
}

export class StepLog {
  private readonly db: Database.Database;
  private readonly statements = new Map<string, Database.Statement>();

  constructor(db: Database.Database) {
    this.db = db;
  }

  private statement(sql: string): Database.Statement {
    let statement = this.statements.get(sql);
    if (!statement) {
      statement = this.db.prepare(sql);
      this.statements.set(sql, statement);
    }
    return statement;
  }

  append(step: Step): void {
    this.statement(`INSERT INTO step (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`).run(
      step.seq,
      step.at,
      step.by,
      step.via,
      step.code,
      JSON.stringify(step.args),
      step.undoes,
      step.sourceId,
      JSON.stringify(step.changes),
    );
    this.statement("UPDATE plan SET value = ? WHERE name = 'seq'").run(String(step.seq));
  }

  /** The newest step as it is after more typing went into it. */
  extend(step: Step): void {
    this.statement('UPDATE step SET at = ?, args = ?, changes = ? WHERE seq = ?').run(
      step.at,
      JSON.stringify(step.args),
      JSON.stringify(step.changes),
      step.seq,
    );
  }

  read(seq: number): Step | null {
    const row = this.statement(`SELECT ${COLUMNS} FROM step WHERE seq = ?`).get(seq) as StepRow | undefined;
    return row ? stepOf(row) : null;
  }

  newest(): Step | null {
    const row = this.statement(`SELECT ${COLUMNS} FROM step ORDER BY seq DESC LIMIT 1`).get() as StepRow | undefined;
    return row ? stepOf(row) : null;
  }

  /** Steps after a seq, oldest first. */
  after(seq: number): Step[] {
    return (this.statement(`SELECT ${COLUMNS} FROM step WHERE seq > ? ORDER BY seq`).all(seq) as StepRow[]).map(stepOf);
  }

  private *backwards(): Generator<Brief> {
    // In pages, so that no statement is left open while the caller writes.
    const page = this.statement('SELECT seq, code, undoes FROM step WHERE seq < ? ORDER BY seq DESC LIMIT 64');
    for (let before = Number.MAX_SAFE_INTEGER; ; ) {
      const rows = page.all(before) as Brief[];
      yield* rows;
      const last = rows[rows.length - 1];
      if (!last) return;
      before = last.seq;
    }
  }

  /** Seq of the newest ordinary step that stands. */
  undoTarget(): number | null {
    const redone = new Set<number>();
    const undone = new Map<number, boolean>();
    for (const step of this.backwards()) {
      if (step.code === 'redo') redone.add(step.undoes as number);
      else if (step.code === 'undo') {
        const target = step.undoes as number;
        if (!undone.has(target)) undone.set(target, !redone.has(step.seq));
      } else if (undone.get(step.seq) !== true) return step.seq;
    }
    return null;
  }

  /** Seq of the newest undo that no redo has brought again, while no ordinary step came after it. */
  redoTarget(): number | null {
    const redone = new Set<number>();
    for (const step of this.backwards()) {
      if (step.code === 'redo') redone.add(step.undoes as number);
      else if (step.code !== 'undo') return null;
      else if (!redone.has(step.seq)) return step.seq;
    }
    return null;
  }

  /** Newest first, with labels in Chinese and the name of an imported file. */
  history(limit: number): HistoryEntry[] {
    const rows = this.statement(
      `SELECT s.seq, s.at, s."by", s.via, s.code, s.args, s.undoes, s.source_id, '[]' AS changes, o.name AS source
       FROM step s LEFT JOIN source o ON o.id = s.source_id ORDER BY s.seq DESC LIMIT ?`,
    ).all(limit) as (StepRow & { source: string | null })[];
    return rows.map((row) => {
      const step = stepOf(row);
      const source = row.source ?? (typeof step.args.file === 'string' ? step.args.file : null);
      return {
        id: step.seq,
        at: step.at,
        by: step.by,
        label: labelOf(step),
        code: step.code,
        ...(source !== null && { source }),
        ...(step.undoes !== null && { undoes: step.undoes }),
      };
    });
  }
}
