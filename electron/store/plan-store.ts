// An open plan: its file, its state in memory with every total, and the one way to change both.
//
// Every edit is decided on the state, applied to it, and written with its step in ONE transaction; when the commit fails the state is
// taken back too, so memory and file never differ. Before each write the ground is checked: a file that somebody changed outside is
// read again, one that is gone stops the writing. Synchronous: the command line uses it directly, the window through a worker.
//
//   const store = must(PlanStore.open('喀什地区.anju', { write: true }));
//   const { step, moved } = must(store.commit({ by: '张三', via: 'cli', command }));
//   store.close();

import { statSync } from 'node:fs';
import path from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import type Database from 'better-sqlite3';
import { fail, ok, type Result } from '../../shared/contract/failure.ts';
import type { HistoryEntry } from '../../shared/contract/messages.ts';
import { openLivePlan } from '../../shared/formulas/live-plan.ts';
import { type Change, invertAll, type Step } from '../../shared/model/change.ts';
import type { LivePlan, Moved } from '../../shared/model/live-plan.ts';
import { type PlanSnapshot, takeSnapshot } from '../../shared/model/snapshot.ts';
import { createPlanFile, type NewPlan, type TemplatePart } from './create-file.ts';
import { type Followed, stepsSince } from './follow.ts';
import { type Draft, draftEdit, draftRevert, draftTakeBack, type Edit, type Ground, NOTHING } from './gesture.ts';
import { loadState, readSeq } from './load-state.ts';
import { PlanLock } from './lock.ts';
import { type FileIdentity, identityOf, openPlanFile } from './open-file.ts';
import { type OpenedPlanFile, type OpenStoreOptions, openForStore } from './open-plan.ts';
import type { Kept } from './revert.ts';
import { SCHEMA, type SchemaVersion } from './schema.ts';
import { failureOf } from './sql-failure.ts';
import { StepLog } from './step-log.ts';
import type { Author, ReadOnly } from './store-protocol.ts';
import { extended, typingPlace } from './typing.ts';
import { type Problem, verifyPlan } from './verify.ts';
import { ChangeWriter } from './write-changes.ts';

export type { CommandSource, Edit } from './gesture.ts';
export type { OpenStoreOptions } from './open-plan.ts';
export type { Author, Holder, ReadOnly } from './store-protocol.ts';

export interface Committed {
  /** as written; where typing extended an older step, its number with only the added changes */
  step: Step;
  extended: boolean;
  moved: Moved;
  /** ISO time of the commit */
  savedAt: string;
}

interface Statements {
  begin: Database.Statement;
  commit: Database.Statement;
  dataVersion: Database.Statement;
}

function prepare(db: Database.Database): Statements {
  return {
    begin: db.prepare('BEGIN IMMEDIATE'),
    commit: db.prepare('COMMIT'),
    dataVersion: db.prepare('PRAGMA data_version').pluck(),
  };
}

export class PlanStore {
  readonly path: string;
  private readonly schema: readonly SchemaVersion[];
  private readonly now: () => Date;
  private db: Database.Database;
  private statements: Statements;
  private log: StepLog;
  private writer: ChangeWriter;
  private plan: LivePlan;
  private identity: FileIdentity | null;
  private dataVersion: number;
  private lock: PlanLock | null;
  private readonly inPlace: boolean;
  private limits: ReadOnly | null;
  private newest: Step | null | undefined;
  private reloaded: (() => void) | null = null;

  private constructor(opened: OpenedPlanFile, options: OpenStoreOptions) {
    this.path = opened.path;
    this.db = opened.db;
    this.plan = opened.live;
    this.statements = prepare(opened.db);
    this.log = new StepLog(opened.db);
    this.writer = new ChangeWriter(opened.db);
    this.identity = opened.identity;
    this.dataVersion = opened.dataVersion;
    this.lock = opened.lock;
    this.limits = opened.readOnly;
    this.inPlace = opened.inPlace;
    this.now = options.now ?? (() => new Date());
    this.schema = options.schema ?? SCHEMA;
    // What a reader follows from: the newest step as it was taken in.
    if (opened.readOnly) this.newestStep();
  }

