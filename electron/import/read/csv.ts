// csv and other delimited text. Records follow RFC 4180 (a quoted field may hold line breaks); the delimiter is found by
// trying each and taking the one that gives most records the same number of fields.

import type { ReadLimits } from './limits.ts';
import { emptySheet, putCell, type Sheet } from './sheet.ts';

const DELIMITERS = [',', '\t', ';', '|', '，', '^'];

/** One delimiter's records; stops after `most` of them. */
export function parseRecords(text: string, delimiter: string, most = Number.POSITIVE_INFINITY): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = '';
  let quoted = false;
  let i = 0;
  const end = text.length;
  while (i < end) {
    const c = text[i] as string;
    if (quoted) {
      if (c === '"') {
        if (text[i + 1] === '"') {
          field += '"';
          i++;
        } else quoted = false;
      } else field += c;
    } else if (c === '"' && field.trim() === '') {
      quoted = true;
      field = '';
    } else if (c === delimiter) {
      record.push(field);
      field = '';
    } else if (c === '\n' || c === '\r') {
      if (c === '\r' && text[i + 1] === '\n') i++;
      record.push(field);
      records.push(record);
      if (records.length >= most) return records;
      record = [];
      field = '';
    } else field += c;
    i++;
  }
  if (field !== '' || record.length) {
    record.push(field);
    records.push(record);
  }
  return records;
}

/** Columns of text set apart by two or more blanks, as old printing programs write them. */
function alignedRecords(text: string): string[][] {
  return text.split(/\r\n?|\n/).map((line) => line.trimEnd().split(/[ \u3000]{2,}/));
}

export interface Delimited {
  delimiter: string;
  records: string[][];
}

/**
 * The best reading of a text as a table, or null where no delimiter gives two records of the same two or more fields.
 * A first line "sep=;" (Excel's own) decides.
 */
export function splitText(text: string): Delimited | null {
  const said = /^sep=(.)\r?\n/i.exec(text);
  if (said) return { delimiter: said[1] as string, records: parseRecords(text.slice(said[0].length), said[1] as string) };
  let best: { delimiter: string; score: number } | null = null;
  for (const delimiter of DELIMITERS) {
    const score = evenness(parseRecords(text, delimiter, 200));
    if (score > 0 && (!best || score > best.score)) best = { delimiter, score };
  }
  if (best) return { delimiter: best.delimiter, records: parseRecords(text, best.delimiter) };
  const aligned = alignedRecords(text);
  return evenness(aligned.slice(0, 200)) > 0 ? { delimiter: ' ', records: aligned } : null;
}

/** How many records share the commonest number of fields (two at least), weighted by fields; 0 = no table. */
function evenness(records: readonly string[][]): number {
  const counts = new Map<number, number>();
  for (const record of records) if (record.length > 1) counts.set(record.length, (counts.get(record.length) ?? 0) + 1);
  let best = 0;
  for (const [fields, count] of counts) if (count > 1) best = Math.max(best, count * Math.log2(fields + 1));
  return best;
}

/** Records as a sheet; fields are texts as they stand, numbers are recognised later like numbers stored as text. */
export function sheetOfRecords(name: string, records: readonly string[][], limits: ReadLimits): Sheet {
  const sheet = emptySheet(name);
  records.forEach((record, r) => {
    record.forEach((field, c) => {
      const text = field.replace(/\r\n?/g, '\n').slice(0, limits.cellLetters);
      if (text.trim() === '') return;
      // Excel writes ="001" to keep leading zeros.
      const kept = /^="(.*)"$/s.exec(text);
      putCell(sheet, r + 1, c + 1, {
        text: kept ? (kept[1] as string) : text,
        kind: 'text',
        value: null,
        format: null,
        formula: null,
      });
    });
    if (r + 1 > sheet.rows && record.some((f) => f.trim() !== '')) sheet.rows = r + 1;
  });
  return sheet;
}
