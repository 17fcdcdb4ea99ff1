// What a test builds is what a person gets: the cache is shared, so a developer's build of React or antd must never lie in it.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ensureRenderer } from '../../scripts/build-renderer.ts';
import { asProduction } from '../../scripts/production.ts';

it('puts NODE_ENV back after a build, also one that fails', async () => {
  const before = process.env.NODE_ENV;
  expect(await asProduction(async () => process.env.NODE_ENV)).toBe('production');
  await expect(asProduction(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(process.env.NODE_ENV).toBe(before);
});

it('builds React and antd for production under the test runner', async () => {
  const folder = await ensureRenderer();
  const scripts = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'));
  expect(scripts.length).toBeGreaterThan(1);
  const all = scripts.join('\n');
  expect(all).toContain('打开样例');
  expect(all).not.toContain('Download the React DevTools');
});
