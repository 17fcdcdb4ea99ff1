// What a thread asks of the store's worker, and what the worker answers: a closed list, one answer type each.
//
// Requests are answered in the order they arrive. An expected failure is a Result; a bug inside the worker comes back as such, and the
// plan in memory is read from the file again, so a bug never leaves half a step behind.

import type { Command } from '../../shared/commands/schema.ts';
import type { Failure, Result } from '../../shared/contract/failure.ts';
import type { Accepted, HistoryEntry } from '../../shared/contract/messages.ts';
import type { Step, StepVia } from '../../shared/model/change.ts';
import type { PlanSnapshot } from '../../shared/model/snapshot.ts';

/** Who holds a plan open for writing, as its lock file says. */
export interface Holder {
  host: string;
  user: string;
  pid: number;
  /** ISO time since when */
  since: string;
}

/** Why an open plan takes no edits; `failure` is what an edit is answered with. */
export interface ReadOnly {
  reason: 'asked' | 'locked' | 'read-only-file' | 'read-only-folder' | 'newer';
  holder: Holder | null;
  failure: Failure;
}

/** What a host knows of its plan from the opening on. */
export interface OpenInfo {
  readOnly: ReadOnly | null;
  /** ISO time of the newest step, or of the file where it has none */
  savedAt: string;
  seq: number;
}

/** Who edits: the name written into the history, and from where. */
export interface Author {
  by: string;
  via: StepVia;
}

export interface StoreRequests {
  open: { ask: { path: string; write: boolean; backupFolder: string | null }; answer: OpenInfo };
  /** tries to become the writer of a plan that was opened for reading */
  write: { ask: object; answer: OpenInfo };
  snapshot: { ask: object; answer: PlanSnapshot };
  /** the state that a mark keeps */
  mark: { ask: { name: string }; answer: PlanSnapshot };
  command: { ask: Author & { n: number; base: number; command: Command }; answer: Accepted };
  undo: { ask: Author & { n: number; base: number }; answer: Accepted };
  redo: { ask: Author & { n: number; base: number }; answer: Accepted };
  history: { ask: { limit: number }; answer: HistoryEntry[] };
  steps: { ask: { after: number }; answer: Step[] };
  verify: { ask: object; answer: { ok: boolean; problems: string[] } };
  /** a whole copy at `path`; `replace` allows an existing file to be replaced */
  'save-as': { ask: { path: string; replace: boolean }; answer: { path: string } };
  /** a dated copy in `folder` */
  backup: { ask: { folder: string }; answer: { path: string } };
  asset: { ask: { sha256: string }; answer: Uint8Array };
  'template-parts': { ask: object; answer: { path: string; bytes: Uint8Array }[] };
  close: { ask: object; answer: null };
}
export type StoreRequestName = keyof StoreRequests;
export type Ask<N extends StoreRequestName> = StoreRequests[N]['ask'];
export type AnswerTo<N extends StoreRequestName> = StoreRequests[N]['answer'];

/** To the worker; `page` names the attachment that asks, so that a step is not pushed back to the page that made it. */
export type ToWorker = { [N in StoreRequestName]: { id: number; page: number; name: N; ask: Ask<N> } }[StoreRequestName];

/** From the worker. */
export type FromWorker =
  | { kind: 'answer'; id: number; result: Result<unknown> }
  /** the store met a bug while answering: nothing was written */
  | { kind: 'bug'; id: number; stack: string }
  | { kind: 'step'; page: number; step: Step; extended: boolean; savedAt: string }
  | { kind: 'trouble'; failure: Failure }
  /** a rotating backup could not be made; the work itself is not touched */
  | { kind: 'backup-failed'; failure: Failure };
