// How people name a cell of a sheet: G18. Columns count from 1.

/** B, AA …: a column's letters. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let n = column; n > 0; n = Math.floor((n - 1) / 26)) letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return letters;
}

export const cellRef = (row: number, column: number): string => `${columnLetters(column)}${row}`;
