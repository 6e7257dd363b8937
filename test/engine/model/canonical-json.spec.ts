/** The canonical form is RFC 8785, and what JSON cannot carry is refused instead of dropped. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../src/engine/model/canonical-json.ts';
import type { Json } from '../../../src/engine/model/json.ts';
import { sharedFolder } from '../../support/shared-folder.ts';

test('sorts names by UTF-16 units and writes nothing that is not needed', () => {
  expect(canonicalJson({ '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, ö: [true, null, -0, 1e21] })).toBe(
    '{"\\r":2,"1":4,"ö":[true,null,0,1e+21],"€":1,"😀":5,"\ufb33":3}',
  );
});

test('reading the text gives the value back, and writing that gives the same text', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value as Json);
      expect(canonicalJson(JSON.parse(text) as Json)).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('gives what another implementation gives', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      expect(canonicalJson(value as Json)).toBe(canonicalize(value));
    }),
  );
});

const cycle: { self?: unknown } = {};
cycle.self = cycle;

test.each([
  ['undefined', undefined],
  ['undefined in an object', { a: undefined }],
  ['undefined in an array', [undefined]],
  ['a sparse array', new Array(2)],
  ['a function', { a: () => 1 }],
  ['a symbol as key', { [Symbol('a')]: 1 }],
  ['a big integer', 1n],
  ['NaN', [Number.NaN]],
  ['infinity', { a: Number.POSITIVE_INFINITY }],
  ['a lone surrogate', 'a\ud800'],
  ['a lone surrogate in a name', { '\udc00': 1 }],
  ['a date', new Date(0)],
  ['bytes', new Uint8Array(2)],
  ['a boxed number', Object(1)],
  ['an object with a form of its own', { toJSON: () => 1 }],
  ['a cycle', cycle],
])('refuses %s', (_, value) => {
  expect(() => canonicalJson(value as Json)).toThrow(TypeError);
});

test('says where the mistake is', () => {
  expect(() => canonicalJson({ a: [1, { b: Number.NaN }] })).toThrow('/a/1/b');
});

const vectors = sharedFolder('vectors/jcs');

describe.runIf(vectors !== undefined)('reference vectors', () => {
  test.each(['arrays', 'french', 'structures', 'unicode', 'values', 'weird'])('%s', (name) => {
    const input = JSON.parse(readFileSync(join(vectors as string, 'testdata/input', `${name}.json`), 'utf8')) as Json;
    const expected = readFileSync(join(vectors as string, 'testdata/outhex', `${name}.txt`), 'utf8').replaceAll(/\s/g, '');
    expect(Buffer.from(canonicalJson(input), 'utf8').toString('hex')).toBe(expected);
  });

  test('numbers', () => {
    const lines = readFileSync(join(vectors as string, 'numbers.csv'), 'utf8')
      .trim()
      .split('\n');
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) {
      const [bits = '', text = ''] = line.split(',');
      expect(canonicalJson(Buffer.from(bits.padStart(16, '0'), 'hex').readDoubleBE(0))).toBe(text.trim());
    }
  });
});
