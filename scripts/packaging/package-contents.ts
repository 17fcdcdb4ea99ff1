// What a package must hold and what has no place in it.
//
// The packer's patterns are easily right for one system and wrong for another, and a wrong package is noticed on a machine far away.
// So the list of what was packed is judged each time: the program, its resources and exactly one addon, of this system; no sources, no
// tests, no Node for the checkout, nobody else's addon.

import type { PackedFile } from './asar-listing.ts';

const MUST = [
  'package.json',
  'LICENSE',
  'dist/electron/main.js',
  'dist/electron/preload.cjs',
  'dist/electron/cli.js',
  'dist/renderer/index.html',
  'resources/regions/china.json',
  'resources/templates/annual-plan/template.json',
  'resources/samples/kashgar-2025-annual-plan/template.json',
  'resources/icons/anju.png',
  'node_modules/better-sqlite3/lib/index.js',
] as const;

const FOREIGN: readonly [RegExp, string][] = [
  [/^(electron|renderer|shared|scripts|tests|docs)\//, 'a source, test or script'],
  [/\.(ts|tsx|mts|cts|map)$/, 'a source or its map'],
  [/(^|\/)node_modules\/(@[^/]+\/)?(node-(linux|win|darwin|bin)[^/]*|ooxml-validator[^/]*)\//, 'a program for development'],
  [/(^|\/)node_modules\/(electron|electron-builder|vite|vitest|typescript|playwright-core|react|antd)\//, 'a development package'],
  [/(^|\/)(node|node\.exe)$/, 'Node itself'],
  [/\.anju$/, "somebody's plan"],
];

/** The npm packages a package.json asks for, which must each be there. */
export interface Expectations {
  platform: string;
  arch: string;
  dependencies: readonly string[];
}

/** What is wrong with a package's list of files: one line each, none where it is right. */
export function contentFaults(files: readonly PackedFile[], expected: Expectations): string[] {
  const paths = new Set(files.map((file) => file.path));
  const missing = [...MUST, ...expected.dependencies.map((name) => `node_modules/${name}/package.json`)].filter(
    (path) => !paths.has(path),
  );
  const foreign = files.flatMap(({ path }) => {
    const hit = FOREIGN.find(([pattern]) => pattern.test(path));
    return hit ? [`${path}: ${hit[1]}`] : [];
  });
  const addons = files.filter(({ path }) => path.endsWith('.node'));
  const addon = `node_modules/better-sqlite3/prebuilds/${expected.platform}-${expected.arch}.node`;
  const wrongAddons = addons.filter(({ path }) => path !== addon).map(({ path }) => `${path}: an addon of another system`);
  const packedAddon = addons.find(({ path }) => path === addon);
  return [
    ...missing.map((path) => `${path}: missing`),
    ...foreign,
    ...wrongAddons,
    ...(packedAddon
      ? packedAddon.isUnpacked
        ? []
        : [`${addon}: inside the archive, where no system can load it`]
      : [`${addon}: missing`]),
  ];
}
