// Reads HTML from the clipboard as a stream of tags and texts, without ever handing it to the page.
//
// What lies on the clipboard is a stranger's. It is never parsed into a document, so no script, image or handler in it can
// run or load; the tokens carry names, attributes and decoded text and nothing else. Comments, scripts and styles are skipped.

export type HtmlToken =
  | { t: 'open'; name: string; attributes: Map<string, string>; closed: boolean }
  | { t: 'close'; name: string }
  | { t: 'text'; text: string };

const RAW = new Set(['script', 'style', 'title', 'xml', 'noscript', 'template', 'head']);
const NAMED: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ensp: '\u2002',
  emsp: '\u2003',
  middot: '·',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
  times: '×',
  divide: '÷',
  le: '≤',
  ge: '≥',
  deg: '°',
  permil: '‰',
};

/** Character references as characters; an unknown one stays as it is written. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z][a-z0-9]{1,30});?/gi, (whole, name: string) => {
    if (name[0] === '#') {
      const code = name[1] === 'x' || name[1] === 'X' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
      return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '';
    }
    return NAMED[name.toLowerCase()] ?? whole;
  });
}

export function* readHtml(html: string): Generator<HtmlToken> {
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) {
      yield { t: 'text', text: decodeEntities(html.slice(at)) };
      return;
    }
    if (open > at) yield { t: 'text', text: decodeEntities(html.slice(at, open)) };
    if (html.startsWith('<!--', open)) {
      // Excel wraps its own markup in <!--[if …]>, and marks the block with <!--StartFragment-->; both are comments.
      const end = html.indexOf('-->', open + 4);
      at = end < 0 ? html.length : end + 3;
      continue;
    }
    const next = html[open + 1] ?? '';
    if (next === '!' || next === '?') {
      const end = html.indexOf('>', open);
      at = end < 0 ? html.length : end + 1;
      continue;
    }
    if (!/[a-z/]/i.test(next)) {
      yield { t: 'text', text: '<' };
      at = open + 1;
      continue;
    }
    const end = tagEnd(html, open);
    const inner = html.slice(open + 1, end);
    at = end + 1;
    if (inner[0] === '/') {
      yield { t: 'close', name: (/^[^\s>]*/.exec(inner.slice(1))?.[0] ?? '').toLowerCase() };
      continue;
    }
    const name = (/^[^\s/>]+/.exec(inner)?.[0] ?? '').toLowerCase();
    if (RAW.has(name) && !inner.endsWith('/')) {
      const close = closeOf(html, name, at);
      at = close;
      continue;
    }
    yield { t: 'open', name, attributes: readAttributes(inner.slice(name.length)), closed: inner.endsWith('/') };
  }
}

function tagEnd(html: string, open: number): number {
  let quote = '';
  for (let i = open + 1; i < html.length; i++) {
    const c = html[i] as string;
    if (quote) {
      if (c === quote) quote = '';
    } else if (c === '"' || c === "'") quote = c;
    else if (c === '>') return i;
  }
  return html.length;
}

function closeOf(html: string, name: string, from: number): number {
  const close = new RegExp(`</${name}\\s*>`, 'gi');
  close.lastIndex = from;
  const hit = close.exec(html);
  return hit ? hit.index + hit[0].length : html.length;
}

function readAttributes(text: string): Map<string, string> {
  const out = new Map<string, string>();
  const attribute = /([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
  for (let hit = attribute.exec(text); hit; hit = attribute.exec(text)) {
    const value = hit[2] ?? hit[3] ?? hit[4] ?? '';
    out.set((hit[1] as string).toLowerCase(), decodeEntities(value));
  }
  return out;
}
