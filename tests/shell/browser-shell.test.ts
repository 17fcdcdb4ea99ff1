// The browser shell over real HTTP: who is let in, who is not, and what a request may look like. The handlers stand in: they echo.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type BrowserShell, startBrowserShell } from '../../electron/browser-shell.ts';
import type { Client } from '../../electron/handlers/client.ts';
import type { Handlers } from '../../electron/handlers.ts';
import { fail, ok } from '../../shared/contract/failure.ts';
import { type Answered, type Asking, ask, enter } from './http.ts';
import { standInWindow } from './stand-in-window.ts';

const PAGE = '00000000-0000-4000-8000-000000000001';
const faults: unknown[] = [];
const left: string[] = [];
const clients: Client[] = [];

const echo: Handlers = {
  async call(client, name, body) {
    if (!clients.includes(client)) clients.push(client);
    if (name === 'throws') throw new Error('a bug');
    if (name === 'slow') await new Promise((resolve) => setTimeout(resolve, 80));
    return name === 'unknown' ? fail('bad-usage', { request: name }) : ok({ name, body });
  },
  leave: async (client) => void left.push(client.id),
  plansOf: () => [],
  close: async () => {},
  log: (_place, error) => void faults.push(error),
};

let shell: BrowserShell;
let origin: string;
let cookie: string;

beforeAll(async () => {
  shell = await startBrowserShell({ windowFolder: standInWindow(), handlers: echo, bodyBytes: 2000, uploadBytes: 5000 });
  origin = new URL(shell.url).origin;
});
afterAll(() => shell.close());
beforeEach(async () => {
  cookie = await enter(shell.newUrl());
});

const get = (to: string, headers: Record<string, string> = {}) => ask(origin + to, { headers: { Cookie: cookie, ...headers } });
const post = (to: string, { headers, ...rest }: Asking = {}) =>
  ask(origin + to, {
    method: 'POST',
    body: '{}',
    ...rest,
    headers: {
      Cookie: cookie,
      Origin: origin,
      'Content-Type': 'application/json',
      'X-Anju-Page': PAGE,
      'X-Anju-New': '1',
      ...headers,
    },
  });
const json = (answer: Answered) =>
  JSON.parse(answer.text) as { ok: boolean; value: unknown; failure: { code: string; details: unknown } };

