/** Closes every way out of the renderer that we know: requests, permissions, downloads, popups, navigation. */
import { app, type Session, type WebContents } from 'electron';

/**
 * Command-line switches that must stand before the app is ready. Each layer alone leaks; together they were measured tight. A development server
 * is the one host that is found, where there is one.
 */
export const closeNetwork = (developmentAddress: string | undefined): void => {
  const except = developmentAddress === undefined ? '' : `, EXCLUDE ${new URL(developmentAddress).hostname}`;
  app.commandLine.appendSwitch('host-resolver-rules', `MAP * ~NOTFOUND${except}`);
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('no-proxy-server');
  app.commandLine.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp');
};

/** What pages may do beyond showing themselves: put plain text on the clipboard when somebody clicks, for the buttons that copy a hash. */
const isPermitted = (permission: string): boolean => permission === 'clipboard-sanitized-write';

/** Only our own scheme passes, and the developer tools' where they are open. A development server's address may be added. */
const closeSession = (session: Session, developmentAddress: string | undefined): void => {
  const allowedProtocols: ReadonlySet<string> = new Set(['probity:', 'devtools:', 'data:']);
  const developmentHost = developmentAddress === undefined ? undefined : new URL(developmentAddress).host;
  const allowed = (address: string): boolean => {
    const url = URL.parse(address);
    return url !== null && (allowedProtocols.has(url.protocol) || url.host === developmentHost);
  };
  session.webRequest.onBeforeRequest((details, callback) => callback({ cancel: !allowed(details.url) }));
  session.setPermissionRequestHandler((_contents, permission, callback) => callback(isPermitted(permission)));
  session.setPermissionCheckHandler((_contents, permission) => isPermitted(permission));
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
};

const closeContents = (contents: WebContents): void => {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
};

/** Must run before the first session and the first page are made; it holds for every one that ever is. */
export const closeEverySession = (developmentAddress: string | undefined): void => {
  app.on('session-created', (session) => closeSession(session, developmentAddress));
  app.on('web-contents-created', (_event, contents) => closeContents(contents));
};
