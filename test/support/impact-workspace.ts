/** An impact's surroundings in small: a population in small chunks, a policy and two reforms of it, and the way a run takes through the store. */
import { createHash } from 'node:crypto';
import type { ImpactCuts, ImpactOutcome, ImpactPart } from '../../src/engine/impact/impact-part.ts';
import type { ImpactPlan } from '../../src/engine/impact/impact-plan.ts';
import { type ImpactRequest, loadSides, planImpact } from '../../src/engine/impact/plan-impact.ts';
import type { Job, JobHandle, JobProgress, JobRunner } from '../../src/engine/job/protocol.ts';
import { Exact } from '../../src/engine/model/exact.ts';
import type { ImpactResult } from '../../src/engine/model/impact-result.ts';
import type { Json } from '../../src/engine/model/json.ts';
import type { PolicyDocument, ReformDocument } from '../../src/engine/model/policy-document.ts';
import type { ColumnChunk } from '../../src/engine/model/population.ts';
import { Null, type Value } from '../../src/engine/model/value.ts';
import type { InputTypes, ScalarInput } from '../../src/engine/model/value-type.ts';
import { encodeColumn, encodeOffsets, encodeTexts } from '../../src/engine/population/column-codec.ts';
import { publishDocument } from '../../src/engine/store/document/document-store.ts';
import { beginImpact, finishImpact, storeImpactPart } from '../../src/engine/store/impact/impact-store.ts';
import { addChunk } from '../../src/engine/store/population/chunk-store.ts';
import { beginPopulation, sealPopulation } from '../../src/engine/store/population/population-store.ts';
import { insertRun } from '../../src/engine/store/run/run-store.ts';
import type { Store } from '../../src/engine/store/store.ts';

export const grantPolicy: PolicyDocument = {
  kind: 'policy',
  id: 'grant',
  version: '1.0.0',
  title: 'Grant',
  unit: 'household',
  period: 'month',
  inputs: {
    income: { type: 'decimal', scale: 2, min: '0', max: '100000', nullable: true },
    region: { type: 'enum', values: ['north', 'south'] },
    members: { type: 'list', of: { age: { type: 'integer', min: 0, max: 130 } } },
  },
  parameters: { limit: { type: 'decimal', scale: 2, values: { '2024-01-01': '1000', '2025-01-01': '1200.50' } } },
  decisions: {
    size: { type: 'integer', feel: 'count(members)' },
    outcome: { type: 'enum', values: ['ELIGIBLE', 'NOT_ELIGIBLE'], feel: 'if income <= limit then "ELIGIBLE" else "NOT_ELIGIBLE"' },
    grant: { type: 'decimal', label: 'Grant of the month', feel: 'if outcome = "ELIGIBLE" then (limit - income) / 3 + 10 * size else 0' },
    children: { type: 'decimal', scale: 0, feel: 'count(members[age < 18]) * 5' },
  },
  outcome: 'outcome',
  amounts: ['grant', 'children'],
  tests: [],
};

export const grantReform: ReformDocument = {
  kind: 'reform',
  id: 'wider-grant',
  version: '1.0.0',
  title: 'Wider grant',
  of: { policy: 'grant', version: '1.0.0' },
  patch: { parameters: { limit: { values: { '2025-01-01': '1500' } } } },
};

const populationTypes: InputTypes = { ...grantPolicy.inputs, district: { type: 'string' }, weight: { type: 'decimal' } };

/** Numbers that follow from a seed, evenly spread over 0 … below - 1. */
const drawing = (seed: string): ((below: number) => number) => {
  let drawn = 0;
  return (below) => createHash('sha256').update(`${seed}/${drawn++}`).digest().readUInt32LE(0) % below;
};

