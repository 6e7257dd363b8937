/** Help is given wherever it is asked for, and every command has it. */
import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/main/command-line/commands/index.ts';
import { asksForHelp, guide, isCommandLine } from '../../../src/main/command-line/guide.ts';
import type { Terminal } from '../../../src/main/command-line/terminal.ts';
import { usageOf } from '../../../src/main/command-line/usage.ts';

const answerTo = (...words: readonly string[]) => {
  const out: string[] = [];
  const err: string[] = [];
  const terminal: Terminal = {
    print: (...lines) => void out.push(...lines),
    remark: (...lines) => void err.push(...lines),
    askSecret: async () => undefined,
    progress: () => undefined,
    input: (async function* () {})(),
    write: async () => true,
    finish: async () => undefined,
  };
  return { exitCode: guide(words, terminal), out: out.join('\n'), err: err.join('\n') };
};

describe('help', () => {
  it.each([[[]], [['--help']], [['-h']], [['help']], [['help', 'nonsense']]])('on everything: %j', (words) => {
    const { exitCode, out } = answerTo(...words);
    expect(exitCode).toBe(0);
    for (const command of commands) expect(out.split('\n')).toContain(`  ${usageOf(command)}`);
  });
  it.each(commands.map((command) => [command.name, command] as const))('on "%s" and each of its options', (name, command) => {
    const { exitCode, out } = answerTo('help', ...name.split(' '));
    expect(exitCode).toBe(0);
    expect(out).toContain(`usage: probity ${name}`);
    for (const [option, { help }] of Object.entries(command.options)) {
      expect(out).toContain(`--${option}`);
      expect(out).toContain(help);
    }
    expect(answerTo(...name.split(' '), '-h').out).toBe(out);
  });
  it('on the commands about one thing', () => {
    const { out } = answerTo('run', '--help');
    expect(out).toContain('probity run start');
    expect(out).not.toContain('probity impact');
    expect(answerTo('run')).toMatchObject({ exitCode: 2, out: '' });
    expect(answerTo('run').err).toBe(out);
  });
  it('is not asked for by words after a bare "--"', () => {
    expect(asksForHelp(['feel', 'eval', '--', '--help'])).toBe(false);
    expect(asksForHelp(['feel', 'eval', '1', '--help'])).toBe(true);
  });
});

describe('words that are no command', () => {
  it.each([
    ['impcat', 'did you mean "impact"?'],
    ['run lst', 'did you mean "run list"?'],
    ['polcy check', 'did you mean "policy check"?'],
  ])('%s', (line, suggestion) => {
    const { exitCode, out, err } = answerTo(...line.split(' '));
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toBe(`probity: there is no command "${line}"; ${suggestion}\n"probity --help" lists them all.`);
  });
});

it('the version is told', () => {
  expect(answerTo('--version')).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^probity \d+\.\d+\.\d+$/) });
});

it('only words of the command line keep the window closed', () => {
  expect(['impact', 'run', '--help', 'help', '--version'].map((word) => isCommandLine([word]))).toEqual([true, true, true, true, true]);
  expect([[], ['a.probity'], ['--smoke'], ['/somewhere/impact']].map(isCommandLine)).toEqual([false, false, false, false]);
});
