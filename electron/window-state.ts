// Where the window stood last time: kept in the program's folder, and used only where a screen still shows that place.

import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { writeWhole } from './write-whole.ts';

export interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

const schema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
  maximized: z.boolean(),
});

export interface WindowState {
  readonly isMaximized: boolean;
  /** bounds to open with on these work areas, the first being the main screen's; no x and y = let the system place it */
  boundsFor(work: readonly Bounds[]): { x?: number; y?: number; width: number; height: number };
  keep(bounds: Bounds, maximized: boolean): void;
}

export function readWindowState(folder: string): WindowState {
  const file = path.join(folder, 'window.json');
  let kept: z.infer<typeof schema> | null = null;
  try {
    kept = schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // the first start, or a file that says nothing: the usual size
  }
  return {
    get isMaximized() {
      // A first window on a small screen wants all of it.
      return kept?.maximized ?? true;
    },
    boundsFor(work) {
      const main = work[0] ?? { x: 0, y: 0, width: 1366, height: 768 };
      const found = kept && work.find((area) => showsEnough(area, kept as Bounds));
      if (!kept || !found) return { width: Math.min(1366, main.width), height: Math.min(768, main.height) };
      const { x, y, width, height } = kept;
      return { x, y, width: Math.min(width, found.width), height: Math.min(height, found.height) };
    },
    keep(bounds, maximized) {
      kept = { x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height, maximized };
      mkdirSync(folder, { recursive: true });
      // A place that could not be kept is not worth a word.
      void writeWhole(file, `${JSON.stringify(kept)}\n`).catch(() => {});
    },
  };
}

/** Enough of the window's upper edge is on that screen to take hold of it. */
function showsEnough(area: Bounds, window: Bounds): boolean {
  const across = Math.min(area.x + area.width, window.x + window.width) - Math.max(area.x, window.x);
  return across >= 200 && window.y >= area.y - 8 && window.y <= area.y + area.height - 60;
}
