/** A workspace that has seen many runs: whether new ones, and questions about old ones, become slower. */
import { statSync } from 'node:fs';
import { createRunViews } from '../../../src/engine/run/run-views.ts';
import { countRuns, listRuns, unfinishedRuns } from '../../../src/engine/store/run/run-store.ts';
import { STEPS } from './engine.ts';
import { type OpenProbity, openProbity } from './probity.ts';

const AT_ONCE = 500;
/** Parts of the whole whose rates are compared: the first and the last. */
const PARTS = 10;
const TRIES = 21;

const rounded = (value: number): number => Number(value.toPrecision(3));
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

const timed = async (work: (attempt: number) => unknown): Promise<number> => {
  const times: number[] = [];
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const startMs = performance.now();
    await work(attempt);
    times.push(performance.now() - startMs);
  }
  return rounded(median(times));
};

const ASKER = { viewer: { actor: 'bench', roles: [] }, now: new Date().toISOString() };

/** Each question, asked of a workspace whose oldest runs are `runs`; none of them twice. */
const QUERIES: Readonly<Record<string, (open: OpenProbity, runs: readonly string[]) => (attempt: number) => unknown>> = {
  'newest 100 runs':
    ({ store }) =>
    () =>
      store.read((reader) => listRuns(reader, { after: 0, limit: 100 })),
  'completed runs, counted':
    ({ store }) =>
    () =>
      store.read((reader) => countRuns(reader, { status: 'completed' })),
  'runs that have not ended':
    ({ store }) =>
    () =>
      store.read(unfinishedRuns),
  'one run with its steps': ({ store, templates }, runs) => {
    const views = createRunViews(store, templates);
    return (attempt) => views.show(runs[attempt] as string, ASKER);
  },
};

const ask = async (open: OpenProbity, runs: readonly string[]): Promise<ReadonlyMap<string, number>> => {
  const answers = new Map<string, number>();
  for (const [name, query] of Object.entries(QUERIES)) answers.set(name, await timed(query(open, runs)));
  return answers;
};

/** @param steps in all, in runs of ten. */
export const measureMillion = async (path: string, steps: number) => {
  const open = openProbity(path, { begun: () => undefined });
  const runsInPart = Math.ceil(steps / STEPS / PARTS);
  const rates: number[] = [];
  const runs: string[] = [];
  for (let run = 0; run < TRIES; run++) {
    const id = open.runner.start('ten-steps', {});
    await open.runner.ended(id);
    runs.push(id);
  }
  let early: ReadonlyMap<string, number> | undefined;
  for (let part = 0; part < PARTS; part++) {
    const startMs = performance.now();
    for (let begun = 0; begun < runsInPart; begun += AT_ONCE) {
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, runsInPart - begun) }, () => open.run()));
    }
    rates.push((runsInPart * STEPS * 1000) / (performance.now() - startMs));
    early ??= await ask(open, runs);
  }
  const late = await ask(open, runs);
  await open.close();
  const openMs = await timed(() => openProbity(path, { begun: () => undefined }).close());
  return {
    steps: runsInPart * PARTS * STEPS,
    mebibytes: Math.round(statSync(path).size / 2 ** 20),
    firstStepsPerSecond: Math.round(rates[0] as number),
    lastStepsPerSecond: Math.round(rates.at(-1) as number),
    openMs,
    queries: [...late].map(([query, fullMs]) => ({ query, earlyMs: early?.get(query) as number, fullMs })),
  };
};
