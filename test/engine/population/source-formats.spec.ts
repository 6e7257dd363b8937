/** The same population comes out of CSV, JSON Lines and Parquet: same chunks, same quarantine, with the same mapping. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Failure } from '../../../src/engine/model/index.ts';
import { Refusal } from '../../../src/engine/model/problem.ts';
import { importPopulation } from '../../../src/engine/population/import-job.ts';
import { openSource } from '../../../src/engine/population/open-source.ts';
import { previewSource } from '../../../src/engine/population/preview-source.ts';
import { suggestMapping } from '../../../src/engine/population/suggest-mapping.ts';
import { householdCsv, householdMapping, householdPolicy } from '../../support/household-policy.ts';
import { gatherParts, type Imported } from '../../support/import-csv.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';

let folder: string;
beforeEach(() => {
  folder = scratchFolder();
});

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const run = (unitsPath: string, membersPath?: string): Promise<Imported> =>
  gatherParts((context) =>
    importPopulation(
      {
        kind: 'import',
        unitsPath,
        ...(membersPath === undefined ? {} : { membersPath }),
        mapping: householdMapping,
        policy: householdPolicy,
      },
      context,
    ),
  );

const hashes = ({ columns }: Imported): readonly string[] => columns.map(({ sha256 }) => sha256);

const failureOf = async (work: Promise<unknown>): Promise<Failure> => {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Refusal);
  return (error as Refusal).failure;
};

const cellsOf = async (path: string, list?: string): Promise<readonly (readonly string[])[]> => {
  const reader = await openSource(path, list);
  try {
    const rows: string[][] = [];
    for await (const batch of reader.batches()) {
      for (let row = 0; row < batch.rows; row++) {
        rows.push(Array.from({ length: batch.fieldCount(row) }, (_, index) => batch.text(row, index)));
        expect(await reader.rawAt(batch.extent(row))).toBe(batch.raw(row));
      }
    }
    const { bytes, sha256, rows: count } = reader.facts();
    expect(count).toBe(rows.length);
    expect(sha256).toBe(createHash('sha256').update(readFileSync(path)).digest('hex'));
    expect(bytes).toBe(readFileSync(path).length);
    return rows;
  } finally {
    await reader.close();
  }
};

const parquet = (columnData: ColumnSource[], options: Partial<Parameters<typeof parquetWriteBuffer>[0]> = {}): Uint8Array =>
  new Uint8Array(parquetWriteBuffer({ columnData, ...options }));

const fromCsv = (): Promise<Imported> => run(file('units.csv', householdCsv.units), file('members.csv', householdCsv.members));

const units = [
  { id: 'h1', income: '1200.50', size: 2, region: 'north', disabled: true, since: '2024-02-29' },
  { id: 'h2', income: 0, size: 1, region: 'south', disabled: null },
  { id: 'h3', income: 99.9, size: 3, region: 'north', disabled: false, since: '1999-12-31' },
];
const members: readonly Record<string, string | number | null>[] = [
  { id: 'h1', age: 30, earned: '100/3', name: 'Ada "the first"' },
  { id: 'h1', age: 31, earned: 2.005, name: 'Cy' },
  { id: 'h2', age: 80, earned: '1e2', name: 'Bo' },
  { id: 'h3', age: 7, earned: 0, name: null },
  { id: 'h3', age: 8, earned: 0, name: 'Di' },
  { id: 'h3', age: 40, earned: 1, name: 'Ed' },
];

const lines = (objects: readonly object[]): string => objects.map((object) => `${JSON.stringify(object)}\n`).join('');

describe('JSON Lines', () => {
  test('give what CSV gives, with members in a file of their own or in a list of each line', async () => {
    const csv = hashes(await fromCsv());
    expect(hashes(await run(file('units.jsonl', lines(units)), file('members.jsonl', lines(members))))).toEqual(csv);
    const nested = units.map((unit) => ({
      ...unit,
      members: members.filter(({ id }) => id === unit.id).map(({ id: _, ...member }) => member),
    }));
    const imported = await run(file('nested.jsonl', lines(nested)));
    expect(hashes(imported)).toEqual(csv);
    expect(imported.outcome.sources.map(({ role, rows }) => [role, rows])).toEqual([
      ['units', 3],
      ['members', 6],
    ]);
  });

  test('numbers keep all of their digits, escapes are read, and what a line lacks is no value', async () => {
    const path = file(
      'a.jsonl',
      '\ufeff{"id":"a\\u0062","n":12345678901234567890.10}\r\n\n{"n":1e-3 , "id":"x","späť":"\\"\\n"}\n{"späť":null}',
    );
    expect(await cellsOf(path)).toEqual([
      ['ab', '12345678901234567890.10', ''],
      ['x', '1e-3', '"\n'],
      ['', '', ''],
    ]);
  });

  test('a list gives rows of its own, with what stands around it', async () => {
    const path = file('a.ndjson', '{"p":[{"age":1},{"age":2,"q":"z"}],"id":"a"}\n{"id":"b","p":[]}\n{"id":"c"}\n');
    expect(await cellsOf(path, 'p')).toEqual([
      ['1', '', 'a'],
      ['2', 'z', 'a'],
    ]);
    expect(await cellsOf(path)).toEqual([['a'], ['b'], ['c']]);
  });

  test.each([
    ['no JSON', '{"id":"h9",}', 'the line is no JSON object'],
    ['a number that JSON does not have', '{"id":"h9","income":01}', 'the line is no JSON object'],
    ['two objects', '{"id":"h9"}{}', 'the line is no JSON object'],
    ['a list', '[1]', 'the line is no JSON object'],
    ['half a surrogate', '{"id":"\\ud800"}', 'the line is no JSON object'],
    ['a key twice', '{"id":"h9","id":"h8"}', 'a key stands twice in the object'],
    ['a value that is none', '{"id":"h9","income":{}}', 'a list or an object stands where a single value is expected'],
    ['a list where others have a value', '{"id":"h9","income":[1]}', 'a list or an object stands where a single value is expected'],
    ['no list of members', '{"id":"h9","members":[1]}', 'the list holds something else than objects of single values'],
  ])('a line is refused by itself: %s', async (_, bad, reason) => {
    const nested = units.map((unit) => ({ ...unit, members: [{ age: 3, earned: 1, name: 'x' }] }));
    const imported = await run(file('units.jsonl', `${lines(nested)}${bad}\n${JSON.stringify({ ...nested[0], id: 'h7' })}\n`));
    expect(imported.outcome).toMatchObject({ units: 4, members: 4, quarantined: 1 });
    expect(imported.quarantine).toEqual([expect.objectContaining({ file: 'units', row: 4, column: '', reason, raw: bad })]);
  });

  test('a value that does not fit is refused as in CSV', async () => {
    const imported = await run(
      file('units.jsonl', lines([{ ...units[0], income: 1.005 }, units[1] as object])),
      file('members.jsonl', lines(members.slice(0, 3))),
    );
    expect(imported.quarantine).toMatchObject([
      { file: 'units', row: 1, column: 'income', reason: '"1.005" has more than 2 digits after the point' },
      { file: 'members', row: 1, reason: 'its unit, on line 1, was refused' },
      { file: 'members', row: 2, raw: JSON.stringify(members[1]) },
    ]);
  });

  test('a file that is none', async () => {
    expect(await failureOf(run(file('a.jsonl', '{"a":\n')))).toMatchObject({
      kind: 'invalid',
      message: 'a.jsonl cannot be read as JSON Lines: the line is no JSON object',
      problems: [{ row: 1 }],
    });
  });

  test('a mapping is suggested over both', async () => {
    const path = file('nested.jsonl', lines([{ ...units[0], members: [{ age: 3, earned: 1, name: 'x' }] }]));
    expect(await suggestMapping(householdPolicy, path)).toEqual(householdMapping);
  });
});

describe('Parquet', () => {
  const column = <T extends object>(rows: readonly T[], name: string): ColumnSource['data'] =>
    rows.map((row) => (row as Record<string, unknown>)[name] ?? null) as never;

  test('gives what CSV gives', async () => {
    const unitColumns: ColumnSource[] = [
      { name: 'id', data: column(units, 'id'), type: 'STRING' },
      { name: 'income', data: units.map(({ income }) => String(income)), type: 'STRING' },
      { name: 'size', data: column(units, 'size'), type: 'INT32' },
      { name: 'region', data: column(units, 'region'), type: 'STRING' },
      { name: 'disabled', data: column(units, 'disabled'), type: 'BOOLEAN' },
      { name: 'since', data: column(units, 'since'), type: 'STRING' },
    ];
    const memberColumns: ColumnSource[] = [
      { name: 'id', data: column(members, 'id'), type: 'STRING' },
      { name: 'age', data: members.map(({ age }) => BigInt(age as number)), type: 'INT64' },
      { name: 'earned', data: members.map(({ earned }) => String(earned)), type: 'STRING' },
      { name: 'name', data: column(members, 'name'), type: 'STRING' },
    ];
    const imported = await run(
      file('units.parquet', parquet(unitColumns)),
      file('members.parquet', parquet(memberColumns, { rowGroupSize: 2 })),
    );
    expect(hashes(imported)).toEqual(hashes(await fromCsv()));
  });

  // Written by DuckDB, with LZ4_RAW: decimals as 32, 64 and 128 bits, a list and a structure.
  test('every kind of column as the text that a table would show, exactly', async () => {
    const path = join(import.meta.dirname, '..', '..', 'support', 'parquet', 'all-kinds.parquet');
    const [first, second, third] = await cellsOf(path);
    expect(first).toEqual([
      '12.34',
      '-922337203685477.5807',
      '123456789012345678901234567890.12',
      '2024-02-29',
      '2024-02-29T12:30:00.5',
      '2024-03-01',
      'true',
      '0.1',
      '0.1',
      'é, "q"',
      '4000000000',
      '-5',
    ]);
    expect(second).toEqual(Array.from({ length: 12 }, () => ''));
    expect(third).toEqual([
      '-0.05',
      '1.5',
      '-0.01',
      '1969-12-31',
      '1969-12-31T23:59:59',
      '',
      'false',
      '16777216',
      '1e+21',
      'x',
      '0',
      '9223372036854775807',
    ]);
    const preview = await previewSource(path, 5);
    expect(preview.problems.map((problem) => problem.column)).toEqual(['single', 'double', 'list', 'struct']);
  });

  test.each([
    ['UNCOMPRESSED', undefined],
    ['SNAPPY', undefined],
    ['GZIP', gzipSync],
    ['BROTLI', brotliCompressSync],
    ['ZSTD', zstdCompressSync],
  ] as const)('the codec %s', async (codec, compress) => {
    const data = Array.from({ length: 300 }, (_, i) => `unit ${i % 7}`);
    const compressors = compress === undefined ? {} : { compressors: { [codec]: (input: Uint8Array) => new Uint8Array(compress(input)) } };
    const path = file('a.parquet', parquet([{ name: 'id', data, type: 'STRING' }], { codec, ...compressors, rowGroupSize: 128 }));
    expect(await cellsOf(path)).toEqual(data.map((text) => [text]));
  });

  test('a file that is cut off', async () => {
    const whole = parquet([{ name: 'id', data: ['a'], type: 'STRING' }]);
    expect(await failureOf(run(file('units.parquet', whole.subarray(0, whole.length - 5))))).toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('units.parquet cannot be read as Parquet'),
    });
  });
});
