/** An appeal never touches what it appeals, and accepts no evidence that does not fit. */
import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { AppealView } from '../../../src/engine/model/appeal.ts';
import type { Json } from '../../../src/engine/model/json.ts';
import { builtWorker } from '../../support/built-entries.ts';
import { makeTown, type TestEngine, TOWN_IMPACT, testWorkspace } from '../../support/workspace.ts';

const worker = await builtWorker();

/** Hash of every row of every table, with every value and its type, by table; read by a connection of its own. */
const rowsOf = (path: string): ReadonlyMap<string, readonly string[]> => {
  const database = new Database(path, { readonly: true });
  try {
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[];
    return new Map(
      tables.map((table) => {
        const rows = database.prepare(`SELECT * FROM "${table}"`).safeIntegers().raw().all() as unknown[][];
        return [table, rows.map((row) => createHash('sha256').update(row.map(cellText).join('\u0000')).digest('hex')).sort()];
      }),
    );
  } finally {
    database.close();
  }
};

const cellText = (cell: unknown): string => (Buffer.isBuffer(cell) ? `blob ${cell.toString('hex')}` : `${typeof cell} ${String(cell)}`);

const withImpact = async (): Promise<{ readonly test: TestEngine; readonly run: string; readonly units: readonly string[] }> => {
  const test = await testWorkspace({ worker });
  await makeTown(test, 100, 'appeal');
  const { run } = await test.ask('impact.start', { ...TOWN_IMPACT, workers: 1 });
  await test.completed(run);
  const { cases } = await test.ask('case.list', { run });
  return { test, run, units: cases.map(({ unit }) => unit) };
};

/** Tables that hold what a run was, what it was decided from, and what it came to. */
const ORIGINAL = ['run', 'run_move', 'step', 'attempt', 'attempt_end', 'document', 'audit_entry', 'audit_salt', 'appeal'];
const isOriginal = (table: string): boolean => ORIGINAL.includes(table) || /^(impact|population|quarantine)/.test(table);

describe('the original', () => {
  it('is the same to the last byte before and after, whatever the appeal comes to', async () => {
    const { test, run, units } = await withImpact();
    const before = rowsOf(test.path);
    const original = await test.ask('run.show', { run });
    const result = await test.ask('impact.result', { run });
    const verdicts: AppealView['verdict'][] = [];
    for (const [index, unit] of units.slice(0, 12).entries()) {
      const evidence = { inputs: { income: index % 2 === 0 ? '0.01' : '99999.99' } };
      verdicts.push((await test.ask('appeal.file', { run, unit, evidence })).verdict);
    }
    expect(new Set(verdicts)).toEqual(new Set(['confirmed', 'changed']));
    // What cannot be decided is refused before there is a run of it.
    await test.refused('appeal.file', { run, unit: units[0] ?? '', evidence: { inputs: { nothing: 1 } } });
    await test.refused('appeal.file', { run, unit: 'nobody', evidence: { inputs: { income: '1' } } });

    const after = rowsOf(test.path);
    const tables = [...before.keys()].filter(isOriginal);
    expect(tables).toEqual(expect.arrayContaining(['run', 'attempt_end', 'impact_result', 'impact_column', 'population_chunk']));
    for (const table of tables) {
      const now = new Set(after.get(table));
      expect({ table, gone: before.get(table)?.filter((row) => !now.has(row)) }).toEqual({ table, gone: [] });
    }
    expect(before.get('impact_column')).toEqual(after.get('impact_column'));
    expect(before.get('population_chunk')).toEqual(after.get('population_chunk'));
    expect(after.get('run')?.length).toBe((before.get('run')?.length ?? 0) + 12);
    expect(await test.ask('run.show', { run })).toEqual(original);
    expect(await test.ask('impact.result', { run })).toEqual(result);
  });

  it('cannot be changed by anybody who goes through the table', async () => {
    const { test, run } = await withImpact();
    await test.ask('workspace.close', {});
    const database = new Database(test.path);
    const itsMoves = `id >> 22 = (SELECT entry FROM run WHERE id = '${run}')`;
    try {
      for (const statement of [
        `UPDATE run SET status = 'faulted' WHERE id = '${run}'`,
        `DELETE FROM run WHERE id = '${run}'`,
        `UPDATE run_move SET body = '[]' WHERE ${itsMoves}`,
        `DELETE FROM run_move WHERE ${itsMoves}`,
        `INSERT OR REPLACE INTO run_move SELECT * FROM run_move WHERE ${itsMoves}`,
        `INSERT OR REPLACE INTO run SELECT * FROM run WHERE id = '${run}'`,
      ]) {
        expect(() => database.exec(statement), statement).toThrow(/never|append-only|once|numbered/);
      }
    } finally {
      database.close();
    }
  });
});

