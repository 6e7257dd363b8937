/** Whole impact runs by the built job process: the same to the bit for any number of workers, equal to a plain recomputation, and clear when they fail. */
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { ImpactOutcome, ImpactPart } from '../../../src/engine/impact/impact-part.ts';
import { createChildRunner } from '../../../src/engine/job/child-runner.ts';
import type { Job, JobProgress, JobRunner } from '../../../src/engine/job/protocol.ts';
import { finishImpact, readImpactPlan, readImpactResult } from '../../../src/engine/store/impact/impact-store.ts';
import { eraseSecret } from '../../../src/engine/store/population/population-store.ts';
import { builtJobs } from '../../support/built-entries.ts';
import { beginRun, fillWorkspace, grantRequest, runImpactJob, startJob, storePart } from '../../support/impact-workspace.ts';
import { plainCases, plainResult, plainResultHash } from '../../support/plain-impact.ts';
import { reopen, scratchWorkspace } from '../store/scratch-workspace.ts';
import { tamper } from '../store/tamper.ts';

const jobs = await builtJobs();
const runner = createChildRunner(jobs);
afterEach(() => runner.close());

const filledWorkspace = (units = 150) => {
  const store = scratchWorkspace();
  fillWorkspace(store, { units, chunkUnits: 16 });
  return store;
};

const byGroup = (a: { readonly by: string; readonly value: string }, b: { readonly by: string; readonly value: string }): number =>
  `${a.by}/${a.value}` < `${b.by}/${b.value}` ? -1 : 1;

describe('results', () => {
  test('1, 2 and 4 workers give the same result, and it is that of a plain recomputation', async () => {
    const store = filledWorkspace();
    const results = [];
    for (const workers of [1, 2, 4]) {
      results.push(await runImpactJob(runner, store, { run: `run-${workers}`, request: grantRequest, workers }));
    }
    const plan = store.read((reader) => readImpactPlan(reader, 'run-1'));
    const cases = plainCases(store, plan);
    for (const { resultHash, totals, matrix, groups } of results) {
      expect(resultHash).toBe(plainResultHash(store, plan, cases));
      const plain = plainResult(plan, cases);
      expect({ totals, matrix }).toEqual({ totals: plain.totals, matrix: plain.matrix });
      expect(groups.toSorted(byGroup)).toEqual(plain.groups.toSorted(byGroup));
    }
    expect(results[0]?.totals.reforms[0]).toMatchObject({ gainers: expect.any(Number), undetermined: expect.any(Number) });
    expect(store.read((reader) => readImpactResult(reader, 'run-4'))).toEqual(results[2]);
  });

  test('one unit, one full chunk, and one unit more', async () => {
    for (const units of [1, 16, 17]) {
      const store = filledWorkspace(units);
      const { resultHash, totals } = await runImpactJob(runner, store, { run: 'r', request: grantRequest, workers: 2 });
      const plan = store.read((reader) => readImpactPlan(reader, 'r'));
      expect(totals.units).toBe(units);
      expect(resultHash).toBe(plainResultHash(store, plan, plainCases(store, plan)));
    }
  });

  test('progress begins at nothing and ends at all units', async () => {
    const store = filledWorkspace();
    const told: JobProgress[] = [];
    const { job } = beginRun(store, 'r', grantRequest);
    await startJob(runner, store, 'r', job, (progress) => told.push(progress)).ended;
    expect(told[0]).toEqual({ phase: 'evaluate', done: 0, total: 150, unit: 'household' });
    expect(told.at(-1)).toEqual({ phase: 'evaluate', done: 150, total: 150, unit: 'household' });
  });
});

describe('failures', () => {
  const expectFailure = async (workers: JobRunner, job: Job) => {
    const end = await workers.start<ImpactPart, ImpactOutcome>(job, { onProgress: () => undefined, onPart: () => undefined }).ended;
    return end.type === 'failed' ? end.failure : end;
  };

  test('a population that was tampered with is refused, naming chunk and column', async () => {
    const store = filledWorkspace();
    const { job } = beginRun(store, 'r', grantRequest);
    store.close();
    tamper(store.path, (database) => {
      database.exec('DROP TRIGGER population_chunk_update');
      database.exec("UPDATE population_chunk SET data = zeroblob(length(data)) WHERE chunk = 3 AND name = 'income'");
    });
    reopen(store);
    expect(await expectFailure(runner, { ...job, workers: 2 } as Job)).toMatchObject({
      kind: 'unreadable',
      message: expect.stringMatching(/chunk 3 of column "income".*SHA-256/),
    });
  });

  test('without the secret there is nothing to commit results to', async () => {
    const store = filledWorkspace();
    const { job } = beginRun(store, 'r', grantRequest);
    store.change('ada', (writer) => eraseSecret(writer, 'p1'));
    expect(await expectFailure(runner, job)).toMatchObject({ kind: 'invalid', message: expect.stringContaining('secret') });
  });

  test('a worker that dies is a fault that says so, and the run can be made again', async () => {
    const folder = join(dirname(jobs), 'broken');
    mkdirSync(folder);
    for (const file of readdirSync(dirname(jobs))) if (file.endsWith('.js')) copyFileSync(join(dirname(jobs), file), join(folder, file));
    writeFileSync(join(folder, 'worker.js'), 'process.exit(5);');
    const broken = createChildRunner(join(folder, 'jobs.js'));
    const store = filledWorkspace();
    const { job } = beginRun(store, 'r', grantRequest);
    await expect(startJob(broken, store, 'r', job).ended).rejects.toThrow('a worker of the evaluation ended unexpectedly (exit code 5)');
    const end = await startJob(runner, store, 'r', job).ended;
    if (end.type !== 'done') throw new Error(end.type);
    expect(store.change('ada', (writer) => finishImpact(writer, 'r', end.outcome, 0)).totals.units).toBe(150);
  });

  test('a cancelled run stops; made again it keeps the chunks it had and ends like any other', async () => {
    const store = filledWorkspace(400);
    const { job } = beginRun(store, 'r', grantRequest);
    let stored = 0;
    const handle = runner.start<ImpactPart, ImpactOutcome>(job, {
      onProgress: () => undefined,
      onPart: (part) => {
        storePart(store, 'r', part);
        stored += 1;
        if (stored === 2) handle.cancel();
      },
    });
    expect(await handle.ended).toEqual({ type: 'cancelled' });
    expect(stored).toBe(2);
    expect(() => store.change('ada', (writer) => finishImpact(writer, 'r', {} as ImpactOutcome, 0))).toThrow('of 400');

    const again = await startJob(runner, store, 'r', job).ended;
    const straight = await runImpactJob(runner, store, { run: 'straight', request: grantRequest, workers: 1 });
    if (again.type !== 'done') throw new Error(again.type);
    const { resultHash } = store.change('ada', (writer) => finishImpact(writer, 'r', again.outcome, 0));
    expect(resultHash).toBe(straight.resultHash);
  });
});
