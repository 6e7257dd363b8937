/** Chunks are checkpoints: an impact that was cut off evaluates the chunks that are not stored and no others, and comes to the same result. */
import { afterAll, describe, expect, test } from 'vitest';
import { runImpact } from '../../../src/engine/impact/impact-job.ts';
import type { ImpactCuts, ImpactOutcome, ImpactPart } from '../../../src/engine/impact/impact-part.ts';
import { measuresSchema } from '../../../src/engine/impact/measure/measures-schema.ts';
import type { CheckpointContext, Job, JobProgress } from '../../../src/engine/job/protocol.ts';
import { createJobFunction } from '../../../src/engine/job/run-job.ts';
import { canonicalJson } from '../../../src/engine/model/canonical-json.ts';
import type { ImpactResult } from '../../../src/engine/model/impact-result.ts';
import type { Json } from '../../../src/engine/model/json.ts';
import { finishImpact } from '../../../src/engine/store/impact/impact-store.ts';
import type { Store } from '../../../src/engine/store/store.ts';
import { builtWorker } from '../../support/built-entries.ts';
import { beginRun, fillWorkspace, grantRequest, runImpactJob, storePart } from '../../support/impact-workspace.ts';
import { inProcessRunner } from '../../support/test-port.ts';
import { scratchWorkspace } from '../store/scratch-workspace.ts';
import { behindTheGuards } from '../store/tamper.ts';

const worker = await builtWorker();
const runner = inProcessRunner(createJobFunction({ worker }));
afterAll(() => runner.close());

type ImpactJob = Extract<Job, { readonly kind: 'impact' }>;

const CHUNKS = 10;
/** Every sort of sum: groups, quantiles that are found first, weights, distributions, rates. */
const request = {
  ...grantRequest,
  by: ['region', 'income:quantiles=4+region'],
  measures: measuresSchema.parse({
    weight: 'weight',
    resource: { of: 'income', plusAmount: true, persons: 'size', quantiles: 4 },
    nearThreshold: [{ value: 'income', limit: 'limit' }],
    marginalRate: { income: 'income', step: '0.01' },
  }),
};

const filledWorkspace = (): Store => {
  const store = scratchWorkspace();
  fillWorkspace(store, { units: CHUNKS * 16 - 5, chunkUnits: 16 });
  return store;
};

/** Lets a job store so many chunks, then ends it. Gives the chunks that it handed over before it ended, and the cuts that it found. */
const cutOff = async (store: Store, job: ImpactJob, chunks: number) => {
  const stored: number[] = [];
  let cuts: ImpactCuts['cuts'] | undefined;
  const handle = runner.start<ImpactPart | ImpactCuts, ImpactOutcome>(job, {
    onProgress: () => undefined,
    onPart: (part) => {
      if ('cuts' in part) cuts = part.cuts;
      else {
        storePart(store, job.run, part);
        stored.push(part.chunk);
      }
      if (stored.length === chunks) handle.cancel();
    },
  });
  expect(await handle.ended).toEqual({ type: 'cancelled' });
  return { stored, cuts };
};

/** The chunks that a job evaluates, and the phases it goes through, until it ends as it should. */
const carryOn = async (store: Store, job: ImpactJob) => {
  const evaluated: number[] = [];
  const phases = new Set<string>();
  const { ended } = runner.start<ImpactPart | ImpactCuts, ImpactOutcome>(job, {
    onProgress: ({ phase }) => phases.add(phase),
    onPart: (part) => {
      storePart(store, job.run, part);
      if (!('cuts' in part)) evaluated.push(part.chunk);
    },
  });
  const end = await ended;
  if (end.type !== 'done') throw new Error(JSON.stringify(end));
  return { evaluated, phases: [...phases], result: store.change('ada', (writer) => finishImpact(writer, job.run, end.outcome, 0)) };
};

const bytesOf = ({ run: _, ...result }: ImpactResult): string => canonicalJson(result as unknown as Json);
const ascending = (chunks: readonly number[]): readonly number[] => chunks.toSorted((a, b) => a - b);
const everyChunk = Array.from({ length: CHUNKS }, (_, chunk) => chunk);

