// Bytes → text for csv, txt and HTML. Chinese offices write GBK far more often than they say so, hence the order:
// a byte order mark, else strict UTF-8, else GB18030 (which holds GBK and GB2312).

import { fail, ok, type Result } from '../../../shared/contract/failure.ts';
import { isUtf16 } from './sniff.ts';

export interface DecodedText {
  text: string;
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5';
}

function strict(bytes: Uint8Array, encoding: DecodedText['encoding']): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Share of letters that a wrong decoding gives: private use, replacement, rare extension blocks. */
function strangeness(text: string): number {
  let strange = 0;
  let beyond = 0;
  for (const c of text.slice(0, 20_000)) {
    const code = c.codePointAt(0) ?? 0;
    if (code < 0x80) continue;
    beyond++;
    const usual = (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3000 && code <= 0x30ff) || (code >= 0xff00 && code <= 0xffef);
    if (!usual && !(code >= 0x2000 && code <= 0x27ff) && !(code >= 0xa0 && code <= 0xff)) strange++;
  }
  return beyond === 0 ? 0 : strange / beyond;
}

/** Error: `file-unsupported` {kind: 'unknown'} where no known encoding fits. */
export function decodeText(bytes: Uint8Array): Result<DecodedText> {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return decoded(strict(bytes, 'utf-8'), 'utf-8');
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoded(strict(bytes, 'utf-16le'), 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decoded(strict(bytes, 'utf-16be'), 'utf-16be');
  const wide = isUtf16(bytes);
  if (wide) return decoded(strict(bytes, wide), wide);
  const utf8 = strict(bytes, 'utf-8');
  if (utf8 !== null) return decoded(utf8, 'utf-8');
  const gb = strict(bytes, 'gb18030');
  if (gb !== null && strangeness(gb) < 0.2) return decoded(gb, 'gb18030');
  const big5 = strict(bytes, 'big5');
  if (big5 !== null && strangeness(big5) < 0.2) return decoded(big5, 'big5');
  // A cut multi-byte letter at the end, or a stray byte: GB18030 leniently, if most of it reads.
  const lenient = new TextDecoder('gb18030').decode(bytes);
  return decoded(strangeness(lenient) < 0.2 ? lenient : null, 'gb18030');
}

function decoded(text: string | null, encoding: DecodedText['encoding']): Result<DecodedText> {
  return text === null ? fail('file-unsupported', { kind: 'unknown' }) : ok({ text: text.replace(/^\uFEFF/, ''), encoding });
}