describe('a token', () => {
  test('is exchanged once, for a cookie that no script and no other site gets', async () => {
    const url = shell.newUrl();
    const first = await ask(url);
    expect(first.status).toBe(303);
    expect(first.headers.location).toBe('/');
    expect(first.headers['set-cookie']?.[0]).toMatch(/^anju-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
    const second = await ask(url);
    expect(second.status).toBe(403);
    expect(second.headers['set-cookie']).toBeUndefined();
    expect(second.text).toContain('只能用一次');
  });

  test('used again in the browser that was let in is no way in either, but shows the way back', async () => {
    const url = shell.newUrl();
    const own = await enter(url);
    const second = await ask(url, { headers: { Cookie: own } });
    expect(second.status).toBe(403);
    expect(second.text).toContain('<a href="/">');
  });

  test('is not used up by a browser that only looks ahead', async () => {
    const url = shell.newUrl();
    expect((await ask(url, { headers: { 'Sec-Purpose': 'prefetch;prerender' } })).status).toBe(503);
    expect((await ask(url)).status).toBe(303);
  });

  test('followed from another site goes on by a page of ours, which carries the cookie', async () => {
    const headers = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' };
    const answer = await ask(shell.newUrl(), { headers });
    expect(answer.status).toBe(200);
    expect(answer.headers['set-cookie']).toHaveLength(1);
    expect(answer.text).toContain('url=/');
  });

  test('that was made up lets nobody in', async () => {
    expect((await ask(`${origin}/?token=${'a'.repeat(43)}`)).status).toBe(403);
    expect((await ask(`${origin}/?token=`)).status).toBe(403);
  });
});

describe('a page', () => {
  test('loads and loads again with the cookie, each time with a nonce of its own', async () => {
    const [first, second] = [await get('/'), await get('/')];
    const nonceOf = (answer: Answered) => answer.text.match(/csp-nonce" content="([^"]+)"/)?.[1];
    expect(first.status).toBe(200);
    expect(nonceOf(first)).toHaveLength(24);
    expect(nonceOf(first)).not.toBe(nonceOf(second));
    expect(first.headers['content-security-policy']).toContain(`'nonce-${nonceOf(first)}'`);
    expect(first.text).toContain('<script src="./bridge.js"></script>');
  });

  test.each([
    ['without a cookie', {}],
    ['with a made-up cookie', { Cookie: 'anju-1=x' }],
    ['with the right name and a wrong value', { Cookie: 'OWN' }],
  ] as [string, { Cookie?: string }][])('%s is a plain Chinese page that says what to do', async (_what, headers) => {
    const given = headers.Cookie === 'OWN' ? { Cookie: `${cookie.split('=')[0]}=${'b'.repeat(43)}` } : headers;
    const answer = await ask(`${origin}/`, { headers: { ...given } });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('回到启动安居的命令窗口按回车键');
    expect((await ask(`${origin}/assets/main.js`, { headers: { ...given } })).status).toBe(403);
  });

  test.each([
    '/../package.json',
    '/assets/../../package.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/..%5c..%5cpackage.json',
    '/etc/passwd',
    '//etc/passwd',
    '/assets/',
    '/assets/none.js',
  ])('%s leads nowhere', async (to) => {
    const answer = await get(to);
    expect(answer.status).toBe(404);
    expect(answer.text).toContain('没有这个页面');
  });

  test('its policy lets nothing in from outside', async () => {
    const policy = String((await get('/')).headers['content-security-policy']);
    const rules = Object.fromEntries(policy.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)]));
    expect(rules['default-src']).toEqual(["'none'"]);
    expect(rules['script-src']).toEqual(["'self'"]);
    expect(rules['connect-src']).toEqual(["'self'"]);
    expect(rules['frame-ancestors']).toEqual(["'none'"]);
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
  });
});

describe('a call', () => {
  test('reaches the handlers and comes back numbered', async () => {
    const answer = await post('/call/app.info', { body: '{"路径":"D:\\\\住房 计划"}' });
    expect(json(answer)).toEqual({ ok: true, value: { name: 'app.info', body: { 路径: 'D:\\住房 计划' } } });
    expect(Number(answer.headers['x-anju-order'])).toBeGreaterThan(0);
  });

  test.each<[string, Record<string, string>, number]>([
    ['of a wrong Host', { Host: 'localhost:1' }, 403],
    ['of a name pointed at us', { Host: 'evil.example' }, 403],
    ['from another Origin', { Origin: 'http://evil.example' }, 403],
    ['from another port', { Origin: 'http://127.0.0.1:1' }, 403],
    ['from no Origin that can be named', { Origin: 'null' }, 403],
    ['from another site, whatever its Origin', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['from a neighbour of the site', { 'Sec-Fetch-Site': 'same-site' }, 403],
    ['without the cookie', { Cookie: '' }, 403],
    ['as a form', { 'Content-Type': 'text/plain' }, 415],
    ['of a page without a name', { 'X-Anju-Page': '' }, 400],
  ])('%s is refused', async (_what, headers, status) => {
    const answer = await post('/call/app.info', { headers });
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain('app.info');
  });

  test('without any Origin is refused', async () => {
    const answer = await ask(`${origin}/call/app.info`, {
      method: 'POST',
      body: '{}',
      headers: { Cookie: cookie, 'Content-Type': 'application/json', 'X-Anju-Page': PAGE },
    });
    expect(answer.status).toBe(403);
  });

  test.each(['PUT', 'DELETE', 'OPTIONS', 'PATCH'])('by %s is refused', async (method) => {
    expect((await post('/call/app.info', { method })).status).toBe(405);
  });

  test('of an unknown name is a failure with a code', async () => {
    expect(json(await post('/call/unknown')).failure.code).toBe('bad-usage');
  });

  test('whose body is no JSON is a failure with a code', async () => {
    expect(json(await post('/call/app.info', { body: '{"a":' })).failure.code).toBe('bad-usage');
  });

  test('whose body is too large is a failure with a code, and the next one works', async () => {
    const answer = await post('/call/app.info', { body: JSON.stringify('x'.repeat(3000)) });
    expect(json(answer).failure).toMatchObject({ code: 'bad-usage', details: { reason: 'too-much' } });
    expect(json(await post('/call/app.info')).ok).toBe(true);
  });

  test('that never ends is cut off', async () => {
    await expect(post('/call/app.info', { body: 'x'.repeat(9000) })).rejects.toThrow();
  });

  test('that meets a bug is answered, the bug is written down, the shell lives', async () => {
    expect(json(await post('/call/throws')).failure.code).toBe('program-error');
    expect(String(faults.at(-1))).toContain('a bug');
    expect(json(await post('/call/app.info')).ok).toBe(true);
  });
});

describe('a file handed over', () => {
  const upload = (name: string, body: Uint8Array) =>
    post(`/upload?name=${encodeURIComponent(name)}`, { body, headers: { 'Content-Type': 'application/octet-stream' } });

  test.each([
    ['2024年 住房计划（终）.xls', '2024年 住房计划（终）.xls'],
    ['..\\..\\x.xls', '_.._x.xls'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['', '文件'],
    ['NUL.xls', '_NUL.xls'],
  ])('%s keeps its name as far as it is one', async (name, kept) => {
    const bytes = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]);
    const answer = json(await upload(name, bytes)) as unknown as { value: { path: string } };
    expect(path.basename(answer.value.path)).toBe(kept);
    expect(new Uint8Array(readFileSync(answer.value.path))).toEqual(bytes);
  });

  test('that is too large is refused', async () => {
    const answer = await upload('a.xls', new Uint8Array(6000));
    expect(json(answer).failure.code).toBe('file-too-large');
  });
});

