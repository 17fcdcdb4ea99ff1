// "Single file web page" (.mht) saved as .xls: MIME parts around the same HTML. Each part with a table is a sheet.

import { fail, ok, type Result } from '../../../shared/contract/failure.ts';
import { readHtml } from './html.ts';
import type { ReadLimits } from './limits.ts';
import type { Book, Sheet } from './sheet.ts';
import { decodeText } from './text-encoding.ts';

/** Quoted-printable to bytes. */
function fromQuotedPrintable(text: string): Uint8Array {
  const joined = text.replace(/=\r?\n/g, '');
  const bytes: number[] = [];
  for (let i = 0; i < joined.length; i++) {
    const hex = joined[i] === '=' ? /^[0-9A-Fa-f]{2}/.exec(joined.slice(i + 1, i + 3)) : null;
    if (hex) {
      bytes.push(Number.parseInt(hex[0], 16));
      i += 2;
    } else bytes.push(...new TextEncoder().encode(joined[i] as string));
  }
  return Uint8Array.from(bytes);
}

function decodePart(header: string, body: string): string | null {
  const charset = /charset\s*=\s*"?([-\w]+)/i.exec(header)?.[1];
  const transfer = /content-transfer-encoding\s*:\s*([-\w]+)/i.exec(header)?.[1]?.toLowerCase();
  if (transfer !== 'quoted-printable' && transfer !== 'base64') return body;
  const bytes = transfer === 'base64' ? Uint8Array.from(Buffer.from(body, 'base64')) : fromQuotedPrintable(body);
  if (charset && /^(gb|x-gbk|us-ascii)/i.test(charset)) return new TextDecoder('gb18030').decode(bytes);
  const decoded = decodeText(bytes);
  return decoded.ok ? decoded.value.text : null;
}

/** Error: `file-unsupported` {kind: 'mht'} where no part holds a table. */
export function unwrapWebArchive(text: string, limits: ReadLimits): Result<Book> {
  const boundary = /boundary\s*=\s*"?([^"\r\n;]+)/i.exec(text.slice(0, 10_000))?.[1];
  const parts = boundary ? text.split(`--${boundary}`).slice(1) : [text];
  const sheets: Sheet[] = [];
  for (const part of parts.slice(0, limits.sheets * 4)) {
    const gap = /\r?\n\r?\n/.exec(part);
    if (!gap) continue;
    const header = part.slice(0, gap.index);
    if (!/content-type\s*:\s*text\/html/i.test(header)) continue;
    const html = decodePart(header, part.slice(gap.index + gap[0].length));
    if (!html || !/<table/i.test(html)) continue;
    const title = /<x:Name>([^<]{1,100})<\/x:Name>/.exec(html)?.[1] ?? `Sheet${sheets.length + 1}`;
    sheets.push(readHtml(html, title, limits));
  }
  return sheets.length ? ok({ format: 'mht', sheets, remarks: [] }) : fail('file-unsupported', { kind: 'mht' });
}
