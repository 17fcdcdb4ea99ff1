// The process border: every message between the window and what touches the machine, one schema each.
//
// Both shells speak it: Electron over ipc, the browser shell over HTTP with the same bodies. A request is checked against its
// schema on the far side before anything happens; an answer is `Result<T>` as JSON, so an expected failure is a value.

import { z } from 'zod';
import { commandSchema } from '../commands/schema.ts';
import type { Change, Step } from '../model/change.ts';
import type { PlanSnapshot } from '../model/snapshot.ts';
import type { PeriodRule } from '../model/year-tokens.ts';
import type { Shifted } from '../roll-over/list-years.ts';
import type { RolledOver } from '../roll-over/roll-over.ts';
import type { Failure } from './failure.ts';

const path = z.string().min(1).max(4096);
const planHandle = z.string().min(1).max(64);

export const requests = {
  /** which shell this is and what it can do */
  'app.info': z.object({}),
  'recent.list': z.object({}),
  'recent.remove': z.object({ path }),
  'samples.list': z.object({}),
  'templates.list': z.object({}),
  /** regions whose name begins with or holds a text, for the new plan's list */
  'regions.search': z.object({ text: z.string().max(100) }),
  /** native dialogs; in the browser shell the answer is {unsupported:true} and the page shows its own picker */
  'dialog.open': z.object({ kind: z.enum(['plan', 'spreadsheet', 'folder']), title: z.string().max(200) }),
  'dialog.save': z.object({ kind: z.enum(['plan', 'docx', 'xlsx']), name: z.string().max(255), title: z.string().max(200) }),
  /** the page's own picker: folders and files of one folder, and the usual places */
  'files.places': z.object({}),
  'files.list': z.object({ folder: path, extensions: z.array(z.string().max(10)).max(20).optional() }),
  'files.make-folder': z.object({ folder: path, name: z.string().min(1).max(200) }),
  /** creates a plan file and answers its path */
  'plan.new': z.object({
    path,
    template: z.string().max(100).optional(),
    sample: z.string().max(100).optional(),
    region: z.string().max(100).optional(),
    year: z.number().int().min(1949).max(2200).optional(),
  }),
  /** last year's plan becomes this year's, in a new file */
  'plan.roll-over': z.object({ from: path, path, year: z.number().int().min(1949).max(2200) }),
  /** a path nobody uses yet for a sample's copy, in the user's documents */
  'plan.suggest-path': z.object({ name: z.string().min(1).max(200) }),
  'plan.open': z.object({ path }),
  'plan.close': z.object({ plan: planHandle }),
  /** one command; n counts this window's commands, base is the newest seq it has seen */
  'plan.command': z.object({ plan: planHandle, n: z.number().int(), base: z.number().int(), command: commandSchema }),
  'plan.undo': z.object({ plan: planHandle, n: z.number().int(), base: z.number().int() }),
  'plan.redo': z.object({ plan: planHandle, n: z.number().int(), base: z.number().int() }),
  'plan.history': z.object({ plan: planHandle, limit: z.number().int().min(1).max(1000) }),
  /** steps after a seq, for a window that fell behind */
  'plan.steps': z.object({ plan: planHandle, after: z.number().int() }),
  'plan.verify': z.object({ plan: planHandle }),
  'plan.backup': z.object({ plan: planHandle }),
  /** replace: the person said in the save dialog that an existing file may go */
  'plan.save-as': z.object({ plan: planHandle, path, replace: z.boolean().optional() }),
  /** starts an export job; its progress comes as `job.progress` */
  'plan.export': z.object({
    plan: planHandle,
    folder: path,
    name: z.string().min(1).max(200),
    docx: z.boolean(),
    xlsx: z.boolean(),
    options: z.object({
      stage: z.string().max(20).nullable().optional(),
      pattern: z.enum(['annex', 'body', 'plain']).optional(),
      fonts: z.enum(['gov', 'windows', 'gbk']).optional(),
      pageNumbers: z.enum(['outside', 'center']).optional(),
    }),
  }),
  'job.cancel': z.object({ job: z.string().max(64) }),
  /** what the import sees in a spreadsheet */
  'import.inspect': z.object({ path, sheet: z.string().max(200).optional(), cells: z.boolean().optional() }),
  /** maps a found table onto a plan's table: the proposal that step 3 and 4 of the wizard show */
  'import.propose': z.object({
    plan: planHandle,
    path,
    sheet: z.string().max(200),
    tableIndex: z.number().int().min(0),
    target: z.number(),
    map: z.unknown().optional(),
  }),
  'shell.open-file': z.object({ path }),
  'shell.show-in-folder': z.object({ path }),
} as const;

export type RequestName = keyof typeof requests;
export type RequestOf<N extends RequestName> = z.infer<(typeof requests)[N]>;

