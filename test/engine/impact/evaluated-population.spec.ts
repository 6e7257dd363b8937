/** A population that was exchanged under a run, its own hashes mended, is used for nothing. */
import { expect, test } from 'vitest';
import { loadCase } from '../../../src/engine/appeal/load-case.ts';
import { listCases } from '../../../src/engine/impact/case-list.ts';
import { explainCase } from '../../../src/engine/impact/explain-case.ts';
import { fingerprint } from '../../../src/engine/population/fingerprint.ts';
import { openPopulation } from '../../../src/engine/population/open-population.ts';
import type { Reader } from '../../../src/engine/store/handle.ts';
import { appendMove } from '../../../src/engine/store/run/move-store.ts';
import { fillWorkspace, grantRequest } from '../../support/impact-workspace.ts';
import { runImpactHere } from '../../support/local-impact.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';
import { reopen, scratchWorkspace } from '../store/scratch-workspace.ts';
import { behindTheGuards } from '../store/tamper.ts';

const readers: Readonly<Record<string, (reader: Reader) => unknown>> = {
  list: (reader) => listCases(reader, { run: 'r', reform: 0, change: 'any', after: 0, limit: 10 }),
  explanation: (reader) => explainCase(reader, { run: 'r', unit: 'unit-1' }),
  appeal: (reader) => loadCase(reader, 'r', 'unit-1'),
};

test.each(Object.entries(readers))('%s', (_what, read) => {
  const store = scratchWorkspace();
  fillWorkspace(store, { units: 40, chunkUnits: 16 });
  runImpactHere(store, 'r', grantRequest);
  store.change('ada', (writer) =>
    appendMove(writer, { run: 'r', seq: 0, status: 'completed', records: [{ type: 'run-end', status: 'completed', output: null }] }),
  );
  expect(store.read(read)).toBeDefined();
  store.close();
  behindTheGuards(store.path, (database) => {
    database.exec("DELETE FROM population_chunk WHERE chunk = 2 AND name = 'district'");
    const hashes = database.prepare('SELECT sha256 FROM population_chunk ORDER BY chunk, list, name').pluck().all() as string[];
    database.prepare('UPDATE population SET fingerprint = ?').run(fingerprint(hashes));
  });
  const again = reopen(store, { readOnly: true });
  expect(again.read((reader) => openPopulation(reader, 'people').info.units)).toBe(40);
  expect(thrownRefusal(() => again.read(read))).toMatchObject({ kind: 'unreadable', message: expect.stringContaining('fingerprint') });
});
