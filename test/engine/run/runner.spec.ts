/** Runs over a real workspace file: order, choices, faults, retries, cancelling, and that nothing is lost or left hanging. */
import { describe, expect, it } from 'vitest';
import { runFixture } from './run-fixture.ts';

describe('a run', () => {
  it('passes outputs along, chooses, joins and ends with its output', async () => {
    const fixture = runFixture(
      {
        sum: { type: 'task', title: 'Add up', run: 'test.add', with: { left: '= input.amount', right: 40 } },
        route: { type: 'choice', needs: ['sum'], choices: [{ when: '= steps.sum.output.sum > 41', then: ['large'] }], default: ['small'] },
        large: { type: 'set', value: { size: 'large', sum: '= steps.sum.output.sum' } },
        small: { type: 'set', value: { size: 'small' } },
        tell: { type: 'task', run: 'test.echo', needs: ['large', 'small'], join: 'any', with: { value: '= steps.large.output' } },
      },
      { template: { output: { told: '= steps.tell.output.value', small: '= steps.small.output' } } },
    );
    const { run, end } = await fixture.run({ amount: 2 });
    expect(end).toEqual({ status: 'completed', answer: { run } });
    expect(fixture.stored(run).output).toEqual({ told: { size: 'large', sum: 42 }, small: null });
    expect(fixture.statuses(run)).toEqual({ sum: 'completed', route: 'completed', large: 'completed', small: 'skipped', tell: 'completed' });
    expect(fixture.attempts(run, 'sum')).toEqual(['1 completed']);
  });
});
