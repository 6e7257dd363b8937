/** A template as people write it, compiled and run: that the compiler and the machine mean the same by its words. */
import { afterEach, describe, expect, it } from 'vitest';
import type { TemplateStep } from '../../../../src/engine/model/template-document.ts';
import { compileTemplate } from '../../../../src/engine/template/compile-template.ts';
import { testTasks } from '../../../support/test-tasks.ts';
import { testTemplate } from '../../../support/test-template.ts';
import { busy, Drive } from './drive.ts';
import { expectAllSound } from './soundness.ts';

afterEach(expectAllSound);

const echo = (value: string, more: object = {}): TemplateStep => ({ type: 'task', run: 'test.echo', with: { value }, ...more });

const start = (steps: Readonly<Record<string, TemplateStep>>, amount = 3): Drive =>
  new Drive(compileTemplate(testTemplate(steps), testTasks()), { amount }).start();

describe('a document', () => {
  it('goes over items in a loop of branches, each reading what is around it', () => {
    const run = start({
      again: {
        type: 'loop',
        while: '= loop.index <= 2',
        maximumRounds: 5,
        body: {
          steps: {
            all: {
              type: 'map',
              items: '= [10, 20]',
              each: { steps: { one: echo('= item + loop.index + input.amount') }, output: '= steps.one.output.value' },
            },
          },
          output: '= steps.all.output.results',
        },
      },
      sum: { type: 'set', needs: ['again'], value: '= steps.again.output.last' },
    });
    for (const round of [1, 2]) {
      for (const index of [1, 2]) run.complete(`again/${round}/all/${index}/one`, { value: index * 10 + round + 3 });
    }
    expect(run.records.filter(({ type }) => type === 'attempt')).toContainEqual({
      type: 'attempt',
      step: 'again/2/all/2/one',
      number: 1,
      input: { value: 25 },
    });
    expect([run.status, run.outputOf('sum')]).toEqual(['completed', [15, 25]]);
  });

  it('joins any branch, catches what faults, and takes signals by key', () => {
    const run = start({
      race: { type: 'parallel', join: 'any', branches: { slow: { steps: { a: echo('a') } }, fast: { steps: { b: echo('b') } } } },
      risky: echo('risky', { needs: ['race'], catch: [{ errors: ['busy'], then: ['mend'] }] }),
      mend: { type: 'set', value: '= steps.risky.error.message' },
      go: { type: 'signal', signal: 'go', key: '= string(input.amount)', needs: ['mend'] },
    });
    run.complete('race/fast/b', { value: 'b' });
    expect(run.statusOf('race/slow/a')).toBe('cancelled');
    run.fault('risky', busy);
    expect(run.outputOf('mend')).toBe('busy');
    run.send({ type: 'signal', id: '1', signal: 'go', key: '3', data: 'sent' });
    expect([run.status, run.outputOf('go')]).toEqual(['completed', 'sent']);
  });

  it('tolerates what it says, retries as its policy says, and waits as long as it computes', () => {
    const run = start({
      all: {
        type: 'map',
        items: '= for i in 1..4 return i',
        tolerateFailures: { percentage: 25 },
        each: { steps: { one: echo('= index') } },
      },
      often: echo('x', { needs: ['all'], retry: { maximumAttempts: 2, initialInterval: 'PT10S' } }),
      rest: { type: 'wait', needs: ['often'], for: '= duration("PT1S") * input.amount' },
    });
    for (const index of [1, 2, 3]) run.complete(`all/${index}/one`, { value: index });
    run.fault('all/4/one', busy);
    run.fault('often', busy);
    run.pass(10_000);
    run.complete('often', { value: 'x' });
    expect(run.pass(2_999)).toEqual([]);
    run.pass(1);
    expect([run.status, run.outputOf('all')]).toMatchObject(['completed', { succeeded: 3, failed: [{ index: 4, error: busy }] }]);
  });
});