describe('an appeal', () => {
  it('is decided under what the original had pinned, also where newer versions are published', async () => {
    const { test, run, units } = await withImpact();
    const unit = units[0] ?? '';
    const evidence = { inputs: { income: '0.01' } };
    const first = await test.ask('appeal.file', { run, unit, evidence });
    const shipped = await test.ask('document.shipped', {});
    const policy = JSON.parse(shipped.find(({ id }) => id === 'housing-support')?.body ?? '') as {
      version: string;
      parameters: Record<string, { values: Json }>;
    };
    policy.version = '2.0.0';
    (policy.parameters.support_rate as { values: Json }).values = { '2024-01-01': '0.01' };
    (policy as unknown as { tests: Json }).tests = [];
    await test.ask('document.publish', { body: JSON.stringify(policy) });
    const second = await test.ask('appeal.file', { run, unit, evidence });
    expect({ ...second, run: '' }).toEqual({ ...first, run: '' });
  });

  it('can change members by index, and names them as expressions do', async () => {
    const { test, run, units } = await withImpact();
    const unit = units[0] ?? '';
    const { inputs } = await test.ask('case.explain', { run, unit });
    const members = inputs.members as readonly { readonly age: string; readonly earned: string }[];
    const evidence = { members: [{ index: 0, set: { age: 99 } }], note: 'older than it was written' };
    const appeal = await test.ask('appeal.file', { run, unit, evidence });
    expect(appeal.changed).toEqual([{ name: 'members[1].age', before: members[0]?.age, after: '99' }]);
    expect(appeal.note).toBe('older than it was written');
  });

  it('can replace all members', async () => {
    const { test, run, units } = await withImpact();
    const evidence = {
      inputs: {
        members: [
          { age: 31, earned: '1.00' },
          { age: 0, earned: 0 },
        ],
      },
    };
    const appeal = await test.ask('appeal.file', { run, unit: units[0] ?? '', evidence });
    expect(appeal.changed).toMatchObject([
      {
        name: 'members',
        after: [
          { age: '31', earned: '1' },
          { age: '0', earned: '0' },
        ],
      },
    ]);
  });
});

describe('evidence that does not fit is refused, with its place', () => {
  it.each<[string, Json, readonly object[]]>([
    ['an unknown input', { inputs: { incom: '1' } }, [{ pointer: '/inputs/incom', suggestion: 'did you mean "income"?' }]],
    ['a value of another type', { inputs: { income: 'much' } }, [{ pointer: '/inputs/income' }]],
    ['a value out of its range', { inputs: { income: '-1' } }, [{ pointer: '/inputs/income', message: '"-1" is below 0' }]],
    [
      'an unknown value of an enumeration',
      { inputs: { region: 'urbna' } },
      [{ pointer: '/inputs/region', suggestion: 'did you mean "urban"?' }],
    ],
    ['a member that is not there', { members: [{ index: 99, set: { age: 1 } }] }, [{ pointer: '/members/0/index' }]],
    [
      'an unknown field of a member',
      { members: [{ index: 0, set: { aeg: 1 } }] },
      [{ pointer: '/members/0/set/aeg', suggestion: 'did you mean "age"?' }],
    ],
    ['a field of another type', { members: [{ index: 0, set: { age: 1.5 } }] }, [{ pointer: '/members/0/set/age' }]],
    ['a replaced member that does not fit', { inputs: { members: [{ age: 'old' }] } }, [{ pointer: '/inputs/members/0/age' }]],
    ['something else altogether', { input: { income: 1 } }, [{ document: 'evidence' }]],
    ['nothing at all', {}, [{ pointer: '' }]],
    ['several mistakes', { inputs: { incom: 1, region: 'x' } }, [{ pointer: '/inputs/incom' }, { pointer: '/inputs/region' }]],
  ])('%s', async (_name, evidence, problems) => {
    const test = await testWorkspace();
    const facts = { income: '100', region: 'urban', disabled: false, members: [{ age: 40, earned: '10' }] };
    const input = { policy: 'housing-support', date: '2025-03-01', unit: 'u', case: facts };
    const { run } = await test.ask('run.start', { template: 'eligibility-check', input });
    await test.completed(run);
    const failure = await test.refused('appeal.file', { run, unit: 'u', evidence });
    expect(failure.kind).toBe('invalid');
    expect(failure.problems).toEqual(problems.map((problem) => expect.objectContaining(problem)));
  });

  it('as is evidence that changes nothing, however it is written', async () => {
    const test = await testWorkspace();
    const facts = { income: '100.00', region: 'urban', disabled: false, members: [{ age: 40, earned: '10' }] };
    const input = { policy: 'housing-support', date: '2025-03-01', unit: 'u', case: facts };
    const { run } = await test.ask('run.start', { template: 'eligibility-check', input });
    await test.completed(run);
    const failure = await test.refused('appeal.file', {
      run,
      unit: 'u',
      evidence: { inputs: { income: 100 }, members: [{ index: 0, set: { earned: '10.0' } }] },
    });
    expect(failure).toMatchObject({ kind: 'invalid', message: 'The evidence changes nothing.' });
  });

  it('and cases and runs that are not there', async () => {
    const test = await testWorkspace();
    const facts = { income: '100', region: 'urban', members: [] };
    const { run } = await test.ask('run.start', {
      template: 'eligibility-check',
      input: { policy: 'housing-support', date: '2025-03-01', unit: 'u', case: facts },
    });
    await test.completed(run);
    expect(await test.refused('appeal.file', { run, unit: 'other', evidence: {} })).toMatchObject({ kind: 'not-found' });
    expect(await test.refused('appeal.file', { run: 'nothing', unit: 'u', evidence: {} })).toMatchObject({ kind: 'not-found' });
  });
});
