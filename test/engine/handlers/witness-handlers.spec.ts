/** A machine cosigns others' logs from files, with no workspace open. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { memoryLog } from '../../support/memory-log.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { type TestEngine, testEngine, testWorkspace } from '../../support/workspace.ts';

const log = memoryLog(30);

/** Puts requests into files, as they come to a witness. */
const desk = (machine: TestEngine) => {
  const folder = scratchFolder();
  const put = (content: string | Uint8Array): string => {
    const path = join(folder, 'request');
    writeFileSync(path, content);
    return path;
  };
  const outPath = join(folder, 'cosigned');
  return {
    outPath,
    cosign: (content: string | Uint8Array, logKey?: string) =>
      machine.ask('witness.cosign', { path: put(content), outPath, ...(logKey === undefined ? {} : { logKey }) }),
    refused: (content: string | Uint8Array, logKey?: string) =>
      machine.refused('witness.cosign', { path: put(content), outPath, ...(logKey === undefined ? {} : { logKey }) }),
  };
};

test('the cosigned checkpoint is in the file, and the next one takes its place', async () => {
  const machine = testEngine();
  const { cosign, outPath } = desk(machine);
  const first = await cosign(log.request(0, 10), log.key);
  expect(first).toMatchObject({ origin: 'probity/one', size: 10, oldSize: 0, file: { path: outPath } });
  expect(readFileSync(outPath, 'utf8')).toBe(`${log.checkpoint(10)}${first.cosignature}\n`);
  const second = await cosign(log.request(10, 30));
  expect(second).toMatchObject({ size: 30, oldSize: 10 });
  expect(readFileSync(outPath, 'utf8')).toBe(`${log.checkpoint(30)}${second.cosignature}\n`);
});

test('the key stays the same, and is the one that cosigns', async () => {
  const machine = testEngine();
  const { verifierKey, fingerprint } = await machine.ask('witness.info', {});
  expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
  const { cosignature } = await desk(machine).cosign(log.request(0, 10), log.key);
  expect(cosignature).toContain(`— ${verifierKey.slice(0, verifierKey.indexOf('+'))} `);
  expect(await machine.ask('witness.info', {})).toEqual({ verifierKey, fingerprint });
});

test('what is refused leaves no file', async () => {
  const { refused, cosign, outPath } = desk(testEngine());
  expect(await refused(log.request(0, 10))).toMatchObject({ kind: 'invalid' });
  expect(await refused(Buffer.from([0xff, 0xfe, 0x00]), log.key)).toMatchObject({ kind: 'invalid' });
  expect(await refused('x'.repeat(1_000_000), log.key)).toMatchObject({ kind: 'invalid' });
  expect(existsSync(outPath)).toBe(false);
  await cosign(log.request(0, 20), log.key);
  const kept = readFileSync(outPath, 'utf8');
  expect(await refused(memoryLog(30, { branch: 'b', from: 5 }).request(20, 30))).toMatchObject({ kind: 'conflict' });
  expect(readFileSync(outPath, 'utf8')).toBe(kept);
});

test('a file of another kind is not replaced, and the request can be made again elsewhere', async () => {
  const machine = testEngine();
  const { cosign, refused, outPath } = desk(machine);
  writeFileSync(outPath, 'a letter');
  expect(await refused(log.request(0, 10), log.key)).toMatchObject({ kind: 'conflict' });
  expect(readFileSync(outPath, 'utf8')).toBe('a letter');
  writeFileSync(outPath, log.checkpoint(1));
  expect((await cosign(log.request(0, 10))).size).toBe(10);
});

test('a workspace that is open has nothing to do with it', async () => {
  const machine = await testWorkspace();
  const { size } = await machine.ask('audit.list', { after: 0, limit: 1 });
  await desk(machine).cosign(log.request(0, 10), log.key);
  expect((await machine.ask('audit.list', { after: 0, limit: 1 })).size).toBe(size);
});
