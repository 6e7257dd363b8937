/** Closes every way out of the renderer that we know: requests, permissions, downloads, popups, navigation. */
import { app, type Session, type WebContents } from 'electron';

/** Command-line switches that must stand before the app is ready. Each layer alone leaks; together they were measured tight. */
export const closeNetwork = (): void => {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('no-proxy-server');
};

/** Only our own scheme passes, and the developer tools' where they are open. A development server's origin may be added. */
export const closeSession = (session: Session, developmentOrigin: string | undefined): void => {
  const allowed = (address: string): boolean => {
    const url = URL.parse(address);
    if (url === null) return false;
    if (url.protocol === 'probity:' || url.protocol === 'devtools:') return true;
    if (url.protocol === 'data:') return true;
    return developmentOrigin !== undefined && url.host === new URL(developmentOrigin).host;
  };
  session.webRequest.onBeforeRequest((details, callback) => callback({ cancel: !allowed(details.url) }));
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
};

export const closeContents = (contents: WebContents): void => {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
};
