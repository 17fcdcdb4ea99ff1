// `window.anju` in a browser: the same bridge that Electron's preload puts there, over HTTP with this page's own shell.
//
// Answers come over several connections and events over another; each carries the shell's number, and the page is handed them one by
// one in that order, each in a turn of its own. So whoever awaits an opened plan can listen before the first step after it arrives.
// When the program behind the page is gone, every call answers `program-gone`: nothing hangs, nothing is taken for saved.

import type { AnjuBridge, EventName, Events } from '../shared/contract/messages.ts';

type Answer = Awaited<ReturnType<AnjuBridge['call']>>;
type Listener = (event: unknown) => void;

const page = crypto.randomUUID();
const listeners = new Map<string, Set<Listener>>();
/** a file to open may be named before the page listens for it */
const early: { name: string; event: unknown }[] = [];
let calls = 0;

const due = new Map<number, () => void>();
let next = 1;
let inFlight = 0;
let lostAnswers = 0;
let delivering = false;
let gone = false;
/** plans this page has open: told at once when the program behind them is gone */
const open = new Set<string>();
/** A stream that can't be had again for so long has no program behind it. */
const GONE_MS = 3000;
let goneTimer: number | undefined;

const turn = new MessageChannel();
turn.port1.onmessage = () => deliver();

function enqueue(order: number, run: () => void): void {
  if (order < next) return;
  due.set(order, run);
  wake();
}

function wake(): void {
  if (delivering || due.size === 0) return;
  delivering = true;
  turn.port2.postMessage(null);
}

function deliver(): void {
  delivering = false;
  let run = due.get(next);
  if (!run && lostAnswers > 0 && inFlight === 0 && due.size > 0) {
    // The number of an answer that broke off on the way will never come.
    lostAnswers = 0;
    next = Math.min(...due.keys());
    run = due.get(next);
  }
  if (!run) return;
  due.delete(next++);
  run();
  wake();
}

function tell(name: string, event: unknown): void {
  const wanted = listeners.get(name);
  if (!wanted?.size) {
    if (name === 'app.open-file') early.push({ name, event });
    return;
  }
  for (const listener of [...wanted]) listener(event);
}

function goneAnswer(): Answer {
  return { ok: false, failure: { code: 'program-gone', details: {} } };
}

/** The program is gone for this page: it says so before the person types on, and nothing is asked any more. */
function sayGone(): void {
  gone = true;
  events.close();
  clearTimeout(goneTimer);
  for (const plan of open) tell('plan.trouble', { plan, failure: { code: 'program-gone', details: {} } });
}

function noteOpen(name: string, request: unknown, answer: Answer): void {
  if (!answer.ok) return;
  if (name === 'plan.open') open.add((answer.value as { plan: string }).plan);
  if (name === 'plan.close') open.delete((request as { plan: string }).plan);
}

async function call(name: string, request: unknown): Promise<Answer> {
  if (gone) return goneAnswer();
  const number = ++calls;
  inFlight++;
  try {
    const response = await fetch(`/call/${name}`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-Anju-Page': page,
        'X-Anju-Call': String(number),
        ...(next === 1 && { 'X-Anju-New': '1' }),
      },
      body: JSON.stringify(request),
    });
    // The program forgot this page while it was away.
    if (response.status === 410) sayGone();
    if (!response.headers.get('Content-Type')?.startsWith('application/json')) throw new Error(`status ${response.status}`);
    const answer = (await response.json()) as Answer;
    noteOpen(name, request, answer);
    const order = Number(response.headers.get('X-Anju-Order'));
    inFlight--;
    return order > 0 ? await new Promise((resolve) => enqueue(order, () => resolve(answer))) : answer;
  } catch {
    inFlight--;
    lostAnswers++;
    wake();
    return goneAnswer();
  }
}

/** This tab was here before: it is being loaded again. */
const BEEN = 'anju.been';
const isNew = sessionStorage.getItem(BEEN) === null;
sessionStorage.setItem(BEEN, '1');

const events = new EventSource(`/events?page=${page}${isNew ? '&new' : ''}`);
events.onmessage = (message: MessageEvent<string>) => {
  const { order, name, event } = JSON.parse(message.data) as { order: number; name: string; event: unknown };
  enqueue(order, () => tell(name, event));
};
events.addEventListener('lost', sayGone);
events.onopen = () => {
  clearTimeout(goneTimer);
  goneTimer = undefined;
};
events.onerror = () => {
  if (gone) return;
  if (events.readyState === EventSource.CLOSED) sayGone();
  else goneTimer ??= window.setTimeout(sayGone, GONE_MS);
};

window.addEventListener('pagehide', () => {
  events.close();
  void fetch('/leave', { method: 'POST', keepalive: true, headers: { 'X-Anju-Page': page } });
});
// A page brought back from the browser's memory has no program behind it any more.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});

const bridge: AnjuBridge = {
  call: call as AnjuBridge['call'],
  on<N extends EventName>(name: N, listener: (event: Events[N]) => void) {
    const wanted = listeners.get(name) ?? new Set();
    listeners.set(name, wanted);
    const own: Listener = (event) => listener(event as Events[N]);
    wanted.add(own);
    const waiting = early.filter((entry) => entry.name === name);
    for (const entry of waiting) {
      early.splice(early.indexOf(entry), 1);
      queueMicrotask(() => own(entry.event));
    }
    return () => wanted.delete(own);
  },
  pathOfFile: () => null,
  async takeFile(file) {
    try {
      const response = await fetch(`/upload?name=${encodeURIComponent(file.name)}`, {
        method: 'POST',
        headers: { 'X-Anju-Page': page },
        body: file,
      });
      const answer = (await response.json()) as { ok: true; value: { path: string } } | { ok: false; failure: never };
      return answer.ok ? { ok: true, value: { path: answer.value.path, copied: true } } : answer;
    } catch {
      return { ok: false, failure: { code: 'program-gone', details: {} } };
    }
  },
};

Object.defineProperty(window, 'anju', { value: Object.freeze(bridge), writable: false, configurable: false });
