/** A population is stored chunk by chunk, sealed once, never changed again, and read only after it was verified. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import { valueText } from '../../../src/engine/feel/index.ts';
import type { Mapping } from '../../../src/engine/model/index.ts';
import type { Value } from '../../../src/engine/model/value.ts';
import { openPopulation } from '../../../src/engine/population/open-population.ts';
import { profilePopulation } from '../../../src/engine/population/profile-population.ts';
import { verifyWorkspace } from '../../../src/engine/store/audit/verify-workspace.ts';
import { createStore } from '../../../src/engine/store/create-store.ts';
import { openStore } from '../../../src/engine/store/open-store.ts';
import {
  beginPopulation,
  dropUnsealed,
  eraseSecret,
  findPopulation,
  listPopulations,
  populationSecret,
  readQuarantine,
  unsealedPopulations,
} from '../../../src/engine/store/population/population-store.ts';
import { populationWriter } from '../../../src/engine/store/population/population-writer.ts';
import { readQuarantinePlaces } from '../../../src/engine/store/population/quarantine-places.ts';
import type { Store } from '../../../src/engine/store/store.ts';
import { householdCsv, householdMapping, householdPolicy } from '../../support/household-policy.ts';
import { importCsv, storeImported } from '../../support/import-csv.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { testWorld } from '../../support/test-world.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';

let folder: string;
let path: string;
let store: Store;

beforeEach(() => {
  folder = scratchFolder();
  path = join(folder, 'w.probity');
  store = createStore(path, { name: 'test', actor: 'tester', ...testWorld() });
  return () => store.close();
});

const importHouseholds = async (name = 'people', mapping: Mapping = householdMapping): Promise<string> => {
  const texts = { ...householdCsv, units: `${householdCsv.units}h9,x,1,north,,\n` };
  return storeImported(store, await importCsv(folder, texts, householdPolicy, mapping), { id: `id-${name}`, name }).id;
};

const verdict = () => verifyOf(path);

const verifyOf = async (file: string) => {
  store.close();
  const readOnly = openStore(file, { readOnly: true, ...testWorld() });
  try {
    return await readOnly.snapshot((reader) => verifyWorkspace(reader, { progress: () => {}, signal: new AbortController().signal }));
  } finally {
    readOnly.close();
  }
};

/** Changes the file behind the program's back, with its guards taken down as far as the statement needs. */
const tamper = (statements: readonly string[], guards: readonly string[]): void => {
  store.close();
  const database = new Database(path);
  const restored = guards.map(
    (name) => (database.prepare('SELECT sql FROM sqlite_master WHERE name = ?').get(name) as { sql: string }).sql,
  );
  for (const name of guards) database.exec(`DROP TRIGGER ${name}`);
  for (const statement of statements) database.exec(statement);
  for (const sql of restored) database.exec(sql);
  database.close();
};

const texts = (value: Value): unknown =>
  Array.isArray(value)
    ? value.map(texts)
    : typeof value === 'object' && Object.getPrototypeOf(value) === null
      ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, texts(item as Value)]))
      : valueText(value);