/** What a run gives that nothing disturbs. */
let whole: string | undefined;
const undisturbed = async (): Promise<string> => {
  whole ??= bytesOf(await runImpactJob(runner, filledWorkspace(), { run: 'whole', request, workers: 1 }));
  return whole;
};

describe('a run that was cut off', () => {
  const cases = [1, 2, 4].flatMap((workers) => [1, 6].map((chunks) => ({ workers, chunks }))).concat({ workers: 2, chunks: CHUNKS });

  test.each(cases)('by $workers workers after $chunks chunks', async ({ workers, chunks }) => {
    const store = filledWorkspace();
    const job = { ...beginRun(store, 'cut', request).job, workers } as ImpactJob;
    const { stored, cuts } = await cutOff(store, job, chunks);
    expect(stored).toHaveLength(chunks);

    const { evaluated, phases, result } = await carryOn(store, cuts === undefined ? job : { ...job, cuts });
    expect(ascending([...stored, ...evaluated])).toEqual(everyChunk);
    expect(phases).toEqual(['evaluate']);
    expect(bytesOf(result)).toBe(await undisturbed());
  });

  test('again and again, by another number of workers each time', async () => {
    const store = filledWorkspace();
    const { job } = beginRun(store, 'cut', request);
    const seen: number[] = [];
    for (const workers of [3, 1, 2]) seen.push(...(await cutOff(store, { ...job, workers } as ImpactJob, 2)).stored);
    const { evaluated, result } = await carryOn(store, { ...job, workers: 2 } as ImpactJob);
    expect(ascending([...seen, ...evaluated])).toEqual(everyChunk);
    expect(bytesOf(result)).toBe(await undisturbed());
  });

  test('with sums that somebody changed is refused', async () => {
    const store = filledWorkspace();
    const job = beginRun(store, 'cut', request).job as ImpactJob;
    await cutOff(store, job, 3);
    behindTheGuards(store.path, (database) => {
      database.exec(
        "UPDATE impact_sums SET data = CAST(replace(data, 'gainers', 'losers') AS BLOB) WHERE chunk = (SELECT min(chunk) FROM impact_sums)",
      );
    });
    const { ended } = runner.start(job, { onProgress: () => undefined, onPart: () => undefined });
    expect(await ended).toMatchObject({ type: 'failed', failure: { kind: 'unreadable', message: expect.stringContaining('SHA-256') } });
  });
});

test('once the result is there, the sums are kept as hashes alone', async () => {
  const store = filledWorkspace();
  await runImpactJob(runner, store, { run: 'whole', request, workers: 2 });
  const kept = store.read((reader) =>
    reader.one<{ rows: number; bytes: number | null }>(
      '-- sums\nSELECT count(sha256) AS rows, sum(length(data)) AS bytes FROM impact_sums',
    ),
  );
  expect(kept).toEqual({ rows: CHUNKS, bytes: null });
});

test.each([1, 2, 4])('%i workers begin no chunk before their last one is stored', async (workers) => {
  const store = filledWorkspace();
  const job = { ...beginRun(store, 'r', request).job, workers } as ImpactJob;
  const abort = new AbortController();
  const handedOver: number[] = [];
  const { promise: idle, resolve } = Promise.withResolvers<JobProgress>();
  let told = 0;
  const context: CheckpointContext<ImpactPart | ImpactCuts> = {
    signal: abort.signal,
    // Told by a timer: twice after nothing was left to begin.
    progress: (progress) => {
      if (handedOver.length >= workers && ++told > 1) resolve(progress);
    },
    part: async () => undefined,
    partTaken: (part) => {
      if ('cuts' in part) return Promise.resolve();
      handedOver.push(part.chunk);
      return new Promise((_, reject) => abort.signal.addEventListener('abort', () => reject(new Error('the test is over'))));
    },
  };
  const ended = runImpact(job, context, worker);
  expect((await idle).done).toBe(workers * 16);
  expect(handedOver).toHaveLength(workers);
  abort.abort();
  await expect(ended).rejects.toThrow();
});
