// Who watches what: a version number and listeners for each topic, so a movement wakes only the parts of the screen it concerns.

import type { Moved } from '../../shared/model/live-plan.ts';
import type { Topic } from './session-types.ts';

export class Topics {
  private readonly versions = new Map<Topic, number>();
  private readonly listeners = new Map<Topic, Set<() => void>>();

  version(topic: Topic): number {
    return this.versions.get(topic) ?? 0;
  }

  subscribe(topic: Topic, listener: () => void): () => void {
    const set = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, set);
    set.add(listener);
    return () => {
      set.delete(listener);
      if (set.size === 0 && this.listeners.get(topic) === set) this.listeners.delete(topic);
    };
  }

  /** Raises the topics' versions, then wakes their listeners. */
  wake(topics: Iterable<Topic>): void {
    const called: (() => void)[] = [];
    for (const topic of topics) {
      this.versions.set(topic, this.version(topic) + 1);
      const set = this.listeners.get(topic);
      if (set) called.push(...set);
    }
    for (const listener of called) listener();
  }
}

/** The topics that a movement concerns. */
export function topicsOf(moved: Moved): Set<Topic> {
  const topics = new Set<Topic>();
  for (const cell of moved.cells) topics.add(`table:${cell.table}`);
  for (const table of moved.tables) topics.add(`table:${table}`).add(`shape:${table}`);
  for (const block of moved.blocks) topics.add(`block:${block}`);
  if (moved.cells.length) topics.add('cells');
  if (moved.tables.length) topics.add('tables');
  if (moved.blocks.length) topics.add('blocks');
  if (moved.other) topics.add('plan');
  if (topics.size) topics.add('any');
  return topics;
}
