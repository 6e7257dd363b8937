/** A closed workspace can be read and verified from where nothing can be written: another's folder, a write-protected medium. */
import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { buildEntry } from '../../support/build-entry.ts';
import { record, scratchWorkspace } from './scratch-workspace.ts';

/** Root may write anywhere, so as root the child runs as nobody. */
const NOBODY = 65_534;
const asRoot = process.getuid?.() === 0;
const identity = asRoot ? { uid: NOBODY, gid: NOBODY } : {};

/** A checkout in a private folder of root cannot be read by anybody else. */
const canRun = (): boolean => {
  const started = spawnSync(process.execPath, ['--eval', `require('fs').accessSync(${JSON.stringify(import.meta.filename)})`], identity);
  if (started.status !== 0) console.warn('this checkout cannot be read by an ordinary user: the read-only folder is not tested');
  return started.status === 0;
};

test.runIf(process.platform !== 'win32' && canRun())('verifies, and refuses to write or to create, leaving nothing', async () => {
  const { path: child, remove } = await buildEntry(join(import.meta.dirname, 'reading-child.ts'));
  onTestFinished(remove);
  chmodSync(dirname(child), 0o755);
  const store = scratchWorkspace();
  record(store, 3);
  store.close();
  const folder = dirname(store.path);
  chmodSync(store.path, 0o444);
  chmodSync(folder, 0o555);
  onTestFinished(() => chmodSync(folder, 0o755));

  const run = spawnSync(process.execPath, [child, store.path], identity);
  expect(run.stderr.toString()).toBe('');
  expect(JSON.parse(run.stdout.toString())).toEqual({ verdict: 'consistent', write: 'unwritable', create: 'unwritable', created: false });
  expect(readdirSync(folder)).toEqual(['a.probity']);
});
