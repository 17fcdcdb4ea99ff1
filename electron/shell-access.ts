// Who may talk to the browser shell: a page of this machine's own browser that was let in once by a token.
//
// Other programs and web pages can reach a loopback port too. So a request must name this very address as its Host (a name that a
// stranger points at 127.0.0.1 does not), must not come from another site, and must carry the cookie that the one-time token was
// exchanged for. The cookie's name holds the port: cookies are not kept apart by port.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const digest = (text: string) => createHash('sha256').update(text).digest();
const secret = () => randomBytes(32).toString('base64url');

export interface Access {
  /** a new token, good for one exchange */
  issue(): string;
  /** takes a token for a cookie's whole Set-Cookie value; null where the token is unknown or was used */
  exchange(token: string): string | null;
  /** the request names our own address and comes from no other site */
  isOwnSite(request: IncomingMessage): boolean;
  /** the request carries a cookie we gave out */
  isLetIn(request: IncomingMessage): boolean;
}

/** The gate for a server at http://127.0.0.1:port. */
export function openGate(port: number): Access {
  const host = `127.0.0.1:${port}`;
  const cookieName = `anju-${port}`;
  const tokens: Buffer[] = [];
  const cookies: Buffer[] = [];
  const find = (list: Buffer[], text: string) => {
    const wanted = digest(text);
    return list.findIndex((known) => timingSafeEqual(known, wanted));
  };

  return {
    issue() {
      const token = secret();
      tokens.push(digest(token));
      return token;
    },
    exchange(token) {
      const at = find(tokens, token);
      if (at < 0) return null;
      tokens.splice(at, 1);
      const cookie = secret();
      cookies.push(digest(cookie));
      return `${cookieName}=${cookie}; HttpOnly; SameSite=Strict; Path=/`;
    },
    isOwnSite(request) {
      const { origin } = request.headers;
      if (request.headers.host !== host) return false;
      // Browsers send Origin with every POST; one without it is no page of ours.
      if (origin === undefined ? request.method !== 'GET' : origin !== `http://${host}`) return false;
      const site = request.headers['sec-fetch-site'];
      return site === undefined || site === 'same-origin' || site === 'none' || isPageVisit(request);
    },
    isLetIn(request) {
      const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
      return pairs.some((pair) => pair.startsWith(`${cookieName}=`) && find(cookies, pair.slice(cookieName.length + 1)) >= 0);
    },
  };
}

/** A person following a link to us from elsewhere (a terminal's web page): harmless, the cookie is not sent along. */
function isPageVisit(request: IncomingMessage): boolean {
  return (
    request.method === 'GET' && request.headers['sec-fetch-mode'] === 'navigate' && request.headers['sec-fetch-dest'] === 'document'
  );
}
