/** Refused rows are handed over in parts that stay small, and only the first are told. */
import { expect, test } from 'vitest';
import type { QuarantineRow } from '../../../src/engine/model/population.ts';
import type { PopulationPart } from '../../../src/engine/population/population-part.ts';
import { QuarantineBox } from '../../../src/engine/population/quarantine-box.ts';

const rowAt = (row: number, raw = 'x'): QuarantineRow => ({
  file: row % 3 === 0 ? 'members' : 'units',
  row,
  column: 'income',
  reason: `wrong in ${row}`,
  expected: 'a number',
  raw,
});

const filled = async (rows: readonly QuarantineRow[]) => {
  const parts: PopulationPart[] = [];
  const box = new QuarantineBox(async (part) => {
    parts.push(part);
  });
  for (const row of rows) {
    box.put(row);
    if (box.isFull) await box.flush();
  }
  await box.flush();
  await box.flush();
  return { box, sizes: parts.map((part) => (part.kind === 'quarantine' ? part.rows.length : -1)), parts };
};

test('parts of a thousand rows, every row once and in order', async () => {
  const rows = Array.from({ length: 2_500 }, (_, index) => rowAt(index));
  const { box, sizes, parts } = await filled(rows);
  expect(sizes).toEqual([1_000, 1_000, 500]);
  expect(parts.flatMap((part) => (part.kind === 'quarantine' ? part.rows : []))).toEqual(rows);
  expect(box).toMatchObject({ units: 1_666, members: 834, total: 2_500 });
});

test('long rows fill a part sooner', async () => {
  const { sizes } = await filled(Array.from({ length: 5 }, (_, index) => rowAt(index, 'x'.repeat(2_000_000))));
  expect(sizes).toEqual([3, 2]);
});

test('the first twenty are told as problems of their files', async () => {
  const { box } = await filled(Array.from({ length: 30 }, (_, index) => rowAt(index)));
  const problems = box.problems((file) => `${file}.csv`);
  expect(problems).toHaveLength(20);
  expect(problems[0]).toEqual({ document: 'members.csv', row: 0, column: 'income', message: 'wrong in 0', expected: 'a number' });
  expect(problems[19]).toMatchObject({ document: 'units.csv', row: 19 });
});
