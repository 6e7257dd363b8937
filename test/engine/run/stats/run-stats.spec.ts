/** Figures of runs count what happened, and bound what they look at. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRunViews } from '../../../../src/engine/run/run-views.ts';
import { spreadOf } from '../../../../src/engine/run/stats/spread.ts';
import { createTemplateCatalogue } from '../../../../src/engine/run/template-catalogue.ts';
import { flaky, testTasks } from '../../../support/test-tasks.ts';
import { runFixture } from '../run-fixture.ts';

describe('a spread', () => {
  it('is of measured values, by nearest rank', () => {
    expect(spreadOf([3, 1, 2])).toEqual({ count: 3, p50: 2, p90: 3, p99: 3, max: 3 });
    expect(spreadOf([])).toEqual({ count: 0, p50: 0, p90: 0, p99: 0, max: 0 });
  });
  it('has so many hundredths at or below each percentile, and no smaller value does', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000), { minLength: 1, maxLength: 200 }), (values) => {
        const { p50, p90, p99 } = spreadOf(values);
        for (const [value, share] of [
          [p50, 0.5],
          [p90, 0.9],
          [p99, 0.99],
        ] as const) {
          expect(values).toContain(value);
          expect(values.filter((each) => each <= value).length).toBeGreaterThanOrEqual(values.length * share);
          expect(values.filter((each) => each < value).length).toBeLessThan(values.length * share);
        }
      }),
    );
  });
});

describe('figures of runs', () => {
  it('count statuses, steps, attempts, retries and faults, by task function', async () => {
    const { task } = flaky(1);
    const test = runFixture(
      {
        shaky: { type: 'task', run: 'test.flaky', retry: { maximumAttempts: 2, initialInterval: 'PT0.001S' } },
        each: {
          type: 'map',
          needs: ['shaky'],
          items: '= [1, 2, 3]',
          each: { steps: { one: { type: 'task', run: 'test.echo', with: { value: '= item' } } } },
        },
        bad: { type: 'task', needs: ['each'], run: 'test.refuse', with: { kind: 'invalid' } },
      },
      { tasks: [task] },
    );
    await test.run();
    await test.run();
    const views = createRunViews(test.store, createTemplateCatalogue(testTasks(task)));
    const stats = await views.stats({ last: 10 }, test.runner.metrics());
    expect(stats).toMatchObject({ runs: 2, total: 2, attempts: 11, retries: 1, faults: { busy: 1, invalid: 2 } });
    expect(stats.byStatus).toMatchObject({ faulted: 2, completed: 0 });
    expect(stats.tasks.map(({ task: name, attempts, retries, faults }) => [name, attempts, retries, faults])).toEqual([
      ['test.echo', 6, 0, 0],
      ['test.flaky', 3, 1, 1],
      ['test.refuse', 2, 0, 2],
    ]);
    expect(stats.tasks[0]?.runMs.count).toBe(6);
    expect(stats.runMs.count).toBe(2);
    expect(stats.process.commits).toBeGreaterThan(0);
    expect(await views.stats({ last: 1 }, test.runner.metrics())).toMatchObject({ runs: 1, total: 2 });
    expect(await views.stats({ last: 10, template: 'other' }, test.runner.metrics())).toMatchObject({ runs: 0, total: 0 });
  });
});
