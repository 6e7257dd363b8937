/** Jobs on the thread that asks for them: what `--debug` runs on comes to the same results as processes and threads do, and is cancelled like them. */
import { expect, it } from 'vitest';
import { createSameThreadRunner } from '../../../src/engine/job/same-thread-runner.ts';
import { builtWorker } from '../../support/built-entries.ts';
import { makeTown, TOWN_IMPACT, testWorkspace } from '../../support/workspace.ts';

const worker = await builtWorker();

it('an impact that is debugged has the result of one that is not', async () => {
  const test = await testWorkspace({ worker });
  await makeTown(test, 200, 'debug');
  const impact = { ...TOWN_IMPACT, by: ['income:quantiles=4'] };
  const { run } = await test.ask('impact.start', impact);
  await test.completed(run);
  await test.ask('workspace.open', { path: test.path, debug: true });
  const debugged = await test.ask('impact.start', impact);
  await test.completed(debugged.run);
  const [result, again] = [await test.ask('impact.result', { run }), await test.ask('impact.result', { run: debugged.run })];
  expect(again.resultHash).toBe(result.resultHash);
  expect(again.groups).toEqual(result.groups);
});

it('parts are taken in one by one, and a job that is cancelled ends', async () => {
  const parts: unknown[] = [];
  const runner = createSameThreadRunner(async (_job, context) => {
    for (let part = 0; ; part++) await context.partTaken(part);
  });
  const handle = runner.start<number, never>(
    { kind: 'preview', path: '', rows: 1 },
    {
      onProgress: () => undefined,
      onPart: (part) => {
        parts.push(part);
        if (part === 4) handle.cancel();
      },
    },
  );
  expect(await handle.ended).toEqual({ type: 'cancelled' });
  expect(parts).toEqual([0, 1, 2, 3, 4]);
  await runner.close();
});
