// Tests run in Node; those that need a browser or LibreOffice start it themselves. The guard turns better-sqlite3's silent crash
// on an old Node into a sentence.
import { defineConfig } from 'vitest/config';

if (Number(process.versions.napi) < 10) throw new Error('Node 22.18 or later is needed: use `npm test`, which finds one');

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    exclude: ['**/node_modules/**', 'tests/bench/**'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A machine that does four other things at once is slow, not wrong; what never comes still fails.
    expect: { poll: { timeout: 15_000 } },
    pool: 'forks',
    maxWorkers: 2,
  },
});
