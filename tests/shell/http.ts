// A browser's requests by hand, so that a test can send what no browser would: any Host, any Origin, any cookie.

import { type IncomingHttpHeaders, request } from 'node:http';

export interface Answered {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

export interface Asking {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

/** One request to 127.0.0.1. `Host` is what the URL says unless the headers say otherwise. */
export function ask(url: string, { method = 'GET', headers = {}, body }: Asking = {}): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const { port, pathname, search } = new URL(url);
    const own = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
    const sent = request(
      { host: '127.0.0.1', port, path: pathname + search, method, headers: { ...own, ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString('utf8') }),
        );
        response.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The cookie that an address's token is exchanged for, as a Cookie header takes it. */
export async function enter(url: string): Promise<string> {
  const answer = await ask(url);
  return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}
