/** Composition root of the desktop program: reads what it was started for, closes what must be closed before anything opens, and starts it. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, session } from 'electron';
import { createEngine } from '../engine/engine.ts';
import { switchNetworkOff } from '../engine/job/no-network.ts';
import { APP_ORIGIN, handleProtocol, type PrintPages, registerProtocolScheme } from './app-protocol.ts';
import { EXIT } from './command-line/command.ts';
import { isCommandLine } from './command-line/guide.ts';
import { runCommandLine } from './command-line/run-command-line.ts';
import { createTerminal } from './command-line/terminal.ts';
import { copy } from './copy.ts';
import { prepareDataFolder } from './data-folder.ts';
import { openDesktop } from './desktop.ts';
import { endOnFault, showFaults } from './fault.ts';
import { applicationWords, type LaunchOptions, readLaunchOptions } from './launch-options.ts';
import { createLogFile } from './log-file.ts';
import { machineFolder } from './machine-folder.ts';
import { createPdfPrinter } from './print-pdf.ts';
import { isRendererSandboxed } from './renderer-sandbox.ts';
import { closeEverySession, closeNetwork } from './session-security.ts';
import { createSystemPort } from './system-port.ts';
import { systemUser } from './system-user.ts';
import { createUtilityRunner } from './utility-runner.ts';

const SMOKE_TIMEOUT_MS = 30_000;
const LOG_NAME = 'probity.log';

const here = import.meta.dirname;
const rendererRoot = join(here, '../renderer');
const preloadPath = join(here, '../preload/preload.cjs');
const jobsPath = join(here, 'jobs.js');
const iconPath = join(here, '../../resources/icon.png');

/** Set by the development server, and honoured only in an unpackaged program. */
const developmentAddress = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL;
const origin = developmentAddress === undefined ? APP_ORIGIN : new URL(developmentAddress).origin;
const address = developmentAddress ?? `${APP_ORIGIN}/index.html`;

/** The desktop program's own folder, once it was prepared. */
const userData = (): string => app.getPath('userData');

type PrintPdf = (html: string) => Promise<Uint8Array>;

/** The page has reached main through preload and sender check: that is what the smoke test wants to know. */
const reportSmoke = (window: BrowserWindow): void => {
  const sandboxed = isRendererSandboxed(window.webContents.getOSProcessId());
  process.stdout.write(`${JSON.stringify({ smoke: 'ok', sandboxed })}\n`);
  app.exit(EXIT.done);
};

const printFile = async (printPdf: PrintPdf, paths: { readonly htmlPath: string; readonly pdfPath: string }): Promise<void> => {
  await writeFile(paths.pdfPath, await printPdf(await readFile(paths.htmlPath, 'utf8')));
  app.exit(EXIT.done);
};

const runCommand = async (words: readonly string[], printPdf: PrintPdf): Promise<void> => {
  const jobs = createUtilityRunner(jobsPath);
  const host = {
    terminal: createTerminal(),
    createEngine: () =>
      createEngine(createSystemPort({ jobs, printPdf, machineFolder: machineFolder(userData()) }), { actor: systemUser() }),
  };
  app.exit(await runCommandLine(words, host));
};

const runDesktop = (launch: Extract<LaunchOptions, { mode: 'window' | 'smoke' }>, printPdf: PrintPdf): void => {
  const isSmoke = launch.mode === 'smoke';
  if (isSmoke) setTimeout(() => endOnFault(new Error('the page did not answer in time')), SMOKE_TIMEOUT_MS);
  const logFile = createLogFile(join(userData(), LOG_NAME), () => new Date().toISOString());
  if (!isSmoke) showFaults(logFile);
  const desktop = openDesktop({
    port: createSystemPort({ jobs: createUtilityRunner(jobsPath), printPdf, machineFolder: machineFolder(userData()), logFile }),
    preloadPath,
    iconPath,
    address,
    origin,
    initialWorkspace: isSmoke ? null : launch.workspace,
    onPageUp: isSmoke ? reportSmoke : () => undefined,
  });
  app.on('second-instance', (_event, _argv, _cwd, started) => desktop.show((started as SecondStart).workspace));
};

/** What a second start of the program hands to the first. */
type SecondStart = { readonly workspace: string | null };

/** Nothing can be kept without the folder, not even the knowledge that the program runs already. */
const endWithoutDataFolder = async (
  { path, reason }: { readonly path: string; readonly reason: string },
  shown: boolean,
): Promise<void> => {
  const text = copy.dataFolder.text(path, reason);
  process.stderr.write(`${text}\n`);
  await app.whenReady();
  if (shown) dialog.showErrorBox(copy.dataFolder.title, text);
  app.exit(EXIT.badInput);
};

const start = async (): Promise<void> => {
  const words = applicationWords(process.argv, app.isPackaged);
  const launch = readLaunchOptions(words, process.cwd());
  const isCommand = isCommandLine(words);
  const needsDataFolder = !isCommand && launch.mode !== 'print';
  registerProtocolScheme();
  closeNetwork(developmentAddress);
  closeEverySession(developmentAddress);
  const hindrance = prepareDataFolder();
  if (hindrance !== undefined && needsDataFolder) return endWithoutDataFolder(hindrance, launch.mode === 'window');
  if (needsDataFolder && launch.mode === 'window') {
    const started: SecondStart = { workspace: launch.workspace };
    if (!app.requestSingleInstanceLock(started)) return app.quit();
  }

  // A command and a print end by themselves, not with the invisible window that a page was printed from: what follows would be cut off.
  if (isCommand || launch.mode === 'print') app.on('window-all-closed', () => undefined);
  await app.whenReady();
  const pages: PrintPages = new Map();
  handleProtocol(session.defaultSession, rendererRoot, pages);
  const printPdf = createPdfPrinter(pages);
  if (isCommand) return runCommand(words, printPdf);
  if (launch.mode === 'print') return printFile(printPdf, launch);
  return runDesktop(launch, printPdf);
};

switchNetworkOff();
process.on('uncaughtException', endOnFault);
process.on('unhandledRejection', endOnFault);
// Whoever read what the program writes may be gone, as a terminal that was closed since; that is no fault of the program.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
void start();
