// What the command line prints: JSON exactly once on stdout, or text for people; failures on stderr as 错误[CODE]：sentence.

import type { Failure } from '../../shared/contract/failure.ts';
import { sentenceOf } from '../../shared/contract/sentences.ts';

/** An answer: the JSON value, and how a person reads it. `exit` 1 = ran and found problems. */
export interface Answer {
  json: unknown;
  text: string;
  exit?: 0 | 1;
}

export function printAnswer(answer: Answer, json: boolean): void {
  process.stdout.write(
    json
      ? `${JSON.stringify(answer.json, null, 2)}\n`
      : answer.text.endsWith('\n') || answer.text === ''
        ? answer.text
        : `${answer.text}\n`,
  );
}

/** 2 for a wrong command line, 3 for bad input or a refused action. */
export function exitOf(failure: Failure): 2 | 3 {
  return failure.code === 'bad-usage' ? 2 : 3;
}

export function printFailure(failure: Failure, json: boolean): void {
  const message = sentenceOf(failure);
  process.stderr.write(`错误[${failure.code}]：${message}。\n`);
  if (json)
    process.stdout.write(
      `${JSON.stringify({ error: { code: failure.code, message: `${message}。`, details: failure.details } }, null, 2)}\n`,
    );
}

/** Width on a terminal: a Chinese character takes two columns. */
function width(text: string): number {
  let n = 0;
  for (const c of text)
    n += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/.test(c) ? 2 : 1;
  return n;
}

/** Rows of texts in aligned columns; columns named in `right` are set to the right. */
export function columns(rows: readonly (readonly string[])[], right: ReadonlySet<number> = new Set()): string {
  const widths: number[] = [];
  for (const row of rows) for (const [i, text] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, width(text));
  return rows
    .map((row) =>
      row
        .map((text, i) => {
          const pad = ' '.repeat((widths[i] ?? 0) - width(text));
          return right.has(i) ? pad + text : text + pad;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
