/** Files that are read side by side give what they give when the members are held, and files without order are found out. */
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Mapping } from '../../../src/engine/model/index.ts';
import { Refusal } from '../../../src/engine/model/problem.ts';
import { importHeld, importPopulation } from '../../../src/engine/population/import-job.ts';
import type { PopulationPart } from '../../../src/engine/population/population-part.ts';
import { verifyWorkspace } from '../../../src/engine/store/audit/verify-workspace.ts';
import { createStore } from '../../../src/engine/store/create-store.ts';
import { openStore } from '../../../src/engine/store/open-store.ts';
import { listPopulations } from '../../../src/engine/store/population/population-store.ts';
import { populationWriter } from '../../../src/engine/store/population/population-writer.ts';
import { householdMapping, householdPolicy } from '../../support/household-policy.ts';
import { type CsvTexts, gatherParts, type Imported, importCsv } from '../../support/import-csv.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { testWorld } from '../../support/test-world.ts';

let folder: string;
beforeEach(() => {
  folder = scratchFolder();
});

const UNITS = 'id,income,size,region,disabled,since';
const MEMBERS = 'id,age,earned,name';

const jobFor = (mapping: Mapping) => ({
  kind: 'import' as const,
  unitsPath: join(folder, 'units.csv'),
  membersPath: join(folder, 'members.csv'),
  mapping,
  policy: householdPolicy,
});

/** What an import gave, or why it was refused, in a form to be compared. */
const summary = (work: Promise<Imported>): Promise<unknown> =>
  work.then(
    ({ outcome, columns, quarantine }) => ({ outcome, columns: columns.map(({ sha256 }) => sha256), quarantine }),
    (error: unknown) => {
      if (error instanceof Refusal) return error.failure;
      throw error;
    },
  );

const allWays = async (texts: CsvTexts, mapping: Mapping): Promise<readonly [unknown, unknown, unknown]> => [
  await summary(importCsv(folder, texts, householdPolicy, mapping)),
  await summary(gatherParts((context) => importHeld(jobFor(mapping), context, 'values'))),
  await summary(gatherParts((context) => importHeld(jobFor(mapping), context))),
];

/** Nearly all rows are sound, so that runs and single rows come after one another. */
const cellOf = (sound: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 30, arbitrary: sound },
    { weight: 1, arbitrary: fc.constantFrom('', 'x', '-1', '1e2', ' 7 ', '"8"', '"a""b"', '1/3', '99999999999999999999') },
  );
const money = cellOf(fc.integer({ min: 0, max: 1_000_000 }).map((n) => (n / 100).toFixed(n % 3)));
const unitCells = fc.tuple(
  money,
  cellOf(fc.constantFrom('1', '2', '20')),
  cellOf(fc.constantFrom('north', 'south')),
  cellOf(fc.constantFrom('', 'true', 'No', '0')),
  cellOf(fc.constantFrom('', '2024-02-29', '1999-12-31')),
);
const memberCells = fc.tuple(
  cellOf(fc.integer({ min: 0, max: 130 }).map(String)),
  money,
  cellOf(fc.constantFrom('', 'Ada', 'Bo', 'Cy, "d"').map(quoted)),
);
const household = fc.record({ unit: unitCells, members: fc.array(memberCells, { maxLength: 3 }), step: fc.integer({ min: 0, max: 12 }) });