describe('what was imported is read back', () => {
  test('inputs, members in the order of their file, keys, groups and salts', async () => {
    await importHouseholds();
    store.read((reader) => {
      const view = openPopulation(reader, 'people');
      expect(view.info).toMatchObject({ id: 'id-people', name: 'people', unit: 'household', units: 3, members: 6, quarantined: 1 });
      const chunk = view.chunk(0);
      expect([0, 1, 2].map((row) => chunk.unitId(row))).toEqual(['h1', 'h2', 'h3']);
      expect(texts(chunk.inputs(0))).toEqual({
        income: '1200.5',
        size: '2',
        region: 'north',
        disabled: 'true',
        since: '2024-02-29',
        members: [
          { age: '30', earned: '100/3', name: 'Ada "the first"' },
          { age: '31', earned: '2.005', name: 'Cy' },
        ],
      });
      const second = chunk.inputs(1);
      expect(second.disabled).toMatchObject({ cause: { kind: 'absent', at: 'disabled' } });
      const third = chunk.inputs(2);
      expect((third.members as readonly { name: Value }[])[0]?.name).toMatchObject({ cause: { at: 'members[1].name' } });
      expect([0, 1].map((row) => chunk.text('region', row))).toEqual(['north', 'south']);
      expect(chunk.text('disabled', 1)).toBeUndefined();
      expect(view.find('h3')).toEqual({ chunk: 0, row: 2 });
      expect(view.find('h')).toBeUndefined();
      expect(populationSecret(reader, view.info.id)).toHaveLength(32);
    });
  });

  test('profile and quarantine', async () => {
    const id = await importHouseholds();
    store.read((reader) => {
      const { columns } = profilePopulation(reader, 'people');
      expect(columns.find(({ column }) => column === 'income')).toEqual({
        list: '',
        column: 'income',
        type: 'decimal',
        rows: 3,
        nulls: 0,
        min: '0',
        max: '1200.5',
      });
      expect(columns.find(({ column }) => column === 'earned')).toMatchObject({ list: 'members', rows: 6, min: '0', max: '100' });
      expect(columns.find(({ column }) => column === 'disabled')).toMatchObject({ nulls: 1 });
      expect(readQuarantine(reader, id, { after: 0, limit: 10 })).toEqual({
        total: 1,
        rows: [
          {
            file: 'units',
            row: 5,
            column: 'income',
            reason: '"x" is no number',
            expected: 'a number with at most 2 digits after the point from 0 to 1000000',
            raw: 'h9,x,1,north,,',
          },
        ],
      });
      expect(readQuarantine(reader, id, { after: 1, limit: 10 }).rows).toEqual([]);
    });
  });

  test('refused rows are counted by what was expected where, the most frequent first, without what stood there', () => {
    const writer = populationWriter((work) => store.change('tester', work), { id: 'p', name: 'people', secret: Buffer.alloc(32) });
    const refused = (row: number, expected: string) =>
      ({ file: 'units', row, column: 'income', reason: `"secret ${row}" is none`, expected, raw: 'secret' }) as const;
    writer.take({ kind: 'quarantine', rows: [refused(2, 'a date'), refused(3, 'a number'), refused(4, 'a number')] });
    const numbers = { file: 'units', column: 'income', expected: 'a number', rows: 2 };
    store.read((reader) => {
      expect(readQuarantinePlaces(reader, 'p', 1)).toEqual([numbers]);
      expect(readQuarantinePlaces(reader, 'p', 9)).toEqual([numbers, { ...numbers, expected: 'a date', rows: 1 }]);
    });
  });

  test('the same source gives the same fingerprint, another source another one', async () => {
    await importHouseholds('a');
    await importHouseholds('b');
    const other = await importCsv(
      folder,
      { ...householdCsv, units: householdCsv.units.replace('1200.50', '1200.51') },
      householdPolicy,
      householdMapping,
    );
    storeImported(store, other, { id: 'c', name: 'c' });
    const [a, b, c] = store.read(listPopulations).map((info) => info.fingerprint);
    expect(a).toBe(b);
    expect(a).not.toBe(c);
    expect(a).toBe('2cc475d6e5b74643ac7c579b62358b0594732ec1e0a69a274b65d7f4f06f8f36');
  });
});

describe('begun, sealed, discarded', () => {
  const begin = (id: string, name: string): void =>
    store.change('tester', (writer) => beginPopulation(writer, { id, name, secret: Buffer.alloc(32) }));

  test('what is not sealed stands in no list, and is dropped after a crash', async () => {
    const imported = await importCsv(folder, householdCsv, householdPolicy, householdMapping);
    const writer = populationWriter((work) => store.change('tester', work), { id: 'p', name: 'people', secret: Buffer.alloc(32) });
    for (const part of imported.parts) writer.take(part);
    expect(store.read(listPopulations)).toEqual([]);
    expect(store.read((reader) => findPopulation(reader, 'people'))).toBeUndefined();
    store.close();
    store = openStore(path, testWorld('later'));
    expect(store.read(unsealedPopulations)).toEqual(['p']);
    expect(store.change('system', dropUnsealed)).toBe(1);
    expect(store.read(unsealedPopulations)).toEqual([]);
    await importHouseholds('people');
    expect(await verdict()).toMatchObject({ verdict: 'consistent' });
  });

  test('a discarded import leaves nothing, and one that wrote nothing records nothing', async () => {
    const change = <T>(work: Parameters<typeof store.change<T>>[1]): T => store.change('tester', work);
    populationWriter(change, { id: 'p', name: 'people', secret: Buffer.alloc(32) }).discard();
    const writer = populationWriter(change, { id: 'q', name: 'people', secret: Buffer.alloc(32) });
    writer.take({ kind: 'quarantine', rows: [{ file: 'units', row: 2, column: 'a', reason: 'b', expected: 'c', raw: 'd' }] });
    writer.discard();
    expect(store.read(unsealedPopulations)).toEqual([]);
    expect(await verdict()).toMatchObject({ verdict: 'consistent' });
  });

  test('a name is taken once', async () => {
    await importHouseholds();
    expect(thrownRefusal(() => begin('p2', 'people'))).toMatchObject({
      kind: 'conflict',
      message: 'a population named "people" exists already',
    });
    begin('p3', 'other');
    expect(thrownRefusal(() => begin('p4', 'other')).kind).toBe('conflict');
  });

  test('counts that do not fit what was stored are a fault', async () => {
    const imported = await importCsv(folder, householdCsv, householdPolicy, householdMapping);
    const wrong = { ...imported, outcome: { ...imported.outcome, units: 4 } };
    expect(() => storeImported(store, wrong, { id: 'p', name: 'people' })).toThrow('stored 3 units');
  });
});

