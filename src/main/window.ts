/** The one window factory: every window is sandboxed, isolated and without Node. */
import { app, BrowserWindow, type BrowserWindowConstructorOptions } from 'electron';
import { copy } from './copy.ts';
import { endOnFault } from './fault.ts';

const MIN_WIDTH_PX = 1_024;
const MIN_HEIGHT_PX = 700;

/** Chromium's number for a load that was given up. */
const ERR_ABORTED = -3;

const secureWindow = (options: BrowserWindowConstructorOptions): BrowserWindow =>
  new BrowserWindow({
    ...options,
    webPreferences: {
      ...options.webPreferences,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });

/** The application's window, shown once it has something to show, in the colour of the theme so that it does not flash. */
export const openMainWindow = (options: {
  readonly preloadPath: string;
  readonly iconPath: string;
  readonly address: string;
  readonly dark: boolean;
}): BrowserWindow => {
  const window = secureWindow({
    width: 1_360,
    height: 880,
    minWidth: MIN_WIDTH_PX,
    minHeight: MIN_HEIGHT_PX,
    show: false,
    title: copy.appName,
    icon: options.iconPath,
    backgroundColor: options.dark ? '#1a1b1e' : '#ffffff',
    autoHideMenuBar: true,
    webPreferences: { preload: options.preloadPath },
  });
  window.once('ready-to-show', () => window.show());
  // Closed or loaded anew before it was up, a page is aborted, and nothing is wrong.
  window.webContents.on('did-fail-load', (_event, code, description, address, isMainFrame) => {
    if (isMainFrame && code !== ERR_ABORTED) endOnFault(new Error(`${address} did not load: ${description}`));
  });
  void window.loadURL(options.address);
  return window;
};

/** An invisible window for printing: no preload, no scripts. Without a frame, because Chromium draws none where there is no display, and crashes. */
export const openPrintWindow = (): BrowserWindow => secureWindow({ show: false, frame: false, webPreferences: { javascript: false } });
