/** A run of an impact that is forked takes over the plan, or the result, of the run that it comes from. */
import { expect, it } from 'vitest';
import { builtWorker } from '../../support/built-entries.ts';
import { makeTown, TOWN_IMPACT, testWorkspace } from '../../support/workspace.ts';

const worker = await builtWorker();

const withImpact = async () => {
  const test = await testWorkspace({ worker });
  await makeTown(test, 300, 'fork');
  const { run } = await test.ask('impact.start', { ...TOWN_IMPACT, workers: 1 });
  await test.completed(run);
  return { test, run, result: await test.ask('impact.result', { run }) };
};

it('from its evaluation on, it evaluates the same plan again, to the same hash, and keeps results of its own', async () => {
  const { test, run, result } = await withImpact();
  const { run: fork } = await test.ask('run.fork', { run, step: 'evaluate' });
  await test.completed(fork);
  const { run: of, elapsedMs: _, ...again } = await test.ask('impact.result', { run: fork });
  expect(of).toBe(fork);
  expect(result).toMatchObject(again);
  const { steps } = await test.ask('run.show', { run: fork });
  const adopted = steps.filter((step) => step.adopted).map(({ name }) => name);
  expect(adopted.toSorted()).toEqual(['baseline', 'plan', 'population', 'reforms']);
  const verified = await test.completed((await test.ask('audit.verify', {})).task);
  expect(verified.answer).toMatchObject({ verdict: { verdict: 'consistent' } });
});

it('from what comes after the evaluation on, and forked again, it reads the result that is there', async () => {
  const { test, run, result } = await withImpact();
  const original = await test.ask('run.show', { run });
  const { run: fork } = await test.ask('run.fork', { run, step: 'summarise' });
  await test.completed(fork);
  const { run: second } = await test.ask('run.fork', { run: fork, step: 'summarise' });
  await test.completed(second);
  expect((await test.ask('run.show', { run: second })).output).toEqual(original.output);
  expect(original.output).toMatchObject({ resultHash: result.resultHash });
});
