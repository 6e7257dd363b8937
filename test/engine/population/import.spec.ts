/** No row of a source is lost: each is a unit, a member or in quarantine, with its place and the reason. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Failure, Mapping, PolicyDocument, QuarantineRow } from '../../../src/engine/model/index.ts';
import { Refusal } from '../../../src/engine/model/problem.ts';
import { decodeColumn } from '../../../src/engine/population/column-codec.ts';
import { importPopulation } from '../../../src/engine/population/import-job.ts';
import { householdCsv, householdMapping, householdPolicy } from '../../support/household-policy.ts';
import { type CsvTexts, gatherParts, type Imported, importCsv } from '../../support/import-csv.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';

let folder: string;
beforeEach(() => {
  folder = scratchFolder();
});

const run = (texts: CsvTexts, mapping: Mapping = householdMapping, policy: PolicyDocument = householdPolicy): Promise<Imported> =>
  importCsv(folder, texts, policy, mapping);

const refusalOf = async (work: Promise<unknown>): Promise<Failure> => {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Refusal);
  return (error as Refusal).failure;
};

/** All values of a column over all chunks, as texts. */
const column = ({ columns }: Imported, name: string, list = ''): readonly (string | undefined)[] =>
  columns
    .filter((chunk) => chunk.column === name && chunk.list === list)
    .flatMap((chunk) => {
      const decoded = decodeColumn(chunk);
      return Array.from({ length: chunk.rows }, (_, row) => decoded.text(row));
    });

/** The rows of both files, as the law counts them. */
const holdsLaw = ({ outcome, quarantine }: Imported): void => {
  const refused = (file: QuarantineRow['file']): number => quarantine.filter((row) => row.file === file).length;
  const rows = (role: string): number => outcome.sources.find((source) => source.role === role)?.rows ?? 0;
  expect(outcome.units + refused('units')).toBe(rows('units'));
  expect(outcome.members + refused('members')).toBe(rows('members'));
  expect(outcome.quarantined).toBe(quarantine.length);
};

