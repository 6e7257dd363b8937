/** The evidence of an appeal while it is being written: which facts are corrected, and to what. */
import type { Evidence, InputTypes, Json, Problem, ScalarInput } from '../../../engine/model/index.ts';
import { t } from '../../copy/t.ts';

/** The list that the members of evidence are about. */
const MEMBERS = 'members';

/** A fact that can be corrected. */
export type Correctable = {
  /** "income", or "members[1].age", counted from 1 as expressions count. */
  readonly id: string;
  readonly label: string;
  readonly type: ScalarInput;
  readonly current: Json;
  readonly member?: { readonly index: number; readonly field: string };
};

/** `value` is what the person typed or chose; '' says that there is no value. */
export type Correction = { readonly key: number; readonly fact: string | null; readonly value: string };

type Facts = { readonly [name: string]: Json };

const isFacts = (value: Json | undefined): value is Facts => typeof value === 'object' && value !== null && !Array.isArray(value);

const labelOf = (id: string, label: string | undefined): string => (label === undefined ? id : `${label} (${id})`);

export const correctables = (inputs: Facts, types: InputTypes): readonly Correctable[] => {
  const unit = Object.entries(types).flatMap(([name, type]): readonly Correctable[] =>
    type.type === 'list' ? [] : [{ id: name, label: labelOf(name, type.label), type, current: inputs[name] ?? null }],
  );
  const list = types[MEMBERS];
  const members = inputs[MEMBERS];
  if (list?.type !== 'list' || !Array.isArray(members)) return unit;
  const fields = members.flatMap((member: Json, index) =>
    Object.entries(list.of).map(([field, type]): Correctable => {
      const id = `${MEMBERS}[${index + 1}].${field}`;
      const label = t('appeal.memberField', { number: index + 1, field: labelOf(field, type.label) });
      return { id, label, type, current: isFacts(member) ? (member[field] ?? null) : null, member: { index, field } };
    }),
  );
  return [...unit, ...fields];
};

const typedValue = ({ type }: Correctable, value: string): Json => {
  if (value === '') return null;
  return type.type === 'boolean' ? value === 'true' : value.trim();
};

type Found = { readonly correction: Correction; readonly fact: Correctable };

/** Corrections that name a fact, the unit's first; the order in which they stand in the evidence. */
const found = (
  facts: readonly Correctable[],
  corrections: readonly Correction[],
): { readonly unit: readonly Found[]; readonly members: readonly Found[] } => {
  const named = corrections.flatMap((correction) => {
    const fact = facts.find(({ id }) => id === correction.fact);
    return fact === undefined ? [] : [{ correction, fact }];
  });
  return { unit: named.filter(({ fact }) => fact.member === undefined), members: named.filter(({ fact }) => fact.member !== undefined) };
};

/** Evidence as the engine takes it: one entry of `members` for each corrected field. */
export const evidenceOf = (facts: readonly Correctable[], corrections: readonly Correction[], note: string): Evidence => {
  const { unit, members } = found(facts, corrections);
  return {
    ...(unit.length === 0
      ? {}
      : { inputs: Object.fromEntries(unit.map(({ fact, correction }) => [fact.id, typedValue(fact, correction.value)])) }),
    ...(members.length === 0
      ? {}
      : {
          members: members.flatMap(({ fact, correction }) =>
            fact.member === undefined
              ? []
              : [{ index: fact.member.index, set: { [fact.member.field]: typedValue(fact, correction.value) } }],
          ),
        }),
    ...(note.trim() === '' ? {} : { note: note.trim() }),
  };
};

/** Problems of the evidence by the correction they belong to, and those that belong to none. */
export const problemsByCorrection = (
  facts: readonly Correctable[],
  corrections: readonly Correction[],
  problems: readonly Problem[],
): { readonly at: ReadonlyMap<number, Problem>; readonly elsewhere: readonly Problem[] } => {
  const { unit, members } = found(facts, corrections);
  const keyOf = (pointer: string): number | undefined => {
    const input = unit.find(({ fact }) => pointer === `/inputs/${fact.id}`);
    const member = members.find((_, index) => pointer.startsWith(`/members/${index}/`));
    return (input ?? member)?.correction.key;
  };
  const placed = problems.map((problem) => ({ problem, key: keyOf(problem.pointer ?? '') }));
  return {
    at: new Map(placed.flatMap(({ problem, key }) => (key === undefined ? [] : [[key, problem] as const]))),
    elsewhere: placed.flatMap(({ problem, key }) => (key === undefined ? [problem] : [])),
  };
};