export interface RecentPlan {
  path: string;
  title: string;
  region: string;
  year: string;
  stage: string;
  /** ISO time of the last edit seen */
  editedAt: string;
  missing: boolean;
  /** who holds it open for writing, if anybody */
  lockedBy: string | null;
}

export interface TemplateInfo {
  id: string;
  title: string;
  kind: string;
  tables: number;
  summary: string;
  /** a plan for several years: how its period follows from the year chosen */
  period?: PeriodRule;
  /** the first lines as they would print, for a picture */
  firstPage: string[];
}
export interface SampleInfo {
  id: string;
  title: string;
  template: string;
  summary: string;
  /** figures for the start screen */
  fields: number;
  tables: number;
  firstPage: string[];
}

export interface RegionChoice {
  name: string;
  /** the name with those above it, which no other region shares */
  path: string;
}

export interface OpenedPlan {
  plan: string;
  path: string;
  snapshot: PlanSnapshot;
  readOnly: null | { reason: 'locked' | 'read-only-file' | 'newer'; holder: string | null };
  savedAt: string;
}

export interface Accepted {
  n: number;
  /** as the store wrote it; its `changes` are what this command did, also where it was typing that extended an older step */
  step: Step;
  /** true: typing went into step `step.seq`, which the window already has; `step.changes` are only what was added to it */
  extended?: boolean;
  savedAt: string;
}

export interface HistoryEntry {
  id: number;
  at: string;
  by: string;
  label: string;
  code: string;
  source?: string;
  undoes?: number;
}

export interface FoundFile {
  name: string;
  path: string;
  folder: boolean;
  size: number;
  modifiedAt: string;
}

export interface ExportProgress {
  job: string;
  file: 'docx' | 'xlsx';
  /** 0…1 */
  done: number;
  word: string;
}

/** Answers by request name. */
export interface Answers {
  'app.info': { shell: 'electron' | 'browser'; version: string; user: string; platform: string; backupFolder: string };
  'recent.list': RecentPlan[];
  'recent.remove': null;
  'samples.list': SampleInfo[];
  'templates.list': TemplateInfo[];
  'regions.search': RegionChoice[];
  'dialog.open': { path: string | null } | { unsupported: true };
  'dialog.save': { path: string | null } | { unsupported: true };
  'files.places': { name: string; path: string }[];
  'files.list': { folder: string; parent: string | null; files: FoundFile[] };
  'files.make-folder': { path: string };
  'plan.new': { path: string; title: string };
  'plan.roll-over': { path: string; title: string; shifted: Shifted[]; dropped: RolledOver['dropped'] };
  'plan.suggest-path': { path: string };
  'plan.open': OpenedPlan;
  'plan.close': null;
  'plan.command': Accepted;
  'plan.undo': Accepted;
  'plan.redo': Accepted;
  'plan.history': HistoryEntry[];
  'plan.steps': Step[];
  'plan.verify': { ok: boolean; problems: string[] };
  'plan.backup': { path: string };
  'plan.save-as': { path: string };
  'plan.export': { job: string };
  'job.cancel': null;
  'import.inspect': unknown;
  'import.propose': unknown;
  'shell.open-file': null;
  'shell.show-in-folder': null;
}
export type AnswerOf<N extends RequestName> = Answers[N];

/** What the far side tells the window without being asked. */
export interface Events {
  /** a step made elsewhere (another page, another window) */
  'plan.step': { plan: string; step: Step; extended?: boolean; savedAt: string };
  /** the file was replaced, moved or can't be written: what happened and what is safe */
  'plan.trouble': { plan: string; failure: Failure };
  'job.progress': ExportProgress;
  'job.done': { job: string; files: { path: string; bytes: number }[] };
  'job.failed': { job: string; failure: Failure };
  /** a file was double-clicked or dropped on the program */
  'app.open-file': { path: string };
}
export type EventName = keyof Events;

/** What the preload (or the browser shell's page) puts at `window.anju`: these functions and nothing else. */
export interface AnjuBridge {
  call<N extends RequestName>(
    name: N,
    request: RequestOf<N>,
  ): Promise<{ ok: true; value: AnswerOf<N> } | { ok: false; failure: Failure }>;
  on<N extends EventName>(name: N, listener: (event: Events[N]) => void): () => void;
  /** the path of a file dropped on the window, where the shell can know it */
  pathOfFile(file: File): string | null;
  /**
   * A path the program can read a dropped or picked file at: its own where the shell can know it, else that of a copy in a temporary
   * folder (`copied`: fine for importing, useless for opening a plan to edit it). `file-too-large`, `disk-full`.
   */
  takeFile(file: File): Promise<{ ok: true; value: { path: string; copied: boolean } } | { ok: false; failure: Failure }>;
}

export type { Change, Failure, Step };
