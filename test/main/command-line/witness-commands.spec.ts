/** A reviewer vouches for a log from the command line, and its owner hands the whole of it over. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandLineIn, expectNoFault } from '../../support/command-line.ts';
import { memoryLog } from '../../support/memory-log.ts';
import { plainLogFolder } from '../../support/plain-log-folder.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';

const log = memoryLog(30);

test('a log is met with its key, continued without, and never contradicted', async () => {
  const folder = scratchFolder();
  const { run, answer, refusal } = commandLineIn(folder, { env: { ...process.env, PROBITY_DATA_DIR: join(folder, 'machine') } });
  const put = (name: string, request: string): void => writeFileSync(join(folder, name), request);
  put('first', log.request(0, 10));
  put('next', log.request(10, 30));
  put('fork', memoryLog(30, { branch: 'b', from: 5 }).request(10, 30));

  const key = await answer<{ readonly verifierKey: string; readonly fingerprint: string }>('witness', 'key');
  expect(await refusal('witness', 'cosign', 'first', '-o', 'cosigned')).toMatch(/for the first time.*--log-key/s);
  expect(existsSync(join(folder, 'cosigned'))).toBe(false);
  expect(await answer('witness', 'cosign', 'first', '-o', 'cosigned', '--log-key', log.key)).toMatchObject({ size: 10, oldSize: 0 });

  const met = await run('witness', 'cosign', 'next', '-o', 'cosigned');
  expectNoFault(met);
  expect(met).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^Cosigned 30 entries of probity\/one, a continuation of the 10 entries/),
  });
  const cosigned = readFileSync(join(folder, 'cosigned'), 'utf8');
  expect(cosigned.startsWith(log.checkpoint(30))).toBe(true);
  expect(cosigned).toContain(`— ${key.verifierKey.split('+')[0]} `);

  expect(await refusal('witness', 'cosign', 'fork', '-o', 'cosigned')).toMatch(/cosigned 30 entries/);
  expect(await refusal('witness', 'cosign', 'first', '-o', 'cosigned')).toMatch(/rolled back/);
  expect(await refusal('witness', 'cosign', 'nothing', '-o', 'cosigned')).toMatch(/nothing/);
  expect(readFileSync(join(folder, 'cosigned'), 'utf8')).toBe(cosigned);
  expect(await answer('witness', 'key')).toEqual(key);
});

test('a workspace gives its whole log to a folder that others read', async () => {
  const folder = scratchFolder();
  const { run, answer, refusal } = commandLineIn(folder);
  await answer('workspace', 'create', 'a.probity', '--name', 'A');
  const told = await run('audit', 'export', 'a.probity', '-o', 'log');
  expectNoFault(told);
  expect(told).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^Wrote .*log, [\d,.]+ bytes\n {2}SHA-256 of its checkpoint [0-9a-f]{64}\n$/),
  });
  expect(plainLogFolder(join(folder, 'log')).origin).toMatch(/^probity\//);
  expect(await refusal('audit', 'export', 'a.probity', '-o', 'log')).toMatch(/exists already/);
  expect(await answer('audit', 'export', 'a.probity', '-o', 'again')).toMatchObject({ path: join(folder, 'again') });
});
