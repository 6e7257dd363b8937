/** When what is on screen asks again: soon after a change, once for many, and never put off by the next one. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useRevision } from '../../src/renderer/state/revision.ts';

const now = () => useRevision.getState();
const start = { revision: 0, pulse: 0 };

beforeEach(() => {
  vi.useFakeTimers();
  useRevision.setState(start);
});
afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
});

it('many changes at once are one', () => {
  for (let change = 0; change < 50; change++) now().changed();
  expect(now()).toMatchObject(start);
  vi.advanceTimersByTime(1_000);
  expect(now()).toMatchObject({ revision: 1, pulse: 1 });
});

it('changes without a pause are still shown', () => {
  for (let change = 0; change < 40; change++) {
    now().changed();
    vi.advanceTimersByTime(50);
  }
  expect(now().revision).toBeGreaterThan(5);
});

it('progress moves only what grows with it, and once a second at most', () => {
  for (let event = 0; event < 30; event++) {
    now().progressed();
    vi.advanceTimersByTime(100);
  }
  expect(now().revision).toBe(0);
  expect(now().pulse).toBeGreaterThanOrEqual(2);
  expect(now().pulse).toBeLessThanOrEqual(3);
});

it('says which runs have changed, and that more than runs has', () => {
  now().runChanged('a');
  now().runChanged('b');
  vi.advanceTimersByTime(1_000);
  expect(now().moved).toEqual(new Set(['a', 'b']));
  now().runChanged('a');
  now().changed();
  now().runChanged('b');
  vi.advanceTimersByTime(1_000);
  expect(now()).toMatchObject({ revision: 2, moved: 'all' });
  now().runChanged('c');
  vi.advanceTimersByTime(1_000);
  expect(now().moved).toEqual(new Set(['c']));
});
