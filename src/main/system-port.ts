/** The engine's port on a real machine, shared by the desktop application and the command line. */
import { randomBytes } from 'node:crypto';
import type { JobRunner } from '../engine/job/protocol.ts';
import type { Port } from '../engine/port.ts';

/** UUID version 7 (RFC 9562, 5.7): 48 bits of Unix milliseconds, then random bits, so that identifiers sort by time. */
export const newUuidV7 = (unixMs: number, random: Uint8Array): string => {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(unixMs, 0, 6);
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

const LEVELS = ['info', 'warn', 'error'] as const;

/** Log lines are JSON on standard error: event names, counts and ids, never values of a population. `PROBITY_LOG` names the lowest level shown. */
const logLine: Port['log'] = (level, event, fields) => {
  const lowest = LEVELS.find((known) => known === process.env.PROBITY_LOG) ?? 'error';
  if (LEVELS.indexOf(level) < LEVELS.indexOf(lowest)) return;
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...fields })}\n`);
};

export const createSystemPort = (parts: { readonly jobs: JobRunner; readonly printPdf: Port['printPdf'] }): Port => ({
  clock: { now: () => new Date().toISOString(), monotonicMs: () => performance.now() },
  newId: () => newUuidV7(Date.now(), randomBytes(10)),
  randomBytes: (count) => new Uint8Array(randomBytes(count)),
  jobs: parts.jobs,
  printPdf: parts.printPdf,
  log: logLine,
});
