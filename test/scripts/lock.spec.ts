/** A lock keeps others out while its holder lives, and no longer. */
import { existsSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { withLock } from '../../scripts/lib/lock.mjs';
import { inProject } from '../../scripts/lib/project.mjs';

const name = `test-${process.pid}`;
const path = inProject('.cache', `${name}.lock`);
afterEach(() => rmSync(path, { force: true }));

it('is taken for the time of the work, also if that fails', async () => {
  await withLock(name, async () => expect(readFileSync(path, 'utf8')).toMatch(new RegExp(`^${process.pid} `)));
  expect(existsSync(path)).toBe(false);
  const failed = withLock(name, async () => {
    throw new Error('the work failed');
  });
  await expect(failed).rejects.toThrow('the work failed');
  expect(existsSync(path)).toBe(false);
});

it('lets one work at a time', async () => {
  const told: string[] = [];
  const work = (who: string) =>
    withLock(name, async () => {
      told.push(`${who} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      told.push(`${who} ends`);
    });
  await Promise.all([work('a'), work('b')]);
  expect(told).toHaveLength(4);
  for (const at of [0, 2]) expect(told[at]?.[0]).toBe(told[at + 1]?.[0]);
});

it.each([
  ['of a process that is gone', '999999999 1'],
  ['of an earlier process with a number that is in use again', `${process.pid} 1`],
  ['that was never finished', ''],
])('%s is taken over', async (_, content) => {
  writeFileSync(path, content);
  utimesSync(path, 0, 0);
  let worked = false;
  await withLock(name, async () => {
    worked = true;
  });
  expect(worked).toBe(true);
});
