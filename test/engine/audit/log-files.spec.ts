/** The files of a log hold all of it, at every size round those of tiles. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { logFiles } from '../../../src/engine/audit/log-files.ts';
import { plainLogFolder } from '../../support/plain-log-folder.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';

const entryAt = (n: number): Uint8Array => Buffer.from(`entry ${n}`);

function* entries(count: number): Generator<Uint8Array> {
  for (let n = 0; n < count; n++) yield entryAt(n);
}

test.each([1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537])('%i entries', (size) => {
  const folder = scratchFolder({ inMemory: true });
  const write = (path: string, content: Uint8Array | string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  const files = logFiles(entries(size));
  let next = files.next();
  for (; next.done !== true; next = files.next()) write(next.value.path, next.value.content);
  write('checkpoint', `origin\n${next.value.size}\n${Buffer.from(next.value.root).toString('base64')}\n\n`);
  const read = plainLogFolder(folder);
  expect(read.size).toBe(size);
  expect(Buffer.concat(read.entries).equals(Buffer.concat([...entries(size)]))).toBe(true);
});

test('of nothing there are no files', () => {
  const end = logFiles([]).next();
  expect(end).toMatchObject({ done: true, value: { size: 0 } });
});

test('the names at 70,000 entries are those of the specification', () => {
  const paths: string[] = [];
  for (const { path } of logFiles(entries(70_000))) paths.push(path);
  const ofLevel = (level: string): readonly string[] => paths.filter((path) => path.startsWith(`tile/${level}/`));
  expect(ofLevel('0')).toHaveLength(274);
  expect(ofLevel('0').at(-1)).toBe('tile/0/273.p/112');
  expect(ofLevel('1')).toEqual(['tile/1/000', 'tile/1/001.p/17']);
  expect(ofLevel('2')).toEqual(['tile/2/000.p/1']);
  expect(ofLevel('entries').at(-1)).toBe('tile/entries/273.p/112');
});