function quoted(text: string): string {
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

type Household = typeof household extends fc.Arbitrary<infer T> ? T : never;

/** Members of a unit that is refused for its key, beside one whose unit is nowhere. */
const REPEATED: Household[] = [
  { unit: ['0', '1', 'north', '', ''], members: [], step: 10 },
  {
    unit: ['0', '1', 'north', '', ''],
    members: [
      ['0', '', ''],
      ['0', '', ''],
    ],
    step: 10,
  },
  {
    unit: ['0', '1', 'north', '', ''],
    members: [
      ['0', '0', ''],
      ['0', '0', ''],
    ],
    step: 0,
  },
];

/** Keys ascend by each household's step; a step of zero repeats a key. */
const textsOf = (households: readonly Household[], keyText: (key: number) => string = String): CsvTexts => {
  const units = [UNITS, 'a,1,1,north,,'];
  const members = [MEMBERS];
  let key = 0;
  for (const { unit, members: own, step } of households) {
    key += step;
    units.push(`${keyText(key)},${unit.join(',')}`);
    for (const member of own) members.push(`${keyText(key)},${member.join(',')}`);
  }
  return { units: `${units.join('\n')}\n`, members: `${members.join('\n')}\n` };
};

const expressions: Mapping = {
  ...householdMapping,
  units: { key: 'id', columns: { income: { type: 'decimal' }, size: { type: 'integer' } } },
  inputs: { ...householdMapping.inputs, income: 'if size = null then null else floor(income)', size: 'size' },
  extra: {
    monthly: { type: 'decimal', nullable: true, feel: 'income / 12' },
    both: { type: 'decimal', nullable: true, feel: '-(income - size) * 2 / 3 + 0.125' },
    cents: { type: 'decimal', scale: 2, max: '4000', nullable: true, feel: 'income / 2 + 0 * size' },
    whole: { type: 'integer', nullable: true, feel: 'size * 1000000000000000' },
    word: { type: 'string', feel: '"w"' },
    minors: { type: 'integer', feel: 'count(members[age < 18])' },
  },
};

describe('side by side and held', () => {
  test.each([
    ['columns alone', householdMapping],
    ['expressions', expressions],
    ['texts that mean no value', { ...householdMapping, nulls: ['-1', 'x'] }],
  ])('give the same chunks and the same refused rows: %s', async (_, mapping) => {
    await fc.assert(
      fc.asyncProperty(fc.array(household, { maxLength: 25 }), async (households) => {
        const [ordered, byValues, held] = await allWays(textsOf(households), mapping);
        expect(ordered).toEqual(byValues);
        expect(held).toEqual(byValues);
      }),
      { numRuns: 25 },
    );
  });

  test('also where members stand without a unit, in another order, or twice', async () => {
    const shuffled = fc.tuple(fc.array(household, { maxLength: 12 }), fc.array(fc.nat(), { maxLength: 6 }));
    await fc.assert(
      fc.asyncProperty(shuffled, async ([households, moves]) => {
        const texts = textsOf(households);
        const rows = (texts.members ?? '').trimEnd().split('\n').slice(1);
        for (const move of moves) {
          if (rows.length > 0) rows.splice(move % rows.length, 1, `${move % 40},5,1,`, rows[(move * 7) % rows.length] as string);
        }
        const [ordered, byValues, held] = await allWays({ ...texts, members: `${[MEMBERS, ...rows].join('\n')}\n` }, householdMapping);
        expect(ordered).toEqual(byValues);
        expect(held).toEqual(byValues);
      }),
      { numRuns: 50, examples: [[[REPEATED, [359_896_059]]]] },
    );
  });

  test.each([
    ['texts', (key: number) => String(key).split('').toReversed().join('z')],
    ['numbers from the end', (key: number) => String(1_000 - key)],
    ['quoted', (key: number) => `"k""${key}"`],
  ])('also where keys do not ascend, or not as numbers do: %s', async (_, keyText) => {
    await fc.assert(
      fc.asyncProperty(fc.array(household, { maxLength: 25 }), async (households) => {
        const [ordered, byValues, held] = await allWays(textsOf(households, keyText), householdMapping);
        expect(ordered).toEqual(byValues);
        expect(held).toEqual(byValues);
      }),
      { numRuns: 20 },
    );
  });

  test('over the borders of blocks and chunks', async () => {
    const count = 40_000;
    const numbers = Array.from({ length: count }, (_, i) => i + 1);
    const units = [
      UNITS,
      ...numbers.map((n) => `${n},${n % 7 === 0 ? `${n}.5` : n},${1 + (n % 9)},${n === 39_000 ? 'west' : 'south'},,`),
    ].join('\n');
    const members = [MEMBERS, ...numbers.flatMap((n) => Array.from({ length: n % 4 }, (_, i) => `${n},${i * 9},${n}.25,`))].join('\n');
    const [ordered, byValues, held] = await allWays({ units, members }, householdMapping);
    expect(ordered).toEqual(byValues);
    expect(held).toEqual(byValues);
    expect(ordered).toMatchObject({ outcome: { units: count - 1, quarantined: 1 } });
  });
});

describe('files that turn out to have no order', () => {
  /** More than a chunk in order, then a member of the first unit. */
  const texts = (): CsvTexts => {
    const numbers = Array.from({ length: 20_000 }, (_, i) => i + 1);
    return {
      units: [UNITS, ...numbers.map((n) => `${n},${n},1,north,,`)].join('\n'),
      members: [MEMBERS, ...numbers.map((n) => `${n},30,1,`), '1,31,2,late'].join('\n'),
    };
  };

  test('are read once more, and what was handed over is void', async () => {
    await importCsv(folder, texts(), householdPolicy, householdMapping);
    const parts: PopulationPart[] = [];
    const context = { progress: () => undefined, signal: new AbortController().signal };
    const outcome = await importPopulation(jobFor(householdMapping), {
      ...context,
      part: async (part) => {
        parts.push(structuredClone(part));
      },
    });
    expect(outcome).toMatchObject({ units: 20_000, members: 20_001, quarantined: 0 });
    expect(parts.map(({ kind }) => kind)).toEqual(['chunk', 'restart', 'chunk', 'chunk']);

    const path = join(folder, 'w.probity');
    const store = createStore(path, { name: 'test', actor: 'tester', ...testWorld() });
    const writer = populationWriter((work) => store.change('tester', work), { id: 'first', name: 'people', secret: Buffer.alloc(32, 7) });
    for (const part of parts) writer.take(part);
    const info = writer.seal(outcome);
    expect(store.read(listPopulations)).toEqual([info]);
    store.close();
    const readOnly = openStore(path, { readOnly: true, ...testWorld() });
    try {
      const verdict = await readOnly.snapshot((reader) =>
        verifyWorkspace(reader, { progress: () => undefined, signal: new AbortController().signal }),
      );
      expect(verdict).toMatchObject({ verdict: 'consistent' });
    } finally {
      readOnly.close();
    }
  });
});
