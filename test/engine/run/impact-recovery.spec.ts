/** A process that dies in the middle of an impact: the next one ends the run, with the same result. */
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { JobRunner } from '../../../src/engine/job/protocol.ts';
import { CHUNK_UNITS } from '../../../src/engine/model/population.ts';
import { fingerprint } from '../../../src/engine/population/fingerprint.ts';
import { builtWorker } from '../../support/built-entries.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { makeTown, type TestEngine, TOWN_IMPACT, testEngine, testWorkspace } from '../../support/workspace.ts';
import { behindTheGuards } from '../store/tamper.ts';

const worker = await builtWorker();

/** What the disk holds at this moment, as a process finds it that starts after this one was killed. */
const copyOf = (path: string): string => {
  const copy = join(scratchFolder(), 'after-the-crash.probity');
  for (const suffix of ['', '-wal']) if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix);
  return copy;
};

/** Calls `look` before and after each chunk of an impact is taken in. */
const watchingChunks =
  (look: (moment: string) => void) =>
  (jobs: JobRunner): JobRunner => ({
    ...jobs,
    start: <Part, Outcome>(...[job, listener]: Parameters<typeof jobs.start<Part, Outcome>>) => {
      let taken = 0;
      return jobs.start<Part, Outcome>(job, {
        ...listener,
        onPart: (part) => {
          const isChunk = job.kind === 'impact' && !('cuts' in (part as object));
          if (isChunk) look(`before chunk ${++taken}`);
          listener.onPart(part);
          if (isChunk) look(`after chunk ${taken}`);
        },
      });
    },
  });

/** Three chunks. */
const UNITS = 2 * CHUNK_UNITS + 300;
const CHUNKS = 3;
/** Groups by quantiles take a pass over the population before the first chunk. */
const IMPACT = { ...TOWN_IMPACT, by: ['income:quantiles=4'], workers: 2 };

/** Runs an impact, and copies the workspace as it is at each of these moments. */
const copiesAt = async (isWanted: (moment: string) => boolean, units = UNITS) => {
  const copies = new Map<string, string>();
  const test = await testWorkspace({
    worker,
    wrapJobs: watchingChunks((moment) => {
      if (isWanted(moment)) copies.set(moment, copyOf(test.path));
    }),
  });
  await makeTown(test, units, 'crash');
  const { run } = await test.ask('impact.start', IMPACT);
  await test.completed(run);
  return { run, copies, result: await test.ask('impact.result', { run }) };
};

/** What the next process does with such a copy. */
const carryOn = async (path: string, run: string) => {
  let evaluated = 0;
  const wrapJobs = watchingChunks((moment) => {
    if (moment.startsWith('before')) evaluated++;
  });
  const next = testEngine({ seed: 'next', worker, path, wrapJobs });
  await next.ask('workspace.open', { path });
  await next.completed(run);
  const phases = next.events.flatMap((event) => (event.type === 'task.progress' ? [event.phase] : []));
  return { next, evaluated, phases };
};

/** Entries of the trail by kind. */
const countEntries = async (test: TestEngine, kind: string): Promise<number> => {
  const { size } = await test.ask('audit.list', { after: 0, limit: 1 });
  const { entries } = await test.ask('audit.list', { after: 0, limit: size });
  return entries.filter((entry) => entry.kind === kind).length;
};

it('cut off before and after any chunk, a run evaluates the chunks that are not stored, and comes to the same result', async () => {
  const { run, copies, result } = await copiesAt(() => true);
  expect(copies.size).toBe(2 * CHUNKS);
  const { elapsedMs: _, ...undisturbed } = result;
  let stored = 0;
  for (const [moment, path] of copies) {
    if (moment.startsWith('after')) stored++;
    const { next, evaluated, phases } = await carryOn(path, run);
    expect(evaluated, moment).toBe(CHUNKS - stored);
    expect(await next.ask('impact.result', { run }), moment).toMatchObject(undisturbed);
    expect(await countEntries(next, 'impact.chunk'), moment).toBe(CHUNKS);
    expect(await countEntries(next, 'impact.chunk-repeated'), moment).toBe(0);
    expect(phases, moment).not.toContain('rank');

    const { steps } = await next.ask('run.show', { run });
    const evaluate = steps.find(({ name }) => name === 'evaluate');
    expect(evaluate?.attempts.map(({ status }) => status)).toEqual(['interrupted', 'completed']);
    expect(steps.filter(({ name }) => name !== 'evaluate').every(({ attempts }) => attempts.length <= 1)).toBe(true);
    const verified = await next.completed((await next.ask('audit.verify', {})).task);
    expect(verified.answer).toMatchObject({ verdict: { verdict: 'consistent' } });
    await next.engine.close();
  }
}, 60_000);

it('a population that was exchanged meanwhile is not evaluated', async () => {
  const moment = 'before chunk 1';
  const { run, copies } = await copiesAt((now) => now === moment, 300);
  const copy = copies.get(moment) ?? '';
  behindTheGuards(copy, (database) => {
    database.exec("DELETE FROM population_chunk WHERE name = 'region'");
    const hashes = database.prepare('SELECT sha256 FROM population_chunk ORDER BY chunk, list, name').pluck().all() as string[];
    database.prepare('UPDATE population SET fingerprint = ?').run(fingerprint(hashes));
  });
  const next = testEngine({ seed: 'next', worker, path: copy });
  await next.ask('workspace.open', { path: copy });
  expect(await next.engine.ended(run)).toMatchObject({
    status: 'failed',
    failure: { kind: 'unreadable', message: 'The population "Town" is not what the run evaluates: its fingerprint differs.' },
  });
});
