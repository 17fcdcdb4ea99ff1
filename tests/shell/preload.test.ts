// The preload against a stand-in for `electron`: what it puts into the page, and what it keeps out of it.

import { beforeAll, expect, test, vi } from 'vitest';
import type { AnjuBridge } from '../../shared/contract/messages.ts';

const electron = vi.hoisted(() => {
  const told = {
    exposed: {} as Record<string, unknown>,
    invoked: [] as unknown[][],
    hear: null as ((...args: unknown[]) => void) | null,
  };
  return {
    told,
    contextBridge: { exposeInMainWorld: (name: string, api: unknown) => Object.assign(told.exposed, { [name]: api }) },
    ipcRenderer: {
      on: (channel: string, listener: (...args: unknown[]) => void) => {
        if (channel === 'anju:event') told.hear = listener;
      },
      invoke: async (...args: unknown[]) => {
        told.invoked.push(args);
        return { ok: true, value: null };
      },
    },
    webUtils: { getPathForFile: (file: File) => (file.name === 'pasted.png' ? '' : `/桌面/${file.name}`) },
  };
});
vi.mock('electron', () => electron);

let anju: AnjuBridge;
beforeAll(async () => {
  await import('../../electron/preload.ts');
  anju = electron.told.exposed.anju as AnjuBridge;
});
const hear = (name: string, event: unknown) => electron.told.hear?.({ sender: 'the event object' }, name, event);

test('the page gets exactly the four functions of the contract', () => {
  expect(Object.keys(electron.told.exposed)).toEqual(['anju']);
  expect(Object.keys(anju).sort()).toEqual(['call', 'on', 'pathOfFile', 'takeFile']);
  for (const value of Object.values(anju)) expect(typeof value).toBe('function');
});

test('a call goes out on one channel, with name and body only', async () => {
  await (anju.call as (...args: unknown[]) => Promise<unknown>)('app.info', { a: 1 }, 'more');
  await (anju.call as (...args: unknown[]) => Promise<unknown>)({ toString: () => 'x' }, {});
  expect(electron.told.invoked).toEqual([
    ['anju:call', 'app.info', { a: 1 }],
    ['anju:call', 'x', {}],
  ]);
});

test('a listener gets the event alone, until it is taken off', () => {
  const got: unknown[][] = [];
  const off = anju.on('plan.step', (...args: unknown[]) => void got.push(args));
  hear('plan.step', { plan: 'a' });
  hear('job.done', { job: 'b' });
  off();
  hear('plan.step', { plan: 'c' });
  expect(got).toEqual([[{ plan: 'a' }]]);
});

test('a file to open that comes before the page listens is kept for it', async () => {
  hear('app.open-file', { path: '/早.anju' });
  const got: unknown[] = [];
  anju.on('app.open-file', (event) => got.push(event));
  await vi.waitFor(() => expect(got).toEqual([{ path: '/早.anju' }]));
});

test('a dropped file has its own path, a pasted picture has none', async () => {
  expect(anju.pathOfFile({ name: '旧表 1.xls' } as File)).toBe('/桌面/旧表 1.xls');
  expect(anju.pathOfFile({ name: 'pasted.png' } as File)).toBeNull();
  expect(await anju.takeFile({ name: '旧表 1.xls' } as File)).toEqual({
    ok: true,
    value: { path: '/桌面/旧表 1.xls', copied: false },
  });
  expect(await anju.takeFile({ name: 'pasted.png' } as File)).toMatchObject({ ok: false, failure: { code: 'file-not-found' } });
});