  /** Writes a new plan file and opens it for writing. `file-exists`, `file-not-found`, `folder-read-only`, `disk-full`. */
  static create(file: string, content: NewPlan, options: Omit<OpenStoreOptions, 'write'> = {}): Result<PlanStore> {
    const created = createPlanFile(path.resolve(file), content, options.schema);
    return created.ok ? PlanStore.open(file, { ...options, write: 'required' }) : created;
  }

  /**
   * Opens a plan. `file-not-found`, `not-a-plan`, `plan-damaged`, `plan-newer`, `file-too-large`; with `write: 'required'` also
   * `plan-locked`, `plan-read-only`, `folder-read-only`.
   */
  static open(file: string, options: OpenStoreOptions): Result<PlanStore> {
    const opened = openForStore(path.resolve(file), options);
    return opened.ok ? ok(new PlanStore(opened.value, options)) : opened;
  }

  /** The plan with every total; replaced by a new one when the file had to be read again. */
  get live(): LivePlan {
    return this.plan;
  }

  /** Why no edit is taken; null: edits are taken. */
  get readOnly(): ReadOnly | null {
    return this.limits;
  }

  /** ISO time of the newest step, else of the file's last change. */
  get savedAt(): string {
    return this.newestStep()?.at ?? statSync(this.path, { throwIfNoEntry: false })?.mtime.toISOString() ?? '';
  }

  /** Called when the file was changed from outside and the whole state was read again. */
  onReload(listener: () => void): void {
    this.reloaded = listener;
  }

  // ---- writing

  /** Decides, writes and applies one gesture. Failures: those of the commands, and of the file (`disk-full`, `plan-gone`, …). */
  commit(edit: Edit): Result<Committed> {
    return this.run([(ground) => draftEdit(ground, edit)])[0] as Result<Committed>;
  }

  /** Many gestures in one transaction, one step each; a refused one doesn't keep the others back. */
  commitAll(edits: readonly Edit[]): Result<Committed>[] {
    return this.run(edits.map((edit) => (ground) => draftEdit(ground, edit)));
  }

  /** Takes back the newest ordinary step that stands, anyone's. `nothing-to-undo`. */
  undo(author: Author): Result<Committed> {
    return this.run([(ground) => draftTakeBack(ground, 'undo', author)])[0] as Result<Committed>;
  }

  /** Undoes the newest undo while no ordinary step came after it. `nothing-to-redo`. */
  redo(author: Author): Result<Committed> {
    return this.run([(ground) => draftTakeBack(ground, 'redo', author)])[0] as Result<Committed>;
  }

  /** Takes back an older step where nobody edited since; what stays is listed. `no-such-step`, also for an undo or redo. */
  revertStep(seq: number, author: Author): Result<Committed & { kept: Kept[] }> {
    let kept: Kept[] = [];
    const done = this.run([
      (ground) => {
        const reverted = draftRevert(ground, seq, author);
        if (reverted.ok) kept = reverted.value.kept;
        return reverted;
      },
    ])[0] as Result<Committed>;
    return done.ok ? ok({ ...done.value, kept }) : done;
  }

  /** Runs gestures in one transaction. What can't be committed is taken back in memory as well. */
  private run(gestures: ((ground: Ground) => Result<Draft>)[]): Result<Committed>[] {
    const ready = this.begin();
    if (!ready.ok) return gestures.map(() => ready);
    const applied: { changes: Change[]; seq: number; newest: Step | null | undefined }[] = [];
    const results: Result<Committed>[] = [];
    try {
      for (const gesture of gestures) {
        const draft = gesture({ live: this.plan, log: this.log, path: this.path, now: this.now });
        if (!draft.ok) {
          results.push(draft);
          continue;
        }
        applied.push({ changes: draft.value.changes, seq: this.plan.state.seq, newest: this.newest });
        results.push(ok(this.write(draft.value)));
      }
      this.statements.commit.run();
      this.dataVersion = this.readDataVersion();
      return results;
    } catch (error) {
      this.rollBack();
      const failure = failureOf(error, this.path);
      if (!failure) {
        // A bug may have left the state between two steps: the file is the truth, and it is what every page already has.
        this.reload(false);
        throw error;
      }
      for (const { changes, seq, newest } of applied.reverse()) {
        this.plan.apply(invertAll(changes));
        this.plan.state.seq = seq;
        this.newest = newest;
      }
      this.trustFile();
      return gestures.map(() => ({ ok: false, failure }));
    }
  }

