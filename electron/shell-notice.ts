// The browser shell's own plain pages: why something can't be shown, and what to do. No script, one style element let in by its nonce.

import { newNonce, policyHeaders } from './content-policy.ts';
import { shellWords } from './shell-words.ts';
import type { ServedFile } from './window-files.ts';

const STYLE = `body{margin:0;background:#f8f9fb;color:#1d2129;font:14px/24px "Microsoft YaHei","PingFang SC","Noto Sans CJK SC","WenQuanYi Micro Hei",sans-serif}
main{max-width:640px;margin:96px auto;padding:32px 40px;background:#fff;border:1px solid #cdd3db;border-radius:4px}
b{display:inline-block;background:#1f5aa6;color:#fff;border-radius:3px;padding:0 8px;margin-bottom:12px}h1{font-size:18px;line-height:28px;font-weight:600;margin:0 0 8px}p{margin:8px 0}a{color:#1f5aa6}`;

function page(status: number, title: string, head: string, lines: readonly string[]): ServedFile {
  const nonce = newNonce();
  const body = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>${shellWords.pageTitle(title)}</title>${head}<style nonce="${nonce}">${STYLE}</style></head><body><main><b>${shellWords.product}</b><h1>${title}</h1>${lines.map((line) => `<p>${line}</p>`).join('')}</main></body></html>`;
  return {
    status,
    headers: { ...policyHeaders(nonce), 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
    body: Buffer.from(body),
  };
}

/** `wayBack`: this browser was let in already, so the page offers the way to the window itself. */
export function noticePage(status: number, notice: { title: string; lines: readonly string[] }, wayBack = false): ServedFile {
  const link = `<a href="/">${shellWords.backToWindow}</a>`;
  return page(status, notice.title, '', wayBack ? [...notice.lines, link] : notice.lines);
}

/** Goes on to '/' by itself: a redirect that began on another site would not carry the new cookie, a page of ours does. */
export function enteringPage(): ServedFile {
  return page(200, shellWords.entering, '<meta http-equiv="refresh" content="0;url=/">', []);
}
