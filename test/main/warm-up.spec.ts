/** While nobody waits, every document that comes with the program is checked once, one at a time. */
import { expect, it } from 'vitest';
import type { Engine } from '../../src/engine/contract.ts';
import { warmUp } from '../../src/main/warm-up.ts';
import { testEngine } from '../support/workspace.ts';

it('checks what is shipped, small documents first, with a pause before each', async () => {
  const { engine, events } = testEngine();
  const told: (number | 'pause')[] = [];
  const call: Engine['call'] = (name, input) => {
    if (name === 'document.check') told.push((input as { body: string }).body.length);
    return engine.call(name, input);
  };
  await warmUp({ call }, async () => {
    told.push('pause');
  });
  const lengths = told.filter((entry) => entry !== 'pause');
  const shipped = await engine.call('document.shipped', {});
  expect(lengths).toHaveLength(shipped.ok ? shipped.value.length : 0);
  expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
  expect(told).toEqual(['pause', ...lengths.flatMap((length) => ['pause', length])]);
  expect(events).toEqual([]);
});
