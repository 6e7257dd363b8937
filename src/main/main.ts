/** Composition root of the desktop application: builds the engine with its port, the window and the doors between them. */
import { readFile, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, nativeTheme, session } from 'electron';
import { createEngine } from '../engine/engine.ts';
import { switchNetworkOff } from '../engine/job/no-network.ts';
import type { Port } from '../engine/port.ts';
import { APP_ORIGIN, handleProtocol, type PrintPages, registerProtocolScheme } from './app-protocol.ts';
import { isCommandLine, runCommandLine } from './command-line/run-command-line.ts';
import { createTerminal } from './command-line/terminal.ts';
import { serveIpc } from './ipc-server.ts';
import { type LaunchOptions, readLaunchOptions } from './launch-options.ts';
import { createPdfPrinter } from './print-pdf.ts';
import { createRecentWorkspaces } from './recent-workspaces.ts';
import { isRendererSandboxed } from './renderer-sandbox.ts';
import { createSenderCheck } from './sender-check.ts';
import { closeNetwork, closeSession } from './session-security.ts';
import { createShell, type Shell } from './shell.ts';
import { createSystemPort } from './system-port.ts';
import { createUtilityRunner } from './utility-runner.ts';
import { openMainWindow } from './window.ts';

const SMOKE_TIMEOUT_MS = 30_000;
const EXIT_FAULT = 3;

const here = import.meta.dirname;
const rendererRoot = join(here, '../renderer');
const preloadPath = join(here, '../preload/preload.cjs');
const jobsPath = join(here, 'jobs.js');

/** Set by the development server, and honoured only in an unpackaged program. */
const developmentAddress = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL;
const origin = developmentAddress === undefined ? APP_ORIGIN : new URL(developmentAddress).origin;
const address = developmentAddress ?? `${APP_ORIGIN}/index.html`;

/** A fault of ours: said once, then the process ends. The workspace is safe: what was not committed was never there. */
const endOnFault = (error: unknown): void => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  if (app.isReady() && BrowserWindow.getAllWindows().length > 0) {
    dialog.showErrorBox(
      'Probity has to close',
      'An internal error occurred. Everything that was saved is safe; open the workspace again to go on.',
    );
  }
  app.exit(EXIT_FAULT);
};

const createPort = (pages: PrintPages): Port =>
  createSystemPort({ jobs: createUtilityRunner(jobsPath), printPdf: createPdfPrinter(pages) });
const actor = (): { readonly actor: string } => ({ actor: userInfo().username });

const startWindow = (launch: LaunchOptions, pages: PrintPages): void => {
  let window: BrowserWindow | undefined;
  const port = createPort(pages);
  const engine = createEngine(port, actor());
  const recent = createRecentWorkspaces(join(app.getPath('userData'), 'recent-workspaces.json'));
  engine.subscribe((event) => {
    if (event.type === 'workspace.changed' && event.workspace !== null) {
      recent.remember({ path: event.workspace.path, name: event.workspace.name, openedAt: port.clock.now() });
    }
  });

  const shell = createShell({ window: () => window, recent, initialWorkspace: launch.mode === 'window' ? launch.workspace : null });
  const contents = () => window?.webContents;
  const watched: Shell = (name, input) => {
    if (launch.mode === 'smoke' && window !== undefined) reportSmoke(window);
    return shell(name, input);
  };
  serveIpc({ engine, shell: watched, mayCall: createSenderCheck({ contents, origin }), contents, log: port.log });

  window = openMainWindow({ preloadPath, address, dark: nativeTheme.shouldUseDarkColors });
  window.on('closed', () => {
    window = undefined;
  });
  window.webContents.on('render-process-gone', (_event, details) => endOnFault(new Error(`the window's process ended: ${details.reason}`)));

  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  let closed = false;
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    engine.close().then(() => {
      closed = true;
      app.quit();
    }, endOnFault);
  });
};

/** The page has reached main through preload and sender check: that is what the smoke test wants to know. */
const reportSmoke = (window: BrowserWindow): void => {
  const sandboxed = isRendererSandboxed(window.webContents.getOSProcessId());
  process.stdout.write(`${JSON.stringify({ smoke: 'ok', sandboxed })}\n`);
  app.exit(0);
};

const printFile = async (
  printPdf: (html: string) => Promise<Uint8Array>,
  paths: { readonly htmlPath: string; readonly pdfPath: string },
): Promise<void> => {
  // The printer closes its window, the only one, before the file is written; unheard, that would end the program.
  app.on('window-all-closed', () => {});
  await writeFile(paths.pdfPath, await printPdf(await readFile(paths.htmlPath, 'utf8')));
  app.exit(0);
};

const start = async (): Promise<void> => {
  // Unpackaged, the first argument is the application's own folder.
  const words = process.argv.slice(app.isPackaged ? 1 : 2);
  const launch = readLaunchOptions(words);
  const dataFolder = app.commandLine.getSwitchValue('user-data-dir');
  if (dataFolder !== '') app.setPath('userData', dataFolder);
  registerProtocolScheme();
  closeNetwork();
  const isCommand = isCommandLine(words);
  if (!isCommand && launch.mode === 'window' && !app.requestSingleInstanceLock()) return app.quit();
  if (launch.mode === 'smoke') setTimeout(() => endOnFault(new Error('the page did not answer in time')), SMOKE_TIMEOUT_MS);

  await app.whenReady();
  const pages: PrintPages = new Map();
  closeSession(session.defaultSession, developmentAddress);
  handleProtocol(session.defaultSession, rendererRoot, pages);
  if (isCommand)
    app.exit(await runCommandLine(words, { terminal: createTerminal(), createEngine: () => createEngine(createPort(pages), actor()) }));
  else if (launch.mode === 'print') await printFile(createPdfPrinter(pages), launch);
  else startWindow(launch, pages);
};

switchNetworkOff();
process.on('uncaughtException', endOnFault);
process.on('unhandledRejection', endOnFault);
void start();
