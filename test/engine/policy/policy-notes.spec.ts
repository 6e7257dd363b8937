/** Goal: who checks a policy without a mistake is told what nobody reads and what is slow, and nothing that is not so. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/engine/model/json.ts';
import { checkDocumentText } from '../../../src/engine/policy/check-document-text.ts';
import { checkPolicy } from '../../../src/engine/policy/check-policy.ts';
import { policyNotes } from '../../../src/engine/policy/policy-notes.ts';
import coTanf from '../../../templates/policies/co-tanf.json';
import housingSupport from '../../../templates/policies/housing-support.json';
import kyKtap from '../../../templates/policies/ky-ktap.json';
import waTanf from '../../../templates/policies/wa-tanf.json';
import wyPower from '../../../templates/policies/wy-power.json';
import { smallPolicy } from './small-policy.ts';

const notesOf = (document: object): string[] => {
  const checked = checkPolicy(document as Json);
  if (!checked.ok) throw new Error(JSON.stringify(checked.failure.problems));
  return policyNotes(checked.value).map(({ pointer, message }) => `${pointer}: ${message}`);
};

const UNREAD = ['/inputs/region: nothing reads the input "region"', '/inputs/members/of/age: nothing reads the field "members.age"'];

describe('notes', () => {
  it('name inputs and fields that nothing reads', () => {
    expect(notesOf(smallPolicy())).toEqual(UNREAD);
  });

  it('count what is read in any way: by a key, a filter, a member decision, a table, a function or the logic of a date', () => {
    const decisions = {
      adult: { type: 'boolean', of: 'members', feel: 'age >= 18' },
      adults: { type: 'integer', feel: 'count(members[adult])', from: { '2026-01-01': { feel: 'if region = "north" then 0 else 1' } } },
      benefit: { feel: 'round half up(halved(limit[size]) * rate + adults, 2)' },
    };
    const functions = {
      halved: { type: 'decimal', parameters: [{ name: 'n', type: 'decimal' }], feel: 'third(n) / factor' },
      third: { type: 'decimal', parameters: [{ name: 'n', type: 'decimal' }], feel: 'n / 3' },
    };
    const parameters = { factor: { type: 'integer', values: { '2020-01-01': 2 } } };
    expect(notesOf(smallPolicy({ decisions, functions, parameters }))).toEqual([]);
  });

  it('name parameters, functions and decisions that nothing reads, but no decision that a test asks for', () => {
    const extra = {
      parameters: { spare: { type: 'integer', values: { '2025-01-01': 1 } } },
      functions: { twice: { type: 'decimal', parameters: [{ name: 'n', type: 'decimal' }], feel: '2 * n' } },
      decisions: { asked: { type: 'integer', feel: '1' }, idle: { type: 'integer', feel: '2' } },
      tests: [{ name: 'a', date: '2025-01-01', given: {}, expect: { asked: 1 } }],
    };
    expect(notesOf(smallPolicy(extra))).toEqual([
      ...UNREAD,
      '/parameters/spare: nothing reads the parameter "spare"',
      '/functions/twice: nothing reads the function "twice"',
      '/decisions/idle: nothing reads the decision "idle", and no test asks for it',
    ]);
  });

  it('name decisions that a population is slow with, and why', () => {
    const slow = (feel: string): string[] =>
      notesOf(smallPolicy({ decisions: { share: { type: 'decimal', feel }, benefit: { feel: 'floor(share)' } } })).filter((note) =>
        note.startsWith('/decisions/share'),
      );
    expect(slow('income / size')).toEqual([]);
    expect(slow('income / (sum(members.earned) + 1)')).toEqual([
      '/decisions/share: over a population, "share" is evaluated row by row because a quotient is kept without being rounded, ' +
        'and its divisor is not a small whole number: the same values, more slowly',
    ]);
  });

  it('have their place in the text of the document', () => {
    const text = JSON.stringify(smallPolicy(), null, 2);
    const checked = checkDocumentText(text);
    if (!checked.ok) throw new Error(checked.failure.message);
    const [first] = checked.value.notes();
    expect(text.split('\n')[(first?.row ?? 0) - 1]).toContain('"region": {');
  });

  it.each([
    ['co-tanf', coTanf],
    ['housing-support', housingSupport],
    ['ky-ktap', kyKtap],
    ['wa-tanf', waTanf],
    ['wy-power', wyPower],
  ])('find nothing unread in %s', (_id, document) => {
    expect(notesOf(document).filter((note) => note.includes('nothing reads'))).toEqual([]);
  });
});
