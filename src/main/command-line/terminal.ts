/** Standard input, output and error as the commands see them. */
import { once } from 'node:events';
import { askSecret } from './ask-secret.ts';
import { printable } from './printable.ts';

export type Terminal = {
  /** Writes lines to standard output: the answer. */
  print(...lines: readonly string[]): void;
  /** Writes lines to standard error: mistakes and remarks. */
  remark(...lines: readonly string[]): void;
  /** Shows progress in place where standard error is a terminal; nothing elsewhere. An empty text clears it. */
  progress(text: string): void;
  /** Asks for a line that is not shown while it is typed. Undefined where there is no terminal to ask on, or where the person gives none. */
  askSecret(question: string): Promise<string | undefined>;
  /** Bytes of standard input. */
  readonly input: AsyncIterable<Uint8Array>;
  /** Writes a line to standard output and waits until more may follow. False where nobody takes it any more. */
  write(line: string): Promise<boolean>;
  /** Waits until all is out, and gives what stood against it. A reader that stopped early, as `head` does, is no error. */
  finish(): Promise<Error | undefined>;
};

const CLEAR_LINE = '\r\u001b[2K';
const COLUMNS = 80;

export const createTerminal = (): Terminal => {
  const { stdin, stdout, stderr } = process;
  let broken: NodeJS.ErrnoException | undefined;
  stdout.on('error', (error) => {
    broken ??= error;
  });
  // Nothing is left to tell it on.
  stderr.on('error', () => undefined);

  const clear = (): void => {
    if (stderr.isTTY) stderr.write(CLEAR_LINE);
  };
  const text = (lines: readonly string[]): string => lines.map((line) => `${printable(line)}\n`).join('');
  return {
    print: (...lines) => {
      clear();
      if (broken === undefined) stdout.write(text(lines));
    },
    remark: (...lines) => {
      clear();
      stderr.write(text(lines));
    },
    progress: (line) => {
      if (stderr.isTTY) stderr.write(`${CLEAR_LINE}${printable(line).slice(0, (stderr.columns ?? COLUMNS) - 1)}`);
    },
    askSecret: (question) => {
      clear();
      return askSecret(question, stdin, stderr);
    },
    input: stdin,
    write: async (line) => {
      // A failed write is told to the listener above; waiting for room only has to end then.
      if (broken === undefined && !stdout.write(text([line]))) await once(stdout, 'drain').catch(() => undefined);
      return broken === undefined;
    },
    finish: async () => {
      if (broken === undefined) await new Promise<void>((resolve) => stdout.write('', () => resolve()));
      return broken?.code === 'EPIPE' ? undefined : broken;
    },
  };
};
