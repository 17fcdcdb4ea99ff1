// How wide and high everything on a sheet must be so that every character shows. Widths count digits of the default font, a
// Chinese character two; heights count lines at the column's width.

import { isLabelColumn } from '../../../shared/formulas/table-rules.ts';
import type { LivePlan } from '../../../shared/model/live-plan.ts';
import type { SheetLayout } from './sheet-layout.ts';

export const ROW_HEIGHT = 21;
const LINE_HEIGHT = 15;
/** Digits across the upright official page at full size; wider tables lie on their side. */
const UPRIGHT_WIDTH = 92;
/** The title's letters against the body's. */
const TITLE_SCALE = 1.7;

export interface SheetMeasure {
  /** by leaf, left to right */
  widths: number[];
  headHeights: number[];
  /** header texts with a line break before a unit that would not fit beside its name, by column id */
  heads: Map<number, string>;
  landscape: boolean;
}

export function textWidth(text: string): number {
  let width = 0;
  for (const line of text.split('\n')) {
    let w = 0;
    for (const c of line) w += (c.codePointAt(0) as number) > 0x2e7f ? 2 : 1;
    width = Math.max(width, w);
  }
  return width;
}

export const heightOf = (text: string, width: number): number => linesOf(text, width) * LINE_HEIGHT + 4;

function linesOf(text: string, width: number): number {
  return text.split('\n').reduce((n, line) => n + Math.max(1, Math.ceil(textWidth(line) / Math.max(1, width - 1))), 0);
}

/** The leaves a header cell stands over, as places among the leaves. */
function leavesUnder(layout: SheetLayout, column: number): number[] {
  const own = layout.columnOf.get(column);
  if (own !== undefined) return [own - 1];
  return layout.shape.columns.filter((c) => c.parentId === column).flatMap((c) => leavesUnder(layout, c.id));
}

const beforeUnit = (text: string): string => text.replace(/（[^（）]*）$/, '');

function widthsOf(live: LivePlan, layout: SheetLayout): number[] {
  const { shape } = layout;
  const widths = shape.leaves.map((column) => {
    const isLabel = isLabelColumn(column);
    let longest = 0;
    for (const row of shape.rows) longest = Math.max(longest, textWidth(live.text(row.id, column.id)));
    const path = shape.path(column.id);
    const name = textWidth(beforeUnit(path[path.length - 1] ?? ''));
    if (column.role === 'serial') return 6;
    // Sentences get a wide column: less than this and each breaks into many lines.
    const sentence = column.kind === 'text' && column.role === 'value';
    const most = sentence ? 56 : isLabel || column.kind !== 'number' ? 40 : 24;
    const least = column.role === 'group_label' || column.role === 'unit' ? 10 : isLabel ? 14 : 10;
    return Math.min(most, Math.max(least, longest + 3, Math.min(name + 2, 16)));
  });
  // A narrow table is spread so that its title stands on one line over it.
  const needed = textWidth(shape.title) * TITLE_SCALE + 4;
  const whole = widths.reduce((a, b) => a + b, 0);
  const spread = whole < needed ? needed / whole : 1;
  return widths.map((width) => Math.round(width * spread * 10) / 10);
}

export function measureSheet(live: LivePlan, layout: SheetLayout): SheetMeasure {
  const { shape } = layout;
  const widths = widthsOf(live, layout);
  const over = (column: number): number => leavesUnder(layout, column).reduce((n, at) => n + (widths[at] as number), 0);
  const heads = new Map<number, string>();
  const headHeights = shape.header.map((level) => {
    let height = ROW_HEIGHT;
    for (const { column, text, rowSpan } of level) {
      const name = beforeUnit(text);
      const broken =
        name !== text && name !== '' && textWidth(text) > over(column) - 1 ? `${name}\n${text.slice(name.length)}` : text;
      heads.set(column, broken);
      if (rowSpan === 1) height = Math.max(height, heightOf(broken, over(column)));
    }
    return height;
  });
  // A head merged down must fit too: its last row takes what is missing.
  shape.header.forEach((level, i) => {
    for (const { column, rowSpan } of level) {
      const missing =
        heightOf(heads.get(column) ?? '', over(column)) - headHeights.slice(i, i + rowSpan).reduce((a, b) => a + b, 0);
      if (rowSpan > 1 && missing > 0) headHeights[i + rowSpan - 1] = (headHeights[i + rowSpan - 1] as number) + missing;
    }
  });
  return { widths, headHeights, heads, landscape: shape.record.landscape || widths.reduce((a, b) => a + b, 0) > UPRIGHT_WIDTH };
}
