/** A change that was reported done is on the disk: whatever kills the process, and by the count of the system's own syncs. */
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { findDocument } from '../../../src/engine/store/document/document-store.ts';
import { openStore } from '../../../src/engine/store/open-store.ts';
import { buildEntry } from '../../support/build-entry.ts';
import { testWorld } from '../../support/test-world.ts';
import { scratchWorkspace } from './scratch-workspace.ts';
import { verify } from './trail-verdict.ts';

let child = '';
beforeAll(async () => {
  const { path, remove } = await buildEntry(join(import.meta.dirname, 'writing-child.ts'));
  child = path;
  return remove;
});

describe('a process killed while it writes', () => {
  const SEEDS = [1, 2, 3, 4, 5, 6];

  /** Runs the child until it has reported so many changes, then kills it where it stands. Gives all that it reported. */
  const killAfter = (path: string, seed: string, reports: number): Promise<readonly string[]> =>
    new Promise((resolve, reject) => {
      const running = spawn(process.execPath, [child, path, seed, '100000'], { stdio: ['ignore', 'pipe', 'inherit'] });
      onTestFinished(() => void running.kill('SIGKILL'));
      let text = '';
      running.stdout.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        if (text.split('\n').length > reports) running.kill('SIGKILL');
      });
      running.once('error', reject);
      running.once('close', () => resolve([...text.matchAll(/^done (.+)$/gm)].map((match) => match[1] as string)));
    });

  test.each(SEEDS)('leaves everything that it reported, and nothing else half-done (seed %i)', async (seed) => {
    const store = scratchWorkspace();
    store.close();
    const reported: string[] = [];
    // Twice: the second process has to recover what the first left, and is killed as well.
    for (const round of ['a', 'b']) reported.push(...(await killAfter(store.path, `${seed}${round}`, 1 + ((seed * 37) % 90))));
    expect(reported.length).toBeGreaterThan(0);

    const again = openStore(store.path, testWorld());
    const lost = again.read((reader) => reported.filter((id) => findDocument(reader, 'policy', `${id}@1.0.0`) === undefined));
    expect(lost).toEqual([]);
    again.change('ada', (writer) => writer.record({ kind: 'test.happened', subject: {} }));
    again.close();
    expect(readdirSync(dirname(store.path))).toEqual(['a.probity']);
    expect(await verify(store.path)).toMatchObject({ verdict: 'consistent' });
  });
});

const strace = process.platform === 'linux' && spawnSync('strace', ['-V']).status === 0;
if (!strace) console.warn('strace is not on this machine: that every change is synced to the disk is not counted');

test.runIf(strace)('every change is synced before it is reported', () => {
  const store = scratchWorkspace();
  store.close();
  const log = join(dirname(store.path), 'strace.txt');
  const changes = 50;
  const run = spawnSync('strace', [
    '-f',
    '-y',
    '-e',
    'trace=fsync,fdatasync,write',
    '-o',
    log,
    process.execPath,
    child,
    store.path,
    's',
    `${changes}`,
  ]);
  expect(run.status, run.stderr.toString()).toBe(0);
  const calls = readFileSync(log, 'utf8').split('\n');
  const reports = calls.flatMap((call, at) => (/write\(.*"done /.test(call) ? [at] : []));
  expect(reports).toHaveLength(changes);
  let from = calls.findIndex((call) => /write\(.*"open/.test(call));
  for (const at of reports) {
    const synced = calls.slice(from, at).filter((call) => /f(data)?sync\(.*a\.probity-wal/.test(call));
    expect(synced.length, `syncs before ${calls[at]}`).toBeGreaterThan(0);
    from = at;
  }
});
