/** Readers come and go while another process writes: each sees a whole state, none is turned away, and nothing they leave disturbs the writer. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { auditSize, listEntries } from '../../../src/engine/store/audit/audit-store.ts';
import { openStore } from '../../../src/engine/store/open-store.ts';
import { buildEntry } from '../../support/build-entry.ts';
import { testWorld } from '../../support/test-world.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';
import { scratchWorkspace } from './scratch-workspace.ts';

const CHANGES = 400;

test('from the opening of the writer to its end', async () => {
  const { path: child, remove } = await buildEntry(join(import.meta.dirname, 'writing-child.ts'));
  onTestFinished(remove);
  const store = scratchWorkspace();
  store.close();
  const writer = spawn(process.execPath, [child, store.path, 's', `${CHANGES}`], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void writer.kill('SIGKILL'));
  let ended = false;
  const end = once(writer, 'close').then(([code]) => {
    ended = true;
    return code as number;
  });
  await once(writer.stdout, 'data');
  writer.stdout.resume();
  expect(thrownRefusal(() => openStore(store.path, testWorld())).kind).toBe('busy');

  const sizes: number[] = [];
  while (!ended) {
    const reader = openStore(store.path, { readOnly: true });
    const { size, last } = reader.read((at) => ({ size: auditSize(at), last: listEntries(at, auditSize(at) - 1, 2) }));
    expect(last.map((entry) => entry.index)).toEqual([size - 1]);
    sizes.push(size);
    reader.close();
    await setImmediate();
  }
  expect(await end).toBe(0);
  expect(sizes.length).toBeGreaterThan(5);
  expect(sizes.toSorted((a, b) => a - b)).toEqual(sizes);
  expect(readdirSync(dirname(store.path))).toEqual(['a.probity']);
});
