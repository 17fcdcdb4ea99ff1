// Is an .xls whole, and is it locked? Walks the records of its workbook stream before the reading library does.
//
// A broken download is the commonest bad file: the library answers it with an obscure TypeError, or worse, with the sheets it
// could still read. A whole stream ends every sheet with an EOF record; a locked one has FILEPASS among its first records.

import { CFB } from '@e965/xlsx';
import { fail, ok, type Result } from '../../../shared/contract/failure.ts';

const BOUNDSHEET = 0x0085;
const FILEPASS = 0x002f;
const EOF_RECORD = 0x000a;
const BOF_RECORDS = new Set([0x0009, 0x0209, 0x0409, 0x0809]);

export interface WorkbookStream {
  kind: 'workbook' | 'encrypted-package' | 'word' | 'presentation' | 'other';
  /** the workbook stream's bytes where there is one */
  stream: Uint8Array | null;
}

interface CfbEntry {
  name: string;
  type: number;
  size: number;
  content?: Uint8Array;
}

/**
 * Opens the compound file and says what it holds.
 * Error: `file-corrupt` {reason: 'cut-off'} where its own allocation table points beyond its end.
 */
export function openCompound(bytes: Uint8Array): Result<WorkbookStream> {
  let entries: CfbEntry[];
  try {
    entries = (CFB.read(bytes, { type: 'array' }) as { FileIndex: CfbEntry[] }).FileIndex;
  } catch {
    return fail('file-corrupt', { reason: 'cut-off' });
  }
  const named = (name: string) => entries.find((e) => e.name.toLowerCase() === name && e.type === 2);
  if (named('encryptedpackage')) return ok({ kind: 'encrypted-package', stream: null });
  const workbook = named('workbook') ?? named('book');
  if (workbook) {
    const content = workbook.content;
    if (!content || content.length < workbook.size) return fail('file-corrupt', { reason: 'cut-off' });
    return ok({ kind: 'workbook', stream: Uint8Array.from(content) });
  }
  if (named('worddocument')) return ok({ kind: 'word', stream: null });
  if (named('powerpoint document')) return ok({ kind: 'presentation', stream: null });
  return ok({ kind: 'other', stream: null });
}

/**
 * Checks a BIFF stream. Errors: `file-encrypted`; `file-corrupt` {reason: 'cut-off'} where a sheet begins beyond the end or
 * has no EOF record.
 */
export function checkStream(stream: Uint8Array): Result<null> {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const sheets: number[] = [];
  const first = walk(view, 0, (record, at, length) => {
    if (record === FILEPASS) return 'encrypted';
    if (record === BOUNDSHEET && length >= 4) sheets.push(view.getUint32(at, true));
    return null;
  });
  if (first === 'encrypted') return fail('file-encrypted', {});
  if (first !== 'ended') return fail('file-corrupt', { reason: 'cut-off' });
  for (const start of sheets) {
    if (start + 4 > stream.length || !BOF_RECORDS.has(view.getUint16(start, true)))
      return fail('file-corrupt', { reason: 'cut-off' });
    if (walk(view, start, () => null) !== 'ended') return fail('file-corrupt', { reason: 'cut-off' });
  }
  return ok(null);
}

/** Goes from a BOF record to its EOF (embedded charts nest); 'cut' where the bytes end first. */
function walk(
  view: DataView,
  start: number,
  see: (record: number, at: number, length: number) => 'encrypted' | null,
): 'ended' | 'cut' | 'encrypted' {
  let at = start;
  let depth = 0;
  while (at + 4 <= view.byteLength) {
    const record = view.getUint16(at, true);
    const length = view.getUint16(at + 2, true);
    if (at + 4 + length > view.byteLength) return 'cut';
    if (BOF_RECORDS.has(record)) depth++;
    if (record === EOF_RECORD && --depth <= 0) return 'ended';
    const seen = see(record, at + 4, length);
    if (seen) return seen;
    at += 4 + length;
  }
  return 'cut';
}
