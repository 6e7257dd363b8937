/** The engine's port on a real machine, shared by the desktop application and the command line. */
import { randomBytes } from 'node:crypto';
import { buildHash } from '../engine/evidence/build-hash.ts';
import type { JobRunner } from '../engine/job/protocol.ts';
import type { Port } from '../engine/port.ts';
import type { LogFile } from './log-file.ts';
import { createUuidV7 } from './uuid-v7.ts';

const LEVELS = ['info', 'warn', 'error'] as const;

/**
 * Log lines are JSON on standard error: event names, counts and ids, never values of a population. `PROBITY_LOG` names the lowest level shown.
 * The file gets warnings and errors, whatever is shown.
 */
const logTo =
  (file: LogFile | undefined): Port['log'] =>
  (level, event, fields) => {
    if (level !== 'info') file?.write(level, event, fields);
    const lowest = LEVELS.find((known) => known === process.env.PROBITY_LOG) ?? 'error';
    if (LEVELS.indexOf(level) < LEVELS.indexOf(lowest)) return;
    process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...fields })}\n`);
  };

const random = (count: number): Uint8Array => new Uint8Array(randomBytes(count));

type Parts = Pick<Port, 'machineFolder' | 'printPdf'> & { readonly jobs: JobRunner; readonly logFile?: LogFile | undefined };

export const createSystemPort = ({ jobs, printPdf, machineFolder, logFile }: Parts): Port => ({
  clock: { now: () => new Date().toISOString(), monotonicMs: () => performance.now() },
  newId: createUuidV7({ nowMs: () => Date.now(), randomBytes: random }),
  randomBytes: random,
  after: (delayMs, work) => {
    const timer = setTimeout(work, delayMs);
    return () => clearTimeout(timer);
  },
  jobs,
  printPdf,
  // All files that the processes run lie flat beside this one.
  build: () => buildHash(import.meta.dirname),
  machineFolder,
  log: logTo(logFile),
});
