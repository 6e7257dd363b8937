/** The functions that decide, check, read and summarise cases in steps of templates. */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/engine/model/json.ts';
import { Refusal } from '../../../src/engine/model/problem.ts';
import { findDocument, publishDocument } from '../../../src/engine/store/document/document-store.ts';
import type { Store } from '../../../src/engine/store/store.ts';
import { fillWorkspace, grantPolicy } from '../../support/impact-workspace.ts';
import { callTask, taskContext } from '../../support/task-context.ts';
import { scratchWorkspace } from '../store/scratch-workspace.ts';

const UNITS = 40;
const DATE = '2025-06-01';

const workspace = (): Store => {
  const store = scratchWorkspace();
  fillWorkspace(store, { units: UNITS, chunkUnits: 16 });
  return store;
};

const facts = (income: string): JsonObject => ({ income, region: 'north', members: [{ age: 40 }, { age: 7 }] });

const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => (error instanceof Refusal ? error.failure : undefined),
  );

describe('rules.decide', () => {
  it('gives the outcome, the amounts as exact texts, and every decision', async () => {
    const decided = await callTask('rules.decide', { policy: 'grant', date: DATE, inputs: facts('100') }, taskContext(workspace()));
    expect(decided).toMatchObject({
      policy: 'grant',
      version: '1.0.0',
      date: DATE,
      outcome: 'ELIGIBLE',
      decisions: { outcome: 'ELIGIBLE' },
    });
    const { amounts, decisions } = decided as { amounts: JsonObject; decisions: JsonObject };
    expect(amounts.children).toBe('5');
    expect(decisions.children).toBe('5');
    expect(Object.keys(decisions).sort()).toEqual(Object.keys(grantPolicy.decisions).sort());
  });

  it('gives only the decisions that are asked for, and none that the policy does not make', async () => {
    const context = taskContext(workspace());
    const input = { policy: 'grant', date: DATE, inputs: facts('100') };
    expect(await callTask('rules.decide', { ...input, decisions: ['children'] }, context)).toMatchObject({ decisions: { children: '5' } });
    const failure = await failureOf(callTask('rules.decide', { ...input, decisions: ['childern'] }, context));
    expect(failure).toMatchObject({ kind: 'invalid', problems: [{ pointer: '/decisions/0', suggestion: 'did you mean "children"?' }] });
  });

  it('says what is wrong with facts, each with its place in the input', async () => {
    const inputs = { income: 'much', region: 'east', rent: '1', members: [] };
    const failure = await failureOf(callTask('rules.decide', { policy: 'grant', date: DATE, inputs }, taskContext(workspace())));
    expect(failure?.kind).toBe('invalid');
    expect(failure?.problems?.map(({ pointer }) => pointer).sort()).toEqual(['/inputs/income', '/inputs/region', '/inputs/rent']);
  });

  it('says what a template has left out before anything is read', async () => {
    const failure = await failureOf(callTask('rules.decide', { policy: 'grant', date: '1 June' }, taskContext(workspace())));
    expect(failure?.problems).toEqual([
      { pointer: '/date', message: '"1 June" stands here', expected: 'a date, such as "2025-03-01"' },
      { pointer: '/inputs', message: '"inputs" is missing', expected: 'an object' },
    ]);
  });

  it('decides by the version that the run has pinned, and by no other content', async () => {
    const store = workspace();
    const first = store.read((reader) => findDocument(reader, 'policy', 'grant@1.0.0'));
    const newer = { ...grantPolicy, version: '2.0.0' };
    store.change('ada', (writer) => publishDocument(writer, { ...newer, title: 'Grant', content: newer as never }));
    const input = { policy: 'grant', date: DATE, inputs: facts('100') };
    const pin = { kind: 'policy', reference: 'grant', id: 'grant', version: '1.0.0', hash: first?.hash ?? '' } as const;
    expect(await callTask('rules.decide', input, taskContext(store))).toMatchObject({ version: '2.0.0' });
    expect(await callTask('rules.decide', input, taskContext(store, [pin]))).toMatchObject({ version: '1.0.0', hash: first?.hash });
    const other = await failureOf(callTask('rules.decide', input, taskContext(store, [{ ...pin, hash: '0'.repeat(64) }])));
    expect(other).toMatchObject({ kind: 'unreadable' });
  });
});

it('case.check reports what is wrong and what is missing, and refuses nothing', async () => {
  const input = { policy: 'grant', date: DATE, inputs: { income: 'much', members: [] } };
  expect(await callTask('case.check', input, taskContext(workspace()))).toMatchObject({
    valid: false,
    problems: [{ pointer: '/income' }],
    missing: ['income', 'region'],
  });
});

describe('population.units', () => {
  const unitsOf = async (store: Store, input: JsonObject): Promise<readonly { unit: string; inputs: JsonObject }[]> => {
    const read = await callTask('population.units', { population: 'people', ...input }, taskContext(store));
    expect(read).toMatchObject({ total: UNITS });
    return (read as unknown as { units: readonly { unit: string; inputs: JsonObject }[] }).units;
  };

  it('reads any stretch, over the ends of chunks, and what there is at the end', async () => {
    const store = workspace();
    const all = await unitsOf(store, { from: 1, count: 1_000 });
    expect(all.map(({ unit }) => unit)).toEqual(Array.from({ length: UNITS }, (_, i) => `unit-${i}`));
    for (const [from, count] of [
      [1, 1],
      [16, 2],
      [10, 30],
      [40, 9],
      [41, 3],
    ] as const) {
      expect(await unitsOf(store, { from, count })).toEqual(all.slice(from - 1, from - 1 + count));
    }
  });

  it('gives all facts, or those that a policy asks for, ready to be decided', async () => {
    const store = workspace();
    const [whole] = await unitsOf(store, { from: 1, count: 1 });
    const [asked] = await unitsOf(store, { from: 1, count: 1, for: { policy: 'grant', date: DATE } });
    expect(Object.keys(whole?.inputs ?? {}).sort()).toEqual(['district', 'income', 'members', 'region', 'weight']);
    expect(Object.keys(asked?.inputs ?? {}).sort()).toEqual(Object.keys(grantPolicy.inputs).sort());
    const inputs = asked?.inputs ?? {};
    expect(await callTask('rules.decide', { policy: 'grant', date: DATE, inputs }, taskContext(store))).toMatchObject({ policy: 'grant' });
  });
});

it('cases.summarise counts outcomes, adds amounts exactly and skips what came to nothing', async () => {
  const cases = [
    { outcome: 'YES', amounts: { grant: '1/3', extra: null }, unit: 'a' },
    { outcome: 'NO', amounts: { grant: '0', extra: '0.1' } },
    null,
    { outcome: 'YES', amounts: { grant: '2/3', extra: '0.2' } },
  ];
  expect(await callTask('cases.summarise', { cases }, taskContext(workspace()))).toEqual({
    decided: 3,
    undecided: 1,
    outcomes: [
      { outcome: 'NO', count: 1 },
      { outcome: 'YES', count: 2 },
    ],
    amounts: [
      { name: 'grant', sum: '1' },
      { name: 'extra', sum: '0.3' },
    ],
  });
});
