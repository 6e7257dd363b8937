/** Runs the built command line as a child process, the way a person's shell does. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { expect, vi } from 'vitest';

/** What was built from this checkout; `npm test` does that before. PROBITY_OUT names another build. */
export const builtMain = join(process.env.PROBITY_OUT ?? resolve(import.meta.dirname, '../../out'), 'main');
const entry = join(builtMain, 'cli.js');

// Processes are slow to start where many tests share a machine; none of these tests is about how fast they are.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

export type Ended = {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
};

/** `wrapper`: a program and its arguments that start the command line in their turn. */
export type Surroundings = Pick<SpawnOptions, 'cwd' | 'env' | 'detached' | 'stdio'> & { readonly wrapper?: readonly string[] };

export type Started = { readonly child: ChildProcess; readonly ended: Promise<Ended> };

/** Starts `probity …words`. The executable is the one that runs the tests, which the environment makes a plain Node. */
export const startProbity = (words: readonly string[], { wrapper = [], ...options }: Surroundings = {}): Started => {
  const [command = process.execPath, ...args] = [...wrapper, process.execPath, entry, ...words];
  const child = spawn(command, args, options);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on('data', (data: Buffer) => out.push(data));
  child.stderr?.on('data', (data: Buffer) => err.push(data));
  const ended = new Promise<Ended>((done, fail) => {
    child.once('error', fail);
    child.once('close', (exitCode, signal) =>
      done({ exitCode, signal, stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(err).toString('utf8') }),
    );
  });
  return { child, ended };
};

/** Whatever goes wrong for a person, they are never shown the inside of the program. */
export const expectNoFault = ({ exitCode, stderr }: Ended): void => {
  expect(stderr).not.toMatch(/^\s+at |internal error|Error:/m);
  expect(exitCode).not.toBe(3);
};

export type CommandLine = {
  run(...words: readonly string[]): Promise<Ended>;
  /** Runs with bytes on standard input. */
  feed(input: string | Uint8Array, ...words: readonly string[]): Promise<Ended>;
  /** Runs with --json; the command has to succeed. */
  answer<Answer>(...words: readonly string[]): Promise<Answer>;
  /** The command has to refuse, with exit code 2 and nothing on standard output. Gives what it says. */
  refusal(...words: readonly string[]): Promise<string>;
};

/** The command line of somebody who stands in the folder `cwd`. */
export const commandLineIn = (cwd: string, surroundings: Surroundings = {}): CommandLine => {
  const start = (words: readonly string[]): Started => startProbity(words, { ...surroundings, cwd });
  const run: CommandLine['run'] = (...words) => {
    const { child, ended } = start(words);
    child.stdin?.end();
    return ended;
  };
  return {
    run,
    feed: (input, ...words) => {
      const { child, ended } = start(words);
      // A command that is refused does not read what it is fed.
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(input);
      return ended;
    },
    answer: async <Answer>(...words: readonly string[]) => {
      const { exitCode, stdout, stderr } = await run(...words, '--json');
      expect({ words, exitCode, stderr }).toEqual({ words, exitCode: 0, stderr: '' });
      return JSON.parse(stdout) as Answer;
    },
    refusal: async (...words) => {
      const ended = await run(...words);
      expectNoFault(ended);
      expect({ words, exitCode: ended.exitCode, stdout: ended.stdout }).toEqual({ words, exitCode: 2, stdout: '' });
      expect(ended.stderr).toMatch(/^probity: /);
      return ended.stderr;
    },
  };
};
