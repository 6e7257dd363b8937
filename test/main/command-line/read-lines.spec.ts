/** Lines come out the same however the bytes are cut, and a line that cannot be read does not stop the others. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLines } from '../../../src/main/command-line/read-lines.ts';

async function* chunksOf(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  let start = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    yield bytes.subarray(start, cut);
    start = cut;
  }
  yield bytes.subarray(start);
}

const linesOf = async (bytes: Uint8Array, cuts: readonly number[] = []) => {
  const found = [];
  for await (const line of readLines(chunksOf(bytes, cuts))) found.push(line);
  return found;
};

test('LF and CR LF end a line, the end of the stream ends the last', async () => {
  expect(await linesOf(Buffer.from('a\nb\r\n\n{"x": "é"}'))).toEqual(['a', 'b', '', '{"x": "é"}']);
  expect(await linesOf(Buffer.from('a\n'))).toEqual(['a']);
  expect(await linesOf(Buffer.from(''))).toEqual([]);
});

test('a byte order mark at the start is no part of the first line', async () => {
  expect(await linesOf(Buffer.from('\ufeffa\n\ufeffb'))).toEqual(['a', '\ufeffb']);
});

test('the cuts between chunks change nothing, also inside of a character', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' })), fc.array(fc.nat(200)), async (texts, cuts) => {
      const bytes = Buffer.from(texts.join('\n'));
      expect(
        await linesOf(
          bytes,
          cuts.map((cut) => Math.min(cut, bytes.length)),
        ),
      ).toEqual(await linesOf(bytes));
    }),
  );
});

test('a line of other bytes is named, and the next one read', async () => {
  const bytes = Buffer.concat([Buffer.from('a\n'), Buffer.from([0xff, 0x0a]), Buffer.from('b')]);
  expect(await linesOf(bytes)).toEqual(['a', { row: 2, message: 'the line is not UTF-8 text', expected: 'text saved as UTF-8' }, 'b']);
});

test('a line without end is passed over and takes no memory', async () => {
  const block = Buffer.alloc(1024 * 1024, 'x');
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (let count = 0; count < 300; count++) yield block;
    yield Buffer.from('\nb\n');
  }
  const found = [];
  for await (const line of readLines(endless())) found.push(line);
  expect(found).toEqual([{ row: 1, message: 'the line is longer than 16777216 bytes' }, 'b']);
});
