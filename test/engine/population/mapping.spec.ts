/** Every mistake of a mapping is told once, with its place, before any row is read. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { InputTypes, Json, Mapping, Problem } from '../../../src/engine/model/index.ts';
import { compileMapping, type MappingSources } from '../../../src/engine/population/compile-mapping.ts';
import { previewSource } from '../../../src/engine/population/preview-source.ts';
import { readMapping } from '../../../src/engine/population/read-mapping.ts';
import { mappingFor, suggestMapping } from '../../../src/engine/population/suggest-mapping.ts';
import { householdMapping, householdPolicy } from '../../support/household-policy.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';

const sources: MappingSources = {
  units: { name: 'units.csv', columns: ['id', 'income', 'size', 'region', 'disabled', 'since', 'note'] },
  members: { name: 'persons.csv', columns: ['id', 'age', 'earned', 'name'] },
};

const mistakes = async (
  mapping: Mapping,
  of: MappingSources = sources,
  inputs: InputTypes = householdPolicy.inputs,
): Promise<readonly Problem[]> => {
  const result = await compileMapping(mapping, inputs, of);
  return result.ok ? [] : (result.failure.problems ?? []);
};

const withInput = (name: string, feel: string): Mapping => ({ ...householdMapping, inputs: { ...householdMapping.inputs, [name]: feel } });
const withField = (name: string, feel: string): Mapping => ({
  ...householdMapping,
  members: { key: 'id', fields: { ...householdMapping.members?.fields, [name]: feel } },
});
const without = (name: string): Mapping => {
  const { [name]: _, ...inputs } = householdMapping.inputs;
  return { ...householdMapping, inputs };
};

describe('a mapping that fits', () => {
  test('is compiled, with the columns of the population', async () => {
    const result = await compileMapping(
      { ...householdMapping, extra: { note: { type: 'string', feel: 'note' } } },
      householdPolicy.inputs,
      sources,
    );
    expect(
      result.ok && { ...result.value, fields: result.value.fields.map(({ name }) => name), members: result.value.members?.list },
    ).toEqual({
      unitKey: 0,
      fields: ['income', 'size', 'region', 'disabled', 'since', 'note'],
      members: 'members',
      firstSpeaks: false,
      columns: { ...householdPolicy.inputs, note: { type: 'string' } },
    });
  });

  test('an input that may be missing need not be mapped', async () => {
    expect(await mistakes(without('disabled'))).toEqual([]);
  });

  test.each([
    ['income', 'sum(members.earned) / 12'],
    ['size', 'count(members[age < 18]) + 1'],
    ['size', 'if size = null then count(members) else 2'],
    ['region', 'if note = "x" then "north" else "south"'],
    ['region', 'if note = null then "north" else region'],
    ['disabled', 'some m in members satisfies m.age > 90'],
    ['since', 'date("2020-01-01")'],
  ])('%s: %s', async (name, feel) => {
    const columns = { size: { type: 'integer' } } as const;
    expect(await mistakes({ ...withInput(name, feel), units: { key: 'id', columns } })).toEqual([]);
  });
});

describe('mistakes, each with its pointer', () => {
  const cases: readonly [string, Mapping, Partial<Problem>][] = [
    [
      'an unknown key',
      { ...householdMapping, units: { key: 'idd' } },
      { pointer: '/units/key', message: 'units.csv has no column "idd"', suggestion: 'did you mean "id"?' },
    ],
    [
      'an unknown column',
      withInput('income', ' incme'),
      {
        pointer: '/inputs/income',
        message: 'units.csv has no column "incme"',
        suggestion: 'did you mean "income"?',
        fix: { range: { from: 1, to: 6 }, replacement: 'income' },
      },
    ],
    [
      'an unknown column of members',
      withField('age', 'aeg'),
      { pointer: '/members/fields/age', message: 'persons.csv has no column "aeg"', suggestion: 'did you mean "age"?' },
    ],
    ['an unknown column in an expression', withInput('size', 'sise + 1'), { pointer: '/inputs/size', range: { from: 0, to: 4 } }],
    [
      'an unknown declared column',
      { ...householdMapping, units: { key: 'id', columns: { incom: { type: 'integer' } } } },
      { pointer: '/units/columns/incom' },
    ],
    [
      'an unknown input',
      withInput('incomes', 'income'),
      { pointer: '/inputs/incomes', message: 'the policy has no input "incomes"', suggestion: 'did you mean "income"?' },
    ],
    ['an unknown field', withField('ag/e', 'age'), { pointer: '/members/fields/ag~1e', message: 'the policy has no field "ag/e"' }],
    [
      'a missing input',
      without('size'),
      {
        pointer: '/inputs',
        message: 'there is no expression for the input "size"',
        suggestion: 'the file has a column of that name: "size": "size"',
      },
    ],
    [
      'arithmetic on text',
      withInput('income', 'income / 12'),
      { pointer: '/inputs/income', suggestion: 'declare the type of the column "income" under "columns"' },
    ],
    ['a result of another type', withInput('size', '"two"'), { pointer: '/inputs/size', expected: 'a number' }],
    [
      'a text that is no value of the enumeration',
      withInput('region', '"west"'),
      { pointer: '/inputs/region', expected: '"north" or "south"' },
    ],
    ['no FEEL', withInput('size', '1 +'), { pointer: '/inputs/size' }],
    [
      'an extra column named like an input',
      { ...householdMapping, extra: { size: { type: 'integer', feel: 'size' } } },
      { pointer: '/extra/size' },
    ],
    [
      'an extra column of a wrong type',
      { ...householdMapping, extra: { more: { type: 'date', feel: 'count(members)' } } },
      { pointer: '/extra/more/feel' },
    ],
    ['no mapping for the members', { kind: 'mapping', units: { key: 'id' }, inputs: householdMapping.inputs }, { pointer: '/members' }],
  ];
  test.each(cases)('%s', async (_, mapping, expected) => {
    const problems = await mistakes(mapping);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject(expected);
  });

  test('all at once', async () => {
    const mapping: Mapping = { ...withInput('income', 'incme'), units: { key: 'x' }, members: { key: 'y', fields: { age: 'age' } } };
    const problems = await mistakes(mapping);
    expect(problems.map(({ pointer }) => pointer).toSorted()).toEqual(['/inputs/income', '/members/fields', '/members/key', '/units/key']);
  });

  test('files and lists that do not go together', async () => {
    const { members: _, ...unitsOnly } = sources;
    expect(await mistakes(householdMapping, unitsOnly)).toMatchObject([{ pointer: '/members', message: 'there is no file of members' }]);
    const { members: list, ...scalars } = householdPolicy.inputs;
    expect(await mistakes(householdMapping, sources, scalars)).toMatchObject([{ pointer: '/members' }]);
    expect(
      (await mistakes(householdMapping, sources, { ...scalars, a: list as InputTypes[string], b: list as InputTypes[string] }))[0],
    ).toMatchObject({ message: 'the policy has 2 lists' });
  });

  test('more columns than a population takes', async () => {
    const inputs: InputTypes = Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`x${i}`, { type: 'integer', nullable: true }]));
    expect(await mistakes({ kind: 'mapping', units: { key: 'id' }, inputs: {} }, { units: sources.units }, inputs)).toMatchObject([
      { expected: 'at most 512' },
    ]);
  });
});

describe('the document itself', () => {
  const cases: readonly [string, Json, Partial<Problem>][] = [
    [
      'an unknown member of the document',
      { ...householdMapping, unit: {} } as Json,
      { pointer: '/unit', suggestion: 'did you mean "units"?' },
    ],
    ['no key', { kind: 'mapping', units: {}, inputs: {} }, { pointer: '/units', message: 'the key "key" is missing' }],
    ['rows of another word', { kind: 'mapping', units: { key: 'a', rows: 'all' }, inputs: {} }, { pointer: '/units/rows' }],
    [
      'a type of another word',
      { kind: 'mapping', units: { key: 'a', columns: { b: { type: 'number' } } }, inputs: {} },
      { pointer: '/units/columns/b/type' },
    ],
    ['an expression that is no text', { kind: 'mapping', units: { key: 'a' }, inputs: { b: 3 } }, { pointer: '/inputs/b' }],
    [
      'an extra column without expression',
      { kind: 'mapping', units: { key: 'a' }, inputs: {}, extra: { b: { type: 'integer' } } },
      { pointer: '/extra/b' },
    ],
  ];
  test.each(cases)('%s', (_, document, expected) => {
    const result = readMapping(document, 'map.json');
    expect(!result.ok && result.failure.problems).toEqual([expect.objectContaining({ document: 'map.json', ...expected })]);
  });

  test('a right one is read', () => {
    expect(readMapping(householdMapping as Json)).toEqual({ ok: true, value: householdMapping });
  });
});

describe('a suggested mapping', () => {
  test('takes columns named like the inputs and the key that both files have', () => {
    expect(mappingFor(householdPolicy, sources)).toEqual(householdMapping);
  });

  test('leaves open what no column is named like, and takes another case', () => {
    const units = { name: 'u.csv', columns: ['Household ID', 'INCOME', 'region'] };
    const members = { name: 'p.csv', columns: ['age', 'Household ID'] };
    expect(mappingFor(householdPolicy, { units, members })).toEqual({
      kind: 'mapping',
      units: { key: 'Household ID' },
      members: { key: 'Household ID', fields: { age: 'age' } },
      inputs: { income: 'INCOME', region: 'region' },
    });
  });

  test('knows a file of persons that holds the households too', () => {
    const units = { name: 'u.csv', columns: ['hid', 'size', 'pid', 'age'] };
    expect(mappingFor(householdPolicy, { units })).toMatchObject({
      units: { key: 'hid', rows: 'first' },
      members: { key: 'hid', fields: { age: 'age' } },
    });
  });

  test('says what is missing where nothing can be the key', () => {
    const members = { name: 'p.csv', columns: ['person', 'age'] };
    const refused = thrownRefusal(() => mappingFor(householdPolicy, { units: sources.units, members }));
    expect(refused.problems).toMatchObject([{ document: 'units.csv', message: expect.stringContaining('no column in common') }]);
    expect(thrownRefusal(() => mappingFor(householdPolicy, { units: { name: 'u.csv', columns: ['income'] } })).message).toContain(
      'could be the key of a household',
    );
  });

  test('is made from the files', async () => {
    const path = join(scratchFolder(), 'u.csv');
    writeFileSync(path, 'id;income\n1;2\n');
    const { members: _, ...inputs } = householdPolicy.inputs;
    expect(await suggestMapping({ ...householdPolicy, inputs }, path)).toEqual({
      kind: 'mapping',
      units: { key: 'id' },
      inputs: { income: 'income' },
    });
  });
});

describe('the preview of a source', () => {
  test('shows the first rows, and which of them are flawed', async () => {
    const path = join(scratchFolder(), 'u.csv');
    writeFileSync(path, `a,b\n1,2\n3\n${'x'.repeat(300)},4\n5,6\n`);
    const preview = await previewSource(path, 3);
    expect(preview.columns).toEqual(['a', 'b']);
    expect(preview.rows).toEqual([['1', '2'], ['3'], ['x'.repeat(200), '4']]);
    expect(preview.problems).toEqual([{ document: 'u.csv', row: 3, message: 'the row has 1 fields and the header 2' }]);
  });

  test('tells what is wrong with the file', async () => {
    const path = join(scratchFolder(), 'u.csv');
    writeFileSync(path, 'a,a\n');
    expect(await previewSource(path, 3)).toMatchObject({ columns: [], rows: [], problems: [{ row: 1, column: 2 }] });
    await expect(previewSource(`${path}x`, 3)).rejects.toMatchObject({ failure: { kind: 'unreadable' } });
  });
});
