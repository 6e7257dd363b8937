/** The log on disk says what went wrong and where, nothing of what was worked on, and never grows beyond two files. */
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createLogFile } from '../../src/main/log-file.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const NOW = '2026-01-01T00:00:00.000Z';
const logIn = (folder: string) => createLogFile(join(folder, 'probity.log'), () => NOW);
const linesOf = (path: string): unknown[] =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

it('has one line of JSON for each event', () => {
  const log = logIn(scratchFolder());
  log.write('error', 'ipc.fault', { ref: 'a', held: 12 });
  log.write('warn', 'store.slow');
  expect(linesOf(log.path)).toEqual([
    { at: NOW, level: 'error', event: 'ipc.fault', ref: 'a', held: 12 },
    { at: NOW, level: 'warn', event: 'store.slow' },
  ]);
});

it('leaves the messages of errors out, which may quote a value', () => {
  const log = logIn(scratchFolder());
  const quoting = (text: string): unknown => {
    try {
      return JSON.parse(text);
    } catch (error) {
      return error;
    }
  };
  const { stack } = quoting('Ada Lovelace\n  at Ockham Park') as Error;
  expect(stack).toContain('Ada');
  log.write('error', 'program.fault', { stack });
  const text = readFileSync(log.path, 'utf8');
  expect(text).not.toContain('Ada');
  expect(text).not.toContain('Ockham');
  expect(linesOf(log.path)).toMatchObject([{ stack: expect.stringMatching(/^SyntaxError\n\s+at JSON\.parse/) }]);
});

it('goes on in a new file when it is full, and keeps the one before', () => {
  const folder = scratchFolder();
  const log = logIn(folder);
  const long = 'x'.repeat(4_000);
  for (let count = 0; count < 600; count++) log.write('error', 'e', { count, long });
  const [now, before] = [statSync(log.path).size, statSync(`${log.path}.1`).size];
  expect(Math.max(now, before)).toBeLessThanOrEqual(1 << 20);
  expect(existsSync(`${log.path}.2`)).toBe(false);
  const numbers = [...linesOf(`${log.path}.1`), ...linesOf(log.path)].map((line) => (line as { count: number }).count);
  expect(numbers.at(-1)).toBe(599);
  expect(numbers).toEqual(Array.from(numbers, (_, index) => (numbers[0] as number) + index));
});

it('is no reason to end anything where it cannot be written', () => {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'probity.log'));
  expect(() => logIn(folder).write('error', 'e')).not.toThrow();
  expect(() => logIn(join(folder, 'none')).write('error', 'e')).not.toThrow();
});
