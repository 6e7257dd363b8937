/** Log keys stay on their machine: whole, for their owner alone, never lost to another, and never in the way where they cannot be kept. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createLogKeyring } from '../../../src/engine/identity/log-keyring.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';

const ORIGIN = 'probity/0190-a';
const seed = (byte: number): Uint8Array => Buffer.alloc(32, byte);
const keysIn = (machine: string): readonly string[] => readdirSync(join(machine, 'log-keys')).toSorted();

test('a key that was kept is found again, by its own log alone', () => {
  const machine = join(scratchFolder(), 'not made yet');
  const ring = createLogKeyring(machine);
  expect(ring.find(ORIGIN)).toBeUndefined();
  ring.keep(ORIGIN, seed(1));
  expect(createLogKeyring(machine).find(ORIGIN)).toEqual(seed(1));
  expect(ring.find('probity/0190-b')).toBeUndefined();
  expect(keysIn(machine)).toEqual(['0190-a.json']);
});

test.skipIf(process.platform === 'win32')('nobody but its owner can read it', () => {
  const machine = scratchFolder();
  createLogKeyring(machine).keep(ORIGIN, seed(1));
  expect(statSync(join(machine, 'log-keys', '0190-a.json')).mode & 0o777).toBe(0o600);
  expect(statSync(join(machine, 'log-keys')).mode & 0o777).toBe(0o700);
});

test('another key takes its place, and it is set aside', () => {
  const machine = scratchFolder();
  const ring = createLogKeyring(machine);
  ring.keep(ORIGIN, seed(1));
  ring.keep(ORIGIN, seed(2));
  expect(ring.find(ORIGIN)).toEqual(seed(2));
  const [aside = '', current] = keysIn(machine);
  expect(current).toBe('0190-a.json');
  expect(readFileSync(join(machine, 'log-keys', aside), 'utf8')).toContain('01'.repeat(32));
});

test('the key that is there already is kept once', () => {
  const machine = scratchFolder();
  const ring = createLogKeyring(machine);
  ring.keep(ORIGIN, seed(1));
  ring.keep(ORIGIN, seed(1));
  expect(keysIn(machine)).toEqual(['0190-a.json']);
});

describe.skipIf(process.platform === 'win32')('what stands in the place of a key and has no end, or is none', () => {
  const made: readonly (readonly [string, (path: string) => void])[] = [
    ['a device', (path) => symlinkSync('/dev/zero', path)],
    ['a pipe', (path) => execFileSync('mkfifo', [path])],
    ['a folder', (path) => mkdirSync(path)],
    [
      'a huge file',
      (path) => {
        writeFileSync(path, '');
        truncateSync(path, 2 ** 40);
      },
    ],
    ['a link to itself', (path) => symlinkSync(path, path)],
  ];
  test.each(made)('%s is refused with what to do, and set aside for the key that is brought', (_, make) => {
    const machine = scratchFolder();
    mkdirSync(join(machine, 'log-keys'));
    make(join(machine, 'log-keys', '0190-a.json'));
    const ring = createLogKeyring(machine);
    expect(thrownRefusal(() => ring.find(ORIGIN))).toMatchObject({
      kind: 'unreadable',
      message: expect.stringMatching(/Put a copy of the key there/),
    });
    ring.keep(ORIGIN, seed(1));
    expect(ring.find(ORIGIN)).toEqual(seed(1));
    expect(keysIn(machine)).toEqual([expect.stringMatching(/^0190-a\.damaged-/), '0190-a.json']);
  });
});

describe('refuses', () => {
  test.each([
    '',
    '{}',
    '{"format":"probity-log-key/1"',
    `{"format":"probity-log-key/1","origin":"probity/other","seed":"${'01'.repeat(32)}"}`,
  ])('a file that is no key of this log: %s', (text) => {
    const machine = scratchFolder();
    mkdirSync(join(machine, 'log-keys'));
    writeFileSync(join(machine, 'log-keys', '0190-a.json'), text);
    expect(thrownRefusal(() => createLogKeyring(machine).find(ORIGIN)).message).toContain('is damaged');
  });

  test.each(['probity/../../x', 'probity/', 'other/a', `probity/${'a'.repeat(65)}`])('a log of the name %s', (origin) => {
    expect(thrownRefusal(() => createLogKeyring(scratchFolder()).keep(origin, seed(1))).kind).toBe('unreadable');
  });

  test('a machine folder that cannot be written', () => {
    const machine = join(scratchFolder(), 'a file');
    writeFileSync(machine, '');
    expect(createLogKeyring(machine).find(ORIGIN)).toBeUndefined();
    expect(thrownRefusal(() => createLogKeyring(machine).keep(ORIGIN, seed(1)))).toMatchObject({
      kind: 'unwritable',
      message: expect.stringContaining(machine),
    });
  });

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('a key that it may not read', () => {
    const machine = scratchFolder();
    createLogKeyring(machine).keep(ORIGIN, seed(1));
    chmodSync(join(machine, 'log-keys', '0190-a.json'), 0);
    expect(thrownRefusal(() => createLogKeyring(machine).find(ORIGIN)).message).toContain('cannot be read');
  });
});
