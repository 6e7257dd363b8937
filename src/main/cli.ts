/** The command line: the same engine as the desktop application's, under the same runtime, without a window. */
import { join } from 'node:path';
import { createEngine } from '../engine/engine.ts';
import { createChildRunner } from '../engine/job/child-runner.ts';
import { switchNetworkOff } from '../engine/job/no-network.ts';
import { createChildPdfPrinter } from './command-line/child-pdf-printer.ts';
import { EXIT } from './command-line/command.ts';
import { signalOf } from './command-line/interruption.ts';
import { runCommandLine } from './command-line/run-command-line.ts';
import { createTerminal } from './command-line/terminal.ts';
import { createLogFile } from './log-file.ts';
import { machineFolder } from './machine-folder.ts';
import { createSystemPort } from './system-port.ts';
import { systemUser } from './system-user.ts';

const here = import.meta.dirname;

/** Only where it is asked for: a command's standard error is where its caller looks. */
const logPath = process.env.PROBITY_LOG_FILE;
const logFile = logPath === undefined || logPath === '' ? undefined : createLogFile(logPath, () => new Date().toISOString());

const fault = (error: unknown): void => {
  logFile?.write('error', 'program.fault', { stack: error instanceof Error ? error.stack : String(error) });
  process.stderr.write(`probity: an internal error occurred\n${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(EXIT.fault);
};

process.on('uncaughtException', fault);
process.on('unhandledRejection', fault);
switchNetworkOff();

const host = {
  terminal: createTerminal(),
  createEngine: () => {
    const jobs = createChildRunner(join(here, 'jobs.js'));
    const printPdf = createChildPdfPrinter(join(here, '../..'));
    return createEngine(createSystemPort({ jobs, printPdf, machineFolder: machineFolder(), logFile }), { actor: systemUser() });
  },
};
process.exitCode = await runCommandLine(process.argv.slice(2), host);
// Shells stop a script on Ctrl-C only where the program, too, ended by the signal.
const signal = signalOf(process.exitCode);
if (signal !== undefined) process.kill(process.pid, signal);