describe('a sound source', () => {
  test('becomes units in the order of their file, members by key, and facts of both files', async () => {
    const imported = await run(householdCsv);
    expect(column(imported, '$id')).toEqual(['h1', 'h2', 'h3']);
    expect(column(imported, 'earned', 'members')).toEqual(['100/3', '2.005', '100', '0', '0', '1']);
    expect(imported.outcome).toMatchObject({ unit: 'household', units: 3, members: 6, quarantined: 0 });
    expect(imported.outcome.sources[0]).toEqual({
      role: 'units',
      name: 'units.csv',
      bytes: householdCsv.units.length,
      rows: 3,
      sha256: createHash('sha256').update(householdCsv.units).digest('hex'),
    });
    holdsLaw(imported);
  });

  test('expressions over typed columns and members stay exact', async () => {
    const mapping: Mapping = {
      ...householdMapping,
      units: { key: 'id', columns: { income: { type: 'decimal' } } },
      inputs: { ...householdMapping.inputs, income: 'floor(income / 12 + sum(members.earned))', size: 'count(members)' },
      extra: { third: { type: 'decimal', feel: 'income / 3 / 12' }, minors: { type: 'integer', feel: 'count(members[age < 18])' } },
    };
    const imported = await run(householdCsv, mapping);
    expect(column(imported, 'third')).toEqual(['2401/72', '0', '2.775']);
    expect(column(imported, 'minors')).toEqual(['0', '0', '2']);
    expect(column(imported, 'size')).toEqual(['2', '1', '3']);
    expect(column(imported, 'income')).toEqual(['135', '100', '9']);
  });

  test('texts that stand for no value', async () => {
    const units = 'id,income,size,region,disabled,since\nh1,1,1,north,NA,.\nh2,NA,1,south,true, \n';
    const imported = await run({ units, members: 'id,age,earned,name\nh1,3,1,NA\n' }, { ...householdMapping, nulls: ['NA', '.'] });
    expect(column(imported, 'disabled')).toEqual([undefined]);
    expect(column(imported, 'since')).toEqual([undefined]);
    expect(column(imported, 'name', 'members')).toEqual([undefined]);
    expect(imported.quarantine).toMatchObject([{ row: 3, column: 'income', reason: 'there is no value for "income"' }]);
  });

  test('one file of persons: the first row of a key speaks for the unit', async () => {
    const units = 'hid,size,region,income,age,earned\na,2,north,5,40,1\nb,1,south,6,50,2\na,7,west,x,10,0\n';
    const mapping: Mapping = {
      kind: 'mapping',
      units: { key: 'hid', rows: 'first' },
      members: { key: 'hid', fields: { age: 'age', earned: 'earned' } },
      inputs: { income: 'income', size: 'size', region: 'region' },
    };
    const imported = await run({ units }, mapping);
    expect(column(imported, '$id')).toEqual(['a', 'b']);
    expect(column(imported, 'size')).toEqual(['2', '1']);
    expect(column(imported, 'age', 'members')).toEqual(['40', '10', '50']);
    expect(column(imported, 'disabled')).toEqual([undefined, undefined]);
    expect(imported.outcome).toMatchObject({ units: 2, members: 3, quarantined: 0 });
    expect(imported.outcome.sources.map(({ role, rows }) => [role, rows])).toEqual([
      ['units', 3],
      ['members', 3],
    ]);
  });

  test('more units than a chunk', async () => {
    const rows = Array.from({ length: 16_400 }, (_, i) => `u${i},${i},1,north,,\n`).join('');
    const imported = await run({
      units: `id,income,size,region,disabled,since\n${rows}`,
      members: 'id,age,earned,name\nu16399,1,2,x\nu3,4,5,y\n',
    });
    expect(imported.columns.filter((chunk) => chunk.column === '$id').map((chunk) => chunk.rows)).toEqual([16_384, 16]);
    expect(column(imported, 'age', 'members')).toEqual(['4', '1']);
    expect(column(imported, 'income').at(-1)).toBe('16399');
  });
});

