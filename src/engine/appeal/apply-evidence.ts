/** Corrects the facts of a case by the evidence of an appeal. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { didYouMean, documentJson, isProblem, readScalar } from '../feel/index.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import { type Problem, refuse } from '../model/problem.ts';
import type { InputType, InputTypes, ListInput } from '../model/value-type.ts';
import { zodProblems } from '../model/zod-problems.ts';
import { readCase } from '../policy/read-case.ts';
import { factsOf } from './case-facts.ts';

/** The list that `members` of the evidence is about. */
const MEMBERS = 'members';

const evidenceSchema = z.strictObject({
  inputs: z.record(z.string(), z.json()).optional(),
  members: z.array(z.strictObject({ index: z.int().min(0), set: z.record(z.string(), z.json()) })).optional(),
  note: z.string().max(4_000).optional(),
});

type Evidence = z.output<typeof evidenceSchema>;
type Facts = { readonly [name: string]: Json };
/** `name`: "income", or "members[2].age" as expressions count, from 1. */
export type EvidenceChange = { readonly name: string; readonly before: Json; readonly after: Json };
type Correction = EvidenceChange & { readonly apply: (facts: Facts) => Facts };
type Outcome = { readonly correction: Correction } | { readonly problems: readonly Problem[] };

const readEvidence = (evidence: Json): Evidence => {
  const parsed = evidenceSchema.safeParse(evidence);
  if (parsed.success) return parsed.data;
  return refuse('invalid', 'The evidence is not written as it should be.', inEvidence(zodProblems(parsed.error, evidence)));
};

const inEvidence = (problems: readonly Problem[]): readonly Problem[] => problems.map((problem) => ({ document: 'evidence', ...problem }));

const unknownName = (name: string, pointer: string, known: readonly string[], what: string): Outcome => ({
  problems: [{ pointer, message: `${JSON.stringify(name)} is no ${what}`, ...didYouMean(name, known) }],
});

/** A value that replaces an input: one of its type, or for a list all members anew. */
const readInput = (
  name: string,
  type: InputType,
  given: Json,
  pointer: string,
): { readonly value: Json } | { readonly problems: readonly Problem[] } => {
  if (type.type !== 'list') {
    const value = readScalar(type, given, name);
    return isProblem(value) ? { problems: [{ pointer, ...value }] } : { value: documentJson(value) };
  }
  const { inputs, problems } = readCase({ inputs: { [name]: type } }, { [name]: given });
  if (problems.length === 0) return { value: factsOf(inputs)[name] ?? null };
  return {
    problems: problems.map((problem) => ({ ...problem, pointer: pointer + (problem.pointer ?? '').slice(pointerTo('', name).length) })),
  };
};

const correctInput = (facts: Facts, types: InputTypes, name: string, given: Json): Outcome => {
  const pointer = pointerTo('/inputs', name);
  const type = Object.hasOwn(types, name) ? types[name] : undefined;
  if (type === undefined) return unknownName(name, pointer, Object.keys(types), 'input of the policy');
  const read = readInput(name, type, given, pointer);
  if ('problems' in read) return read;
  const before = facts[name] ?? null;
  return { correction: { name, before, after: read.value, apply: (current) => ({ ...current, [name]: read.value }) } };
};

type MemberField = { readonly index: number; readonly field: string; readonly given: Json; readonly pointer: string };

const correctField = (members: readonly JsonObject[], { of }: ListInput, { index, field, given, pointer }: MemberField): Outcome => {
  const type = Object.hasOwn(of, field) ? of[field] : undefined;
  if (type === undefined) return unknownName(field, pointer, Object.keys(of), 'field of the members');
  const name = `${MEMBERS}[${index + 1}].${field}`;
  const value = readScalar(type, given, name);
  if (isProblem(value)) return { problems: [{ pointer, ...value }] };
  const after = documentJson(value);
  const apply = (facts: Facts): Facts => {
    const current = facts[MEMBERS] as readonly JsonObject[];
    return { ...facts, [MEMBERS]: current.map((member, at) => (at === index ? { ...member, [field]: after } : member)) };
  };
  return { correction: { name, before: members[index]?.[field] ?? null, after, apply } };
};

const correctMembers = (facts: Facts, types: InputTypes, evidence: NonNullable<Evidence['members']>): readonly Outcome[] => {
  const type = Object.hasOwn(types, MEMBERS) ? types[MEMBERS] : undefined;
  if (type?.type !== 'list')
    return evidence.length === 0 ? [] : [{ problems: [{ pointer: '/members', message: 'the policy knows no members' }] }];
  const members = (facts[MEMBERS] ?? []) as readonly JsonObject[];
  return evidence.flatMap(({ index, set }, at): readonly Outcome[] => {
    if (index >= members.length) {
      const expected = members.length === 0 ? 'no members' : `an index from 0 to ${members.length - 1}`;
      return [
        { problems: [{ pointer: pointerTo('/members', at, 'index'), message: `the case has no member at index ${index}`, expected }] },
      ];
    }
    return Object.entries(set).map(([field, given]) =>
      correctField(members, type, { index, field, given, pointer: pointerTo('/members', at, 'set', field) }),
    );
  });
};

/**
 * Facts after the evidence, and what has changed. Values are checked by type. Refusal 'invalid', with pointers into the evidence, for unknown
 * names, values that do not fit, members that are not there, and evidence that changes nothing.
 * @param types what the policies declare. @param inputs the facts as they were decided upon.
 */
export const applyEvidence = (given: {
  readonly inputs: Facts;
  readonly types: InputTypes;
  readonly evidence: Json;
}): { readonly inputs: Facts; readonly changed: readonly EvidenceChange[]; readonly note: string } => {
  const { types } = given;
  const evidence = readEvidence(given.evidence);
  // In the one form that values have, so that "12.30" and 12.3 are no change.
  const facts = factsOf(readCase({ inputs: types }, given.inputs).inputs);
  const outcomes = [
    ...Object.entries(evidence.inputs ?? {}).map(([name, value]) => correctInput(facts, types, name, value as Json)),
    ...correctMembers(facts, types, evidence.members ?? []),
  ];
  const problems = outcomes.flatMap((outcome) => ('problems' in outcome ? outcome.problems : []));
  if (problems.length > 0) refuse('invalid', 'The evidence does not fit the case.', inEvidence(problems));
  const corrections = outcomes
    .flatMap((outcome) => ('correction' in outcome ? [outcome.correction] : []))
    .filter(({ before, after }) => !isDeepStrictEqual(before, after));
  if (corrections.length === 0) {
    const message = 'every value in it is what the case was decided with';
    refuse('invalid', 'The evidence changes nothing.', inEvidence([{ pointer: '', message, expected: 'at least one corrected value' }]));
  }
  return {
    inputs: corrections.reduce<Facts>((current, { apply }) => apply(current), facts),
    changed: corrections.map(({ name, before, after }) => ({ name, before, after })),
    note: evidence.note ?? '',
  };
};
