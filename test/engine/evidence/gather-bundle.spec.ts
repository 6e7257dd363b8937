/** What a bundle holds, and what it does not. */
import { expect, it } from 'vitest';
import { LOG_KEYS_MAX } from '../../../src/engine/evidence/evidence-bounds.ts';
import { gatherBundle } from '../../../src/engine/evidence/gather-bundle.ts';
import { prepareBundle } from '../../../src/engine/evidence/prepare-bundle.ts';
import { readZip, type UnpackedFiles } from '../../../src/engine/evidence/zip/read-zip.ts';
import { writeZip } from '../../../src/engine/evidence/zip/write-zip.ts';
import type { EvidenceManifest } from '../../../src/engine/model/evidence-manifest.ts';
import { PROGRAM_VERSION } from '../../../src/engine/model/program-version.ts';
import { openPopulation } from '../../../src/engine/population/open-population.ts';
import { listEntries } from '../../../src/engine/store/audit/audit-store.ts';
import { eraseSalt } from '../../../src/engine/store/audit/erase-salt.ts';
import { addLogKey } from '../../../src/engine/store/audit/log-keys.ts';
import { readImpactRecord } from '../../../src/engine/store/impact/impact-record.ts';
import { eraseSecret } from '../../../src/engine/store/population/population-store.ts';
import { evidenceWorkspace, gather, RUN, recordAppeal, zipped } from '../../support/evidence-workspace.ts';
import { TEST_BUILD } from '../../support/test-port.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';

it('holds the files of the layout, in order, and nothing else', () => {
  const store = evidenceWorkspace();
  recordAppeal(store, { run: RUN, unit: 'unit-70' });
  const paths = gather(store, { units: ['unit-149', 'unit-70'] }).map(({ path }) => path);
  expect(paths[0]).toBe('manifest.json');
  expect(paths.slice(1)).toEqual(paths.slice(1).toSorted());
  expect(paths.filter((path) => !path.startsWith('entries/'))).toEqual([
    'manifest.json',
    'README.txt',
    'cases/1/case.json',
    'cases/1/explanation.json',
    'cases/2/case.json',
    'cases/2/explanation.json',
    'checkpoint',
    'chunks.json',
    'documents/policy/grant@1.0.0.json',
    'documents/reform/wider-grant@1.0.0.json',
    'documents/workflow/impact-analysis@1.2.0.json',
    'payloads.json',
    'plan.json',
    'population.json',
    'result.json',
  ]);
  const kinds = gather(store, { units: ['unit-70'] })
    .filter(({ path }) => /^entries\/\d+\.json$/.test(path))
    .map(({ bytes }) => (JSON.parse(Buffer.from(bytes).toString()) as { kind: string }).kind)
    .toSorted();
  expect(kinds).toEqual([
    'appeal.recorded',
    'document.published',
    'document.published',
    'document.published',
    'evidence.prepared',
    'impact.completed',
    'impact.planned',
    'population.begun',
    'population.sealed',
    'run.finished',
    'run.started',
    'workspace.created',
  ]);
});

it('gives the same bytes for the same state and request', () => {
  const [one, other] = [evidenceWorkspace(), evidenceWorkspace()].map((store) => zipped(store, { units: ['unit-3'] }));
  expect(Buffer.compare(one as Uint8Array, other as Uint8Array)).toBe(0);
});

it('says of itself what the entry says that was recorded for it, each time anew', () => {
  const store = evidenceWorkspace();
  const manifests = ['ada', 'bea'].map((by) => {
    const { checkpoint } = prepareBundle(store, by, { run: RUN, cases: 1, build: TEST_BUILD });
    const files = () => store.read((reader) => gatherBundle(reader, { run: RUN, units: ['unit-3'], checkpoint }, () => undefined));
    expect(Buffer.compare(writeZip(files()), writeZip(files()))).toBe(0);
    return JSON.parse(Buffer.from(files()[0]?.bytes ?? '').toString()) as EvidenceManifest;
  });
  const [first, second] = manifests.map(({ made, checkpoint: { size } }) => ({
    made,
    entry: store.read((reader) => listEntries(reader, size - 1, 1))[0],
  }));
  expect(first?.made.by).toBe('ada');
  expect(second?.made.by).toBe('bea');
  for (const one of [first, second]) {
    expect(one?.entry).toMatchObject({ kind: 'evidence.prepared', subject: { run: RUN }, at: one?.made.at, actor: one?.made.by });
    expect(one?.entry?.detail).toEqual({ cases: 1, program: { version: PROGRAM_VERSION, build: TEST_BUILD } });
  }
});

