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

  for (let source = 0; source < nodes; source++) {
    while ((excess[source] as number) > 0) {
      const { distance, by, target } = shortest(source, nodes, at, potential, excess, move);
      if (target < 0) return false;
      const far = distance[target] as number;
      for (let n = 0; n < nodes; n++) potential[n] = (potential[n] as number) + Math.min(distance[n] as number, far);
      for (let n = target; n !== source; ) {
        const { arc, rise } = by[n] as Step;
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

function shortest(
  source: number,
  nodes: number,
  at: readonly number[][],
  potential: readonly number[],
  excess: readonly number[],
  move: (arc: number, node: number) => { cost: number; rise: 1 | -1; to: number } | null,
): { distance: number[]; by: (Step | undefined)[]; target: number } {
  const distance = new Array<number>(nodes).fill(Number.POSITIVE_INFINITY);
  const by = new Array<Step | undefined>(nodes);
  const done = new Uint8Array(nodes);
  const heap = new Heap();
  distance[source] = 0;
  heap.push(0, source);
  for (let node = heap.pop(); node !== undefined; node = heap.pop()) {
    if (done[node]) continue;
    done[node] = 1;
    if ((excess[node] as number) < 0) return { distance, by, target: node };
    for (const i of at[node] as number[]) {
      const step = move(i, node);
      if (!step || done[step.to]) continue;
      const d = (distance[node] as number) + step.cost + (potential[node] as number) - (potential[step.to] as number);
      if (d >= (distance[step.to] as number)) continue;
      distance[step.to] = d;
      by[step.to] = { arc: i, rise: step.rise };
      heap.push(d, step.to);
    }
  }
  return { distance, by, target: -1 };
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
