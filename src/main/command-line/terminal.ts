/** Standard input, output and error as the commands see them. */
import { once } from 'node:events';
import type { Terminal } from './command.ts';

const CLEAR_LINE = '\r\u001b[2K';

export const createTerminal = (): Terminal => {
  const { stdin, stdout, stderr } = process;
  const clear = (): void => {
    if (stderr.isTTY) stderr.write(CLEAR_LINE);
  };
  return {
    print: (line) => {
      clear();
      stdout.write(`${line}\n`);
    },
    remark: (line) => {
      clear();
      stderr.write(`${line}\n`);
    },
    progress: (text) => {
      if (stderr.isTTY) stderr.write(`${CLEAR_LINE}${text.slice(0, (stderr.columns ?? 80) - 1)}`);
    },
    input: stdin,
    write: async (text) => {
      if (!stdout.write(text)) await once(stdout, 'drain');
    },
  };
};