describe('a sealed population never changes', () => {
  const attempts = [
    "UPDATE population SET name = 'x'",
    "UPDATE population SET status = 'importing', sealed_at = NULL",
    'DELETE FROM population',
    "INSERT OR REPLACE INTO population (id, name, status, begun_at) VALUES ('id-people', 'people', 'importing', 'now')",
    "INSERT OR REPLACE INTO population (id, name, status, begun_at) VALUES ('other', 'people', 'importing', 'now')",
    "UPDATE population_chunk SET max = '1'",
    'DELETE FROM population_chunk',
    "INSERT OR REPLACE INTO population_chunk SELECT * FROM population_chunk WHERE name = 'income'",
    'INSERT INTO population_chunk SELECT population, 1, list, name, rows, encoding, denominator, dictionary, null_count, min, max, sha256, data FROM population_chunk',
    "UPDATE quarantine SET reason = ''",
    'DELETE FROM quarantine',
    'INSERT OR REPLACE INTO quarantine SELECT * FROM quarantine',
    'UPDATE population_secret SET secret = zeroblob(32)',
    "INSERT OR REPLACE INTO population_secret VALUES ('id-people', zeroblob(32))",
  ];

  test.each(attempts)('%s', async (statement) => {
    await importHouseholds();
    store.close();
    const database = new Database(path);
    // Without the pragma a replacing insert does not run the guards of deletion: the guards of insertion have to hold alone.
    for (const recursive of ['OFF', 'ON']) {
      database.pragma(`recursive_triggers = ${recursive}`);
      expect(() => database.exec(statement)).toThrow(/never change|written once|begins once|made once/);
    }
    database.close();
    expect(await verifyOf(path)).toMatchObject({ verdict: 'consistent' });
  });

  test('its secret alone may be erased', async () => {
    const id = await importHouseholds();
    store.change('tester', (writer) => eraseSecret(writer, id));
    expect(store.read((reader) => populationSecret(reader, id))).toBeUndefined();
    expect(thrownRefusal(() => store.change('tester', (writer) => eraseSecret(writer, id))).kind).toBe('not-found');
    expect(await verdict()).toMatchObject({ verdict: 'consistent' });
  });
});

describe('tampering behind the guards', () => {
  const cases: readonly [string, string, string, boolean][] = [
    ['a value', "UPDATE population_chunk SET data = zeroblob(length(data)) WHERE name = 'income'", 'population_chunk_update', true],
    ['a dictionary', `UPDATE population_chunk SET dictionary = '["south","north"]' WHERE name = 'region'`, 'population_chunk_update', true],
    ['a hash', "UPDATE population_chunk SET sha256 = replace(sha256, 'a', 'b') WHERE name = 'income'", 'population_chunk_update', true],
    ['a column taken away', "DELETE FROM population_chunk WHERE name = 'income'", 'population_chunk_delete', true],
    ['a refused row', "UPDATE quarantine SET raw = ''", 'quarantine_update', false],
    ['a refused row taken away', 'DELETE FROM quarantine', 'quarantine_delete', false],
    ['the count', 'UPDATE population SET quarantined = 0', 'population_update', false],
    ['the types', `UPDATE population SET columns = replace(columns, '20', '99')`, 'population_update', false],
    ['the name', "UPDATE population SET name = 'others'", 'population_update', false],
    ['the secret', 'UPDATE population_secret SET secret = zeroblob(32)', 'population_secret_update', false],
    ['the secret erased without an entry', 'DELETE FROM population_secret', 'population_secret_update', false],
  ];
  test.each(cases)('%s is found by the verification', async (_, statement, guard, refusedOnLoad) => {
    await importHouseholds();
    tamper([statement], [guard]);
    expect(await verifyOf(path)).toMatchObject({ verdict: 'inconsistent', firstBad: { reason: expect.stringContaining('population') } });
    if (!refusedOnLoad) return;
    const readOnly = openStore(path, { readOnly: true, ...testWorld() });
    const read = (): unknown => readOnly.read((reader) => openPopulation(reader, 'people').chunk(0).inputs(0));
    expect(thrownRefusal(read).kind).toBe('unreadable');
    readOnly.close();
  });

  test('guards taken down and put up again, with nothing changed, are no finding', async () => {
    await importHouseholds();
    tamper([], ['population_chunk_update', 'quarantine_delete', 'population_update']);
    expect(await verifyOf(path)).toMatchObject({ verdict: 'consistent' });
  });

  test('a population slipped in is found', async () => {
    await importHouseholds();
    tamper(["INSERT INTO population (id, name, status, begun_at) VALUES ('x', 'x', 'importing', 'now')"], []);
    expect(await verifyOf(path)).toMatchObject({ verdict: 'inconsistent', firstBad: { reason: 'no entry records population x' } });
  });
});
