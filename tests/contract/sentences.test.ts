// Every failure code has a sentence that says what to do, and every code is used somewhere.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { FAILURE_CODES } from '../../shared/contract/failure.ts';
import { sentenceOf } from '../../shared/contract/sentences.ts';

const root = path.join(import.meta.dirname, '../..');

function sources(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.endsWith('failure.ts') && !file.endsWith('sentences.ts'));
}
const code = ['shared', 'electron', 'renderer']
  .flatMap(sources)
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

describe('failure codes', () => {
  it.each(FAILURE_CODES)('%s says in Chinese what happened and what to do', (name) => {
    const sentence = sentenceOf({
      code: name,
      details: { path: '/计划.anju', value: '12abc', row: '喀什市', column: '套数', table: '表1', count: 3 },
    });
    expect(sentence).toMatch(/[\u4e00-\u9fff]{4}/);
    expect(sentence).not.toMatch(/undefined|null|NaN|\[object|。$/);
    expect(sentenceOf({ code: name, details: {} })).not.toMatch(/undefined|null|\[object/);
  });

  it.each(FAILURE_CODES)('%s is used', (name) => {
    expect(code).toContain(`'${name}'`);
  });

  it('has a sentence for every reason a value or a formula is refused', () => {
    const reasons = [...code.matchAll(/fail\('(bad-value|formula-error|bad-command)', \{ why: '([\w-]+)'/g)].map(
      (m) => [m[1], m[2]] as const,
    );
    expect(reasons.length).toBeGreaterThan(10);
    for (const [kind, why] of reasons) {
      const plain = sentenceOf({ code: kind as 'bad-value', details: { why: 'no such reason', value: 'x' } });
      const said = sentenceOf({ code: kind as 'bad-value', details: { why, value: 'x', found: 'x', position: 1 } });
      expect(said, `${kind} ${why}`).not.toBe(plain.replace('no such reason', String(why)));
    }
  });
});
