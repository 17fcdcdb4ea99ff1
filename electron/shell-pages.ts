// The pages that talk to a browser shell: each gets its calls taken in the order it made them, and its answers and events in the order
// the program made those.
//
// Calls travel over several connections at once and events over one more, so the wire keeps no order. Numbers do: a page numbers its
// calls, the shell numbers what it sends, and each side waits for the number that is due. Events are kept for a page that comes back
// after its stream broke; a page that stays away is forgotten, and its plans are closed.

import type { ServerResponse } from 'node:http';
import type { EventName, Events } from '../shared/contract/messages.ts';
import type { Client } from './handlers/client.ts';

/** A page without its stream for so long is gone (a reload takes well under a second). */
export const AWAY_MS = 15_000;
/** A call that never arrives holds up the ones behind it no longer than this. */
const TURN_MS = 10_000;
const HEARTBEAT_MS = 20_000;
const KEPT_EVENTS = 2000;
const KEPT_BYTES = 32 * 1024 * 1024;
/** A page that takes nothing in any more must not fill our memory. */
const UNSENT_BYTES = 64 * 1024 * 1024;

export class Page implements Client {
  readonly id: string;
  private order = 0;
  private dueCall = 1;
  private readonly turns = new Map<number, () => void>();
  private stream: ServerResponse | null = null;
  private kept: { order: number; text: string }[] = [];
  private keptBytes = 0;
  private lost = 0;
  private running = 0;
  private awayTimer: NodeJS.Timeout | undefined;
  private readonly awayMs: number;
  private readonly onGone: (page: Page) => void;

  constructor(id: string, onGone: (page: Page) => void, awayMs = AWAY_MS) {
    this.id = id;
    this.awayMs = awayMs;
    this.onGone = onGone;
    this.waitForReturn();
  }

  get isConnected(): boolean {
    return this.stream !== null;
  }

  /** Waits until every call that the page made before this one has been started. */
  async turn(call: number): Promise<void> {
    if (call > this.dueCall) {
      await new Promise<void>((resolve) => {
        this.turns.set(call, resolve);
        setTimeout(() => {
          if (this.turns.get(call) === resolve) this.passTo(call);
        }, TURN_MS).unref();
      });
    }
    this.passTo(call + 1);
    this.running++;
  }

  /** A call that broke off before it could be started: the ones behind it go on. */
  skip(call: number): void {
    void this.turn(call).then(() => {
      this.running--;
      this.waitForReturn();
    });
  }

  private passTo(call: number): void {
    if (call > this.dueCall) this.dueCall = call;
    const resolve = this.turns.get(this.dueCall);
    this.turns.delete(this.dueCall);
    resolve?.();
  }

  /** The number of an answer that is about to be sent. */
  answered(): number {
    this.running--;
    this.waitForReturn();
    return ++this.order;
  }

  send<N extends EventName>(name: N, event: Events[N]): void {
    const order = ++this.order;
    const text = `id: ${order}\ndata: ${JSON.stringify({ order, name, event })}\n\n`;
    this.kept.push({ order, text });
    this.keptBytes += text.length;
    while (this.kept.length > KEPT_EVENTS || (this.keptBytes > KEPT_BYTES && this.kept.length > 1)) {
      const oldest = this.kept.shift();
      if (!oldest) break;
      this.keptBytes -= oldest.text.length;
      this.lost = oldest.order;
    }
    if (this.stream && this.stream.writableLength > UNSENT_BYTES) this.stream.destroy();
    else this.stream?.write(text);
  }

  /** Takes the page's event stream; events after `since` that we still have are sent again. */
  connect(stream: ServerResponse, since: number): void {
    clearTimeout(this.awayTimer);
    this.stream?.end();
    this.stream = stream;
    stream.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    // From now on the page names a number when it comes back, even if it was never told anything.
    stream.write(`retry: 500\nid: ${Math.max(since, 0)}\n\n`);
    if (since < this.lost) stream.write('event: lost\ndata: {}\n\n');
    for (const { order, text } of this.kept) if (order > since) stream.write(text);
    const heartbeat = setInterval(() => stream.write(': \n\n'), HEARTBEAT_MS);
    stream.on('close', () => {
      clearInterval(heartbeat);
      if (this.stream !== stream) return;
      this.stream = null;
      this.waitForReturn();
    });
  }

  private waitForReturn(): void {
    clearTimeout(this.awayTimer);
    if (this.stream || this.running) return;
    this.awayTimer = setTimeout(() => this.onGone(this), this.awayMs);
    this.awayTimer.unref();
  }

  /** The page said that it goes, or the shell closes. */
  end(): void {
    clearTimeout(this.awayTimer);
    this.stream?.end();
    this.stream = null;
  }
}
