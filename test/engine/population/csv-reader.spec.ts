/** The CSV reader gives back what was written, with right line numbers, and says where a file is wrong. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Refusal } from '../../../src/engine/model/problem.ts';
import { openCsv } from '../../../src/engine/population/csv-reader.ts';
import type { SourceFacts } from '../../../src/engine/population/source-reader.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'probity-csv-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

type Read = {
  readonly columns: readonly string[];
  readonly delimiter: string;
  readonly rows: readonly (readonly string[])[];
  readonly lines: readonly number[];
  readonly flaws: readonly (string | undefined)[];
  readonly raw: readonly string[];
  readonly facts: SourceFacts;
};

const readBytes = async (content: string | Uint8Array): Promise<Read> => {
  const path = join(folder, 'source.csv');
  writeFileSync(path, content);
  const reader = await openCsv(path);
  try {
    const rows: string[][] = [];
    const lines: number[] = [];
    const flaws: (string | undefined)[] = [];
    const raw: string[] = [];
    for await (const batch of reader.batches()) {
      for (let row = 0; row < batch.rows; row++) {
        rows.push(Array.from({ length: batch.fieldCount(row) }, (_, index) => batch.text(row, index)));
        lines.push(batch.line(row));
        flaws.push(batch.flaw(row));
        raw.push(batch.raw(row));
        if (row % 97 === 0) expect(await reader.rawAt(batch.extent(row))).toBe(batch.raw(row));
      }
    }
    return { columns: reader.columns, delimiter: reader.delimiter, rows, lines, flaws, raw, facts: reader.facts() };
  } finally {
    await reader.close();
  }
};

const problemOf = async (content: string | Uint8Array): Promise<unknown> => {
  const error: unknown = await readBytes(content).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Refusal);
  return (error as Refusal).failure.problems?.[0];
};

describe('what RFC 4180 allows', () => {
  test('quotes, doubled quotes, embedded line ends and delimiters, with the line an editor shows', async () => {
    const read = await readBytes('id,note\r\n1,"a ""b"", c"\r\n2,"two\nlines"\r\n3,\n');
    expect(read.columns).toEqual(['id', 'note']);
    expect(read.rows).toEqual([
      ['1', 'a "b", c'],
      ['2', 'two\nlines'],
      ['3', ''],
    ]);
    expect(read.lines).toEqual([2, 3, 5]);
    expect(read.raw[1]).toBe('2,"two\nlines"');
  });

  test('a byte order mark is no part of the first name, and is part of the hash', async () => {
    const content = '\ufeffid,näme\n1,ß\n';
    const read = await readBytes(content);
    expect(read.columns).toEqual(['id', 'näme']);
    expect(read.rows).toEqual([['1', 'ß']]);
    expect(read.facts).toEqual({
      bytes: Buffer.byteLength(content),
      rows: 1,
      sha256: createHash('sha256').update(content).digest('hex'),
    });
  });

  test('no line end at the end, blank lines and an empty quoted field', async () => {
    const read = await readBytes('\na,b\n\n\n"",2\n\n3,4');
    expect(read.rows).toEqual([
      ['', '2'],
      ['3', '4'],
    ]);
    expect(read.lines).toEqual([5, 7]);
  });

  test('semicolons and tabs are known by the header', async () => {
    expect(await readBytes('a;b,c;d\n1;2,5;3\n')).toMatchObject({ delimiter: ';', columns: ['a', 'b,c', 'd'], rows: [['1', '2,5', '3']] });
    expect(await readBytes('"a","b;c"\n1,2\n')).toMatchObject({ delimiter: ',', columns: ['a', 'b;c'] });
    expect(await readBytes('a\tb\n1\t2\n')).toMatchObject({ delimiter: '\t', rows: [['1', '2']] });
  });

  test.each([16_382, 16_383, 16_384, 16_385, 40_000])('a header of %i bytes is read whole', async (bytes) => {
    const columns = ['a;', 'b\n', 'c'.repeat(bytes - 11)];
    const read = await readBytes(`"a;","b\n",${columns[2]}\r\n1,2,3\r\n`);
    expect({ ...read, facts: undefined }).toMatchObject({ columns, delimiter: ',', rows: [['1', '2', '3']], lines: [3] });
  });

  test('a header alone has no rows', async () => {
    expect((await readBytes('a,b')).rows).toEqual([]);
  });
});

describe('rows that are wrong by themselves are found as one row each', () => {
  test.each([
    ['1,"a"b,c', 'text follows the closing quote of a field'],
    ['1,a"b,c', 'a quote stands inside a field that is not quoted'],
    ['1,a\rb,c', 'a carriage return stands without a line feed'],
    ['1,2', 'the row has 2 fields and the header 3'],
    ['1,2,3,4', 'the row has 4 fields and the header 3'],
    [`1,${'x'.repeat(70_000)},3`, 'a field is longer than 65536 bytes'],
  ])('%.20s', async (row, flaw) => {
    const read = await readBytes(`x,y,z\n0,0,0\n${row}\n9,9,9\n`);
    expect(read.flaws).toEqual([undefined, flaw, undefined]);
    expect(read.rows[2]).toEqual(['9', '9', '9']);
    expect(read.raw[1]).toBe(row);
  });
});

describe('files that cannot be read name the place', () => {
  test.each([
    ['an empty file', '', { row: 1, message: 'the file is empty' }],
    ['only blank lines', '\n\n', { row: 1, message: 'there is no header line' }],
    ['a repeated name', 'a,b,a\n1,2,3\n', { row: 1, column: 3, message: 'the name "a" stands for column 1 already' }],
    ['a missing name', 'a,,c\n', { row: 1, column: 2, message: 'the column has no name' }],
    ['numbers instead of names', '1,2\n3,4\n', { row: 1, message: 'the first line holds numbers where names are expected' }],
    ['an open quote', 'a,b\n1,2\n3,"4\n5,6\n', { row: 3, message: 'a quote is opened here and never closed' }],
    ['an open quote in the header', 'a,"b\n1,2\n', { row: 1, message: 'a quote is opened in the header and never closed' }],
    ['a NUL byte', 'a,b\n1,2\n3,x\0\n', { row: 3, column: 'b', message: 'there is a NUL byte' }],
    ['old line ends', 'a,b\r1,2\r', { row: 1, message: 'a carriage return stands without a line feed' }],
  ])('%s', async (_, content, problem) => {
    expect(await problemOf(content)).toMatchObject({ document: 'source.csv', ...problem });
  });

  test('bytes that are not UTF-8', async () => {
    const content = Buffer.concat([Buffer.from('a,b\n1,2\n3,'), Buffer.from([0xe4]), Buffer.from('\n')]);
    expect(await problemOf(content)).toMatchObject({ row: 3, column: 'b', message: 'the bytes are not UTF-8' });
  });

  test('UTF-16', async () => {
    expect(await problemOf(Buffer.from('\ufeffa,b\n', 'utf16le'))).toMatchObject({ row: 1, expected: 'a file saved as UTF-8' });
  });

  test('a row without end', async () => {
    expect(await problemOf(`a,b\n1,"${'x\n'.repeat(1 << 20)}`)).toMatchObject({ row: 2 });
  });

  test.each([
    ['grew', 'a\n1\n2\n', 0],
    ['was written again', 'a\n2\n', 5],
  ])('a file that %s while it was being read', async (_what, later, afterSeconds) => {
    const path = join(folder, 'changing.csv');
    writeFileSync(path, 'a\n1\n');
    utimesSync(path, 1_000, 1_000);
    const reader = await openCsv(path);
    try {
      await reader.demandUnchanged();
      writeFileSync(path, later);
      utimesSync(path, 1_000, 1_000 + afterSeconds);
      await expect(reader.demandUnchanged()).rejects.toThrow('changed while it was being read');
    } finally {
      await reader.close();
    }
  });

  test('a file that is not there, and a folder', async () => {
    await expect(openCsv(join(folder, 'none.csv'))).rejects.toMatchObject({ failure: { kind: 'unreadable' } });
    await expect(openCsv(folder)).rejects.toMatchObject({ failure: { kind: 'unreadable' } });
  });
});

describe('laws', () => {
  const field = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', ';', '\n', '\r\n', ' ', '1', '漢', '😀'), maxLength: 8 });
  const quoted = (text: string, always: boolean): string => (always || /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

  test('what was written is read back, across the borders of blocks', async () => {
    const rowsOf = fc.array(fc.tuple(field, field, field, fc.boolean()), { maxLength: 30 });
    const table = fc.record({
      rows: rowsOf,
      end: fc.constantFrom('\n', '\r\n'),
      last: fc.boolean(),
      padding: fc.integer({ min: 0, max: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(table, async ({ rows, end, last, padding }) => {
        // Rows of a megabyte in front put the border of a block somewhere inside of what follows.
        const filler = Array.from({ length: 17 }, () => ['f', 'x'.repeat(61_675 - padding), '']);
        const written = [...filler, ...rows.map(([a, b, c]) => [`k${a}`, b, c])];
        const always = [...filler.map(() => false), ...rows.map((row) => row[3])];
        const text = ['x,y,z', ...written.map((row, i) => row.map((cell) => quoted(cell, always[i] ?? false)).join(','))].join(end);
        const read = await readBytes(text + (last ? end : ''));
        expect(read.rows).toEqual(written);
        expect(read.flaws.every((flaw) => flaw === undefined)).toBe(true);
        let line = 2;
        for (const [i, row] of written.entries()) {
          expect(read.lines[i]).toBe(line);
          line += 1 + row.join('').split('\n').length - 1;
        }
      }),
      { numRuns: 60 },
    );
  });

  test('any bytes are read or refused', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(fc.constantFrom('a', ',', '"', '\n', '\r', '""', 'é'), { maxLength: 60 }).map((parts) => Buffer.from(parts.join(''))),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        try {
          const read = await readBytes(content);
          expect(read.facts.bytes).toBe(content.length);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      }),
      { numRuns: 500 },
    );
  });
});
