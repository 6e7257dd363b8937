/** Made-up populations: the same for the same seed on any machine, plausible, and the same whether generated or imported from CSV. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isProblem, readScalar, type ScalarValue, valueText } from '../../../src/engine/feel/index.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import type { InputTypes, PolicyDocument } from '../../../src/engine/model/index.ts';
import { CHUNK_UNITS } from '../../../src/engine/model/population.ts';
import { fingerprint } from '../../../src/engine/population/fingerprint.ts';
import { generatePopulation } from '../../../src/engine/population/generate-job.ts';
import { importPopulation } from '../../../src/engine/population/import-job.ts';
import { RandomStream } from '../../../src/engine/population/random-stream.ts';
import { readMapping } from '../../../src/engine/population/read-mapping.ts';
import { type SyntheticUnit, syntheticSource } from '../../../src/engine/population/synthetic-units.ts';
import { writeSyntheticCsv } from '../../../src/engine/population/write-csv.ts';
import { householdPolicy } from '../../support/household-policy.ts';
import { gatherParts, type Imported } from '../../support/import-csv.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';

const shipped = (id: string): PolicyDocument =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../../../templates/policies/${id}.json`), 'utf8')) as PolicyDocument;

const printOf = ({ columns }: Imported): string => fingerprint(columns.map(({ sha256 }) => sha256));

const generate = (policy: PolicyDocument, units: number, seed: string): Promise<Imported> =>
  gatherParts((context) => generatePopulation({ kind: 'generate', policy, units, seed }, context));

type Household = { readonly unit: { readonly [name: string]: string }; readonly members: readonly { readonly [name: string]: string }[] };

const households = (policy: PolicyDocument, units: number, seed: string): readonly Household[] => {
  const { fields, list, chunk } = syntheticSource(policy, seed);
  const named = (of: readonly { readonly name: string }[], values: readonly ScalarValue[]) =>
    Object.fromEntries(of.map(({ name }, i) => [name, valueText(values[i] as ScalarValue)]));
  return Array.from(chunk(0, units), ({ values, members }) => ({
    unit: named(fields, values),
    members: members.map((member) => named(list?.fields ?? [], member)),
  }));
};

const share = (items: readonly unknown[], of: readonly unknown[]): number => items.length / of.length;

describe('the random stream', () => {
  test('is xoshiro128**: its first numbers from the state 1, 2, 3, 4', () => {
    const stream = new RandomStream('');
    (stream as unknown as { state: Uint32Array }).state.set([1, 2, 3, 4]);
    expect(Array.from({ length: 6 }, () => stream.next())).toEqual([11520, 0, 5927040, 70819200, 2031721883, 1637235492]);
  });

  test('bounds are kept and every number comes', () => {
    const stream = new RandomStream('bounds');
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 7_000; i++) {
      const value = stream.below(7);
      counts[value] = (counts[value] as number) + 1;
    }
    for (const count of counts) expect(count).toBeGreaterThan(850);
    expect(() => stream.below(0)).toThrow(RangeError);
    expect(() => stream.below(2 ** 21)).toThrow(RangeError);
  });
});

describe('the same seed gives the same population', () => {
  test('by hash, for a policy with inputs of every type', async () => {
    const first = await generate(householdPolicy, 500, 'seed');
    expect(printOf(first)).toBe('82fa68619951721157091310ded08f5fe6faa51524cca93bab190c8cc4716574');
    expect(printOf(await generate(householdPolicy, 500, 'another seed'))).not.toBe(printOf(first));
  });

  test('and the first units do not depend on how many there are', async () => {
    const few = await generate(householdPolicy, CHUNK_UNITS, 'seed');
    const more = await generate(householdPolicy, CHUNK_UNITS + 3, 'seed');
    const hashes = ({ columns }: Imported): readonly string[] => columns.filter(({ chunk }) => chunk === 0).map(({ sha256 }) => sha256);
    expect(hashes(more)).toEqual(hashes(few));
    expect(more.outcome).toMatchObject({ units: CHUNK_UNITS + 3, quarantined: 0, generated: { seed: 'seed' } });
    expect(more.columns.filter(({ column, chunk }) => column === '$id' && chunk === 1).map(({ rows }) => rows)).toEqual([3]);
  });

  test('a cancelled generation stops', async () => {
    const cancel = new AbortController();
    cancel.abort(new Error('cancelled'));
    const run = gatherParts(
      (context) => generatePopulation({ kind: 'generate', policy: householdPolicy, units: 10, seed: 's' }, context),
      cancel.signal,
    );
    await expect(run).rejects.toThrow('cancelled');
  });
});

describe('K-TAP households', () => {
  const all = households(shipped('ky-ktap'), 4_000, 'plausible');
  const persons = all.flatMap(({ members }) => members);
  const age = (person: { readonly [name: string]: string }): number => Number(person.age);
  const money = (text: string | undefined): number => Number(text);

  test('sizes are those of households', () => {
    const mean = share(persons, all);
    expect(mean).toBeGreaterThan(2.1);
    expect(mean).toBeLessThan(2.5);
    expect(Math.max(...all.map(({ members }) => members.length))).toBeLessThanOrEqual(7);
    expect(
      share(
        all.filter(({ members }) => members.length === 1),
        all,
      ),
    ).toBeGreaterThan(0.25);
  });

  test('facts fit each other', () => {
    for (const { unit, members } of all) {
      expect(unit.spm_unit_size).toBe(String(members.length));
      for (const member of members) expect(member.is_adult).toBe(String(age(member) >= 18));
      if (members.some((member) => age(member) < 18)) expect(unit.is_demographic_tanf_eligible).toBe('true');
      for (const member of members) if (age(member) < 16) expect(member.tanf_gross_earned_income).toBe('0');
      for (const member of members)
        expect(money(member.child_support_received)).toBeLessThanOrEqual(money(member.tanf_gross_unearned_income));
    }
    const withoutChildren = all.filter(({ members }) => members.every((member) => age(member) > 18));
    expect(
      share(
        withoutChildren.filter(({ unit }) => unit.is_demographic_tanf_eligible === 'true'),
        withoutChildren,
      ),
    ).toBeLessThan(0.03);
  });

  test('incomes spread from nothing to much, to the cent, and enough of the poor have children', () => {
    const adults = persons.filter((person) => age(person) >= 25 && age(person) < 55);
    const earnings = adults.map((adult) => money(adult.tanf_gross_earned_income)).toSorted((a, b) => a - b);
    expect(
      share(
        earnings.filter((amount) => amount === 0),
        earnings,
      ),
    ).toBeGreaterThan(0.15);
    expect(earnings[Math.floor(earnings.length * 0.6)]).toBeGreaterThan(1_300);
    expect(earnings[Math.floor(earnings.length * 0.6)]).toBeLessThan(2_600);
    expect(earnings.at(-1)).toBeGreaterThan(7_000);
    expect(new Set(earnings.map((amount) => Math.round(amount * 100) % 100)).size).toBeGreaterThan(90);
    const needy = all.filter(({ unit, members }) => {
      const income = members.reduce(
        (sum, member) => sum + money(member.tanf_gross_earned_income) + money(member.tanf_gross_unearned_income),
        0,
      );
      return (
        unit.KY === 'true' && unit.is_demographic_tanf_eligible === 'true' && income < 900 && money(unit.spm_unit_cash_assets) <= 2_000
      );
    });
    expect(share(needy, all)).toBeGreaterThan(0.04);
    expect(share(needy, all)).toBeLessThan(0.25);
    expect(
      share(
        all.filter(({ unit }) => unit.KY === 'true'),
        all,
      ),
    ).toBeGreaterThan(0.94);
    expect(
      share(
        persons.filter(({ is_incapable_of_self_care }) => is_incapable_of_self_care === 'true'),
        persons,
      ),
    ).toBeLessThan(0.05);
  });
});

describe('other policies', () => {
  test('housing support: every region, income beside earnings, and some disabilities unknown', () => {
    const all = households(shipped('housing-support'), 3_000, 'plausible');
    const regions = Map.groupBy(all, ({ unit }) => unit.region);
    expect(regions.size).toBe(3);
    for (const of of regions.values()) expect(share(of, all)).toBeGreaterThan(0.1);
    expect(
      share(
        all.filter(({ unit }) => unit.income === '0'),
        all,
      ),
    ).toBeGreaterThan(0.2);
    expect(
      share(
        all.filter(({ unit }) => unit.disabled === 'null'),
        all,
      ),
    ).toBeLessThan(0.03);
    expect(all.some(({ unit }) => unit.disabled === 'null')).toBe(true);
  });

  const strange: InputTypes = {
    flag: { type: 'boolean' },
    colour: { type: 'enum', values: ['red'] },
    code: { type: 'string', nullable: true },
    born: { type: 'date', min: '2001-01-01', max: '2001-01-02' },
    low: { type: 'decimal', scale: 1, min: '-3.5', max: '-3.4' },
    below: { type: 'integer', max: -7 },
    fine: { type: 'decimal', min: '0.123', max: '0.124' },
    income: { type: 'integer', min: 5, max: 6 },
    age: { type: 'date' },
    members: { type: 'enum', values: ['a', 'b', 'c'] },
    wages: { type: 'boolean' },
    people: {
      type: 'list',
      of: { region: { type: 'string' }, disabled: { type: 'integer' }, unearned_income: { type: 'decimal', scale: 0 } },
    },
  };

  test('inputs nobody has heard of keep to their types', () => {
    const { fields, list, chunk } = syntheticSource({ inputs: strange, period: 'year' }, 'strange');
    for (const { values, members } of Array.from(chunk(0, 300)) satisfies readonly SyntheticUnit[]) {
      for (const [i, { name, type }] of fields.entries()) {
        const text = valueText(values[i] as ScalarValue);
        const given = values[i] instanceof Exact ? (values[i] as Exact) : typeof values[i] === 'boolean' ? (values[i] as boolean) : text;
        if (text !== 'null') expect(isProblem(readScalar(type, given, name)), `${name} ${text}`).toBe(false);
      }
      expect(members.length).toBeGreaterThan(0);
      expect(list?.fields.map(({ name }) => name)).toEqual(['region', 'disabled', 'unearned_income']);
    }
  });

  test('two lists are refused', () => {
    const inputs: InputTypes = { a: { type: 'list', of: {} }, b: { type: 'list', of: {} } };
    expect(thrownRefusal(() => syntheticSource({ inputs, period: 'month' }, 's')).kind).toBe('invalid');
  });
});

describe('CSV files of a made-up population', () => {
  test.each(['ky-ktap', 'housing-support'])('%s: what is imported from them is what is generated', async (id) => {
    const policy = shipped(id);
    const written = await writeSyntheticCsv(policy, 1_500, 'csv', scratchFolder());
    const mapping = readMapping(JSON.parse(readFileSync(written.mappingPath, 'utf8')));
    if (!mapping.ok) throw new Error(mapping.failure.message);
    const paths = { unitsPath: written.unitsPath, ...(written.membersPath === undefined ? {} : { membersPath: written.membersPath }) };
    const imported = await gatherParts((context) =>
      importPopulation({ kind: 'import', ...paths, mapping: mapping.value, policy }, context),
    );
    const generated = await generate(policy, 1_500, 'csv');
    expect(imported.outcome).toMatchObject({ units: 1_500, quarantined: 0, members: written.members });
    expect(printOf(imported)).toBe(printOf(generated));
  });

  test('a folder that cannot be written', async () => {
    await expect(writeSyntheticCsv(householdPolicy, 1, 's', join(scratchFolder(), 'none'))).rejects.toMatchObject({
      failure: { kind: 'unwritable' },
    });
  });
});
