/** What is laid into shared memory is taken out of it unchanged, however many parts are under way; what does not fit goes with its message. */
import { closeSync, fstatSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PARTS_UNDER_WAY_MAX } from '../../../src/engine/job/job-channel.ts';
import { type LaidBytes, openPartMemory, PartReader, PartWriter } from '../../../src/engine/job/part-memory.ts';

type Column = { readonly name: string; readonly data: Uint8Array };

const path = join(tmpdir(), `probity-part-memory-${process.pid}`);
let file: number;

beforeEach(() => {
  file = openSync(path, 'w+');
});

afterEach(() => {
  closeSync(file);
  rmSync(path);
});

const partOf = (lengths: readonly number[], seed: number) => ({
  kind: 'chunk',
  columns: lengths.map((length, i): Column => ({ name: `${i}`, data: new Uint8Array(length).map((_, at) => (at * 31 + i + seed) & 0xff) })),
});

test('parts of any size, as many under way as may be', () => {
  const sizes = fc.array(fc.oneof(fc.nat(40), fc.integer({ min: 60_000, max: 70_000 })), { maxLength: 4 });
  fc.assert(
    fc.property(fc.array(sizes, { maxLength: 3 * PARTS_UNDER_WAY_MAX }), (shapes) => {
      const writer = new PartWriter(file);
      const reader = new PartReader(file);
      const underWay: { readonly part: unknown; readonly bytes: LaidBytes; readonly sent: unknown }[] = [];
      const takeIn = (): void => {
        const { part, bytes, sent } = underWay.shift() as (typeof underWay)[number];
        expect(JSON.stringify(part)).not.toContain('data');
        const gathered = reader.gather(part, bytes) as { readonly columns: readonly Column[] };
        expect({ ...gathered, columns: gathered.columns.map(({ name, data }) => ({ name, data: new Uint8Array(data) })) }).toEqual(sent);
      };
      for (const [seed, lengths] of shapes.entries()) {
        if (underWay.length === PARTS_UNDER_WAY_MAX) takeIn();
        const sent = partOf(lengths, seed);
        const laid = writer.lay(sent);
        if (laid === undefined) throw new Error('there is room');
        underWay.push({ ...laid, sent });
      }
      while (underWay.length > 0) takeIn();
    }),
  );
});

test('what carries no columns of bytes goes with its message', () => {
  const writer = new PartWriter(file);
  for (const part of [undefined, null, 7, { kind: 'restart' }, { columns: 3 }, { columns: [{ name: 'a' }, null] }]) {
    expect(writer.lay(part)).toBeUndefined();
  }
  expect(fstatSync(file).size).toBe(0);
});

test('what cannot be written goes with its message', () => {
  const readOnly = openSync(path, 'r');
  expect(new PartWriter(readOnly).lay(partOf([10], 0))).toBeUndefined();
  closeSync(readOnly);
});

test('bytes that are not there are a fault', () => {
  expect(() => new PartReader(file).gather({ columns: [{}] }, { at: 0, lengths: [8] })).toThrow('is not there');
});

describe.runIf(process.platform === 'linux')('on Linux', () => {
  test('the memory has no name', () => {
    const memory = openPartMemory();
    if (memory === undefined) throw new Error('there is no shared memory');
    expect(fstatSync(memory).nlink).toBe(0);
    new PartReader(memory).close();
  });
});
