// What the documents say is held against the program: the README's commands run as printed, the file format names every table and view,
// every dependency has its reason, and both READMEs tell the same tour.

import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { FIRST_SCHEMA } from '../../electron/store/migrations/0001-first-schema.ts';

const run = promisify(execFile);
const root = path.join(import.meta.dirname, '..', '..');
const read = (name: string) => readFileSync(path.join(root, name), 'utf8');
const package_ = JSON.parse(read('package.json')) as Record<
  'dependencies' | 'devDependencies' | 'optionalDependencies' | 'scripts',
  Record<string, string>
>;

/** The arguments of every `npm run -s anju -- …` line of a document. */
function tourOf(text: string): string[][] {
  return [...text.matchAll(/^npm run -s anju -- (.+)$/gm)].map((match) => (match[1] as string).split(' '));
}

describe('the tour of the README', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'anju 导览 '));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const tour = tourOf(read('README.md'));

  test('is the same in both languages', () => {
    expect(tour.length).toBeGreaterThan(10);
    expect(tourOf(read('README.zh-CN.md'))).toEqual(tour);
  });

  test('runs as printed and says what the README says', async () => {
    const said: string[] = [];
    for (const words of tour) {
      const args = words.map((word) => (word.startsWith('tests/') ? path.join(root, word) : word));
      const { stdout } = await run(process.execPath, [path.join(root, 'electron', 'cli.ts'), ...args], { cwd: folder });
      said.push(stdout);
    }
    const answerTo = (...start: string[]) => said[tour.findIndex((words) => start.every((word) => words.includes(word)))] ?? '';
    expect(answerTo('show', '--table')).toContain('51.00');
    expect(answerTo('set', '52.00')).toContain('93.02');
    expect(answerTo('show', '--text')).toContain('93.02');
    expect(answerTo('inspect')).toContain('55.72');
    expect(answerTo('import', '--dry-run')).toContain('修改 1 格');
    expect(answerTo('undo')).toContain('2800');
    for (const file of ['喀什2025.anju', '计划.docx', '附表.xlsx']) expect(existsSync(path.join(folder, file)), file).toBe(true);
    expect(answerTo('verify')).toContain('完好');
  });
});

describe('the documents', () => {
  test.each(FIRST_SCHEMA.map(({ type, name }) => [type, name]))('docs/file-format.md tells of %s %s', (_type, name) => {
    expect(read('docs/file-format.md')).toContain(`| \`${name}\` |`);
  });

  const dependencies = [package_.dependencies, package_.devDependencies, package_.optionalDependencies].flatMap(Object.keys);
  test.each(dependencies)('CONTRIBUTING.md gives a reason for %s', (name) => {
    const lines = (read('CONTRIBUTING.md').split('## Dependencies')[1] ?? '').split('\n');
    // Packages of one family stand in one line: prosemirror-model, -state, …
    const family = name.replace(/-[^-]+$/, '-');
    const isNamed = (line: string) =>
      line.includes(name) || (line.includes(`| ${family}`) && line.includes(name.slice(family.length - 1)));
    expect(lines.some(isNamed)).toBe(true);
  });

  test.each(['README.md', 'CONTRIBUTING.md', 'README.zh-CN.md'])('%s names only scripts that are there', (document) => {
    const named = [...read(document).matchAll(/npm run (?:-s )?([a-z]+)/g)].map((match) => match[1] as string);
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) expect(package_.scripts).toHaveProperty(name);
  });

  const pages = [
    'README.md',
    'README.zh-CN.md',
    'CONTRIBUTING.md',
    ...readdirSync(path.join(root, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
  ];
  test.each(pages)('%s points to files that are there', (document) => {
    const targets = [...read(document).matchAll(/\]\(([^)#:]+)\)/g)].map((match) => match[1] as string);
    for (const target of targets) expect(existsSync(path.join(root, path.dirname(document), target)), target).toBe(true);
  });
});
