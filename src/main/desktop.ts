/** The desktop application as long as it is open: one window over one engine, and the doors between them. */
import { join } from 'node:path';
import { app, type BrowserWindow, nativeTheme } from 'electron';
import type { Engine, WorkspaceInfo } from '../engine/contract.ts';
import { createEngine } from '../engine/engine.ts';
import type { Port } from '../engine/port.ts';
import { setApplicationMenu } from './application-menu.ts';
import { endOnFault } from './fault.ts';
import { createGrantedFiles } from './granted-files.ts';
import { serveIpc } from './ipc-server.ts';
import { openOther } from './open-other.ts';
import { createRecentWorkspaces } from './recent-workspaces.ts';
import { createSenderCheck } from './sender-check.ts';
import { createShell, type Shell } from './shell.ts';
import { systemUser } from './system-user.ts';
import { warmUp } from './warm-up.ts';
import { openMainWindow } from './window.ts';

type Options = {
  readonly port: Port;
  readonly preloadPath: string;
  readonly iconPath: string;
  /** The page, and the origin that it alone may speak from. */
  readonly address: string;
  readonly origin: string;
  /** Absolute path of a workspace to open at once. */
  readonly initialWorkspace: string | null;
  /** Called at every message to the shell, which the page sends first when it comes up. */
  readonly onPageUp: (window: BrowserWindow) => void;
};

export type Desktop = {
  /** Comes to the front, and opens the workspace if one is named. */
  show(workspace: string | null): void;
};

/** The page's title says which screen is shown. The workspace stands before it, for whoever looks at a list of windows. */
const nameWindow = (window: BrowserWindow, workspace: () => WorkspaceInfo | null): { readonly update: () => void } => {
  const update = (): void => {
    if (window.isDestroyed()) return;
    const screen = window.webContents.getTitle();
    const open = workspace();
    window.setTitle(open === null ? screen : `${open.name} – ${screen}`);
  };
  window.on('page-title-updated', (event) => {
    event.preventDefault();
    update();
  });
  return { update };
};

/** Whoever ends the program, by the window or from outside, ends the engine's work first. Tells whether that has begun. */
const closeBeforeQuit = (engine: Engine): (() => boolean) => {
  let closing: 'not yet' | 'begun' | 'done' = 'not yet';
  app.on('before-quit', (event) => {
    if (closing === 'done') return;
    event.preventDefault();
    if (closing === 'begun') return;
    closing = 'begun';
    engine.close().then(() => {
      closing = 'done';
      app.quit();
    }, endOnFault);
  });
  app.on('window-all-closed', () => app.quit());
  return () => closing !== 'not yet';
};

export const openDesktop = ({ port, initialWorkspace, onPageUp, origin, ...look }: Options): Desktop => {
  const engine = createEngine(port, { actor: systemUser() });
  const recent = createRecentWorkspaces(join(app.getPath('userData'), 'recent-workspaces.json'), port.log);
  const files = createGrantedFiles();
  let workspace: WorkspaceInfo | null = null;

  setApplicationMenu();
  const window = openMainWindow({ ...look, dark: nativeTheme.shouldUseDarkColors });
  const present = (): BrowserWindow | undefined => (window.isDestroyed() ? undefined : window);
  const contents = () => present()?.webContents;
  const title = nameWindow(window, () => workspace);

  const shell = createShell({ window: present, recent, files, initialWorkspace });
  const watchedShell: Shell = (name, input) => {
    onPageUp(window);
    return shell(name, input);
  };
  const mayCall = createSenderCheck({ contents, origin });
  serveIpc({ engine, shell: watchedShell, files, mayCall, contents, log: port.log, onFault: endOnFault });

  engine.subscribe((event) => {
    if (event.type !== 'workspace.changed') return;
    const isOther = event.workspace?.path !== workspace?.path;
    workspace = event.workspace;
    title.update();
    if (workspace !== null && isOther) recent.remember({ path: workspace.path, name: workspace.name, openedAt: port.clock.now() });
  });
  const isClosing = closeBeforeQuit(engine);
  window.webContents.once('did-finish-load', () => void warmUp(engine).catch(endOnFault));
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    // What ends the program from outside, as a terminal does, may end the page's process before it.
    if (!isClosing()) endOnFault(new Error(`the window's process ended: ${reason}`));
  });

  return {
    show: (named) => {
      if (window.isDestroyed()) return;
      if (window.isMinimized()) window.restore();
      window.focus();
      if (named !== null) openOther({ engine, window, path: named, open: workspace }).catch(endOnFault);
    },
  };
};
