// The tokens stand twice, for scripts and for stylesheets: the two must say the same.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { band, color } from '../../renderer/theme/tokens.ts';

const renderer = path.join(import.meta.dirname, '..', '..', 'renderer');
const css = readFileSync(path.join(renderer, 'theme', 'theme.css'), 'utf8');
const bands = readFileSync(path.join(renderer, 'import', 'bands.css'), 'utf8');

test.each(Object.entries(color))('%s is %s in theme.css', (name, value) => {
  const variable = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  expect(css).toContain(`--${variable}: ${value.toLowerCase()};`);
});

test.each(Object.entries(band).filter(([name]) => name !== 'data'))(
  'the band %s has its ground and stripe',
  (_name, { ground, stripe }) => {
    expect(bands).toContain(ground.toLowerCase());
    expect(bands).toContain(stripe.toLowerCase());
  },
);

/** Relative luminance and contrast as WCAG has them. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [r = 0, g = 0, bl = 0] = [1, 3, 5].map((i) => {
      const v = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
      return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * bl;
  };
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p) as [number, number];
  return (x + 0.05) / (y + 0.05);
}

test.each([
  [color.text1, color.window],
  [color.text2, color.header],
  [color.text3, color.window],
  [color.text3, color.panel],
  [color.accentPressed, color.tint2],
  ['#FFFFFF', color.accent],
  [color.error, color.errorGround],
  ...Object.values(band).map(({ ground, stripe }): [string, string] => [stripe, ground]),
] as [string, string][])('%s on %s can be read', (ink, ground) => {
  expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5);
});
