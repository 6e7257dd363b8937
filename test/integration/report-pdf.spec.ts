/** A report as it is really printed: tagged, with fonts of its own, its evidence attached, and of one size whatever people write into it. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasTool, runTool } from '../support/command-tool.ts';
import { guardedWorkspace } from '../support/guarded-workspace.ts';

const { at, write, answer, run, impact } = guardedWorkspace();

let impactRun = '';
let unit = '';

const exported = async (name: string, ...words: readonly string[]): Promise<string> => {
  await answer('report', 'export', 'w.probity', impactRun, '-o', name, '--case', unit, ...words);
  return at(name);
};

beforeAll(async () => {
  ({ run: impactRun, unit } = await impact());
});

/** Points from the top of the word to its bottom, where it stands first. */
const heightOf = (path: string, word: string): number => {
  const found = new RegExp(`yMin="([\\d.]+)" xMax="[\\d.]+" yMax="([\\d.]+)">${word}<`).exec(runTool('pdftotext', '-bbox', path, '-'));
  if (found === null) throw new Error(`${path} does not say "${word}"`);
  return Number(found[2]) - Number(found[1]);
};

describe.runIf(hasTool('pdffonts') && hasTool('pdftotext'))('as others read it', () => {
  it('is tagged, has its language, only fonts that are in it, and the evidence attached', async () => {
    const path = await exported('plain.pdf', '--office', 'Audit office');
    expect(runTool('pdfinfo', path)).toMatch(/Tagged:\s+yes/);
    expect(readFileSync(path, 'latin1')).toContain('/Lang (en)');
    const fonts = runTool('pdffonts', path).trimEnd().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) expect(font).toMatch(/^[A-Z]{6}\+\S+ +\S.* yes yes yes +\d+ +0$/);
    expect(runTool('pdfdetach', '-list', path)).toMatch(/checkpoint[\s\S]*evidence\.zip/);
    expect(runTool('pdftotext', path, '-')).toContain('This report is not signed');
    const { exitCode, stdout } = await run('report', 'verify', path, '--no-rerun');
    expect({ exitCode, refused: stdout.startsWith('REFUSED') }).toEqual({ exitCode: 1, refused: true });
  });

  it('has pages of the same size, with the same size of letters, whatever the title, the office and the remarks are', async () => {
    const plain = await exported('sizes.pdf');
    const word = 'x'.repeat(4_000);
    write('remarks.txt', `${word}\n\n<script>alert(1)</script>\n\n\u202eمرحبا 😀 ${'many words '.repeat(300)}`);
    const hostile = await exported(
      'hostile.pdf',
      '--title',
      `<b>عنوان ${'y'.repeat(150)}`,
      '--office',
      `</style>${'z'.repeat(150)}`,
      '--remarks-file',
      at('remarks.txt'),
    );
    expect(heightOf(hostile, 'Summary')).toBeCloseTo(heightOf(plain, 'Summary'), 1);
    expect(heightOf(hostile, 'Evidence')).toBeCloseTo(heightOf(plain, 'Evidence'), 1);
    expect(runTool('pdftotext', hostile, '-')).toContain('<script>alert(1)</script>');
  });
});
