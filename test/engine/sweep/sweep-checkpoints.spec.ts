/** Chunks of a sweep are checkpoints: after a crash the chunks that are stored are not swept again, and the result is the same. */
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { InputOf } from '../../../src/engine/contract.ts';
import type { JobRunner } from '../../../src/engine/job/protocol.ts';
import { CHUNK_UNITS } from '../../../src/engine/model/population.ts';
import { builtWorker } from '../../support/built-entries.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { makeTown, type TestEngine, testEngine, testWorkspace } from '../../support/workspace.ts';
import { behindTheGuards } from '../store/tamper.ts';

const worker = await builtWorker();

const CHUNKS = 2;
const SWEEP = {
  population: 'Town',
  policy: 'housing-support',
  date: '2025-03-01',
  vary: [{ parameter: 'support_rate', values: { list: ['0.3', '0.4'] } }],
  workers: 1,
} satisfies InputOf<'sweep.start'>;

/** Calls `taken` after each chunk of a sweep was taken in. */
const watching =
  (taken: () => void) =>
  (jobs: JobRunner): JobRunner => ({
    ...jobs,
    start: <Part, Outcome>(...[job, listener]: Parameters<typeof jobs.start<Part, Outcome>>) =>
      jobs.start<Part, Outcome>(job, {
        ...listener,
        onPart: (part) => {
          listener.onPart(part);
          if (job.kind === 'sweep') taken();
        },
      }),
  });

/** Runs a sweep, and copies the workspace as a crash would leave it after its first chunk. */
const cutOff = async () => {
  const copy = join(scratchFolder(), 'after-the-crash.probity');
  const whole = await testWorkspace({
    worker,
    wrapJobs: watching(() => {
      if (existsSync(copy)) return;
      for (const suffix of ['', '-wal']) if (existsSync(whole.path + suffix)) copyFileSync(whole.path + suffix, copy + suffix);
    }),
  });
  await makeTown(whole, CHUNK_UNITS + 200, 'sweep');
  const { run } = await whole.ask('sweep.start', SWEEP);
  await whole.completed(run);
  const { elapsedMs: _, ...result } = await whole.ask('sweep.result', { run });
  return { run, copy, result };
};

const verdictOf = async (test: TestEngine) => (await test.completed((await test.ask('audit.verify', {})).task)).answer;

test('a sweep that was cut off sweeps the chunks that are not stored, and comes to the same result', async () => {
  const { run, copy, result } = await cutOff();
  let swept = 0;
  const next = testEngine({ seed: 'next', worker, path: copy, wrapJobs: watching(() => swept++) });
  await next.ask('workspace.open', { path: copy });
  await next.completed(run);
  expect(swept).toBe(CHUNKS - 1);
  expect(await next.ask('sweep.result', { run })).toMatchObject(result);
  expect(await verdictOf(next)).toMatchObject({ verdict: { verdict: 'consistent' } });
});

const FORGERIES: readonly (readonly [string, string, RegExp])[] = [
  ['another hash', `UPDATE sweep_chunk SET sha256 = '${'0'.repeat(64)}' WHERE chunk = 0`, /chunk 0 of sweep .* is not what was recorded/],
  ['other bytes', `UPDATE sweep_chunk SET data = x'7b7d' WHERE chunk = 1`, /chunk 1 of sweep .* is not what was recorded/],
  ['a missing chunk', 'DELETE FROM sweep_chunk WHERE chunk = 1', /chunk 1 of sweep .* is missing/],
  [
    'a chunk that no entry records',
    `INSERT INTO sweep_chunk SELECT run, 7, units, sha256, data, entry FROM sweep_chunk WHERE chunk = 0`,
    /sweeps hold rows that no entry records/,
  ],
];

test('what was changed of its chunks is found', async () => {
  const { copy, run } = await cutOff();
  const next = testEngine({ seed: 'next', worker, path: copy });
  await next.ask('workspace.open', { path: copy });
  await next.completed(run);
  await next.ask('workspace.close', {});
  for (const [name, sql, reason] of FORGERIES) {
    const forged = join(scratchFolder(), 'forged.probity');
    copyFileSync(copy, forged);
    behindTheGuards(forged, (database) => {
      database.exec(sql);
    });
    await next.ask('workspace.open', { path: forged });
    expect(JSON.stringify(await verdictOf(next)), name).toMatch(reason);
    await next.ask('workspace.close', {});
  }
});
