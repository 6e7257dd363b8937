/** Goal: a stream of cases gives one exact answer per line, and a bad line spoils only itself. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/engine/model/json.ts';
import type { PolicyDocument } from '../../../src/engine/model/policy-document.ts';
import { checkPolicy } from '../../../src/engine/policy/check-policy.ts';
import { evaluateLines } from '../../../src/engine/policy/evaluate-lines.ts';
import kyKtap from '../../../templates/policies/ky-ktap.json';
import { smallPolicy } from './small-policy.ts';

const checked = (document: Json): PolicyDocument => {
  const result = checkPolicy(document);
  if (!result.ok) throw new Error(JSON.stringify(result.failure.problems));
  return result.value;
};

async function* linesOf(texts: readonly string[]): AsyncGenerator<string> {
  yield* texts;
}

type Answer = { readonly id?: Json; readonly decisions?: { readonly [name: string]: Json }; readonly [key: string]: unknown };

const run = async (lines: readonly (string | object)[], policy = checked(smallPolicy()), more: object = {}): Promise<Answer[]> => {
  const texts = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  const answers: Answer[] = [];
  for await (const line of evaluateLines(linesOf(texts), { policy, date: '2025-03-01', ...more })) answers.push(JSON.parse(line));
  return answers;
};

const FACTS = { income: '100.50', region: 'north', size: 2, members: [{ age: 40, earned: 20 }] };

describe('evaluateLines', () => {
  it('answers each line with its id and all decisions', async () => {
    expect(await run([{ id: 'a', input: FACTS }, '', { id: 7, input: FACTS, decisions: ['outcome'] }])).toEqual([
      { id: 'a', decisions: { total: '120.5', outcome: 'ELIGIBLE', benefit: '429.88' } },
      { id: 7, decisions: { outcome: 'ELIGIBLE' } },
    ]);
  });

  it('reads numbers from their decimal text, and keeps fractions', async () => {
    const policy = checked(kyKtap as Json);
    const line = (earned: string): string =>
      `{"input":{"KY":true,"members":[{"tanf_gross_earned_income":${earned},"tanf_gross_unearned_income":0}]},"decisions":["gross_income"]}`;
    const answers = await run([line('"2500/12"'), line('12345678901234567890.123456789'), line('0.1e1')], policy);
    expect(answers.map(({ decisions }) => decisions?.gross_income)).toEqual(['625/3', '12345678901234567890.123456789', '1']);
  });

  it('gives integers as JSON numbers, and member decisions as lists', async () => {
    const policy = checked(
      smallPolicy({
        decisions: {
          doubled: { type: 'integer', feel: 'size * 2' },
          halves: { type: 'decimal', feel: 'size / 4' },
          child: { type: 'boolean', of: 'members', feel: 'age < 18' },
        },
      }),
    );
    const [answer] = await run([{ input: FACTS, decisions: ['doubled', 'halves', 'child'] }], policy);
    expect(answer?.decisions).toEqual({ doubled: 4, halves: '0.5', child: [false] });
  });

  it('says why a decision is null', async () => {
    const { size: _size, ...input } = FACTS;
    const [answer] = await run([{ input, decisions: ['total', 'benefit'] }]);
    expect(answer).toEqual({
      decisions: { total: '120.5', benefit: null },
      causes: { benefit: { kind: 'absent', at: 'size', message: '"size" is not given' } },
    });
  });

  it('takes the date of the line before that of the call', async () => {
    const benefits = (await run([{ input: FACTS }, { input: FACTS, date: '2024-12-31' }])).map(({ decisions }) => decisions?.benefit);
    expect(benefits).toEqual(['429.88', '423.85']);
  });

  it('takes overrides for decisions', async () => {
    const [answer] = await run([{ input: { size: 1 }, override: { total: '1000/3' } }]);
    expect(answer?.decisions).toEqual({ total: '1000/3', outcome: 'ELIGIBLE', benefit: '316.67' });
  });

  it.each<[string, string | object, object]>([
    ['no JSON', '{', { message: expect.stringContaining('no valid JSON') }],
    ['no object', '[]', { message: 'the line is no JSON object' }],
    ['an unknown input', { input: { incom: 1 } }, { pointer: '/input/incom', suggestion: 'did you mean "income"?' }],
    ['an unknown field', { input: { members: [{ agee: 1 }] } }, { pointer: '/input/members/0/agee' }],
    ['a value that does not fit', { input: { income: '1.005' } }, { pointer: '/input/income' }],
    ['a unit that is no list', { input: { members: {} } }, { pointer: '/input/members' }],
    ['an unknown decision', { input: {}, decisions: ['totl'] }, { pointer: '/decisions/0', suggestion: 'did you mean "total"?' }],
    ['an override of no decision', { input: {}, override: { totl: 1 } }, { pointer: '/override/totl' }],
    ['a date that is none', { input: {}, date: '2025-02-30' }, { pointer: '/date' }],
    ['a misspelt key', { input: {}, overide: {} }, { pointer: '/overide', suggestion: 'did you mean "override"?' }],
  ])('answers %s with an error, and goes on', async (_what, line, problem) => {
    const answers = await run([line, { id: 2, input: FACTS, decisions: ['total'], note: 'kept out of it' }]);
    expect(answers).toEqual([
      { error: { kind: 'invalid', message: expect.any(String), problems: [expect.objectContaining(problem)] } },
      { id: 2, decisions: { total: '120.5' } },
    ]);
  });

  it('names the line of each mistake, empty lines counted', async () => {
    const answers = await run(['', '{', { input: { incom: 1, size: 'two' } }]);
    expect(answers.map(({ error }) => (error as { problems: { row: number }[] }).problems.map(({ row }) => row))).toEqual([[2], [3, 3]]);
  });

  it('has as many members as a decision of them is given for, where they are not given themselves', async () => {
    const policy = checked(
      smallPolicy({
        decisions: {
          child: { type: 'boolean', of: 'members', feel: 'age < 18' },
          tall: { type: 'boolean', of: 'members', feel: 'age > 3' },
          children: { type: 'integer', feel: 'count(members[child])' },
        },
      }),
    );
    const override = { child: [true, false, true] };
    const decisions = ['child', 'tall', 'children'];
    const [decided, differing, empty] = await run(
      [
        { input: {}, override, decisions },
        { input: {}, override: { ...override, tall: [true] } },
        { input: { members: [] }, override },
      ],
      policy,
    );
    expect(decided?.decisions).toEqual({ child: [true, false, true], tall: [null, null, null], children: 2 });
    expect([differing, empty]).toMatchObject([
      { error: { problems: [{ pointer: '/override/tall' }] } },
      { error: { problems: [{ pointer: '/override/child' }] } },
    ]);
  });

  it('keeps the id beside an error, and tells all mistakes of a line', async () => {
    const [answer] = await run([{ id: 'x', input: { incom: 1, size: 'two' }, decisions: ['totl'] }]);
    expect(answer).toMatchObject({ id: 'x', error: { message: 'the line has 3 mistakes' } });
  });

  it('tells of each line that it refuses, and of no other', async () => {
    const told: unknown[] = [];
    const onRefused = (problems: readonly unknown[]): unknown => told.push(problems.length);
    await run([{ input: FACTS, id: '","error":' }, { input: { incom: 1 } }, '{'], undefined, { onRefused });
    expect(told).toEqual([1, 1]);
  });

  it('explains each decision asked for', async () => {
    const [answer] = await run([{ input: FACTS, decisions: ['outcome'] }], undefined, { trace: true });
    expect(answer?.trace).toEqual([expect.objectContaining({ kind: 'decision', name: 'outcome', value: 'ELIGIBLE' })]);
  });
});
