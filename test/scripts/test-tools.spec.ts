/** Set-up gets the programs that tests hold ours against, and does without those that it cannot get. */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensureTestTools, missingTools } from '../../scripts/lib/test-tools.mjs';
import { scratchFolder } from '../support/scratch-folder.ts';

describe('what is missing', () => {
  it('is named by the packages of the commands that no folder has', () => {
    const [one, other] = [scratchFolder(), scratchFolder()];
    const all = missingTools(`${one}:${other}`);
    expect(all).toEqual(['chromium', 'libnss3-tools', 'opensc', 'openssl', 'poppler-utils', 'qpdf', 'softhsm2', 'unzip', 'xxd']);
    writeFileSync(join(one, 'qpdf'), '');
    writeFileSync(join(other, 'xxd'), '');
    chmodSync(join(other, 'xxd'), 0o755);
    expect(missingTools(`${one}:${other}`), 'a file that cannot be executed is no command').toEqual(all.filter((name) => name !== 'xxd'));
  });
});

describe.skipIf(process.platform !== 'linux')('their installation', () => {
  /** A machine on which `arriving` can be installed. */
  const machine = (lacking: readonly string[], arriving: readonly string[], triedPath = join(scratchFolder(), 'tried')) => {
    const asked: string[][] = [];
    let there: readonly string[] = [];
    return {
      asked,
      triedPath,
      missing: () => lacking.filter((name) => !there.includes(name)),
      install: (names: readonly string[]): string | undefined => {
        asked.push([...names]);
        there = arriving;
        return arriving.length === 0 ? 'nothing answers' : undefined;
      },
    };
  };

  it('is asked for once, and not where nothing is missing', () => {
    const good = machine(['qpdf', 'xxd'], ['qpdf', 'xxd']);
    ensureTestTools(good);
    ensureTestTools(good);
    expect(good.asked).toEqual([['qpdf', 'xxd']]);
  });

  it('fails nothing where it fails, and is not tried again that day', () => {
    const bad = machine(['qpdf', 'xxd'], []);
    ensureTestTools(bad);
    ensureTestTools(bad);
    expect(bad.asked).toEqual([['qpdf', 'xxd']]);
  });

  it('is tried again where something else is missing', () => {
    const partly = machine(['qpdf', 'xxd'], ['qpdf']);
    ensureTestTools(partly);
    const worse = machine(['chromium', 'xxd'], [], partly.triedPath);
    ensureTestTools(worse);
    expect(worse.asked).toEqual([['chromium', 'xxd']]);
  });
});
