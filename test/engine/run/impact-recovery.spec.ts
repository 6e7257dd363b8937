/** A process that dies in the middle of an impact: the next one ends the run, with the same result. */
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JobRunner } from '../../../src/engine/job/protocol.ts';
import { fingerprint } from '../../../src/engine/population/fingerprint.ts';
import { buildEntry } from '../../support/build-entry.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { makeTown, TOWN_IMPACT, testEngine, testWorkspace } from '../../support/workspace.ts';
import { behindTheGuards } from '../store/tamper.ts';

let built: { readonly path: string; remove(): void };
beforeAll(async () => {
  built = await buildEntry(join(import.meta.dirname, '../../../src/engine/job/worker.ts'));
});
afterAll(() => built.remove());

/** What the disk holds at this moment, as a process finds it that starts after this one was killed. */
const copyOf = (path: string): string => {
  const copy = join(scratchFolder(), 'after-the-crash.probity');
  for (const suffix of ['', '-wal']) if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix);
  return copy;
};

/** Calls `look` before and after each part of an impact is taken in. */
const watchingParts =
  (look: (moment: 'before' | 'after') => void) =>
  (jobs: JobRunner): JobRunner => ({
    ...jobs,
    start: <Part, Outcome>(...[job, listener]: Parameters<typeof jobs.start<Part, Outcome>>) =>
      jobs.start<Part, Outcome>(job, {
        ...listener,
        onPart: (part) => {
          if (job.kind === 'impact') look('before');
          listener.onPart(part);
          if (job.kind === 'impact') look('after');
        },
      }),
  });

/** Runs an impact, and copies the workspace as it is at the first such moment. */
const cutOff = async (moment: 'before' | 'after') => {
  let copy: string | undefined;
  const test = await testWorkspace({
    worker: built.path,
    wrapJobs: watchingParts((now) => {
      if (now === moment) copy ??= copyOf(test.path);
    }),
  });
  await makeTown(test, 300, 'crash');
  const { run } = await test.ask('impact.start', TOWN_IMPACT);
  await test.completed(run);
  if (copy === undefined) throw new Error('no part was seen');
  return { run, copy, result: await test.ask('impact.result', { run }) };
};

it.each(['before', 'after'] as const)('%s the results of a chunk were stored', async (moment) => {
  const { run, copy, result } = await cutOff(moment);
  const next = testEngine({ seed: 'next', worker: built.path, path: copy });
  await next.ask('workspace.open', { path: copy });
  await next.completed(run);
  expect(await next.ask('impact.result', { run })).toMatchObject({ resultHash: result.resultHash, totals: result.totals });
  const { steps } = await next.ask('run.show', { run });
  const evaluate = steps.find(({ name }) => name === 'evaluate');
  expect(evaluate?.attempts.map(({ status }) => status)).toEqual(['interrupted', 'completed']);
  expect(steps.filter(({ name }) => name !== 'evaluate').every(({ attempts }) => attempts.length <= 1)).toBe(true);
  const verified = await next.completed((await next.ask('audit.verify', {})).task);
  expect(verified.answer).toMatchObject({ verdict: { verdict: 'consistent' } });
});

it('a population that was exchanged meanwhile is not evaluated', async () => {
  const { run, copy } = await cutOff('before');
  behindTheGuards(copy, (database) => {
    database.exec("DELETE FROM population_chunk WHERE name = 'region'");
    const hashes = database.prepare('SELECT sha256 FROM population_chunk ORDER BY chunk, list, name').pluck().all() as string[];
    database.prepare('UPDATE population SET fingerprint = ?').run(fingerprint(hashes));
  });
  const next = testEngine({ seed: 'next', worker: built.path, path: copy });
  await next.ask('workspace.open', { path: copy });
  expect(await next.engine.ended(run)).toMatchObject({
    status: 'failed',
    failure: { kind: 'unreadable', message: 'The population "Town" is not what the run evaluates: its fingerprint differs.' },
  });
});
