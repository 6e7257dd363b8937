/** Prints PDF from a program that has no window system of its own: starts Electron once, headless, for one page. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Chromium's OS sandbox cannot start as root; the page printed has no scripts and no network either way. */
const chromiumSwitches = (): readonly string[] => [
  '--ozone-platform=headless',
  '--disable-gpu',
  ...(process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

const runElectron = (args: readonly string[], signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'], ...(signal !== undefined && { signal }) });
    const complaints: Buffer[] = [];
    child.stderr.on('data', (data: Buffer) => complaints.push(data));
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(
            `the PDF printer ended with ${signal ?? `exit code ${code}`}: ${Buffer.concat(complaints).toString('utf8').slice(-2_000)}`,
          ),
        );
    });
  });

/** Gives `Port.printPdf`. `appPath` is the folder of the application's package.json. Cancelled, the process is ended. */
export const createChildPdfPrinter =
  (appPath: string) =>
  async (html: string, { signal, folder }: { readonly signal?: AbortSignal; readonly folder?: string } = {}): Promise<Uint8Array> => {
    const temporary = await mkdtemp(join(tmpdir(), 'probity-print-'));
    try {
      const htmlPath = join(folder ?? temporary, 'page.html');
      const pdfPath = join(folder ?? temporary, 'printed.pdf');
      await writeFile(htmlPath, html, { mode: 0o600 });
      const profile = `--user-data-dir=${join(temporary, 'profile')}`;
      await runElectron([appPath, '--print-pdf', htmlPath, pdfPath, profile, ...chromiumSwitches()], signal);
      return new Uint8Array(await readFile(pdfPath));
    } finally {
      // A process that is ended may still write into its profile.
      await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
    }
  };
