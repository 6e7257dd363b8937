/** A folder that is made under its final name is whole, or it is the one that was there before. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newFolder } from '../../scripts/lib/new-folder.mjs';

describe('a new folder', () => {
  let parent: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'probity-folder-'));
  });
  afterEach(() => rmSync(parent, { recursive: true }));

  const content = (): string => readFileSync(join(parent, 'out', 'a'), 'utf8');
  const write = (text: string) => async (partial: string) => writeFileSync(join(partial, 'a'), text);

  it('takes the place of the old one, and nothing is left beside it', async () => {
    await newFolder(join(parent, 'out'), write('old'));
    await newFolder(join(parent, 'out'), write('new'));
    expect(content()).toBe('new');
    expect(readdirSync(parent)).toEqual(['out']);
  });

  it('that could not be filled leaves the old one', async () => {
    await newFolder(join(parent, 'out'), write('old'));
    const broken = newFolder(join(parent, 'out'), async (partial) => {
      await write('half')(partial);
      throw new Error('the line broke');
    });
    await expect(broken).rejects.toThrow('the line broke');
    expect(content()).toBe('old');
    expect(readdirSync(parent)).toEqual(['out']);
  });

  it('sweeps away what a killed run left, and only that', async () => {
    for (const name of ['.out.partial-abc', '.other.partial-abc']) mkdirSync(join(parent, name));
    await newFolder(join(parent, 'out'), write('new'));
    expect(readdirSync(parent).sort()).toEqual(['.other.partial-abc', 'out']);
  });
});