  private write(draft: Draft): Committed {
    const { state } = this.plan;
    const at = this.now().toISOString();
    const { author, code, args, undoes, sourceId, changes, moved } = draft;
    if (!changes.length) {
      const step = { seq: state.seq, at, ...author, code, args, undoes, sourceId, changes };
      return { step, extended: true, moved: NOTHING, savedAt: this.savedAt };
    }
    const grown = extended(this.newestStep(), { at, ...author, code, args, changes });
    const step: Step = grown ?? { seq: state.seq + 1, at, ...author, code, args, undoes, sourceId, changes };
    state.seq = step.seq;
    this.writer.write(changes, (block) => state.records.block.get(block)?.content);
    this.writeBytes(draft);
    if (grown) this.log.extend(step);
    else this.log.append(step);
    // Only typing is looked at again; a large import's changes are not kept in memory for it.
    this.newest = typingPlace(step.code, step.changes) === null ? { ...step, changes: [] } : step;
    return { step: grown ? { ...step, changes } : step, extended: grown !== null, moved, savedAt: at };
  }

  /** What is no part of a change: an attached file's bytes, the state that a mark names. */
  private writeBytes(draft: Draft): void {
    for (const command of draft.commands) {
      if (command.type === 'attach-asset')
        this.db.prepare('UPDATE asset SET bytes = ? WHERE sha256 = ?').run(Buffer.from(command.base64, 'base64'), command.sha256);
      else if (command.type === 'mark') {
        const state = deflateSync(JSON.stringify(takeSnapshot(this.plan.state)));
        this.db.prepare('UPDATE mark SET state = ? WHERE id = ?').run(state, command.id);
      }
    }
  }

  private newestStep(): Step | null {
    if (this.newest === undefined) this.newest = this.log.newest();
    return this.newest;
  }

  // ---- the ground under a write

  private readDataVersion(): number {
    return this.statements.dataVersion.get() as number;
  }

  /** Starts a transaction on the file as it is now. */
  private begin(): Result<null> {
    if (this.limits) return { ok: false, failure: this.limits.failure };
    try {
      const there = identityOf(this.path);
      if (!there) return fail('plan-gone', { path: this.path });
      if (there.dev !== this.identity?.dev || there.ino !== this.identity.ino) {
        const replaced = this.reopen();
        if (!replaced.ok) return replaced;
      }
      this.statements.begin.run();
      if (this.readDataVersion() !== this.dataVersion) this.reload();
      return ok(null);
    } catch (error) {
      this.rollBack();
      const failure = failureOf(error, this.path);
      if (!failure) throw error;
      return { ok: false, failure };
    }
  }

  private rollBack(): void {
    if (this.db.inTransaction) this.db.exec('ROLLBACK');
  }

  /** After a failed commit: the file may hold less than memory, never more; where they differ the file counts. */
  private trustFile(): void {
    try {
      if (this.readDataVersion() !== this.dataVersion || readSeq(this.db) !== this.plan.state.seq) this.reload();
    } catch {
      // the file can't be read at all now; the next write checks its ground again
    }
  }

  /** Reads the whole state again; throws what reading throws. `changed`: it may differ from what was shown. */
  private reload(changed = true): void {
    const state = loadState(this.db, this.path);
    if (!state.ok) throw Object.assign(new Error(state.failure.code), { code: 'SQLITE_CORRUPT' });
    this.plan = openLivePlan(state.value);
    this.newest = undefined;
    if (this.limits) this.newestStep();
    this.dataVersion = this.readDataVersion();
    if (changed) this.reloaded?.();
  }

  /** Another file stands at our path: it is opened and checked like any, or nothing changes. */
  private reopen(): Result<null> {
    const opened = openPlanFile(this.path, { write: !this.limits, schema: this.schema });
    if (!opened.ok) return fail('plan-gone', { path: this.path, why: 'replaced', code: opened.failure.code });
    const { db, newer, version, writable } = opened.value;
    if (newer || (!writable && !this.limits) || version !== this.schema[this.schema.length - 1]?.version) {
      db.close();
      return fail('plan-gone', { path: this.path, why: 'replaced' });
    }
    this.db.close();
    this.db = db;
    this.statements = prepare(db);
    this.log = new StepLog(db);
    this.writer = new ChangeWriter(db);
    this.identity = identityOf(this.path);
    this.reload();
    return ok(null);
  }

