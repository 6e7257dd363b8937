/** The job writes what its checkpoint covers, of a trail of any length and however long it has grown since. */
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { exportLogFolder } from '../../../src/engine/evidence/log-export-job.ts';
import type { JobProgress } from '../../../src/engine/job/protocol.ts';
import { createStore } from '../../../src/engine/store/create-store.ts';
import { plainLogFolder } from '../../support/plain-log-folder.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { testWorld } from '../../support/test-world.ts';

/** A trail of 65,700 entries, signed at 65,537, which is one more than a tile of tiles. */
const SIGNED = 65_537;
const grown = () => {
  const folder = scratchFolder({ inMemory: true });
  const store = createStore(join(folder, 'a.probity'), { ...testWorld(), name: 'A', actor: 'ada' });
  const add = (entries: number): void => {
    store.change('ada', (writer) => {
      for (let n = 0; n < entries; n++) writer.record({ kind: 'test.noted', subject: { n } });
    });
  };
  const { size } = store.checkpoint();
  add(SIGNED - size);
  const { note } = store.checkpoint();
  add(163);
  store.close();
  return { job: { kind: 'log-export', workspacePath: store.path, folder: join(folder, 'log'), checkpoint: note } as const, folder };
};

test('a folder of 65,537 entries out of more, with progress', async () => {
  const { job } = grown();
  const told: JobProgress[] = [];
  const { bytes } = await exportLogFolder(job, {
    signal: new AbortController().signal,
    progress: (progress) => told.push(progress),
    part: () => Promise.reject(new Error('it hands nothing over')),
  });
  const read = plainLogFolder(job.folder);
  expect(read.size).toBe(SIGNED);
  expect(JSON.parse((read.entries.at(-1) as Buffer).toString('utf8'))).toMatchObject({ index: SIGNED - 1, kind: 'test.noted' });
  expect(bytes).toBeGreaterThan(read.entries.reduce((sum, entry) => sum + entry.length, 0));
  expect(told[0]).toMatchObject({ done: 0, total: SIGNED });
  expect(told.at(-1)).toMatchObject({ done: SIGNED, total: SIGNED });
});

test('one that is called off stops', async () => {
  const { job } = grown();
  const controller = new AbortController();
  const work = exportLogFolder(job, { signal: controller.signal, progress: () => undefined, part: () => Promise.resolve() });
  await setImmediate();
  controller.abort(new Error('called off'));
  await expect(work).rejects.toThrow('called off');
  expect(() => plainLogFolder(job.folder)).toThrow();
});
