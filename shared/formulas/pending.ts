// Which cells of one column are out of date, and which are being computed right now: a byte a slot and a queue of what was marked.
//
// A set of slots would cost ten times as much when a whole column of a long ledger is marked.

const CLEAN = 0;
const WAITING = 1;
const SETTLING = 2;

export class Pending {
  private flags = new Uint8Array(16);
  private queue: number[] = [];
  private waiting = 0;
  private settling = 0;

  /** How many cells wait. */
  get size(): number {
    return this.waiting;
  }

  /** How many cells of the column compute right now, one inside the other. */
  get running(): number {
    return this.settling;
  }

  has(slot: number): boolean {
    return this.flags[slot] === WAITING;
  }

  /** True while the cell computes: who asks for it then lies on a cycle. */
  isSettling(slot: number): boolean {
    return this.flags[slot] === SETTLING;
  }

  add(slot: number): void {
    if (slot >= this.flags.length) {
      const flags = new Uint8Array(Math.max(slot + 1, this.flags.length * 2));
      flags.set(this.flags);
      this.flags = flags;
    }
    if (this.flags[slot] === WAITING) return;
    this.flags[slot] = WAITING;
    this.waiting++;
    this.queue.push(slot);
  }

  /** Starts to compute a cell, waiting or not. */
  begin(slot: number): void {
    this.delete(slot);
    if (slot < this.flags.length) this.flags[slot] = SETTLING;
    this.settling++;
  }

  end(slot: number): void {
    this.settling--;
    if (this.flags[slot] === SETTLING) this.flags[slot] = CLEAN;
  }

  delete(slot: number): void {
    if (this.flags[slot] !== WAITING) return;
    this.flags[slot] = CLEAN;
    this.waiting--;
    if (this.waiting === 0) this.queue = [];
  }

  /** The waiting slots in the order they were marked; what is marked or settled meanwhile is taken into account. */
  *slots(): Generator<number> {
    const queue = this.queue;
    for (let i = 0; i < queue.length; i++) {
      const slot = queue[i] as number;
      if (this.flags[slot] === WAITING) yield slot;
    }
  }
}
