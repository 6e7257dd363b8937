/** Sweeps: every point is what an impact with that value gives, for any number of workers; cancelled, audited, and refused where they make no sense. */
import { describe, expect, test } from 'vitest';
import type { InputOf } from '../../../src/engine/contract.ts';
import type { SweepResult } from '../../../src/engine/model/index.ts';
import { axisValues, POINTS_MAX } from '../../../src/engine/sweep/axis-values.ts';
import { builtWorker } from '../../support/built-entries.ts';
import { makeTown, type TestEngine, TOWN_IMPACT, testWorkspace } from '../../support/workspace.ts';
import { behindTheGuards } from '../store/tamper.ts';

const worker = await builtWorker();

const UNITS = 400;
const SWEEP = {
  population: 'Town',
  policy: 'housing-support',
  date: '2025-03-01',
  vary: [
    { parameter: 'base_limit', factor: true, values: { list: ['0.9', '1', '1.08'] } },
    { parameter: 'support_rate', values: { from: '0.3', to: '0.4', step: '0.05' } },
  ],
  workers: 1,
} satisfies InputOf<'sweep.start'>;

const withTown = async (units = UNITS): Promise<TestEngine> => {
  const engine = await testWorkspace({ worker });
  await makeTown(engine, units, 'town');
  return engine;
};

const sweep = async (engine: TestEngine, input: InputOf<'sweep.start'> = SWEEP): Promise<SweepResult> => {
  const { run } = await engine.ask('sweep.start', input);
  await engine.completed(run);
  return engine.ask('sweep.result', { run });
};

const figuresAt = ({ points }: SweepResult, ...at: readonly string[]) => points.find((point) => point.at.join() === at.join());

test('each point is what an impact of a reform with its values finds', async () => {
  const engine = await withTown();
  const result = await sweep(engine);
  expect(result.axes).toMatchObject([
    { parameter: 'base_limit', factor: true, values: ['0.9', '1', '1.08'] },
    { parameter: 'support_rate', inForce: '0.375', values: ['0.3', '0.35', '0.4'] },
  ]);
  expect(result.points).toHaveLength(9);
  expect(result.definitions.map(({ id }) => id)).toEqual(['sweep', 'cost', 'gainers', 'caseload']);
  // Eight per cent more and a rate of 0.40 are what the shipped reform is.
  const { run } = await engine.ask('impact.start', TOWN_IMPACT);
  await engine.completed(run);
  const { totals } = await engine.ask('impact.result', { run });
  const { outcomes, ...figures } = totals.reforms[0] as (typeof totals.reforms)[number];
  expect(figuresAt(result, '1.08', '0.4')).toMatchObject({ outcomes, figures });
  expect(result.baseline).toEqual({ units: UNITS, outcomes: totals.baseline });
  expect(figures.gainers).toBeGreaterThan(20);
});

test('a point with the values in force changes nothing, and more limit costs more', async () => {
  const engine = await withTown();
  const { points } = await sweep(engine, { ...SWEEP, vary: [{ parameter: 'base_limit[2]', values: { list: ['1650', '1700', '1800'] } }] });
  expect(points[0]?.figures).toMatchObject({
    gainers: 0,
    losers: 0,
    costChange: '0',
    unchanged: UNITS - (points[0]?.figures.undetermined ?? 0),
  });
  const costs = points.map(({ figures }) => Number(figures.reformCost));
  expect(costs.toSorted((a, b) => a - b)).toEqual(costs);
  expect(costs[2]).toBeGreaterThan(costs[0] as number);
});

test('the result hash is the same for one and four workers and every time, and differs where anything else does', async () => {
  const engine = await withTown(40_000);
  const one = await sweep(engine, { ...SWEEP, vary: SWEEP.vary.slice(1) });
  const four = await sweep(engine, { ...SWEEP, vary: SWEEP.vary.slice(1), workers: 4 });
  expect(four.points).toEqual(one.points);
  expect(four.resultHash).toBe(one.resultHash);
  const later = await sweep(engine, { ...SWEEP, vary: SWEEP.vary.slice(1), date: '2026-03-01' });
  expect(later.resultHash).not.toBe(one.resultHash);
}, 60_000);

