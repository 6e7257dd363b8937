/** The one window factory: every window is sandboxed, isolated and without Node. */
import { app, BrowserWindow, type BrowserWindowConstructorOptions } from 'electron';
import { copy } from './copy.ts';
import { endOnFault } from './fault.ts';

const MIN_WIDTH_PX = 1_024;
const MIN_HEIGHT_PX = 700;

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
  window.loadURL(options.address).catch((error: NodeJS.ErrnoException) => {
    // Closed or loaded anew before it was up: somebody was quicker, and nothing is wrong.
    if (!window.isDestroyed() && error.code !== 'ERR_ABORTED') endOnFault(error);
  });
  return window;
};

/** An invisible window for printing: no preload, no scripts. Without a frame, because Chromium draws none where there is no display, and crashes. */
export const openPrintWindow = (): BrowserWindow => secureWindow({ show: false, frame: false, webPreferences: { javascript: false } });
