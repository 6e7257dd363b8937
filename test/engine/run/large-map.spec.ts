/** A map over 50,000 items of which twelve fail: without tolerance, within it, just beyond it, and with the failed items alone done again. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { JsonObject } from '../../../src/engine/model/json.ts';
import { refuse } from '../../../src/engine/model/problem.ts';
import type { MapStep } from '../../../src/engine/model/template-document.ts';
import { defineTask } from '../../../src/engine/task/task-function.ts';
import { runFixture } from './run-fixture.ts';

const ITEMS = 50_000;
const FAILING: ReadonlySet<number> = new Set([7, 4_321, 9_999, 10_000, 10_001, 17_000, 23_456, 31_415, 38_000, 44_444, 49_999, 50_000]);

/** Doubles a number; refuses those that fail until somebody has mended what fails them. */
const doubling = (failing: ReadonlySet<number>) => {
  let isMended = false;
  let calls = 0;
  const task = defineTask({
    name: 'test.double',
    title: 'Double a number',
    input: z.strictObject({ number: z.int() }),
    output: z.int(),
    idempotent: true,
    run: ({ number }) => {
      calls++;
      return failing.has(number) && !isMended ? refuse('invalid', `${number} cannot be doubled`) : number * 2;
    },
  });
  return {
    task,
    mend: (): void => {
      isMended = true;
    },
    calls: (): number => calls,
  };
};

const mapOf = (items: number, more: Partial<MapStep>): MapStep => ({
  type: 'map',
  items: `= for n in 1..${items} return n`,
  batch: { size: 1_000 },
  maxConcurrency: 64,
  each: { steps: { double: { type: 'task', run: 'test.double', with: { number: '= item' } } }, output: '= steps.double.output' },
  ...more,
});

type Output = {
  readonly succeeded: number;
  readonly failed: readonly { readonly index: number }[];
  readonly results: readonly (number | null)[];
};

const started = async (more: Partial<MapStep>, items = ITEMS, failing = FAILING) => {
  const function_ = doubling(failing);
  const fixture = runFixture({ all: mapOf(items, more) }, { tasks: [function_.task], template: { output: '= steps.all.output' } });
  const { run, end } = await fixture.run();
  return { fixture, function_, run, end, output: fixture.stored(run).output as JsonObject & Output };
};

describe('a map over 50,000 items of which twelve fail', { timeout: 120_000 }, () => {
  it('fails fast where nothing is tolerated: what has not begun never does', async () => {
    const { function_, end } = await started({});
    expect(end).toMatchObject({ status: 'failed', failure: { kind: 'limit', message: expect.stringContaining('item 7') } });
    expect(function_.calls()).toBeLessThan(1_000);
  });

  it('goes on where as many are tolerated, and says which failed; those alone are done again', async () => {
    const { fixture, function_, run, end, output } = await started({ tolerateFailures: { count: 12 } });
    expect(end.status).toBe('completed');
    expect(function_.calls()).toBe(ITEMS);
    expect(output.succeeded).toBe(ITEMS - FAILING.size);
    expect(output.failed.map(({ index }) => index)).toEqual([...FAILING]);
    expect(output.results.flatMap((result, at) => (result === (at + 1) * 2 ? [] : [at + 1]))).toEqual([...FAILING]);

    function_.mend();
    const redriven = fixture.runner.redrive(run, 'all');
    expect(await fixture.runner.ended(redriven)).toMatchObject({ status: 'completed' });
    expect(function_.calls()).toBe(ITEMS + FAILING.size);
    const after = fixture.stored(redriven).output as JsonObject & Output;
    expect(after.failed).toEqual([]);
    expect(after.results).toEqual(Array.from({ length: ITEMS }, (_, at) => (at + 1) * 2));
    expect(fixture.stored(run).output).toEqual(output);
  });
});

describe('a map over 500 items of which twelve fail', () => {
  const failing: ReadonlySet<number> = new Set(Array.from({ length: 12 }, (_, at) => 40 * (at + 1)));
  const ended = async (tolerateFailures: MapStep['tolerateFailures'] & {}) => (await started({ tolerateFailures }, 500, failing)).end;

  it('bears them where 12 or 2.4 % are tolerated, and not one more', async () => {
    expect(await ended({ count: 12 })).toMatchObject({ status: 'completed' });
    expect(await ended({ percentage: 2.4 })).toMatchObject({ status: 'completed' });
    expect(await ended({ count: 11 })).toMatchObject({
      failure: { kind: 'limit', message: expect.stringContaining('12 items of 500 failed') },
    });
    expect(await ended({ percentage: 2.39 })).toMatchObject({ failure: { kind: 'limit' } });
    expect(await ended({ count: 12, percentage: 2.39 })).toMatchObject({ failure: { kind: 'limit' } });
  });
});
