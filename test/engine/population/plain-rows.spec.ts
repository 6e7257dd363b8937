/** Plain rows are found as the scan that goes byte by byte finds them, wherever they begin and whatever ends them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SLICE_BYTES } from '../../../src/engine/population/plain-row-module.ts';
import { takePlainRows } from '../../../src/engine/population/plain-rows.ts';
import { RowBounds } from '../../../src/engine/population/row-bounds.ts';

type Row = { readonly line: number; readonly start: number; readonly end: number; readonly fields: readonly (readonly [number, number])[] };
type Rows = { readonly rows: readonly Row[]; readonly at: number };

/** What the module has to find, said as simply as it can be. */
const plainRows = (text: string, from: number, delimiter: string): Rows => {
  const rows: Row[] = [];
  let at = from;
  for (;;) {
    const [, line, end] = /^([^"\r\n]+)(\r?\n)/.exec(text.slice(at)) ?? [];
    if (line === undefined || end === undefined || at + line.length + end.length - from > SLICE_BYTES) return { rows, at };
    let start = at;
    const fields = line.split(delimiter).map((field): readonly [number, number] => {
      const place = [start, start + field.length] as const;
      start += field.length + 1;
      return place;
    });
    rows.push({ line: rows.length + 7, start: at, end: at + line.length, fields });
    at += line.length + end.length;
  }
};

const found = (text: string, from: number, delimiter: string): Rows => {
  const bytes = Buffer.from(text, 'latin1');
  const bounds = new RowBounds();
  const at = takePlainRows({ bytes, at: from, end: bytes.length, line: 7, delimiter: delimiter.charCodeAt(0) }, bounds);
  const rows = Array.from({ length: bounds.rows }, (_, row): Row => {
    const [first, next] = [bounds.rowField[row] as number, bounds.rowField[row + 1] as number];
    expect(bounds.rowFlaw[row]).toBe(0);
    const fields = Array.from(
      { length: next - first },
      (_, i) => [bounds.fieldStart[first + i] as number, bounds.fieldEnd[first + i] as number] as const,
    );
    return { line: bounds.rowLine[row] as number, start: bounds.rowStart[row] as number, end: bounds.rowEnd[row] as number, fields };
  });
  return { rows, at };
};

const expectAgreement = (text: string, from: number, delimiter: string): void =>
  expect(found(text, from, delimiter)).toEqual(plainRows(text, from, delimiter));

test('bytes that mean something, in any order, from any place on', () => {
  const pieces = fc.constantFrom(',', ';', '\t', '\n', '\r\n', 'a', 'bcdefgh', '\u00ff', '0123456789012345', ',,,', '1.5', '\r', '"');
  const weighted = fc.oneof(
    { weight: 40, arbitrary: fc.constantFrom('a', ',', '\n', '\r\n', '12.5', ';') },
    { weight: 1, arbitrary: pieces },
  );
  fc.assert(
    fc.property(fc.array(weighted, { maxLength: 120 }), fc.nat(20), fc.constantFrom(',', ';', '\t'), (parts, from, delimiter) => {
      const text = parts.join('');
      expectAgreement(text, Math.min(from, text.length), delimiter);
    }),
    { numRuns: 2_000 },
  );
});

describe('what ends plain rows', () => {
  test.each([
    ['a quote', 'a,b\nc,"d"\ne,f\n', 1],
    ['a carriage return without a line feed', 'a,b\r\nc\rd\n', 1],
    ['a line without a character', 'a,b\n\nc,d\n', 1],
    ['the same with a carriage return', 'a,b\r\n\r\nc,d\r\n', 1],
    ['a row that is not whole', 'a,b\nc,d', 1],
    ['a line end that is not whole', 'a,b\r\nc,d\r', 1],
    ['nothing', 'a,b\nc,d\n', 2],
  ])('%s', (_, text, rows) => {
    expect(found(text, 0, ',').rows).toHaveLength(rows);
    expectAgreement(text, 0, ',');
  });

  test('the end of a slice, with whatever the row before it left behind', () => {
    for (const length of [SLICE_BYTES - 2, SLICE_BYTES - 1, SLICE_BYTES, SLICE_BYTES + 1]) {
      const text = `${'x'.repeat(length - 9)},y\r\nz,w\n1,2\n`;
      expectAgreement(text, 0, ',');
      expectAgreement(text, 3, ',');
    }
    expectAgreement(`${','.repeat(SLICE_BYTES - 1)}\n`, 0, ',');
    expectAgreement('a\n'.repeat(SLICE_BYTES), 0, ',');
  });
});
