/** Cells that the module reads are what their texts mean, and it reads every cell that is written plainly. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateText, parseDate } from '../../../src/engine/model/calendar.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import { CalendarDate } from '../../../src/engine/model/value.ts';
import { BROKEN, FAST } from '../../../src/engine/population/field-bounds.ts';
import { knownTexts, PlainCells } from '../../../src/engine/population/plain-cells.ts';
import { RowBatch } from '../../../src/engine/population/row-batch.ts';
import { RowWriter } from '../../../src/engine/population/row-writer.ts';

const COLUMN = 1;

/** The texts stand between others that could be taken for more of them; a broken row without the column is the last. */
const laidOut = (texts: readonly string[]): { readonly plain: PlainCells; readonly rows: number } => {
  const writer = new RowWriter();
  for (const [row, text] of texts.entries()) {
    for (const cell of ['7', text, '8']) writer.cell(cell);
    writer.endRow(row + 1, 0);
  }
  writer.cell('9');
  writer.endRow(texts.length + 1, 0);
  const batch = new RowBatch({ bytes: writer.bytes, bounds: writer.bounds, columns: ['a', 'b', 'c'], offset: 0, flaws: [''] });
  const ways = new Uint8Array(batch.rows).fill(FAST);
  ways[texts.length] = BROKEN;
  return { plain: new PlainCells(batch, ways), rows: batch.rows };
};

/** By text its cell, or undefined where it was left unread. */
const read = (texts: readonly string[], take: (plain: PlainCells, into: Int32Array) => Uint32Array): readonly (number | undefined)[] => {
  const { plain, rows } = laidOut(texts);
  const cells = new Int32Array(rows);
  const unread = new Set(take(plain, cells));
  return texts.map((_, row) => (unread.has(row) ? undefined : cells[row]));
};

describe('numbers', () => {
  const SCALE = 2;
  const [low, high] = [-100_000, 99_999_999_999];
  const readNumbers = (texts: readonly string[]) => {
    const { plain, rows } = laidOut(texts);
    const cells = new Float64Array(rows);
    const { unread, largest } = plain.numbers(COLUMN, { scale: SCALE, low, high }, cells);
    const left = new Set(unread);
    return { cells: texts.map((_, row) => (left.has(row) ? undefined : (cells[row] as number))), largest };
  };

  test('of any characters that numbers have', () => {
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom('0', '1', '9', '5', '.', '-', '+'), maxLength: 20 }),
      fc.string({ unit: fc.constantFrom('0', '1', '.', '-', 'e', ' ', '/', ':', 'é', ','), maxLength: 6 }),
      fc
        .tuple(fc.constantFrom('', '-', '+'), fc.bigInt({ min: 0n, max: 10n ** 13n }), fc.constantFrom('', '.0', '.25', '.999'))
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 40 }), (texts) => {
        const { cells, largest } = readNumbers(texts);
        for (const [i, written] of texts.entries()) {
          const plain = /^[+-]?(\d*)(?:\.(\d+))?$/.exec(written);
          const digits = plain === null ? '' : `${plain[1]}${plain[2] ?? ''}`;
          const missing = SCALE - (plain?.[2]?.length ?? 0);
          const isRead = digits !== '' && missing >= 0 && digits.length + missing <= 15;
          const cell = isRead ? Number(`${written.startsWith('-') ? '-' : ''}${digits}${'0'.repeat(missing)}`) : undefined;
          expect(cells[i]).toBe(cell !== undefined && cell >= low && cell <= high ? cell : undefined);
          if (cells[i] === undefined || written.startsWith('.') || /^[+-]\./.test(written)) continue;
          expect(Exact.of(BigInt(cell as number), 100n).toText()).toBe(Exact.parse(written.replace('+', ''))?.toText());
        }
        expect(largest).toBe(Math.max(0, ...cells.map((cell) => Math.abs(cell ?? 0))));
      }),
      { numRuns: 1_000 },
    );
  });

  test('at the bounds, and one beyond', () => {
    expect(readNumbers(['-1000.00', '-1000.01', '999999999.99', '1000000000', '-0', '.5', '5.', '', '.', '-']).cells).toEqual([
      -100_000,
      undefined,
      99_999_999_999,
      undefined,
      -0,
      50,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('dates', () => {
  const bounds = { low: parseDate('0001-01-01')?.days as number, high: parseDate('9999-12-31')?.days as number };

  test('every day from year 1 to 9999 in steps, and every day of the years around a leap year that is left out', () => {
    const texts: string[] = [];
    for (let day = bounds.low; day <= bounds.high; day += 97) texts.push(dateText(new CalendarDate(day)));
    for (let day = parseDate('1899-12-31')?.days as number; day <= (parseDate('1905-01-01')?.days as number); day++)
      texts.push(dateText(new CalendarDate(day)));
    expect(read(texts, (plain, into) => plain.dates(COLUMN, bounds, into))).toEqual(texts.map((text) => parseDate(text)?.days));
  });

  test('days that do not exist, and what only looks like a date', () => {
    const digit = fc.constantFrom('0', '1', '2', '3', '9', '-', '/', ':', 'é', '°');
    const near = fc
      .tuple(fc.constantFrom('2024', '1900', '2000', '0000', '0001'), fc.nat(13), fc.nat(32))
      .map(([year, month, day]) => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
    const far = fc.string({ unit: digit, minLength: 8, maxLength: 11 });
    const flawed = fc.tuple(near, fc.nat(9), digit).map(([text, place, byte]) => text.slice(0, place) + byte + text.slice(place + 1));
    fc.assert(
      fc.property(fc.array(fc.oneof(near, far, flawed), { minLength: 1, maxLength: 60 }), (texts) => {
        expect(read(texts, (plain, into) => plain.dates(COLUMN, bounds, into))).toEqual(texts.map((text) => parseDate(text)?.days));
      }),
      { numRuns: 1_000 },
    );
  });

  test('not beyond the bounds of the type', () => {
    const narrow = { low: 10, high: 11 };
    const texts = [9, 10, 11, 12].map((day) => dateText(new CalendarDate(day)));
    expect(read(texts, (plain, into) => plain.dates(COLUMN, narrow, into))).toEqual([undefined, 10, 11, undefined]);
  });
});

test('known texts, up to 16 bytes of them', () => {
  const known = ['north', 'nort', 'é', 'sixteen bytes 16', 'seventeen bytes17', 'n'];
  const texts = [...known, 'North', 'northe', 'nor', '', 'sixteen bytes 167'];
  const table = knownTexts(known.map((text, code) => [text, code * 3]));
  const cells = read(texts, (plain, into) => plain.texts(COLUMN, table, into));
  expect(cells).toEqual([0, 3, 6, 9, undefined, 15, undefined, undefined, undefined, undefined, undefined]);
});

test('more texts than can be known', () => {
  const many = Array.from({ length: 100 }, (_, code) => `text ${code}`);
  const table = knownTexts(many.map((text, code) => [text, code]));
  const cells = read(many, (plain, into) => plain.texts(COLUMN, table, into));
  expect(cells.filter((cell, code) => cell !== undefined && cell !== code)).toEqual([]);
  expect(cells.filter((cell) => cell !== undefined).length).toBeGreaterThan(50);
});
