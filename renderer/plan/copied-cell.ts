// One cell on the clipboard or under the mouse, between the grid that writes it and the text that makes a field of it: its place, not
// its printed figure. Other programs take the plain text and the table that stand beside it.

import type { CellRef } from './session-types.ts';

/** The type of such data; the data is a CellRef as JSON. */
export const CELL_TYPE = 'application/x-anju-cell';

export function copiedCell({ table, row, column }: CellRef): string {
  return JSON.stringify({ table, row, column } satisfies CellRef);
}
