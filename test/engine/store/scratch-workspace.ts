/** Workspaces for tests. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createStore } from '../../../src/engine/store/create-store.ts';
import { type OpenOptions, openStore } from '../../../src/engine/store/open-store.ts';
import type { Store } from '../../../src/engine/store/store.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { testWorld } from '../../support/test-world.ts';

/** A fresh workspace, open for writing; closed at the end of the test where it still is open. */
export const scratchWorkspace = (world = testWorld()): Store => {
  const store = createStore(join(scratchFolder(), 'a.probity'), { name: 'Test', actor: 'ada', ...world });
  onTestFinished(() => store.close());
  return store;
};

export const reopen = (store: Store, options: Partial<OpenOptions> = {}): Store => {
  const opened = openStore(store.path, { ...testWorld('again'), ...options } as OpenOptions);
  onTestFinished(() => opened.close());
  return opened;
};

/** Records `count` entries, one transaction each. */
export const record = (store: Store, count: number): void => {
  for (let i = 0; i < count; i++)
    store.change('ada', (writer) => writer.record({ kind: 'test.happened', subject: { n: i }, payload: { n: i } }));
};
