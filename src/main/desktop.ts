/** The desktop application as long as it is open: one window over one engine, and the doors between them. */
import { join } from 'node:path';
import { app, type BrowserWindow, nativeTheme } from 'electron';
import type { WorkspaceInfo } from '../engine/contract.ts';
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
import { openMainWindow } from './window.ts';

type Options = {
  readonly port: Port;
  readonly preloadPath: string;
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

export const openDesktop = ({ port, preloadPath, address, origin, initialWorkspace, onPageUp }: Options): Desktop => {
  let window: BrowserWindow | undefined;
  let workspace: WorkspaceInfo | null = null;
  const contents = () => window?.webContents;
  const engine = createEngine(port, { actor: systemUser() });
  const recent = createRecentWorkspaces(join(app.getPath('userData'), 'recent-workspaces.json'), port.log);
  const files = createGrantedFiles();
  const shell = createShell({ window: () => window, recent, files, initialWorkspace });
  const watchedShell: Shell = (name, input) => {
    if (window !== undefined) onPageUp(window);
    return shell(name, input);
  };
  serveIpc({
    engine,
    shell: watchedShell,
    files,
    mayCall: createSenderCheck({ contents, origin }),
    contents,
    log: port.log,
    onFault: endOnFault,
  });

  setApplicationMenu();
  const opened = openMainWindow({ preloadPath, address, dark: nativeTheme.shouldUseDarkColors });
  window = opened;
  opened.on('closed', () => {
    window = undefined;
  });
  opened.webContents.on('render-process-gone', (_event, { reason }) => endOnFault(new Error(`the window's process ended: ${reason}`)));

  /** The page's title says which screen is shown; the workspace stands before it, for whoever has several windows to choose from. */
  const showTitle = (): void => {
    if (opened.isDestroyed()) return;
    const screen = opened.webContents.getTitle();
    opened.setTitle(workspace === null ? screen : `${workspace.name} – ${screen}`);
  };
  opened.on('page-title-updated', (event) => {
    event.preventDefault();
    showTitle();
  });
  engine.subscribe((event) => {
    if (event.type !== 'workspace.changed') return;
    const isNew = event.workspace?.path !== workspace?.path;
    workspace = event.workspace;
    showTitle();
    if (workspace !== null && isNew) recent.remember({ path: workspace.path, name: workspace.name, openedAt: port.clock.now() });
  });

  app.on('window-all-closed', () => app.quit());
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

  return {
    show: (named) => {
      if (opened.isDestroyed()) return;
      if (opened.isMinimized()) opened.restore();
      opened.focus();
      if (named !== null) openOther({ engine, window: opened, path: named, open: workspace }).catch(endOnFault);
    },
  };
};
