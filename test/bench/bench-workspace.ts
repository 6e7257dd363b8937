/** What benches of impacts share: a workspace with K-TAP, a job runner of what ships, an import of made-up households, and timed phases. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLogKeyring } from '../../src/engine/identity/log-keyring.ts';
import { createChildRunner } from '../../src/engine/job/child-runner.ts';
import type { Job, JobRunner } from '../../src/engine/job/protocol.ts';
import type { Json, PolicyDocument, PopulationInfo } from '../../src/engine/model/index.ts';
import type { PopulationOutcome, PopulationPart } from '../../src/engine/population/population-part.ts';
import { createStore } from '../../src/engine/store/create-store.ts';
import { publishDocument } from '../../src/engine/store/document/document-store.ts';
import { populationWriter } from '../../src/engine/store/population/population-writer.ts';
import type { Store } from '../../src/engine/store/store.ts';
import { createSystemPort } from '../../src/main/system-port.ts';
import { benchMachine } from './bench-machine.ts';
import { type Watched, watchMemory } from './watch-memory.ts';
import { householdMapping } from './write-households.ts';

/** Always the same, so that the result hash is the same in every run of a bench. */
const SECRET = new Uint8Array(32).fill(1);

export const ktap = JSON.parse(readFileSync('templates/policies/ky-ktap.json', 'utf8')) as PolicyDocument;
export const runner: JobRunner = createChildRunner(join(import.meta.dirname, 'jobs.js'));

const machineFolder = benchMachine();
const port = createSystemPort({
  machineFolder,
  jobs: runner,
  printPdf: () => {
    throw new Error('a bench prints nothing');
  },
});

/** Wall clock of a whole phase, processes started and results on disk; memory and processor time of this process and of its children. */
export type Phase = { readonly phase: string; readonly ms: number; readonly unitsPerSecond: number } & Watched;

export const measure = async <T>(phases: Phase[], phase: string, units: number, work: () => T | Promise<T>): Promise<T> => {
  const memory = watchMemory();
  const startMs = performance.now();
  const result = await work();
  const ms = performance.now() - startMs;
  phases.push({ phase, ms: Math.round(ms), unitsPerSecond: Math.round((units * 1000) / ms), ...memory.stop() });
  return result;
};

export const phaseLine = ({ phase, ms, unitsPerSecond, ...watched }: Phase): string =>
  [
    `  ${phase.padEnd(22)}${String(ms).padStart(7)} ms${String(unitsPerSecond).padStart(10)} households/s`,
    `main ${watched.ownCpuMs} ms of CPU, ${watched.ownPeakMiB ?? '?'} MiB`,
    `job ${watched.childCpuMs ?? '?'} ms of CPU, ${watched.childPeakMiB ?? '?'} MiB`,
  ].join('   ');

export const openWorkspace = (folder: string): Store => {
  const store = createStore(join(folder, 'bench.probity'), {
    name: 'Bench',
    actor: 'bench',
    ...port,
    logKeys: createLogKeyring(machineFolder),
  });
  const { id, version, title } = ktap;
  store.change('bench', (writer) => publishDocument(writer, { kind: 'policy', id, version, title, content: ktap as unknown as Json }));
  return store;
};

export const importFiles = async (store: Store, job: Extract<Job, { readonly kind: 'import' }>): Promise<PopulationInfo> => {
  const writer = populationWriter((work) => store.change('bench', work), { id: port.newId(), name: 'people', secret: SECRET });
  const handlers = { onProgress: () => undefined, onPart: (part: PopulationPart) => writer.take(part) };
  const end = await runner.start<PopulationPart, PopulationOutcome>(job, handlers).ended;
  if (end.type !== 'done') throw new Error(`the import ${end.type}: ${JSON.stringify(end)}`);
  return writer.seal(end.outcome);
};

export const importHouseholds = (
  store: Store,
  { units, members }: { readonly units: string; readonly members: string },
): Promise<PopulationInfo> =>
  importFiles(store, { kind: 'import', unitsPath: units, membersPath: members, mapping: householdMapping, policy: ktap });
