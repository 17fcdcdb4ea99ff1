// The same application behind a page on this machine's loopback address: for computers where no Electron program can be had, for
// `anju serve`, and for tests in a real browser.
//
// It serves the same window files and takes the same calls to the same handlers as the Electron shell does; only the carrier differs.
// GET /?token=… lets a browser in once; POST /call/NAME asks; GET /events tells; POST /upload hands over a dropped file. Nothing but
// this machine can reach the address, and nothing but a page that was let in gets an answer (shell-access.ts).

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { fail, type Result } from '../shared/contract/failure.ts';
import { shellServices } from './handlers/services.ts';
import { createHandlers, type Handlers } from './handlers.ts';
import { openWithSystem } from './open-with-system.ts';
import { type Access, openGate } from './shell-access.ts';
import { enteringPage, noticePage } from './shell-notice.ts';
import { Page } from './shell-pages.ts';
import { openUploads } from './shell-uploads.ts';
import { shellWords } from './shell-words.ts';
import { type ServedFile, type WindowFiles, windowFiles } from './window-files.ts';
import { builtWindow } from './window-folder.ts';

export const BODY_BYTES = 128 * 1024 * 1024;
/** A browser keeps six connections to one address, and each page's event stream holds one. */
const PAGES = 5;
const PAGE_ID = /^[0-9a-f-]{36}$/;

export interface BrowserShellOptions {
  /** a plan that every page opens at once */
  plan?: string;
  /** 0 = any free port */
  port?: number;
  /** also opens the address in the person's default browser */
  openUrl?: boolean;
  /** where the built window files lie; else they are found, or built in a checkout */
  windowFolder?: string;
  /** one plain line before something that takes long; in a terminal also a new address whenever Enter is pressed */
  say?: (line: string) => void;
  handlers?: Handlers;
  bodyBytes?: number;
  uploadBytes?: number;
  /** how long a page may be without its stream before it is forgotten */
  awayMs?: number;
}

export interface BrowserShell {
  /** http://127.0.0.1:PORT/?token=…, good for one visit */
  url: string;
  /** the person's browser was asked to open it */
  isOpened: boolean;
  /** another address for one visit */
  newUrl(): string;
  close(): Promise<void>;
}

