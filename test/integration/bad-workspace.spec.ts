/** Workspaces that are none, not whole, or not there: a clear refusal with exit code 2, and the file as it was. */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { guardedWorkspace, policyFile } from '../support/guarded-workspace.ts';

const { folder, at, harmlessRefusal, refusal } = guardedWorkspace();

describe('a workspace', () => {
  const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
  const spoil = (name: string, change: (path: string) => void): string => {
    copyFileSync(at('w.probity'), at(name));
    change(at(name));
    return name;
  };
  const truncate = (bytes: (size: number) => number) => (path: string) => truncateSync(path, bytes(statSync(path).size));

  it.each([
    ['cut in its middle', truncate((size) => Math.floor(size / 8192) * 4096), /damaged or truncated/],
    ['cut inside of its last page', truncate((size) => size - 100), /damaged or truncated/],
    ['cut inside of its first page', truncate(() => 1_000), /damaged or truncated/],
    ['that is empty', truncate(() => 0), /is empty: it is not a Probity workspace/],
    ['that is a text', (path: string) => writeFileSync(path, 'hello'), /not a Probity workspace/],
    ['that is another SQLite file', (path: string) => new Database(path).pragma('application_id = 7'), /is not a Probity workspace/],
    [
      'from a later version',
      (path: string) => new Database(path).pragma('user_version = 999'),
      /made by a later version of Probity: the file has version 999/,
    ],
  ])('%s is refused and left as it is', async (_, change, said) => {
    const name = spoil('bad.probity', change);
    const before = { hash: sha256(at(name)), files: readdirSync(folder) };
    // One after the other: each by itself leaves nothing, and two at once would meet in the lock file.
    expect(await refusal('audit', 'verify', name)).toMatch(said);
    expect(await refusal('policy', 'publish', name, policyFile)).toMatch(said);
    expect({ hash: sha256(at(name)), files: readdirSync(folder) }).toEqual(before);
  });

  it('that is not there, or a folder', async () => {
    expect(await harmlessRefusal('policy', 'list', 'none.probity')).toMatch(/none\.probity cannot be opened: there is no such file/);
    mkdirSync(at('folder.probity'), { recursive: true });
    expect(await harmlessRefusal('policy', 'list', 'folder.probity')).toMatch(/folder\.probity is not a file/);
  });

  it('is not created over anything, nor where there is no folder', async () => {
    symlinkSync('nowhere', at('dangling.probity'));
    for (const name of ['w.probity', 'folder.probity', 'dangling.probity']) {
      expect(await harmlessRefusal('workspace', 'create', name, '--name', 'X')).toMatch(/exists already/);
    }
    expect(await harmlessRefusal('workspace', 'create', 'w.probity/x.probity', '--name', 'X')).toMatch(/its folder does not exist/);
    expect(await harmlessRefusal('workspace', 'create', 'no/x.probity', '--name', 'X')).toMatch(/its folder does not exist/);
    expect(await harmlessRefusal('workspace', 'create', `${'x'.repeat(300)}.probity`, '--name', 'X')).toMatch(/ENAMETOOLONG|name/);
  });
});
