/** The log on disk: JSON lines, bounded in size, with the one before it beside it. It holds what went wrong, and nothing of what was worked on. */
import { appendFileSync, renameSync, statSync } from 'node:fs';
import type { LogFields, Port } from '../engine/port.ts';

/** Two files of this size are kept at most. */
const BYTES_MAX = 1 << 20;
/** Of a single text, such as a stack. */
const TEXT_MAX = 4_096;

export type LogFile = {
  readonly path: string;
  /** Writes at once, because a fault may be the last that this process does. Where nothing can be written, nothing is. */
  readonly write: Port['log'];
};

/** A line of a stack that tells of a place in the code. */
const FRAME = /^ {4}at .*(:\d+:\d+\)?|\(<anonymous>\)|\(native\))$/;

/** The kind of an error and where it arose. Its message is left out: it may quote a value. */
const withoutMessage = (stack: string): string => {
  const kind = /^\w*/.exec(stack)?.[0] ?? '';
  return [kind, ...stack.split('\n').filter((line) => FRAME.test(line))].join('\n');
};

const written = ([name, value]: readonly [string, LogFields[string]]): readonly [string, LogFields[string]] => {
  if (typeof value !== 'string') return [name, value];
  return [name, (name === 'stack' ? withoutMessage(value) : value).slice(0, TEXT_MAX)];
};

export const createLogFile = (path: string, now: () => string): LogFile => {
  const write: LogFile['write'] = (level, event, fields = {}) => {
    try {
      const line = `${JSON.stringify({ at: now(), level, event, ...Object.fromEntries(Object.entries(fields).map(written)) })}\n`;
      const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      if (bytes + Buffer.byteLength(line) > BYTES_MAX) renameSync(path, `${path}.1`);
      appendFileSync(path, line, { mode: 0o600 });
    } catch {
      // A full disk, or a folder that was taken away: no reason to end what the person is doing. Standard error has the line too.
    }
  };
  return { path, write };
};