test('a weight stands beside the plain figures, which it leaves as they are', async () => {
  const engine = await withTown();
  const result = await sweep(engine, { ...SWEEP, vary: SWEEP.vary.slice(1), weight: 'income' });
  const plain = await sweep(engine, { ...SWEEP, vary: SWEEP.vary.slice(1) });
  expect(result.weight).toBe('income');
  for (const [i, { figures }] of result.points.entries()) {
    const { weighted, ...unweighted } = figures;
    expect(unweighted).toEqual(plain.points[i]?.figures);
    expect(Number(weighted?.gainers) + Number(weighted?.losers)).toBeGreaterThan(figures.gainers + figures.losers);
  }
});

test('what makes no sense is refused with its place before a run begins', async () => {
  const engine = await withTown(10);
  const refusal = await engine.refused('sweep.start', {
    ...SWEEP,
    weight: 'region',
    vary: [
      { parameter: 'base_limit', values: { list: ['1'] } },
      { parameter: 'rate', values: { from: '1', to: '0', step: '1' } },
    ],
  });
  expect(refusal).toMatchObject({
    kind: 'invalid',
    problems: [
      { pointer: '/weight', message: expect.stringContaining('no number') },
      { pointer: '/vary/0/parameter', message: expect.stringContaining('several entries') },
      { pointer: '/vary/1/values', message: expect.stringContaining('goes up') },
    ],
  });
  const wrong = async (vary: InputOf<'sweep.start'>['vary']) =>
    (await engine.refused('sweep.start', { ...SWEEP, vary })).problems?.[0]?.message;
  expect(await wrong([{ parameter: 'suport_rate', values: { list: ['1'] } }])).toContain('no parameter "suport_rate"');
  expect(await wrong([{ parameter: 'base_limit[9]', values: { list: ['1'] } }])).toContain('has no number');
  expect(await wrong([{ parameter: 'base_limit', factor: true, values: { list: ['1.00001'] } }])).toContain('base_limit would be');
  expect(await wrong([{ parameter: 'support_rate', values: { from: '0', to: '1', step: '0.001' } }])).toContain(`more than ${POINTS_MAX}`);
  expect(await wrong([SWEEP.vary[1], SWEEP.vary[1]] as never)).toContain('the same parameter');
  expect(await engine.ask('run.list', {})).toMatchObject({ total: 0 });
});

test('a cancelled sweep ends as cancelled and has no result', async () => {
  const engine = await withTown(20_000);
  const { run } = await engine.ask('sweep.start', SWEEP);
  const progress = Promise.withResolvers<void>();
  engine.engine.subscribe((event) => {
    if (event.type === 'task.progress' && event.task === run && event.phase.startsWith('sweep')) progress.resolve();
  });
  await progress.promise;
  await engine.ask('run.cancel', { run });
  expect(await engine.engine.ended(run)).toEqual({ status: 'cancelled' });
  expect(await engine.refused('sweep.result', { run })).toMatchObject({ kind: 'not-found' });
});

describe('the audit trail', () => {
  const verdictOf = async (engine: TestEngine) => {
    const { task } = await engine.ask('audit.verify', {});
    return (await engine.completed(task)).answer;
  };

  test('vouches for a sweep as it was stored, and for nothing else', async () => {
    const engine = await withTown(50);
    const { run } = await sweep(engine);
    expect(await verdictOf(engine)).toMatchObject({ verdict: { verdict: 'consistent' } });
    await engine.ask('workspace.close', {});
    behindTheGuards(engine.path, (database) => {
      database.exec(`UPDATE sweep_result SET result = replace(result, '"gainers"', '"losers"')`);
    });
    await engine.ask('workspace.open', { path: engine.path });
    expect(JSON.stringify(await verdictOf(engine))).toContain(`the result of sweep ${run} is not what was recorded`);
  });
});

describe('values of an axis', () => {
  test('a range has its end where the steps hit it, exactly', () => {
    expect(axisValues({ from: '0', to: '0.3', step: '0.1' })).toEqual(['0', '0.1', '0.2', '0.3']);
    expect(axisValues({ from: '1/3', to: '1', step: '1/3' })).toEqual(['1/3', '2/3', '1']);
    expect(axisValues({ from: '1', to: '2', step: '0.4' })).toEqual(['1', '1.4', '1.8']);
  });

  test('what is no range or list is refused', () => {
    for (const wrong of [{ list: ['1', '1.0'] }, { list: ['x'] }, { from: '1', to: '0', step: '1' }, { from: '0', to: '1', step: '0' }]) {
      expect(axisValues(wrong)).toHaveProperty('wrong');
    }
  });
});
