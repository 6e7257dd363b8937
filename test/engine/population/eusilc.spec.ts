/** A real file: 58,654 persons of 25,000 households become K-TAP's facts, exactly. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { Exact } from '../../../src/engine/model/exact.ts';
import type { PolicyDocument } from '../../../src/engine/model/index.ts';
import { decodeColumn } from '../../../src/engine/population/column-codec.ts';
import { importPopulation } from '../../../src/engine/population/import-job.ts';
import { readMapping } from '../../../src/engine/population/read-mapping.ts';
import { gatherParts, type Imported } from '../../support/import-csv.ts';
import { sharedFolder } from '../../support/shared-folder.ts';

const source = sharedFolder('data/eusilcP_58654.csv');

const json = (path: string): unknown => JSON.parse(readFileSync(join(import.meta.dirname, path), 'utf8'));

/** The file's rows by column name, read in the plainest way: it has neither line ends nor commas inside of quotes. */
const plainRows = (path: string): readonly ReadonlyMap<string, string>[] => {
  const [header = '', ...lines] = readFileSync(path, 'utf8').trimEnd().replaceAll('"', '').split('\n');
  const names = header.split(',');
  return lines.map((line) => new Map(line.split(',').map((text, i) => [names[i] as string, text])));
};

const exact = (row: ReadonlyMap<string, string>, name: string): Exact => Exact.parse(row.get(name) || '0') as Exact;

describe.runIf(source !== undefined)('the synthetic EU-SILC population', () => {
  let imported: Imported;
  let rows: readonly ReadonlyMap<string, string>[];

  beforeAll(async () => {
    const path = source as string;
    const mapping = readMapping(json('../../support/eusilc-ktap.mapping.json') as never);
    if (!mapping.ok) throw new Error(JSON.stringify(mapping.failure));
    const policy = json('../../../templates/policies/ky-ktap.json') as PolicyDocument;
    rows = plainRows(path);
    imported = await gatherParts((context) =>
      importPopulation({ kind: 'import', unitsPath: path, mapping: mapping.value, policy }, context),
    );
  });

  /** A column of the members over all chunks. */
  const sumOf = (column: string): Exact =>
    imported.columns
      .filter((chunk) => chunk.column === column && chunk.list === 'members')
      .reduce((sum, chunk) => {
        const { cells, denominator } = decodeColumn(chunk);
        return sum.add(
          Exact.of(
            Array.from(cells as BigInt64Array | Int32Array, BigInt).reduce((total, cell) => total + cell, 0n),
            denominator,
          ),
        );
      }, Exact.ZERO);

  test('comes in whole: every person and household, none in quarantine', () => {
    expect(imported.outcome).toMatchObject({ units: 25_000, members: 58_654, quarantined: 0 });
    expect(imported.outcome.sources.map(({ role, rows: count }) => [role, count])).toEqual([
      ['units', 58_654],
      ['members', 58_654],
    ]);
    expect(imported.columns.filter(({ column }) => column === '$id').map((chunk) => chunk.rows)).toEqual([16_384, 8_616]);
  });

  test('earnings of a month are twelfths of the yearly ones to the last digit, losses taken as none', () => {
    const yearly = rows.reduce((sum, row) => {
      const own = exact(row, 'py050n');
      return sum.add(exact(row, 'py010n')).add(own.sign < 0 ? Exact.ZERO : own);
    }, Exact.ZERO);
    expect(sumOf('tanf_gross_earned_income').toText()).toBe(yearly.divide(Exact.integer(12))?.toText());
    expect(yearly.sign).toBe(1);
  });

  test('the income of a household is shared by its members without a remainder', () => {
    const personal = ['py090n', 'py100n', 'py110n', 'py120n', 'py130n', 'py140n'];
    const shared = ['hy040n', 'hy050n', 'hy070n', 'hy080n', 'hy090n', 'hy110n'];
    const yearly = rows.reduce((sum, row) => {
      const part = shared.reduce((total, name) => total.add(exact(row, name)), Exact.ZERO).divide(exact(row, 'hsize')) as Exact;
      return personal.reduce((total, name) => total.add(exact(row, name)), sum.add(part));
    }, Exact.ZERO);
    expect(sumOf('tanf_gross_unearned_income').toText()).toBe(yearly.divide(Exact.integer(12))?.toText());
  });

  test('sizes are the numbers of members, and the newborn are of age 0', () => {
    for (const offsets of imported.columns.filter(({ column }) => column === '$members')) {
      const sizes = decodeColumn(
        imported.columns.find(({ column, chunk }) => column === 'spm_unit_size' && chunk === offsets.chunk) as typeof offsets,
      );
      const cells = decodeColumn(offsets).cells as Uint32Array;
      for (let row = 0; row < offsets.rows; row++)
        expect(sizes.text(row)).toBe(String((cells[row + 1] as number) - (cells[row] as number)));
    }
    expect(rows.filter((row) => row.get('age') === '-1').length).toBe(220);
    expect(imported.columns.filter(({ column }) => column === 'age').map(({ min }) => min)).toEqual(['0', '0']);
  });
});
