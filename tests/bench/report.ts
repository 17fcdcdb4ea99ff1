// What a bench says: two figures measured side by side in one run, their ratio, and the ratio that is aimed at.
//
// A ratio, never a bare time, so that the answer means the same on every machine. Nothing here is asserted: a bench informs.

import process from 'node:process';

export interface Comparison {
  /** what is done, in a few words */
  what: string;
  size: string;
  /** medians of several runs, or sizes */
  ours: number;
  theirs: number;
  unit: 'ms' | 'MB';
  /** faster: theirs ÷ ours is at least `times`; atMost: ours ÷ theirs is at most `times` */
  aim: { is: 'faster' | 'atMost'; times: number } | null;
  note?: string;
}

export type Line = Comparison | { says: string };
/** One bench: yields its lines as soon as it has them. */
export type Bench = () => AsyncIterable<Line> | Iterable<Line>;

const figure = (n: number, unit: string): string => `${n >= 100 ? n.toFixed(0) : n >= 1 ? n.toFixed(2) : n.toFixed(4)} ${unit}`;

function verdict({ ours, theirs, aim }: Comparison): string {
  if (!aim || aim.is === 'atMost') {
    const ratio = `${(ours / theirs).toFixed(2)}×`;
    return aim ? `${ratio}  (aim ≤ ${aim.times.toFixed(1)}×, ${ours / theirs <= aim.times ? 'met' : 'MISSED'})` : ratio;
  }
  const ratio = theirs / ours;
  return `${ratio >= 100 ? ratio.toFixed(0) : ratio.toFixed(1)}× faster  (aim ≥ ${aim.times}×, ${ratio >= aim.times ? 'met' : 'MISSED'})`;
}

/** Prints one line on stdout. */
export function print(line: Line): void {
  if ('says' in line) process.stdout.write(`  ${line.says}\n`);
  else {
    const { what, size, ours, theirs, unit, note } = line;
    process.stdout.write(
      `  ${what}, ${size}: ours ${figure(ours, unit)}, alone ${figure(theirs, unit)} = ${verdict(line)}${note ? `; ${note}` : ''}\n`,
    );
  }
}

/** The middle of several figures. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** Milliseconds of one run. */
export async function timed(work: () => unknown): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Medians of two works run in turn, so that what else the machine does falls on both. The first third warms up and is not counted. */
export async function inTurn(times: number, ours: () => unknown, theirs: () => unknown): Promise<{ ours: number; theirs: number }> {
  const a: number[] = [];
  const b: number[] = [];
  const warm = Math.max(1, Math.round(times / 3));
  for (let i = 0; i < times + warm; i++) {
    const first = await timed(ours);
    const second = await timed(theirs);
    if (i < warm) continue;
    a.push(first);
    b.push(second);
  }
  return { ours: median(a), theirs: median(b) };
}
