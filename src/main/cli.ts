/** The command line: the same engine as the desktop application's, under the same runtime, without a window. */
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '../engine/engine.ts';
import { createChildRunner } from '../engine/job/child-runner.ts';
import { switchNetworkOff } from '../engine/job/no-network.ts';
import { createChildPdfPrinter } from './command-line/child-pdf-printer.ts';
import { EXIT } from './command-line/command.ts';
import { runCommandLine } from './command-line/run-command-line.ts';
import { createTerminal } from './command-line/terminal.ts';
import { createSystemPort } from './system-port.ts';

const here = import.meta.dirname;

const fault = (error: unknown): void => {
  process.stderr.write(`probity: an internal error occurred\n${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(EXIT.fault);
};

// A reader that stops early ("| head") is not a fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.done);
  throw error;
});
process.on('uncaughtException', fault);
process.on('unhandledRejection', fault);
switchNetworkOff();

const host = {
  terminal: createTerminal(),
  createEngine: () =>
    createEngine(
      createSystemPort({ jobs: createChildRunner(join(here, 'jobs.js')), printPdf: createChildPdfPrinter(join(here, '../..')) }),
      {
        actor: userInfo().username,
      },
    ),
};
process.exitCode = await runCommandLine(process.argv.slice(2), host);
