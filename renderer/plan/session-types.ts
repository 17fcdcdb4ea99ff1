// What the editors see of an open plan: the live replica, one way to change it, and what moved.
//
// The words: `live` is the replica (read it at any time); `run` decides and applies a command at once and sends it to the store in the
// background; a topic is what a part of the screen watches, so only what moved is painted again.

import type { Command } from '../../shared/commands/schema.ts';
import type { Failure, Result } from '../../shared/contract/failure.ts';
import type { HistoryEntry, OpenedPlan } from '../../shared/contract/messages.ts';
import type { BlockId, MintId, TableId } from '../../shared/model/ids.ts';
import type { LivePlan, Moved } from '../../shared/model/live-plan.ts';

/**
 * What a part of the screen can watch:
 * `table:ID` a cell's value, a row, a column or the title of that table moved; `shape:ID` its structure only;
 * `block:ID` that block's content or one of its fields moved; `blocks` any block; `tables` the list or structure of any table;
 * `cells` any cell; `plan` plan properties, regions, notes, rules; `any` all of these; `save` the save state; `history` steps.
 */
export type Topic =
  | `table:${TableId}`
  | `shape:${TableId}`
  | `block:${BlockId}`
  | 'blocks'
  | 'tables'
  | 'cells'
  | 'plan'
  | 'any'
  | 'save'
  | 'history';

/** Where a movement came from: this window, another one, an undo or redo, or the store's own view of an own step (`settled`). */
export type Origin = 'own' | 'foreign' | 'undo' | 'settled';

/** The truth about saving; `saved` only when the store has committed everything shown. */
export type SaveState =
  | { kind: 'saved'; at: string }
  | { kind: 'typing' }
  | { kind: 'saving' }
  /** the disk or the store refused: what is shown is kept in the window, `waiting` commands wait */
  | { kind: 'refused'; failure: Failure; waiting: number }
  | { kind: 'read-only'; reason: 'locked' | 'read-only-file' | 'newer'; holder: string | null };

/** A command of this window that no longer fits the plan and was taken back: shown to the person, never dropped silently. */
export interface Notice {
  id: number;
  label: string;
  failure: Failure;
}

export interface UndoTarget {
  label: string;
  by: string;
  at: string;
}

export interface PlanSession {
  readonly live: LivePlan;
  /** the store's handle of this plan */
  readonly plan: string;
  readonly path: string;
  readonly readOnly: OpenedPlan['readOnly'];
  /** mints ids for the records that a command makes */
  readonly mint: MintId;

  /** Decides, applies at once, sends. A refusal changes nothing and is the caller's to show (`sentenceOf`). */
  run(command: Command): Result<Moved>;
  /** Takes back the newest step (anyone's); resolves when the store has answered. Editors' unfinished typing is committed first. */
  undo(): Promise<Result<null>>;
  redo(): Promise<Result<null>>;
  undoTarget(): UndoTarget | null;
  redoTarget(): UndoTarget | null;
  /** newest first; own steps that still wait for the store are not in it */
  history(): readonly HistoryEntry[];

  /** An editor says that it holds typing not yet made into a command (正在输入). `owner` is any stable name. */
  setTyping(owner: string, typing: boolean): void;
  /** An editor's way to make its typing into a command now; called before undo, save, release, closing. Answers the removal. */
  beforeFlush(commit: () => void): () => void;
  /** Commits typing and waits for the store; `ok` when everything shown is saved. */
  flush(): Promise<Result<{ at: string }>>;
  /** Tries again what the store refused. */
  retry(): void;
  saveState(): SaveState;
  /** commands the store has not taken yet, oldest first: what 另存为 must bring along when the old file can't be written */
  unsaved(): readonly Command[];

  /** What moved, as it moves; for editors that repaint single cells or blocks. Answers the removal. */
  onMoved(listener: (moved: Moved, origin: Origin) => void): () => void;
  /** For useSyncExternalStore: see `useTopic` in plan/use-session.ts. */
  subscribe(topic: Topic, listener: () => void): () => void;
  version(topic: Topic): number;

  notices(): readonly Notice[];
  dismissNotice(id: number): void;
  close(): Promise<void>;
}

/** A cell by id: what grid, formula line, panels and text point at. */
export interface CellRef {
  table: TableId;
  row: number;
  column: number;
}
