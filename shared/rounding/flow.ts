// Puts whole numbers on the arcs of a network so that what flows into every node flows out of it, at the least cost.
//
// Every arc starts at its nearest whole number, which is cheapest but seldom balances. Each node that has too much sends one unit along
// the cheapest path of arcs that may rise or fall by one to a node that has too little (successive shortest paths with
// potentials, Dijkstra by a heap), until all are even. Whole numbers only, ties by the order of nodes and arcs, so the same
// network always gives the same answer.

export interface Arc {
  from: number;
  to: number;
  /** the whole number it carries; moves by one at most from where it starts */
  x: number;
  /** what one more and one less than the start cost; null: not allowed */
  up: number | null;
  down: number | null;
}

interface Step {
  arc: number;
  rise: 1 | -1;
}

/** Balances the arcs in place. False where no choice of them balances (the arcs are then worthless). */
export function balanceFlow(nodes: number, arcs: Arc[], free: number): boolean {
  const excess = new Array<number>(nodes).fill(0);
  const start = arcs.map((arc) => arc.x);
  const at: number[][] = Array.from({ length: nodes }, () => []);
  arcs.forEach((arc, i) => {
    excess[arc.to] = (excess[arc.to] as number) + arc.x;
    excess[arc.from] = (excess[arc.from] as number) - arc.x;
    at[arc.from]?.push(i);
    at[arc.to]?.push(i);
  });
  // The free node takes and gives whatever is left over.
  excess[free] = 0;
  excess[free] = -excess.reduce((sum, x) => sum + x, 0);
  const potential = new Array<number>(nodes).fill(0);

  /** What it costs to let one more flow out of `node` along an arc; null where the arc can't move further. */
  const move = (i: number, node: number): { cost: number; rise: 1 | -1; to: number } | null => {
    const arc = arcs[i] as Arc;
    const off = arc.x - (start[i] as number);
    if (arc.from === arc.to) return null;
    if (arc.from === node) {
      const cost = off === 0 ? arc.up : off < 0 ? -(arc.down as number) : null;
      return cost === null ? null : { cost, rise: 1, to: arc.to };
    }
    const cost = off === 0 ? arc.down : off > 0 ? -(arc.up as number) : null;
    return cost === null ? null : { cost, rise: -1, to: arc.from };
  };

  const search = new Search(nodes, at, potential, excess, move);
  for (let source = 0; source < nodes; source++) {
    while ((excess[source] as number) > 0) {
      const target = search.from(source);
      if (target < 0) return false;
      for (let n = target; n !== source; ) {
        const { arc, rise } = search.by[n] as Step;
        const a = arcs[arc] as Arc;
        a.x += rise;
        n = rise === 1 ? a.from : a.to;
      }
      excess[source] = (excess[source] as number) - 1;
      excess[target] = (excess[target] as number) + 1;
    }
  }
  return true;
}

/** Dijkstra that looks no further than the nearest node with too little, so a path costs what lies around it, not the whole table. */
class Search {
  readonly by: (Step | undefined)[];
  private readonly distance: Float64Array;
  private readonly done: Uint8Array;
  private touched: number[] = [];
  private readonly at: readonly number[][];
  private readonly potential: number[];
  private readonly excess: readonly number[];
  private readonly move: (arc: number, node: number) => { cost: number; rise: 1 | -1; to: number } | null;

  constructor(
    nodes: number,
    at: readonly number[][],
    potential: number[],
    excess: readonly number[],
    move: (arc: number, node: number) => { cost: number; rise: 1 | -1; to: number } | null,
  ) {
    this.by = new Array(nodes);
    this.distance = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
    this.done = new Uint8Array(nodes);
    this.at = at;
    this.potential = potential;
    this.excess = excess;
    this.move = move;
  }

  /** The node with too little that is cheapest to reach, -1 where none is; potentials follow. */
  from(source: number): number {
    for (const n of this.touched) {
      this.distance[n] = Number.POSITIVE_INFINITY;
      this.done[n] = 0;
    }
    this.touched = [source];
    this.distance[source] = 0;
    const heap = new Heap();
    heap.push(0, source);
    for (let node = heap.pop(); node !== undefined; node = heap.pop()) {
      if (this.done[node]) continue;
      this.done[node] = 1;
      if ((this.excess[node] as number) < 0) {
        const far = this.distance[node] as number;
        for (const n of this.touched)
          if (this.done[n]) this.potential[n] = (this.potential[n] as number) + (this.distance[n] as number) - far;
        return node;
      }
      this.relax(node, heap);
    }
    return -1;
  }

  private relax(node: number, heap: Heap): void {
    const base = (this.distance[node] as number) + (this.potential[node] as number);
    for (const i of this.at[node] as number[]) {
      const step = this.move(i, node);
      if (!step || this.done[step.to]) continue;
      const d = base + step.cost - (this.potential[step.to] as number);
      const known = this.distance[step.to] as number;
      if (d >= known) continue;
      if (known === Number.POSITIVE_INFINITY) this.touched.push(step.to);
      this.distance[step.to] = d;
      this.by[step.to] = { arc: i, rise: step.rise };
      heap.push(d, step.to);
    }
  }
}

/** Smallest distance first, then the smaller node. */
class Heap {
  private readonly keys: number[] = [];
  private readonly nodes: number[] = [];

  private less(a: number, b: number): boolean {
    const x = this.keys[a] as number;
    const y = this.keys[b] as number;
    return x < y || (x === y && (this.nodes[a] as number) < (this.nodes[b] as number));
  }

  private swap(a: number, b: number): void {
    [this.keys[a], this.keys[b]] = [this.keys[b] as number, this.keys[a] as number];
    [this.nodes[a], this.nodes[b]] = [this.nodes[b] as number, this.nodes[a] as number];
  }

  push(key: number, node: number): void {
    this.keys.push(key);
    this.nodes.push(node);
    for (let i = this.keys.length - 1; i > 0; ) {
      const parent = (i - 1) >> 1;
      if (!this.less(i, parent)) return;
      this.swap(i, parent);
      i = parent;
    }
  }

  pop(): number | undefined {
    const node = this.nodes[0];
    const key = this.keys.pop();
    const last = this.nodes.pop();
    if (this.keys.length && key !== undefined && last !== undefined) {
      this.keys[0] = key;
      this.nodes[0] = last;
      for (let i = 0; ; ) {
        let least = i;
        for (const child of [2 * i + 1, 2 * i + 2]) if (child < this.keys.length && this.less(child, least)) least = child;
        if (least === i) break;
        this.swap(i, least);
        i = least;
      }
    }
    return node;
  }
}
