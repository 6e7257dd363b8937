/** Progress is told at most ten times a second, with the rate of the last seconds. */
import { expect, it } from 'vitest';
import type { EngineEvent } from '../../../src/engine/contract.ts';
import { createProgressMeter } from '../../../src/engine/job/progress-meter.ts';

type Progress = Extract<EngineEvent, { type: 'task.progress' }>;

const meter = () => {
  const told: (Progress & { readonly atMs: number })[] = [];
  let nowMs = 0;
  const take = createProgressMeter(
    't',
    () => nowMs,
    (event) => {
      if (event.type === 'task.progress') told.push({ ...event, atMs: nowMs });
    },
  );
  const at = (ms: number, done: number, phase = 'work'): void => {
    nowMs = ms;
    take({ phase, done, total: 1_000_000, unit: 'rows' });
  };
  return { told, at };
};

it('is passed on at most ten times in any second, also across phases', () => {
  const { told, at } = meter();
  for (let ms = 0; ms < 5_000; ms++) at(ms, ms, ms % 7 === 0 ? 'read' : 'write');
  expect(told.length).toBeGreaterThan(10);
  for (const [index, { atMs }] of told.entries()) {
    const tenLater = told[index + 10];
    if (tenLater !== undefined) expect(tenLater.atMs - atMs).toBeGreaterThanOrEqual(1_000);
  }
});

it('has the rate of the last three seconds, not of all the time', () => {
  const { told, at } = meter();
  for (let second = 0; second <= 10; second++) at(second * 1_000, second * 100);
  expect(told.at(-1)?.rate).toBeCloseTo(100);
  for (let second = 11; second <= 20; second++) at(second * 1_000, 1_000 + (second - 10) * 5_000);
  expect(told.at(-1)?.rate).toBeCloseTo(5_000);
});

it('begins anew with a phase', () => {
  const { told, at } = meter();
  at(0, 0);
  at(1_000, 900_000);
  at(2_000, 0, 'second');
  expect(told.at(-1)).toMatchObject({ phase: 'second', rate: 0 });
  at(3_000, 10, 'second');
  expect(told.at(-1)?.rate).toBeCloseTo(10);
});
