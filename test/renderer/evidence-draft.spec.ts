/** The form of an appeal: what it sends, and where the engine's problems are shown. */
import { describe, expect, it } from 'vitest';
import type { InputTypes } from '../../src/engine/model/index.ts';
import { type Correction, correctables, evidenceOf, problemsByCorrection } from '../../src/renderer/features/case/evidence-draft.ts';

const TYPES: InputTypes = {
  income: { type: 'decimal', scale: 2, label: 'Income' },
  disabled: { type: 'boolean', nullable: true },
  members: { type: 'list', of: { age: { type: 'integer' }, earned: { type: 'decimal', scale: 2 } } },
};
const INPUTS = {
  income: '1200',
  disabled: true,
  members: [
    { age: 41, earned: '232.1' },
    { age: 7, earned: '0' },
  ],
};
const FACTS = correctables(INPUTS, TYPES);

const correct = (key: number, fact: string, value: string): Correction => ({ key, fact, value });

describe('facts that can be corrected', () => {
  it('are those of the unit and of each member, with what was decided upon', () => {
    expect(FACTS.map(({ id, current }) => [id, current])).toEqual([
      ['income', '1200'],
      ['disabled', true],
      ['members[1].age', 41],
      ['members[1].earned', '232.1'],
      ['members[2].age', 7],
      ['members[2].earned', '0'],
    ]);
  });
});

describe('evidence', () => {
  it('keeps amounts as texts, makes booleans of choices, and null of nothing', () => {
    const corrections = [correct(1, 'income', ' 1100.50 '), correct(2, 'disabled', ''), correct(3, 'members[2].age', '8')];
    expect(evidenceOf(FACTS, corrections, ' seen ')).toEqual({
      inputs: { income: '1100.50', disabled: null },
      members: [{ index: 1, set: { age: '8' } }],
      note: 'seen',
    });
    expect(evidenceOf(FACTS, [correct(1, 'disabled', 'false')], '')).toEqual({ inputs: { disabled: false } });
  });
});

describe('problems', () => {
  it('stand at the correction they belong to, in whatever order the rows are', () => {
    const corrections = [correct(5, 'members[2].age', 'x'), correct(6, 'income', 'y'), correct(7, 'members[1].age', 'z')];
    const wrong = (pointer: string) => ({ pointer, message: `wrong at ${pointer}` });
    const { at, elsewhere } = problemsByCorrection(FACTS, corrections, [
      wrong('/inputs/income'),
      wrong('/members/1/set/age'),
      wrong('/members/0/set/age'),
      wrong(''),
    ]);
    expect([...at].map(([key, { message }]) => [key, message])).toEqual([
      [6, 'wrong at /inputs/income'],
      [7, 'wrong at /members/1/set/age'],
      [5, 'wrong at /members/0/set/age'],
    ]);
    expect(elsewhere).toEqual([wrong('')]);
  });
});