describe('rows that are refused', () => {
  const header = 'id,income,size,region,disabled,since';
  const cases: readonly [string, string, Partial<QuarantineRow>][] = [
    ['no number', 'x,abc,1,north,,', { column: 'income', reason: '"abc" is no number' }],
    ['more digits than the scale', 'x,1.005,1,north,,', { column: 'income', reason: '"1.005" has more than 2 digits after the point' }],
    [
      'below the range',
      'x,-0.01,1,north,,',
      { column: 'income', expected: 'a number with at most 2 digits after the point from 0 to 1000000' },
    ],
    ['above the range', 'x,1,21,north,,', { column: 'size', expected: 'a whole number from 1 to 20' }],
    ['no whole number', 'x,1,1.5,north,,', { column: 'size' }],
    [
      'no value of the enumeration',
      'x,1,1,nroth,,',
      { column: 'region', reason: expect.stringContaining('did you mean "north"?'), expected: '"north" or "south"' },
    ],
    ['no boolean', 'x,1,1,north,maybe,', { column: 'disabled' }],
    ['no date', 'x,1,1,north,,2023-02-29', { column: 'since' }],
    ['no value', 'x,,1,north,,', { column: 'income', reason: 'there is no value for "income"' }],
    ['no key', ',1,1,north,,', { column: 'id', reason: 'the key is empty' }],
    ['a repeated key', 'h0,1,1,north,,', { column: 'id', reason: 'the key stands on line 2 already' }],
    ['a field too few', 'x,1,1,north,', { column: '', reason: 'the row has 5 fields and the header 6' }],
    ['a broken quote', 'x,1,1,"north"x,,', { column: '', reason: 'text follows the closing quote of a field' }],
  ];
  test.each(cases)('%s', async (_, bad, expected) => {
    const imported = await run({ units: `${header}\nh0,1,1,north,,\n${bad}\nh2,2,2,south,,\n`, members: 'id,age,earned,name\n' });
    expect(imported.quarantine).toEqual([expect.objectContaining({ file: 'units', row: 3, raw: bad, ...expected })]);
    expect(column(imported, '$id')).toEqual(['h0', 'h2']);
    holdsLaw(imported);
  });

  test('a refused member takes its unit and the other members along', async () => {
    const members = `${householdCsv.members}h3,-1,0,Eve\nnobody,1,1,Fay\nh2,1,1,"Gus\n`;
    const imported = await run({ ...householdCsv, members: `${members}"\n` });
    expect(column(imported, '$id')).toEqual(['h1', 'h2']);
    expect(imported.quarantine.map(({ file, row, reason }) => [file, row, reason])).toEqual([
      ['members', 8, '"-1" is below 0'],
      ['units', 4, 'the member on line 8 was refused'],
      ['members', 3, 'its unit, on line 4, was refused'],
      ['members', 6, 'its unit, on line 4, was refused'],
      ['members', 7, 'its unit, on line 4, was refused'],
      ['members', 9, 'there is no unit of this key'],
    ]);
    expect(imported.quarantine.find(({ row }) => row === 9)?.raw).toBe('nobody,1,1,Fay');
    holdsLaw(imported);
  });

  test('what an expression cannot answer', async () => {
    const mapping: Mapping = {
      ...householdMapping,
      units: { key: 'id', columns: { size: { type: 'integer' } } },
      inputs: { ...householdMapping.inputs, income: '100 / (size - 1)' },
    };
    const units = `${header}\nh0,0,2,north,,\nh1,0,1,north,,\nh2,0,4,north,,\nh3,0,x,north,,\nh4,0,,north,,\n`;
    const imported = await run({ units, members: 'id,age,earned,name\n' }, mapping);
    expect(column(imported, '$id')).toEqual(['h0']);
    expect(imported.quarantine).toMatchObject([
      { row: 3, column: 'income', reason: expect.stringContaining('no value') },
      { row: 4, column: 'income', reason: '100/3 has more than 2 digits after the point' },
      { row: 5, column: 'size', reason: '"x" is no number' },
      { row: 6, column: 'income', reason: expect.stringContaining('"size" is not given') },
    ]);
    holdsLaw(imported);
  });

  test('fractions that a chunk cannot hold exactly', async () => {
    const units = `${header}\nh0,0,1,north,,\nh1,0,1,north,,\nh2,0,1,north,,\n`;
    const imported = await run({ units, members: 'id,age,earned,name\nh0,1,1/999983,\nh1,1,1/999979,\nh2,1,9223372036854775808,\n' });
    expect(column(imported, '$id')).toEqual(['h0', 'h1']);
    expect(imported.quarantine).toMatchObject([
      { file: 'members', row: 4, column: 'earned', reason: 'the number is too large to be stored exactly' },
      { file: 'units', row: 4 },
    ]);
    const more = await run({ units, members: 'id,age,earned,name\nh0,1,1/999983,\nh1,1,1/999979,\nh2,1,1/7,\n' });
    expect(more.quarantine[0]).toMatchObject({
      file: 'units',
      row: 4,
      column: 'members.earned',
      reason: expect.stringContaining('round it in the mapping'),
    });
    holdsLaw(more);
  });

  test('in a file of persons a flawed row is counted once', async () => {
    const mapping: Mapping = {
      kind: 'mapping',
      units: { key: 'hid', rows: 'first' },
      members: { key: 'hid', fields: { age: 'age', earned: '0' } },
      inputs: { income: '0', size: 'size', region: '"north"' },
    };
    const imported = await run({ units: 'hid,size,age\na,2,40\na,2,10,9\nb,1,50\n,1,1\nc,x,9\nc,x,8\n' }, mapping);
    expect(column(imported, '$id')).toEqual(['b']);
    expect(imported.quarantine.map(({ file, row }) => `${file} ${row}`)).toEqual([
      'members 3',
      'members 5',
      'units 2',
      'units 6',
      'members 2',
      'members 6',
      'members 7',
    ]);
    expect(imported.outcome).toMatchObject({ units: 1, members: 1 });
  });
});