  // ---- following another's writing

  /**
   * What another process committed since, for a plan that is open for reading: its steps, oldest first, typing into the newest known
   * step as an extension of it. `reloaded` where the file is another one now; its state was read anew.
   */
  follow(): Followed {
    const none = { steps: [], reloaded: false };
    if (!this.limits || !this.inPlace) return none;
    try {
      const there = identityOf(this.path);
      if (!there) return none;
      if (there.dev !== this.identity?.dev || there.ino !== this.identity.ino) return { steps: [], reloaded: this.reopen().ok };
      if (this.readDataVersion() === this.dataVersion) return none;
      return this.db.transaction(() => this.takeSteps()).deferred();
    } catch (error) {
      if (!failureOf(error, this.path)) throw error;
      return none;
    }
  }

  private takeSteps(): Followed {
    this.dataVersion = this.readDataVersion();
    const steps = stepsSince(this.plan.state.seq, this.newestStep(), this.log, readSeq(this.db));
    if (!steps) {
      this.reload();
      return { steps: [], reloaded: true };
    }
    for (const { step } of steps) {
      this.plan.apply(step.changes);
      this.plan.state.seq = step.seq;
    }
    this.newest = this.log.newest();
    return { steps, reloaded: false };
  }

  // ---- reading

  snapshot(): PlanSnapshot {
    return takeSnapshot(this.plan.state);
  }

  /** Newest first, undo and redo as entries of their own. */
  history(limit = 50): HistoryEntry[] {
    return this.log.history(limit);
  }

  /** Steps after a seq, oldest first. */
  stepsAfter(seq: number): Step[] {
    return this.log.after(seq);
  }

  /** The state that a mark keeps. `no-such-mark`, `plan-damaged`. */
  markSnapshot(name: string): Result<PlanSnapshot> {
    const state = this.db.prepare('SELECT state FROM mark WHERE name = ?').pluck().get(name) as Buffer | undefined;
    if (!state) return fail('no-such-mark', { mark: name, marks: [...this.plan.state.records.mark.values()].map((m) => m.name) });
    try {
      return ok(JSON.parse(inflateSync(state, { maxOutputLength: 1024 ** 3 }).toString()) as PlanSnapshot);
    } catch {
      return fail('plan-damaged', { path: this.path, object: `mark ${name}` });
    }
  }

  /** An attached file's bytes. `no-such-record`. */
  asset(sha256: string): Result<Uint8Array> {
    const bytes = this.db.prepare('SELECT bytes FROM asset WHERE sha256 = ? AND name IS NOT NULL').pluck().get(sha256);
    return bytes ? ok(bytes as Buffer) : fail('no-such-record', { id: sha256 });
  }

  /** The parts of the template that the plan keeps, by path. */
  templateParts(): TemplatePart[] {
    return this.db.prepare('SELECT path, bytes FROM template_part ORDER BY path').all() as TemplatePart[];
  }

  /** Integrity of the file, references between records, and every total computed from nothing against the running ones. */
  verify(): Problem[] {
    return verifyPlan(this.db, this.plan, this.path, this.schema);
  }

  /** The connection, for copying through SQLite's backup. */
  get connection(): Database.Database {
    return this.db;
  }

  /** Tries to become the writer of a plan that is open for reading. Failures as for opening with `write: 'required'`. */
  becomeWriter(): Result<null> {
    if (!this.limits) return ok(null);
    const { reason, failure } = this.limits;
    if (!this.inPlace || (reason !== 'asked' && reason !== 'locked')) return { ok: false, failure };
    const there = identityOf(this.path);
    if (!there) return fail('plan-gone', { path: this.path });
    const lock = PlanLock.acquire(this.path);
    if (!lock.ok) return lock;
    this.lock = lock.value;
    this.limits = null;
    this.db.pragma('query_only = OFF');
    const begun = this.begin();
    this.rollBack();
    if (!begun.ok) {
      this.limits = { reason, holder: null, failure: begun.failure };
      this.lock.release();
      this.lock = null;
    }
    return begun;
  }

  /** Leaves one file and nothing beside it. Safe to call twice. */
  close(): void {
    this.db.close();
    this.lock?.release();
    this.lock = null;
  }
}
