// Bytes of any spreadsheet → a Book, by content. The one door into reading.

import { fail, ok, type Result } from '../../../shared/contract/failure.ts';
import { checkStream, openCompound } from './biff-stream.ts';
import { sheetOfRecords, splitText } from './csv.ts';
import { readHtml } from './html.ts';
import { DEFAULT_LIMITS, type ReadLimits } from './limits.ts';
import { unwrapWebArchive } from './mht.ts';
import type { Book, BookFormat } from './sheet.ts';
import { listZip, sniff } from './sniff.ts';
import { decodeText } from './text-encoding.ts';
import { readWorkbook } from './workbook.ts';
import { checkZipParts } from './zip-parts.ts';

/**
 * Reads a spreadsheet of any supported kind. `name` is the file's name: it tells .et from .xls and plain text from csv, and
 * never decides how bytes are read.
 * Errors: `file-corrupt` {reason}, `file-encrypted`, `file-unsupported` {kind}, `file-too-large` {what it is, limit}.
 */
export function readBook(bytes: Uint8Array, name: string, limits: ReadLimits = DEFAULT_LIMITS): Result<Book> {
  if (bytes.length > limits.bytes) return fail('file-too-large', { bytes: bytes.length, limit: limits.bytes });
  const container = sniff(bytes);
  if (!container.ok) return container;
  switch (container.value) {
    case 'ole':
      return readCompound(bytes, name, limits);
    case 'biff': {
      const whole = checkStream(bytes);
      return whole.ok ? readWorkbook(bytes, 'xls', limits) : whole;
    }
    case 'zip':
      return readZip(bytes, limits);
    default:
      return readText(bytes, name, limits);
  }
}

function readCompound(bytes: Uint8Array, name: string, limits: ReadLimits): Result<Book> {
  const opened = openCompound(bytes);
  if (!opened.ok) return opened;
  const { kind, stream } = opened.value;
  if (kind === 'encrypted-package') return fail('file-encrypted', {});
  if (!stream) return fail('file-unsupported', { kind });
  const whole = checkStream(stream);
  if (!whole.ok) return whole;
  // The stream alone: the library would take the whole container apart a second time.
  return readWorkbook(stream, /\.ett?$/i.test(name) ? 'et' : 'xls', limits);
}

function readZip(bytes: Uint8Array, limits: ReadLimits): Result<Book> {
  const listing = listZip(bytes);
  if (!listing.ok) return listing;
  const { kind, inflated, entries, directory, encrypted } = listing.value;
  if (encrypted) return fail('file-encrypted', {});
  if (kind === 'docx' || kind === 'other') return fail('file-unsupported', { kind: kind === 'docx' ? 'word' : 'zip' });
  if (inflated > limits.inflatedBytes) return fail('file-too-large', { bytes: inflated, limit: limits.inflatedBytes });
  if (entries > limits.entries) return fail('file-too-large', { entries, limit: limits.entries });
  const whole = checkZipParts(bytes, directory, entries, limits);
  return whole.ok ? readWorkbook(bytes, kind, limits) : whole;
}

function readText(bytes: Uint8Array, name: string, limits: ReadLimits): Result<Book> {
  const decoded = decodeText(bytes);
  if (!decoded.ok) return decoded;
  const { text, encoding } = decoded.value;
  const head = text.slice(0, 4096).trimStart();
  if (/^mime-version:/im.test(head.slice(0, 600)) && /multipart\/related|text\/html/i.test(head))
    return unwrapWebArchive(text, limits);
  if (/urn:schemas-microsoft-com:office:spreadsheet/.test(head) && /^<\?xml|^<Workbook/i.test(head)) {
    // Entities expand without bound; no spreadsheet program writes them.
    if (/<!ENTITY/i.test(text)) return fail('file-unsupported', { kind: 'xml-entities' });
    const book = readWorkbook(text, 'xml2003', limits);
    return book.ok ? ok({ ...book.value, encoding }) : book;
  }
  if (
    /^<(?:html|table|!doctype\s+html|meta|head|body|style|div|center|font|!--|\?xml)[\s>-]/i.test(head) &&
    /<tr[\s>]/i.test(text)
  ) {
    const sheet = readHtml(text, sheetName(name), limits);
    return ok({ format: 'html', encoding, sheets: [sheet], remarks: [] });
  }
  if (/^[<{]|^%!/.test(head)) return fail('file-unsupported', { kind: 'text' });
  const split = splitText(text);
  if (!split) return textWithoutTable(text, name, encoding, limits);
  const format: BookFormat = split.delimiter === ' ' ? 'text' : 'csv';
  return ok({ format, encoding, sheets: [sheetOfRecords(sheetName(name), split.records, limits)], remarks: [] });
}

/** A text file may be one column; a "workbook" that turns out to be prose is not a workbook. */
function textWithoutTable(text: string, name: string, encoding: string, limits: ReadLimits): Result<Book> {
  if (!/\.(csv|tsv|txt|prn)$/i.test(name)) return fail('file-unsupported', { kind: 'text' });
  const records = text.split(/\r\n?|\n/).map((line) => [line]);
  return ok({ format: 'text', encoding, sheets: [sheetOfRecords(sheetName(name), records, limits)], remarks: [] });
}

/** A text has no sheets of its own: its one sheet bears the file's name. */
const sheetName = (file: string): string => file.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '') || 'Sheet1';