/** Starts the shell on 127.0.0.1 and answers its one-time address. Throws where the port is taken. */
export async function startBrowserShell(options: BrowserShellOptions = {}): Promise<BrowserShell> {
  const files = windowFiles(options.windowFolder ?? (await builtWindow(options.say)), { bridge: true });
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const gate = openGate(port);
  const handlers = options.handlers ?? createHandlers(shellServices());
  const uploads = openUploads(options.uploadBytes);
  const pages = new Map<string, Page>();
  const newUrl = () => `http://127.0.0.1:${port}/?token=${gate.issue()}`;

  function leave(page: Page): void {
    page.end();
    pages.delete(page.id);
    void handlers.leave(page);
  }

  /** The page that asks; a page that was forgotten is not begun anew under its old numbers. */
  function pageOf(request: IncomingMessage, url: URL): Page | 'no-name' | 'forgotten' {
    const id = String(request.headers['x-anju-page'] ?? url.searchParams.get('page') ?? '');
    if (!PAGE_ID.test(id)) return 'no-name';
    const known = pages.get(id);
    if (known) return known;
    const isNew = url.pathname === '/events' ? request.headers['last-event-id'] === undefined : 'x-anju-new' in request.headers;
    if (!isNew) return 'forgotten';
    const page = new Page(id, leave, options.awayMs);
    pages.set(id, page);
    return page;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', `http://127.0.0.1:${port}`);
    if (!gate.isOwnSite(request)) return refuse(response, 403, 'foreign');
    if (request.method === 'GET' && url.pathname === '/' && url.searchParams.has('token'))
      return letIn(gate, request, response, url);
    if (!gate.isLetIn(request)) {
      return url.pathname === '/' ? send(response, noticePage(403, shellWords.noAccess)) : refuse(response, 403, 'not-let-in');
    }
    if (request.method === 'GET') {
      if (url.pathname === '/events') {
        const page = pageOf(request, url);
        if (typeof page === 'string') return refuse(response, page === 'forgotten' ? 410 : 400, page);
        // A page that is loaded again opens by itself what it had open.
        if (options.plan && url.searchParams.has('new') && request.headers['last-event-id'] === undefined)
          page.send('app.open-file', { path: options.plan });
        return page.connect(response, Number(request.headers['last-event-id'] ?? 0));
      }
      const connected = [...pages.values()].filter((page) => page.isConnected).length;
      if (url.pathname === '/' && connected >= PAGES) return send(response, noticePage(503, shellWords.tooManyPages));
      return sendFile(response, files, url.pathname);
    }
    if (request.method !== 'POST') return refuse(response, 405, 'method');
    const page = pageOf(request, url);
    if (typeof page === 'string') return refuse(response, page === 'forgotten' ? 410 : 400, page);
    if (url.pathname === '/leave') {
      leave(page);
      return sendResult(response, { ok: true, value: null });
    }
    if (url.pathname === '/upload') return sendResult(response, await uploads.take(request, url.searchParams.get('name') ?? ''));
    if (!url.pathname.startsWith('/call/')) return refuse(response, 404, 'path');
    if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) return refuse(response, 415, 'content-type');
    const name = url.pathname.slice('/call/'.length);
    const turn = Number(request.headers['x-anju-call'] ?? 0);
    const body = await readJson(request, options.bodyBytes ?? BODY_BYTES).catch((error: unknown) => {
      page.skip(turn);
      throw error;
    });
    await page.turn(turn);
    const result = body.ok ? await handlers.call(page, name, body.value).catch(faulty) : body;
    response.setHeader('X-Anju-Order', page.answered());
    sendResult(response, result);
  }

  function faulty(error: unknown): Result<never> {
    handlers.log('browser-shell', error);
    return fail('program-error');
  }

  server.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else if (isBrokenConnection(error)) response.destroy();
      else {
        handlers.log('browser-shell', error);
        refuse(response, 500, 'fault');
      }
    });
  });

  const { say, openUrl } = options;
  /** In a terminal, Enter gives a new address: the first one is used up, and its page may be closed. */
  async function renew(): Promise<void> {
    const url = newUrl();
    const isOpened = openUrl === true && (await openWithSystem(url));
    say?.(isOpened ? shellWords.start.opened(url) : shellWords.start.openThis(url));
  }
  const onEnter = () => void renew();
  const listens = say !== undefined && process.stdin.isTTY;
  if (listens) process.stdin.on('data', onEnter);

  const url = newUrl();
  const isOpened = openUrl === true && (await openWithSystem(url));
  return {
    url,
    isOpened,
    newUrl,
    async close() {
      if (listens) process.stdin.off('data', onEnter).pause();
      for (const page of pages.values()) page.end();
      await closeServer(server);
      await handlers.close();
      await uploads.close();
    },
  };
}

function letIn(gate: Access, request: IncomingMessage, response: ServerResponse, url: URL): void {
  // A browser that only looks ahead must not use the token up.
  if (/prefetch|prerender/.test(String(request.headers['sec-purpose'] ?? ''))) {
    refuse(response, 503, 'prefetch');
    return;
  }
  const cookie = gate.exchange(url.searchParams.get('token') ?? '');
  if (!cookie) {
    send(response, noticePage(403, shellWords.noAccess, gate.isLetIn(request)));
    return;
  }
  response.setHeader('Set-Cookie', cookie);
  if (request.headers['sec-fetch-site'] === 'cross-site') send(response, enteringPage());
  else response.writeHead(303, { Location: '/', 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' }).end();
}

async function sendFile(response: ServerResponse, files: WindowFiles, urlPath: string): Promise<void> {
  send(response, (await files.serve(urlPath)) ?? noticePage(404, shellWords.notFound));
}

function send(response: ServerResponse, file: ServedFile): void {
  response.writeHead(file.status, file.headers).end(file.body);
}

function sendResult(response: ServerResponse, result: Result<unknown>): void {
  const text = JSON.stringify(result);
  response.writeHead(200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(text);
}

/** An answer to something that is no page of ours: a number and a word, nothing about us. */
function refuse(response: ServerResponse, status: number, word: string): void {
  response
    .writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', Connection: 'close' })
    .end(word);
}

/** A request's body as JSON. `bad-usage` beyond the limit and where it is no JSON. */
async function readJson(request: IncomingMessage, limit: number): Promise<Result<unknown>> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > 4 * limit) throw Object.assign(new Error('body without end'), { code: 'ECONNRESET' });
    // The rest is read and dropped: a browser reads no answer before it has sent everything.
    if (bytes <= limit) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (bytes > limit) return fail('bad-usage', { reason: 'too-much', bytes, limit });
  try {
    return { ok: true, value: JSON.parse(Buffer.concat(chunks).toString('utf8')) };
  } catch {
    return fail('bad-usage', { reason: 'json' });
  }
}

function isBrokenConnection(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'ECONNRESET' || error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.code === 'ERR_INVALID_URL')
  );
}

async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
