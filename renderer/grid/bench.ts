// What the grid's actions stand on: the plan, the table's axes, what is selected, and the few things they may do to the screen.
//
// Fill, clipboard, rows and typing are files of their own; the controller is their bench. None of them knows the others.

import type { Command } from '../../shared/commands/schema.ts';
import type { Failure } from '../../shared/contract/failure.ts';
import type { LivePlan } from '../../shared/model/live-plan.ts';
import type { PlanSession } from '../plan/session-types.ts';
import type { Axes, Box, GridCell } from './axes.ts';
import type { BubbleAction } from './bubble.ts';
import type { PastePlan } from './paste-plan.ts';
import type { Selection } from './selection.ts';
import type { GridSurface } from './surface.ts';

/** What the component around the grid is told. */
export interface GridEvents {
  selected(selection: Selection | null): void;
  menu(at: { x: number; y: number } | null): void;
  /** rows of a paste that the table has no room for: insert them, or leave them out */
  moreRows(plan: PastePlan): void;
  /** how a paste is to be done: the dialog of 选择性粘贴 */
  pasteSpecial(): void;
  /** rows that formulas or sentences read */
  inUse(rows: number[], failure: Failure): void;
  /** the exception dialog for a computed cell */
  exception(cell: GridCell): void;
  laidOut(): void;
  roomWidth(): number;
  sized(size: { width: number; height: number }): number;
}

export interface Bench {
  readonly session: PlanSession;
  readonly live: LivePlan;
  readonly table: number;
  readonly readOnly: boolean;
  readonly surface: GridSurface;
  readonly axes: Axes;
  readonly selection: Selection | null;
  readonly events: GridEvents;
  /** `to` is shown; the newest corner unless told */
  select(selection: Selection, reveal?: boolean, to?: GridCell): void;
  selectBox(box: Box): void;
  /** paints selection, cut and fill again */
  showSelection(): void;
  say(kind: 'error' | 'hint', text: string, actions?: readonly BubbleAction[]): void;
  /** says why a cell can't be typed into; true where it can */
  mayEdit(cell: GridCell): boolean;
  /** runs a command; a refusal is said at the cell, with what `offer` can do about it */
  tryRun(command: Command, offer?: (failure: Failure) => readonly BubbleAction[]): boolean;
  /** commits what is being typed; false where it was refused, or the plan is read-only (said) */
  allowed(): boolean;
  focus(): void;
}