it('is not gathered under a checkpoint that was signed for something else', () => {
  const store = evidenceWorkspace();
  const { note } = store.checkpoint();
  const gathered = () => store.read((reader) => gatherBundle(reader, { run: RUN, units: [], checkpoint: note }, () => undefined));
  expect(gathered).toThrow(/was not signed for it/);
});

it('holds no key and no value of a unit that was not asked for', () => {
  const store = evidenceWorkspace();
  const { units, values } = store.read((reader) => {
    const { chunkCount, chunk } = openPopulation(reader, 'people');
    const chunks = Array.from({ length: chunkCount }, (_, i) => chunk(i));
    const each = <T>(make: (at: (typeof chunks)[number], row: number) => T): T[] =>
      chunks.flatMap((at) => Array.from({ length: at.units }, (_, row) => make(at, row)));
    return {
      units: each((at, row) => at.unitId(row)),
      values: new Set(each((at, row) => at.text('income', row)).filter((text) => text !== undefined && text.length >= 5)),
    };
  });
  expect(units).toHaveLength(150);
  expect(values.size).toBeGreaterThan(50);
  const heldIn = (texts: Iterable<string | undefined>, asked: readonly string[]): string[] => {
    const all = Array.from(readZip(zipped(store, { units: asked })) as UnpackedFiles, ([, bytes]) => bytes);
    const bytes = Buffer.concat(all).toString('utf8');
    return [...texts].filter((text): text is string => text !== undefined && new RegExp(`(?<![\\d.a-z-])${text}(?![\\d])`).test(bytes));
  };
  expect(heldIn(units, [])).toEqual([]);
  expect(heldIn(values, [])).toEqual([]);
  expect(heldIn(units, ['unit-7'])).toEqual(['unit-7']);
  expect(heldIn(values, ['unit-7'])).toHaveLength(1);
});

it('says which units are not there', () => {
  const store = evidenceWorkspace();
  expect(thrownRefusal(() => gather(store, { units: ['unit-1', 'nobody', 'none'] }))).toMatchObject({
    kind: 'not-found',
    message: 'The population "people" has no household "nobody", "none".',
  });
  expect(thrownRefusal(() => gather(store, { units: ['unit-1', 'unit-1'] }))).toMatchObject({ kind: 'invalid' });
  expect(thrownRefusal(() => gather(store, { run: 'another' }))).toMatchObject({ kind: 'not-found' });
});

it('discloses no case any more once the secret of the population was erased, and still the rest', () => {
  const store = evidenceWorkspace();
  store.change('ada', (writer) => eraseSecret(writer, 'p1'));
  expect(gather(store).length).toBeGreaterThan(20);
  const refused = thrownRefusal(() => gather(store, { units: ['unit-1'] }));
  expect(refused.kind).toBe('invalid');
  expect(refused.message).toMatch(/secret .* erased: its cases can no longer be disclosed/);
});

it('is not made where the figures could not be held against their entry any more', () => {
  const store = evidenceWorkspace();
  const { result } = store.read((reader) => readImpactRecord(reader, RUN));
  store.change('ada', (writer) => eraseSalt(writer, result.entry));
  expect(thrownRefusal(() => gather(store)).message).toMatch(/salt of entry \d+ was erased/);
});

it('is not made where no verifier would read it: the log has changed its key too often', () => {
  const store = evidenceWorkspace();
  store.change('ada', (writer) => {
    for (let n = 1; n <= LOG_KEYS_MAX; n++) {
      const { index } = writer.record({ kind: 'log-key.made', subject: { log: `${n}` } });
      addLogKey(writer, { key: `key ${n}`, entry: index });
    }
  });
  expect(thrownRefusal(() => gather(store))).toMatchObject({ kind: 'limit', message: expect.stringContaining(`${LOG_KEYS_MAX} at most`) });
});
