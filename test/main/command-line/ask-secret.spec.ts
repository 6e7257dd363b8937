/** A secret is asked for on a real terminal, and what is typed does not show on it. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Gives a program a terminal. Of util-linux; on other systems it takes other arguments. */
const hasTerminals = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;

const module = join(import.meta.dirname, '../../../src/main/command-line/ask-secret.ts');
const program = `
  import { askSecret } from ${JSON.stringify(module)};
  const ask = () => askSecret('Secret? ', process.stdin, process.stderr);
  const answers = [await ask(), await ask()];
  console.log('GOT ' + Buffer.from(JSON.stringify(answers)).toString('base64'));
`;

type Ended = { readonly shown: string; readonly answers: readonly (string | null)[] | undefined };

/** Types each text when the terminal shows the next question. */
const typing = async (...texts: readonly string[]): Promise<Ended> => {
  const command = `'${process.execPath}' --input-type=module -e "$PROGRAM"`;
  const child = spawn('script', ['-qec', command, '/dev/null'], { env: { ...process.env, SHELL: '/bin/sh', PROGRAM: program } });
  const left = [...texts];
  let shown = '';
  let asked = 0;
  child.stdout.on('data', (data: Buffer) => {
    shown += data.toString('utf8');
    const questions = shown.split('Secret? ').length - 1;
    for (; asked < questions; asked++) child.stdin.write(left.shift() ?? '');
  });
  await once(child, 'close');
  const found = /GOT (\S+)/.exec(shown)?.[1];
  return { shown, answers: found === undefined ? undefined : JSON.parse(Buffer.from(found, 'base64').toString('utf8')) };
};

describe.skipIf(!hasTerminals)('asking for a secret on a terminal (skipped where there is no "script" of util-linux)', () => {
  it('takes what is typed and does not show it', async () => {
    const { shown, answers } = await typing('grüne Heide\r', 'zwei\r');
    expect(answers).toEqual(['grüne Heide', 'zwei']);
    expect(shown).not.toContain('Heide');
    expect(shown).not.toContain('zwei');
  });

  it('lets slips be mended, takes no arrow for a letter, and keeps what was typed ahead', async () => {
    expect((await typing('ab\u007fc\u001b[D\u0015xyz\u007f\r', 'end\r')).answers).toEqual(['xy', 'end']);
    expect((await typing('first\rsecond\r')).answers).toEqual(['first', 'second']);
  });

  it('is left without an answer by Ctrl-D, and ended by Ctrl-C', async () => {
    expect((await typing('\u0004', 'x\r')).answers).toEqual([null, 'x']);
    expect((await typing('abc\u0003')).answers).toBeUndefined();
  });
});
