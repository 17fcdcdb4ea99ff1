// The window's pages come from app://anju and from nowhere else: this scheme is served here, every other request is refused before it
// starts, and nothing on the machine (proxy, resolver, spelling dictionary, download) is a way out.

import type { App, Protocol, Session } from 'electron';
import { newNonce, policyHeaders } from './content-policy.ts';
import type { WindowFiles } from './window-files.ts';

export const ORIGIN = 'app://anju';
export const FIRST_PAGE = `${ORIGIN}/`;

/** A page of ours. */
export function isOwnUrl(url: string): boolean {
  return url === ORIGIN || url.startsWith(FIRST_PAGE);
}

/** Before the program is ready: the scheme is as good as https, and Chromium's own background traffic is off. */
export function prepareProtocol(app: App, protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, codeCache: true } },
  ]);
  app.commandLine.appendSwitch('no-proxy-server');
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('disable-component-update');
  app.commandLine.appendSwitch('disable-domain-reliability');
  app.commandLine.appendSwitch('no-pings');
  app.commandLine.appendSwitch(
    'disable-features',
    'MediaRouter,OptimizationHints,AutofillServerCommunication,SpareRendererForSitePerProcess',
  );
}

/** Serves the window's files in a session and closes every other way. */
export async function closeSession(session: Session, files: WindowFiles): Promise<void> {
  session.protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    const file = url.host === 'anju' && request.method === 'GET' ? await files.serve(decodeURI(url.pathname)) : null;
    if (!file) return new Response('', { status: 404, headers: policyHeaders(newNonce()) });
    return new Response(Buffer.from(file.body), { status: file.status, headers: file.headers });
  });
  // Pictures inside styles are data: and carry their bytes with them; developer tools exist only in a checkout.
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !(isOwnUrl(details.url) || /^(data|devtools):/.test(details.url)) });
  });
  // 粘贴 as a button, and copying by one; Ctrl+V and Ctrl+C need no leave.
  const isAllowed = (permission: string) => permission === 'clipboard-sanitized-write' || permission === 'clipboard-read';
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(isAllowed(permission)));
  session.setPermissionCheckHandler((_contents, permission) => isAllowed(permission));
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.setSpellCheckerEnabled(false);
  await session.setProxy({ mode: 'direct' });
}
