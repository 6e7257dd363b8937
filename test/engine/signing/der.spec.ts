/** DER is read in one form alone, and written in that. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fieldsOf,
  readDer,
  readDerPrefix,
  readInteger,
  readOid,
  readTime,
  TAG,
  writeDer,
  writeOid,
  writeSetOf,
  writeUnsigned,
} from '../../../src/engine/signing/der.ts';

const bytesOf = (text: string): Uint8Array => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('what is written is read back', () => {
  test('contents of any length', () => {
    for (const length of [0, 1, 127, 128, 255, 256, 65_535, 65_536]) {
      const content = Buffer.alloc(length, 7);
      const node = readDer(writeDer(TAG.octets, content));
      expect(node.tag).toBe(TAG.octets);
      expect(content.equals(node.content)).toBe(true);
    }
  });

  test('object identifiers', () => {
    const arcs = fc.tuple(fc.constantFrom(0, 1), fc.nat(39), fc.array(fc.nat(2 ** 31 - 1), { maxLength: 8 }));
    fc.assert(
      fc.property(arcs, ([root, second, more]) => {
        const dotted = [root, second, ...more].join('.');
        expect(readOid(readDer(writeOid(dotted)))).toBe(dotted);
      }),
    );
    expect(readOid(readDer(writeOid('2.16.840.1.101.3.4.2.1')))).toBe('2.16.840.1.101.3.4.2.1');
    expect(readOid(readDer(writeOid('2.5.4.3')))).toBe('2.5.4.3');
  });

  test('numbers', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (bytes) => {
        expect(readInteger(readDer(writeUnsigned(bytes)))).toBe(BigInt(`0x${Buffer.from(bytes).toString('hex')}`));
      }),
    );
    expect(readInteger(readDer(bytesOf('02 01 ff')))).toBe(-1n);
  });

  test('sets in the order of their bytes', () => {
    const [a, b] = [writeUnsigned(Uint8Array.of(1)), writeUnsigned(Uint8Array.of(2))];
    expect(writeSetOf(TAG.set, [b, a])).toEqual(writeDer(TAG.set, a, b));
  });
});

describe('what DER does not allow is refused', () => {
  test.each([
    ['nothing', ''],
    ['a tag alone', '30'],
    ['a content that is cut off', '04 02 01'],
    ['an indefinite length', '30 80 00 00'],
    ['a length longer than it has to be', '04 81 01 00'],
    ['a length with zeros before it', `04 82 00 80${'00'.repeat(128)}`],
    ['a length of five bytes', '04 85 00 00 00 00 00'],
    ['a tag of more than one byte', '1f 21 00'],
    ['something after it', '05 00 00'],
  ])('%s', (_, bytes) => {
    expect(() => readDer(bytesOf(bytes))).toThrow('not DER');
  });

  test.each(['', '00 01', 'ff 80', '00 00'])('the number %s', (content) => {
    expect(() => readInteger(readDer(writeDer(TAG.integer, bytesOf(content))))).toThrow('not DER');
  });

  test.each(['', '80', '2a 80', '2a 80 01', `2a${'ff'.repeat(20)}01`])('the object identifier %s', (content) => {
    expect(() => readOid(readDer(writeDer(TAG.oid, bytesOf(content))))).toThrow('not DER');
  });

  test('parts in another order, and parts too many', () => {
    const fields = fieldsOf(readDer(bytesOf('30 04 05 00 05 00')), TAG.sequence);
    expect(() => fields.take(TAG.integer)).toThrow('not DER');
    fields.take(TAG.null);
    expect(() => fields.end()).toThrow('a part too many');
    expect(fields.rest()).toHaveLength(1);
    fields.end();
    expect(() => fieldsOf(readDer(bytesOf('04 00')), TAG.sequence)).toThrow('tag');
    expect(() => fieldsOf(readDer(writeDer(TAG.sequence, Buffer.alloc(2_002, bytesOf('05 00')))))).toThrow('more than 1000 parts');
  });

  test('whatever bytes there are, they are read or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        try {
          expect(readDerPrefix(bytes).bytes.length).toBeLessThanOrEqual(bytes.length);
        } catch (error) {
          expect(String(error)).toContain('not DER');
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('times', () => {
  const timeOf = (tag: number, text: string): string => readTime({ tag, bytes: new Uint8Array(), content: Buffer.from(text) });

  test.each([
    [TAG.utcTime, '491231235959Z', '2049-12-31T23:59:59.000Z'],
    [TAG.utcTime, '500101000000Z', '1950-01-01T00:00:00.000Z'],
    [TAG.time, '20261120150000Z', '2026-11-20T15:00:00.000Z'],
    [TAG.time, '20261120150000.25Z', '2026-11-20T15:00:00.250Z'],
    [TAG.time, '20240229000000.123456Z', '2024-02-29T00:00:00.123Z'],
  ])('tag %i, %s', (tag, text, iso) => {
    expect(timeOf(tag, text)).toBe(iso);
  });

  test.each([
    [TAG.utcTime, '261120150000'],
    [TAG.utcTime, '2611201500Z'],
    [TAG.time, '20261120150000+0100'],
    [TAG.time, '20261120150000.0Z'],
    [TAG.time, '20230229000000Z'],
    [TAG.time, '20261120250000Z'],
    [TAG.octets, '20261120150000Z'],
  ])('refused: tag %i, %s', (tag, text) => {
    expect(() => timeOf(tag, text)).toThrow('not DER');
  });
});
