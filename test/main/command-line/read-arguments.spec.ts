/** Words of a command: what is right is read, and every mistake is named at once. */
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/main/command-line/command.ts';
import { readArguments } from '../../../src/main/command-line/read-arguments.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';

const command: Command = {
  name: 'thing do',
  summary: 'Does a thing.',
  positionals: { ws: '<ws>', file: '[file.json]' },
  options: {
    name: { value: 'N', required: true, help: 'its name' },
    by: { value: 'field', repeatable: true, help: 'groups' },
    output: { value: 'o.pdf', short: 'o', help: 'where to' },
    wait: { help: 'waits' },
  },
  run: async () => 0,
};

const mistakes = (...words: readonly string[]): readonly (string | undefined)[] => {
  const { kind, message, problems = [] } = thrownRefusal(() => readArguments(command, words));
  expect({ kind, message }).toEqual({
    kind: 'invalid',
    message: 'usage: probity thing do <ws> [file.json] --name N [--by field …] [-o o.pdf] [--wait]',
  });
  return problems.map((problem) => problem.suggestion ?? problem.message);
};

describe('what is right', () => {
  it('is read in any order, with values beside or behind', () => {
    const read = readArguments(command, ['--by', 'a', 'x.probity', '--name=n', '-oout.pdf', '--by=b', '--wait', '--json']);
    expect(read.argument('ws')).toBe('x.probity');
    expect(read.optionalArgument('file')).toBeUndefined();
    expect(read.requiredOption('name')).toBe('n');
    expect(read.options('by')).toEqual(['a', 'b']);
    expect(read.option('output')).toBe('out.pdf');
    expect([read.flag('wait'), read.json]).toEqual([true, true]);
  });
  it('may begin with a minus', () => {
    const read = readArguments(command, ['-1 + 2', '--name', '-5', '-a + b']);
    expect([read.argument('ws'), read.requiredOption('name'), read.optionalArgument('file')]).toEqual(['-1 + 2', '-5', '-a + b']);
    expect(readArguments(command, ['--name', 'n', '--', '--x', '-o']).argument('ws')).toBe('--x');
  });
  it('may have the names of what every object has', () => {
    expect(mistakes('x', '--name', 'n', '--__proto__', '--constructor=1')).toEqual([
      '--__proto__ is no option of this command',
      '--constructor is no option of this command',
    ]);
  });
});

describe('mistakes', () => {
  it('are all named: what is missing', () => {
    expect(mistakes()).toEqual(['<ws> is missing', '--name N is missing']);
  });
  it('what is too much', () => {
    expect(mistakes('x', 'y', 'z', '--name', 'n')).toEqual(['"z" is one argument too many']);
  });
  it('what is empty or without a value', () => {
    expect(mistakes('', '--name', 'n')).toEqual(['<ws> is empty']);
    expect(mistakes('x', '--name', '')).toEqual(['--name has no value']);
    expect(mistakes('x', '--name')).toEqual(['--name has no value']);
    expect(mistakes('x', '--name', '--wait')).toEqual(['--name has no value']);
  });
  it('what is given twice or takes no value', () => {
    expect(mistakes('x', '--name', 'a', '--name', 'b', '--wait=1')).toEqual(['--name is given twice', '--wait takes no value']);
  });
  it('what is misspelt, with the nearest right word, and no mistakes that only follow from it', () => {
    expect(mistakes('x', '--nmae', 'n', '-q')).toEqual(['did you mean "--name"?', '-q is no option of this command']);
  });
});
