/** Jobs in real child processes: what crosses, how sudden ends show, that cancelling always works, and that the network is off. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createChildRunner } from '../../../src/engine/job/child-runner.ts';
import type { Job } from '../../../src/engine/job/protocol.ts';

const entry = join(import.meta.dirname, '../../support/job-process.ts');
const runner = createChildRunner(entry);
const deed = (workspacePath: string): Job => ({ kind: 'verify', workspacePath, anchors: [], workers: 1 });
const quiet = { onProgress: () => undefined, onPart: () => undefined };

afterEach(() => runner.close());

test('bytes, big integers and maps cross unharmed', async () => {
  const parts: unknown[] = [];
  const { ended } = runner.start(deed('values'), { ...quiet, onPart: (part) => parts.push(part) });
  await expect(ended).resolves.toEqual({ type: 'done', outcome: { big: -5n } });
  expect(parts).toEqual([{ bytes: Uint8Array.of(1, 2, 255), big: 1n << 80n, map: new Map([['a', 1]]) }]);
});

test('a killed process and one that exits are faults that say how', async () => {
  await expect(runner.start(deed('die'), quiet).ended).rejects.toThrow('signal SIGKILL');
  await expect(runner.start(deed('exit'), quiet).ended).rejects.toThrow('exit code 7');
});

test('an endless loop is ended within a second of being cancelled', async () => {
  const handle = runner.start(deed('spin'), {
    ...quiet,
    onPart: () => {
      cancelledAtMs = performance.now();
      handle.cancel();
    },
  });
  let cancelledAtMs = 0;
  await expect(handle.ended).resolves.toEqual({ type: 'cancelled' });
  expect(performance.now() - cancelledAtMs).toBeLessThan(1_000);
});

test('closing the runner ends what still runs', async () => {
  const { ended } = runner.start(deed('spin'), quiet);
  await runner.close();
  await expect(ended).resolves.toEqual({ type: 'cancelled' });
});

test('a job process ends with its parent', async () => {
  const child = fork(entry, [], { execArgv: [], env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, serialization: 'advanced' });
  child.send({ type: 'start', job: deed('values') });
  await once(child, 'message');
  const exit = once(child, 'exit');
  child.disconnect();
  await exit;
  expect(child.exitCode).toBe(0);
});

test('no socket, datagram or fetch gets out of a job process', async () => {
  const { ended } = runner.start(deed('network'), quiet);
  const refused = 'the network is switched off in this process';
  await expect(ended).resolves.toEqual({ type: 'done', outcome: [refused, refused, refused] });
});