const chunkColumns = (chunk: number, from: number, units: number): readonly ColumnChunk[] => {
  const draw = drawing(`chunk ${chunk}`);
  const each = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
  const missing = new Null({ kind: 'absent', at: 'income', message: '' });
  const column = (list: string, name: string, type: ScalarInput, values: readonly Value[]): ColumnChunk =>
    encodeColumn({ list, column: name, chunk }, type, values);
  const sizes = each(units, () => draw(5));
  const offsets = Uint32Array.from([0, ...sizes]);
  for (let i = 1; i < offsets.length; i++) offsets[i] = (offsets[i] as number) + (offsets[i - 1] as number);
  const { income, region } = grantPolicy.inputs as { readonly income: ScalarInput; readonly region: ScalarInput };
  return [
    encodeTexts(
      { list: '', column: '$id', chunk },
      each(units, (i) => `unit-${from + i}`),
    ),
    column(
      '',
      'income',
      income,
      each(units, () => (draw(20) === 0 ? missing : Exact.of(BigInt(draw(200_000)), 100n))),
    ),
    column(
      '',
      'region',
      region,
      each(units, () => (draw(2) === 0 ? 'north' : 'south')),
    ),
    column(
      '',
      'district',
      { type: 'string' },
      each(units, () => `d${draw(7)}`),
    ),
    encodeOffsets({ list: 'members', column: '$members', chunk }, offsets),
    column(
      'members',
      'age',
      { type: 'integer' },
      each(offsets.at(-1) as number, () => Exact.integer(draw(90))),
    ),
    column(
      '',
      'weight',
      { type: 'decimal' },
      each(units, () => Exact.of(BigInt(draw(400)), 10n)),
    ),
  ];
};

/** Publishes the documents and seals a population "people"; `chunkUnits` is a power of two, so that the result tree is as it is in earnest. */
export const fillWorkspace = (store: Store, { units, chunkUnits }: { readonly units: number; readonly chunkUnits: number }): void => {
  store.change('ada', (writer) => {
    publishDocument(writer, { kind: 'policy', id: 'grant', version: '1.0.0', title: 'Grant', content: grantPolicy as unknown as Json });
    publishDocument(writer, {
      kind: 'reform',
      id: 'wider-grant',
      version: '1.0.0',
      title: 'Wider grant',
      content: grantReform as unknown as Json,
    });
    beginPopulation(writer, { id: 'p1', name: 'people', secret: Buffer.alloc(32, 5) });
    let members = 0;
    for (let from = 0, chunk = 0; from < units; from += chunkUnits, chunk++) {
      const columns = chunkColumns(chunk, from, Math.min(chunkUnits, units - from));
      members += columns.find(({ column }) => column === 'age')?.rows ?? 0;
      addChunk(writer, 'p1', columns);
    }
    const outcome = { unit: 'household', units, members, quarantined: 0, columns: populationTypes, sources: [] };
    sealPopulation(writer, 'p1', outcome);
  });
};

/** Law then, law now, and a reform of it. */
export const grantRequest: ImpactRequest = {
  population: 'people',
  baseline: 'grant',
  reforms: [
    { reference: 'grant', date: '2025-06-01' },
    { reference: 'wider-grant', date: '2025-06-01' },
  ],
  date: '2024-06-01',
  by: ['region', 'district', 'size'],
};

/** Begins a run and pins what it evaluates. */
export const beginRun = (store: Store, run: string, request: ImpactRequest): { readonly plan: ImpactPlan; readonly job: Job } => {
  const plan = store.read((reader) => planImpact(reader, request));
  store.change('ada', (writer) => {
    insertRun(writer, {
      id: run,
      template: { id: 'impact-analysis', version: '1.0.0', hash: '0'.repeat(64) },
      title: 'Impact analysis',
      actor: 'ada',
      input: {},
    });
    beginImpact(writer, run, plan);
  });
  const sides = store.read((reader) => loadSides(reader, plan));
  return {
    plan,
    job: {
      kind: 'impact',
      workspacePath: store.path,
      run,
      populationId: plan.population.id,
      ...sides,
      by: plan.by,
      measures: plan.measures,
      workers: 1,
    },
  };
};

export const storePart = (store: Store, run: string, part: ImpactPart | ImpactCuts): void => {
  if (!('cuts' in part)) store.change('ada', (writer) => storeImpactPart(writer, run, part));
};

export const startJob = (
  runner: JobRunner,
  store: Store,
  run: string,
  job: Job,
  onProgress: (progress: JobProgress) => void = () => undefined,
): JobHandle<ImpactOutcome> =>
  runner.start<ImpactPart | ImpactCuts, ImpactOutcome>(job, { onProgress, onPart: (part) => storePart(store, run, part) });

/** Does a whole run by a real job, with so many workers. */
export const runImpactJob = async (
  runner: JobRunner,
  store: Store,
  { run, request, workers }: { readonly run: string; readonly request: ImpactRequest; readonly workers: number },
): Promise<ImpactResult> => {
  const { job } = beginRun(store, run, request);
  const end = await startJob(runner, store, run, { ...job, workers } as Job).ended;
  if (end.type !== 'done') throw new Error(`the job ${end.type}: ${JSON.stringify(end)}`);
  return store.change('ada', (writer) => finishImpact(writer, run, end.outcome, 0));
};