describe('the law', () => {
  const cell = fc.constantFrom('1', '2.50', '-1', 'abc', '', '3', '20', '"4"', '"5"z', 'x"y', '7,8');
  const keyText = fc.constantFrom('a', 'b', 'c', 'd', '');
  const region = fc.constantFrom('north', 'south', 'nowhere');
  const unitRow = fc.tuple(keyText, cell, cell, region).map(([id, income, size, where]) => `${id},${income},${size},${where},,`);
  const memberRow = fc.tuple(keyText, cell, cell).map(([id, age, earned]) => `${id},${age},${earned},`);

  test('units, members and quarantine add up to the rows of the source, and every unit has all of its members', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(unitRow, { maxLength: 12 }), fc.array(memberRow, { maxLength: 12 }), async (units, members) => {
        const imported = await run({
          // One sound unit, so that something is imported.
          units: ['id,income,size,region,disabled,since', ...units, 'z,1,1,north,,', ''].join('\n'),
          members: ['id,age,earned,name', ...members, 'z,1,1,', ''].join('\n'),
        });
        holdsLaw(imported);
        const ids = column(imported, '$id');
        expect(new Set(ids).size).toBe(ids.length);
        const [offsets] = imported.columns
          .filter((chunk) => chunk.column === '$members')
          .map((chunk) => decodeColumn(chunk).cells as Uint32Array);
        for (const [i, id] of ids.entries()) {
          const own = ['z,1,1,', ...members].filter((row) => row.startsWith(`${id},`)).length;
          expect((offsets?.[i + 1] ?? 0) - (offsets?.[i] ?? 0)).toBe(own);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('sources of which nothing can be imported', () => {
  test('every row is bad: the first of them are told', async () => {
    const failure = await refusalOf(
      run({ units: 'id,income,size,region,disabled,since\na,x,1,north,,\nb,y,1,north,,\n', members: 'id,age,earned,name\n' }),
    );
    expect(failure).toMatchObject({ kind: 'invalid', message: 'no unit of units.csv could be imported' });
    expect(failure.problems).toMatchObject([
      { document: 'units.csv', row: 2, column: 'income', message: '"x" is no number' },
      { document: 'units.csv', row: 3, column: 'income' },
    ]);
  });

  test('no rows', async () => {
    const failure = await refusalOf(run({ units: 'id,income,size,region,disabled,since\n', members: 'id,age,earned,name\n' }));
    expect(failure.problems).toMatchObject([{ document: 'units.csv', row: 1, message: 'units.csv has no rows after its header' }]);
  });

  test('a malformed file, a missing file, a mapping that does not fit', async () => {
    expect(await refusalOf(run({ ...householdCsv, members: `${householdCsv.members}h1,"1` }))).toMatchObject({
      kind: 'invalid',
      problems: [{ document: 'members.csv', row: 8 }],
    });
    const job = { kind: 'import', unitsPath: join(folder, 'none.csv'), mapping: householdMapping, policy: householdPolicy } as const;
    expect(await refusalOf(gatherParts((context) => importPopulation(job, context)))).toMatchObject({ kind: 'unreadable' });
    expect(await refusalOf(run(householdCsv, { ...householdMapping, units: { key: 'nope' } }))).toMatchObject({
      problems: [{ pointer: '/units/key' }],
    });
  });

  test('a cancelled import stops', async () => {
    await run(householdCsv);
    const cancel = new AbortController();
    cancel.abort(new Error('cancelled'));
    const job = {
      kind: 'import',
      unitsPath: join(folder, 'units.csv'),
      membersPath: join(folder, 'members.csv'),
      mapping: householdMapping,
      policy: householdPolicy,
    } as const;
    await expect(gatherParts((context) => importPopulation(job, context), cancel.signal)).rejects.toThrow('cancelled');
  });
});
