// Reads the command line: names, options, values. A VALUE may start with '-' (the most frequent value of all), so only words
// that are known options are options; `--` ends them.

import { type FailureCode, FailureError } from '../../shared/contract/failure.ts';

export interface CommandShape {
  /** positional names in order; a last one ending in … takes the rest, one ending in ? may be missing */
  words: string[];
  /** option → takes a value */
  options: Record<string, boolean>;
  summary: string;
}

export interface Arguments {
  words: string[];
  options: Map<string, string>;
  flags: Set<string>;
}

export function badUsage(why: string): never {
  throw new FailureError({ code: 'bad-usage' satisfies FailureCode, details: { why } });
}

/** Options every command takes. */
const COMMON: Record<string, boolean> = { json: false };

export function readArguments(shape: CommandShape, argv: readonly string[]): Arguments {
  const known: Record<string, boolean> = { ...COMMON, ...shape.options };
  const out: Arguments = { words: [], options: new Map(), flags: new Set() };
  let ended = false;
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] as string;
    if (ended || !word.startsWith('--')) {
      out.words.push(word);
      continue;
    }
    if (word === '--') {
      ended = true;
      continue;
    }
    const equals = word.indexOf('=');
    const name = word.slice(2, equals < 0 ? undefined : equals);
    const takesValue = known[name];
    if (takesValue === undefined) badUsage(`没有 --${name} 这个选项`);
    if (!takesValue) {
      if (equals >= 0) badUsage(`选项 --${name} 不带值`);
      out.flags.add(name);
    } else {
      const value = equals >= 0 ? word.slice(equals + 1) : argv[++i];
      if (value === undefined) badUsage(`选项 --${name} 缺少值`);
      out.options.set(name, value);
    }
  }
  const last = shape.words[shape.words.length - 1];
  const rest = last?.endsWith('…') ?? false;
  const least = shape.words.filter((w) => !w.endsWith('?') && !w.endsWith('…')).length + (rest ? 1 : 0);
  if (out.words.length < least) badUsage(`缺少 ${(shape.words[out.words.length] ?? '').replace(/[?…]$/, '')}`);
  if (!rest && out.words.length > shape.words.length) badUsage(`多出“${out.words[shape.words.length]}”`);
  return out;
}

/** An option that must be given. */
export function required(args: Arguments, name: string): string {
  const value = args.options.get(name);
  if (value === undefined) badUsage(`缺少 --${name}`);
  return value;
}

/** A whole number option, or undefined. */
export function wholeNumber(args: Arguments, name: string, least: number, most: number): number | undefined {
  const text = args.options.get(name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) badUsage(`--${name} 须为 ${least} 到 ${most} 的整数`);
  return value;
}
