/** Several processes share one memory of logs, and what one of them gave out outlasts its sudden end. */
import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openSightings } from '../../../src/engine/anchor/sightings.ts';
import { openWitness } from '../../../src/engine/anchor/witness.ts';
import { buildEntry } from '../../support/build-entry.ts';
import { memoryLog } from '../../support/memory-log.ts';
import type { MemoryOrder } from '../../support/memory-process.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { testWorld } from '../../support/test-world.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';

let built: Awaited<ReturnType<typeof buildEntry>>;
beforeAll(async () => {
  built = await buildEntry(join(import.meta.dirname, '../../support/memory-process.ts'));
});
afterAll(() => built.remove());

/** Gives the process and, at its end, its lines. */
const start = (
  machineFolder: string,
  orders: readonly MemoryOrder[],
  onLine: (line: string, child: ChildProcess) => void = () => undefined,
) => {
  const path = join(scratchFolder(), 'orders.json');
  writeFileSync(path, JSON.stringify(orders));
  const child = spawn(process.execPath, [built.path, machineFolder, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    onLine(line, child);
  });
  return new Promise<readonly string[]>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve(lines));
  });
};

test('of two histories that two processes are asked for at once, one is cosigned', async () => {
  const folder = scratchFolder();
  const origins = Array.from({ length: 30 }, (_, n) => `probity/${n}`);
  const ordersOf = (branch: string): readonly MemoryOrder[] =>
    origins.map((origin) => {
      const log = memoryLog(4, { origin, branch });
      return { kind: 'cosign', request: log.request(0, 4), key: log.key };
    });
  const [first, second] = await Promise.all([start(folder, ordersOf('left')), start(folder, ordersOf('right'))]);
  expect([first.length, second.length]).toEqual([30, 30]);
  for (const [n, outcome] of first.entries()) expect([outcome, second[n]].toSorted()).toEqual(['conflict', 'done']);
});

test('what two processes see is all remembered', async () => {
  const folder = scratchFolder();
  const ordersOf = (from: number): readonly MemoryOrder[] =>
    Array.from({ length: 300 }, (_, n) => ({
      kind: 'note',
      origin: 'probity/one',
      size: from + n,
      root: String(from + n).padStart(64, '0'),
    }));
  const outcomes = await Promise.all([start(folder, ordersOf(1)), start(folder, ordersOf(301))]);
  expect(new Set(outcomes.flat())).toEqual(new Set(['done']));
  const sightings = openSightings(folder);
  expect(sightings.list('probity/one')).toHaveLength(600);
  sightings.close();
});

test('a process that is killed has forgotten nothing that it gave out', async () => {
  const SIZE = 64;
  const log = memoryLog(SIZE);
  const folder = scratchFolder();
  const orders = Array.from({ length: SIZE }, (_, n): MemoryOrder => ({ kind: 'cosign', request: log.request(n, n + 1), key: log.key }));
  let given = 0;
  await start(folder, orders, (line, child) => {
    if (line === 'done') given++;
    if (given === 20) child.kill('SIGKILL');
  });
  expect(given).toBeGreaterThanOrEqual(20);
  const witness = openWitness({ ...testWorld(), machineFolder: folder });
  onTestFinished(() => witness.close());
  const fork = memoryLog(SIZE, { branch: 'another', from: given - 1 });
  for (const size of [given, SIZE])
    expect(thrownRefusal(() => witness.cosign(fork.request(0, size), fork.key))).toMatchObject({ kind: 'conflict' });
  const remembered = Number(
    /cosigned (\d+) entries/.exec(thrownRefusal(() => witness.cosign(fork.request(0, SIZE), fork.key)).message)?.[1],
  );
  expect(remembered).toBeGreaterThanOrEqual(given);
});
