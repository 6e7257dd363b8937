/** One process at a time writes a workspace: whoever asks first gets the lock, and nothing of it stays behind. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { lockWorkspace } from '../../../src/engine/store/workspace-lock.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';

const workspacePath = () => join(scratchFolder(), 'a.probity');

it('is held by one, and gone with it', () => {
  const path = workspacePath();
  const lock = lockWorkspace(path);
  expect(thrownRefusal(() => lockWorkspace(path))).toMatchObject({ kind: 'busy' });
  lock.release();
  expect(existsSync(`${path}-lock`)).toBe(false);
  lockWorkspace(path).release();
  expect(existsSync(`${path}-lock`)).toBe(false);
});

it('is got by the first of two that ask at once', () => {
  const path = workspacePath();
  // As far as the other has come in between: it looks at the file, and has not locked it yet.
  const other = new Database(`${path}-lock`);
  onTestFinished(() => {
    other.close();
  });
  other.exec('BEGIN');
  other.prepare('SELECT count(*) FROM sqlite_schema').get();
  const lock = lockWorkspace(path);
  expect(() => other.exec('CREATE TABLE t (a)')).toThrow('locked');
  lock.release();
  expect(existsSync(`${path}-lock`)).toBe(false);
});
