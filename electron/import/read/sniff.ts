// What a file is, by its bytes and never by its name: counties rename HTML to .xls and .xls to .et.
//
// Looking first matters: the reading library takes a PDF, an .exe or an empty file for a one-cell csv.

import { fail, ok, type Result } from '../../../shared/contract/failure.ts';

export type Container = 'ole' | 'biff' | 'zip' | 'text';

const starts = (bytes: Uint8Array, ...signature: number[]): boolean => signature.every((b, i) => bytes[i] === b);

const ascii = (bytes: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(from, Math.min(bytes.length, from + length)));

/** Formats that are something else altogether, by their first bytes; the word goes into the failure's details. */
const STRANGERS: [word: string, signature: number[]][] = [
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['program', [0x4d, 0x5a]],
  ['program', [0x7f, 0x45, 0x4c, 0x46]],
  ['rar', [0x52, 0x61, 0x72, 0x21]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
  ['gzip', [0x1f, 0x8b]],
  ['picture', [0x89, 0x50, 0x4e, 0x47]],
  ['picture', [0xff, 0xd8, 0xff]],
  ['picture', [0x47, 0x49, 0x46, 0x38]],
  ['plan', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65]],
  ['rtf', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
];

/** BIFF2…BIFF5 streams without a container: a BOF record of a known version. */
function isBareBiff(bytes: Uint8Array): boolean {
  const record = (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8);
  const length = (bytes[2] ?? 0) | ((bytes[3] ?? 0) << 8);
  return (record === 0x0009 || record === 0x0209 || record === 0x0409 || record === 0x0809) && length >= 4 && length <= 16;
}

/**
 * The container of a file. Errors: `file-corrupt` {reason: 'empty'} for a file without bytes, `file-unsupported` {kind} for
 * a PDF, a program, a picture, an archive and everything else that is neither a workbook nor text.
 */
export function sniff(bytes: Uint8Array): Result<Container> {
  if (bytes.length === 0) return fail('file-corrupt', { reason: 'empty' });
  if (starts(bytes, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) return ok('ole');
  if (starts(bytes, 0x50, 0x4b, 0x03, 0x04)) return ok('zip');
  if (starts(bytes, 0x50, 0x4b, 0x05, 0x06)) return fail('file-unsupported', { kind: 'zip' });
  for (const [kind, signature] of STRANGERS) if (starts(bytes, ...signature)) return fail('file-unsupported', { kind });
  if (isBareBiff(bytes)) return ok('biff');
  return looksLikeText(bytes) ? ok('text') : fail('file-unsupported', { kind: 'unknown' });
}

/** Text has no control characters but tab and line ends (UTF-16 has zeros, and is told by its mark or its regularity). */
function looksLikeText(bytes: Uint8Array): boolean {
  if (starts(bytes, 0xff, 0xfe) || starts(bytes, 0xfe, 0xff)) return true;
  const head = bytes.subarray(0, 65_536);
  let zeros = 0;
  for (const b of head) {
    if (b === 0) zeros++;
    else if (b < 32 && b !== 9 && b !== 10 && b !== 13 && b !== 12 && b !== 26) return false;
  }
  return zeros === 0 || isUtf16(head) !== null;
}

/** UTF-16 without a mark: ASCII letters, digits or separators leave zeros on one side only. */
export function isUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  let even = 0;
  let odd = 0;
  const end = Math.min(bytes.length, 4096) & ~1;
  for (let i = 0; i < end; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  const least = Math.max(2, end / 64);
  if (odd >= least && even === 0) return 'utf-16le';
  if (even >= least && odd === 0) return 'utf-16be';
  return null;
}

export type ZipKind = 'xlsx' | 'xlsb' | 'ods' | 'docx' | 'other';

export interface ZipListing {
  kind: ZipKind;
  inflated: number;
  entries: number;
  /** where the central directory begins */
  directory: number;
  encrypted: boolean;
}

/**
 * Reads a zip's central directory without inflating anything: what it is and how big it says it becomes.
 * Error: `file-corrupt` {reason: 'cut-off'} where the directory at the file's end is missing (a broken download).
 */
export function listZip(bytes: Uint8Array): Result<ZipListing> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = -1;
  for (let i = bytes.length - 22; i >= Math.max(0, bytes.length - 65_557); i--) {
    if (view.getUint32(i, true) === 0x06054b50) {
      end = i;
      break;
    }
  }
  if (end < 0) return fail('file-corrupt', { reason: 'cut-off' });
  const entries = view.getUint16(end + 10, true);
  const directory = view.getUint32(end + 16, true);
  let at = directory;
  let inflated = 0;
  let encrypted = false;
  const names = new Set<string>();
  for (let n = 0; n < entries; n++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return fail('file-corrupt', { reason: 'cut-off' });
    if (view.getUint16(at + 8, true) & 1) encrypted = true;
    inflated += view.getUint32(at + 24, true);
    const length = view.getUint16(at + 28, true);
    names.add(
      ascii(bytes, at + 46, length)
        .replace(/\\/g, '/')
        .toLowerCase(),
    );
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return ok({ kind: zipKind(names, bytes), inflated, entries, directory, encrypted });
}

function zipKind(names: ReadonlySet<string>, bytes: Uint8Array): ZipKind {
  if (names.has('xl/workbook.bin')) return 'xlsb';
  if (names.has('xl/workbook.xml')) return 'xlsx';
  if (names.has('word/document.xml')) return 'docx';
  if (names.has('mimetype') && names.has('content.xml'))
    return ascii(bytes, 0, 200).includes('opendocument.spreadsheet') ? 'ods' : 'other';
  for (const name of names) if (/^xl\/.*workbook.*\.xml$/.test(name)) return 'xlsx';
  return 'other';
}
