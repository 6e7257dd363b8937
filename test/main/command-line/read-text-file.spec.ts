/** Documents are read from files of a bearable length only, and never wait for anything. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readJsonFile } from '../../../src/main/command-line/read-json-file.ts';
import { readTextFile } from '../../../src/main/command-line/read-text-file.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';

const refusal = (path: string): string => {
  const { kind, message } = thrownRefusal(() => readTextFile(path));
  expect(kind).toBe('unreadable');
  return message.slice(message.indexOf(': ') + 2);
};

test('a file is read through links, without its byte order mark', () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'a.json'), '\ufeff{"é": 1}');
  symlinkSync('a.json', join(folder, 'link.json'));
  expect(readTextFile(join(folder, 'link.json'))).toBe('{"é": 1}');
});

test('what is no file of text is refused at once', () => {
  const folder = scratchFolder();
  const at = (name: string): string => join(folder, name);
  mkdirSync(at('folder'));
  writeFileSync(at('bytes'), Buffer.from([0x7b, 0xff]));
  writeFileSync(at('long'), '');
  truncateSync(at('long'), 17 * 1024 * 1024);
  symlinkSync('nowhere', at('dangling'));
  expect(refusal(at('folder'))).toBe('it is a folder, not a file');
  expect(refusal(at('missing'))).toBe('there is no such file');
  expect(refusal(at('dangling'))).toBe('there is no such file');
  expect(refusal(at('bytes/below'))).toBe('there is no such file');
  expect(refusal(at('bytes'))).toBe('it is not UTF-8 text');
  expect(refusal(at('long'))).toBe('it is longer than 16777216 bytes');
});

test.runIf(process.platform !== 'win32')('a pipe without a writer and a device without an end are refused at once', () => {
  const pipe = join(scratchFolder(), 'pipe');
  execFileSync('mkfifo', [pipe]);
  expect(refusal(pipe)).toBe('it is a pipe or device, not a file');
  expect(refusal('/dev/zero')).toBe('it is a pipe or device, not a file');
});

test('JSON is read strictly: amounts that a double would change are named, and "__proto__" is a key like any other', () => {
  const path = join(scratchFolder(), 'e.json');
  writeFileSync(path, '{"a": 12345678901234567890.12,\n "a": 1}');
  expect(thrownRefusal(() => readJsonFile(path)).problems?.map(({ row, column, pointer }) => [row, column, pointer])).toEqual([
    [1, 7, '/a'],
    [2, 2, '/a'],
  ]);
  writeFileSync(path, '{"__proto__": {"polluted": true}}');
  const value = readJsonFile(path);
  expect(Object.keys(value as object)).toEqual(['__proto__']);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});