describe('events', () => {
  const headers = (page: string) => ({ Cookie: cookie, 'Sec-Fetch-Site': 'same-origin', 'X-Anju-Page': page });

  test('wait for a page that was away, in order, each once', async () => {
    const page = '00000000-0000-4000-8000-000000000002';
    await post('/call/app.info', { headers: { 'X-Anju-Page': page } });
    const client = clients.at(-1) as Client;
    client.send('app.open-file', { path: '/甲.anju' });
    client.send('app.open-file', { path: '/乙.anju' });
    const all = await firstEvents(`${origin}/events?page=${page}`, headers(page), 2);
    expect(all.map((event) => event.event)).toEqual([{ path: '/甲.anju' }, { path: '/乙.anju' }]);
    const since = await firstEvents(
      `${origin}/events?page=${page}`,
      { ...headers(page), 'Last-Event-ID': String(all[0]?.order) },
      1,
    );
    expect(since).toEqual([all[1]]);
  });

  test('are for pages with a name only', async () => {
    expect((await get('/events?page=none')).status).toBe(400);
    expect((await get('/events')).status).toBe(400);
  });

  test('a page that was forgotten is told so, and not begun anew', async () => {
    const page = '00000000-0000-4000-8000-000000000004';
    const asked = await ask(`${origin}/call/app.info`, {
      method: 'POST',
      body: '{}',
      headers: { Cookie: cookie, Origin: origin, 'Content-Type': 'application/json', 'X-Anju-Page': page, 'X-Anju-Call': '7' },
    });
    expect(asked.status).toBe(410);
    expect((await get(`/events?page=${page}`, { 'Last-Event-ID': '0' })).status).toBe(410);
  });

  test('a page that says it goes is gone', async () => {
    const page = '00000000-0000-4000-8000-000000000003';
    await post('/call/app.info', { headers: { 'X-Anju-Page': page } });
    await post('/leave', { headers: { 'X-Anju-Page': page } });
    expect(left).toContain(page);
  });
});

/** Reads an event stream until it has told so many events. */
async function firstEvents(
  url: string,
  headers: Record<string, string>,
  count: number,
): Promise<{ order: number; event: unknown }[]> {
  const response = await fetch(url, { headers });
  let text = '';
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += Buffer.from(chunk).toString('utf8');
    const found = [...text.matchAll(/^data: (.+)$/gm)].map(
      (match) => JSON.parse(match[1] as string) as { order: number; event: unknown },
    );
    if (found.length >= count) return found.slice(0, count);
  }
  return [];
}
