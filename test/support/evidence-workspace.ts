/** A workspace with one finished impact, as evidence is exported from: real rows, a real trail, chunks small enough that there are several. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type BundleRequest, gatherBundle } from '../../src/engine/evidence/gather-bundle.ts';
import { prepareBundle } from '../../src/engine/evidence/prepare-bundle.ts';
import { writeZip } from '../../src/engine/evidence/zip/write-zip.ts';
import { planImpact } from '../../src/engine/impact/plan-impact.ts';
import type { Json } from '../../src/engine/model/json.ts';
import { createStore } from '../../src/engine/store/create-store.ts';
import { findDocument, publishDocument } from '../../src/engine/store/document/document-store.ts';
import { beginImpact, finishImpact } from '../../src/engine/store/impact/impact-store.ts';
import { insertAppeal } from '../../src/engine/store/run/appeal-store.ts';
import { appendMove } from '../../src/engine/store/run/move-store.ts';
import { insertRun } from '../../src/engine/store/run/run-store.ts';
import type { Store } from '../../src/engine/store/store.ts';
import { PROJECT } from './bundle.ts';
import { fillWorkspace, storePart } from './impact-workspace.ts';
import { evaluateChunks, outcomeOf } from './local-impact.ts';
import { scratchFolder } from './scratch-folder.ts';
import { TEST_BUILD } from './test-port.ts';
import { testWorld } from './test-world.ts';

const TEMPLATE = JSON.parse(readFileSync(join(PROJECT, 'templates/workflows/impact-analysis.json'), 'utf8')) as Json;
const EMPTY = { outcome: 'ELIGIBLE', amounts: {} };

export const RUN = 'run-1';
export const UNITS = 150;
/** Kept small, so that the last chunk is a partial one. */
const CHUNK_UNITS = 64;

const publishTemplate = (store: Store) =>
  store.read((reader) => findDocument(reader, 'workflow', 'impact-analysis')) ??
  store.change('ada', (writer) =>
    publishDocument(writer, {
      kind: 'workflow',
      id: 'impact-analysis',
      version: String((TEMPLATE as { readonly version: string }).version),
      title: 'Impact analysis',
      content: TEMPLATE,
    }),
  );

/** Does a whole impact, from its start to its end, in this process. */
export const runImpact = (store: Store, run: string, date = '2025-03-01'): void => {
  const { id, version, hash } = publishTemplate(store);
  const plan = store.read((reader) =>
    planImpact(reader, {
      population: 'people',
      baseline: 'grant@1.0.0',
      reforms: [{ reference: 'wider-grant@1.0.0' }],
      date,
      by: ['region'],
    }),
  );
  store.change('ada', (writer) => {
    insertRun(writer, { id: run, template: { id, version, hash }, title: 'Impact', actor: 'ada', input: {} });
    beginImpact(writer, run, plan);
  });
  const answers = evaluateChunks(store, plan);
  for (const { part } of answers) storePart(store, run, part);
  store.change('ada', (writer) => finishImpact(writer, run, outcomeOf(plan, answers), 7));
  store.change('ada', (writer) =>
    appendMove(writer, { run, seq: 0, status: 'completed', records: [{ type: 'run-end', status: 'completed', output: {} }] }),
  );
};

/** An appeal of a case that found what was found before. */
export const recordAppeal = (store: Store, { run, unit }: { readonly run: string; readonly unit: string }): void => {
  const { id, version, hash } = publishTemplate(store);
  store.change('ada', (writer) => {
    insertRun(writer, {
      id: `appeal-${unit}`,
      template: { id, version, hash },
      title: 'Appeal',
      actor: 'ada',
      originalRun: run,
      input: {},
    });
    insertAppeal(writer, {
      run: `appeal-${unit}`,
      originalRun: run,
      unit,
      note: '',
      changed: [],
      original: EMPTY,
      appealed: EMPTY,
      reforms: [],
      verdict: 'confirmed',
    });
  });
};

/** A workspace in a folder; equal seeds give equal ones. Whoever asks for it closes it. */
export const evidenceStore = (folder: string, seed: string, units = UNITS): Store => {
  const store = createStore(join(folder, `${seed}.probity`), { ...testWorld(seed), name: 'Town', actor: 'ada' });
  fillWorkspace(store, { units, chunkUnits: CHUNK_UNITS });
  runImpact(store, RUN);
  return store;
};

/** The same for one test, in a folder of its own. */
export const evidenceWorkspace = (seed = 'evidence', units = UNITS): Store => {
  const store = evidenceStore(scratchFolder(), seed, units);
  onTestFinished(() => store.close());
  return store;
};

type Wanted = Partial<Omit<BundleRequest, 'checkpoint'>>;

/** A bundle's files as an export gathers them. */
export const gather = (store: Store, { run = RUN, units = [] }: Wanted = {}) => {
  const { checkpoint } = prepareBundle(store, 'ada', { run, cases: units.length, build: TEST_BUILD });
  return store.read((reader) => gatherBundle(reader, { run, units, checkpoint }, () => undefined));
};

export const zipped = (store: Store, wanted: Wanted = {}): Uint8Array => writeZip(gather(store, wanted));
