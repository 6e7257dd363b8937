/** What tests of a shipped policy share: evaluating facts to texts, and taking one fact away. */
import { expect } from 'vitest';
import { documentJson } from '../../../src/engine/feel/index.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../src/engine/model/json.ts';
import type { PolicyDocument } from '../../../src/engine/model/policy-document.ts';
import { checkPolicy } from '../../../src/engine/policy/check-policy.ts';
import { type CompiledPolicy, compilePolicy } from '../../../src/engine/policy/compile-policy.ts';
import { readCase } from '../../../src/engine/policy/read-case.ts';

export const checkedPolicy = (document: unknown): PolicyDocument => {
  const checked = checkPolicy(document as Json);
  if (!checked.ok) throw new Error(JSON.stringify(checked.failure));
  return checked.value;
};

/** Evaluates facts at a date; the values of the named decisions as documents give them. */
export const evaluatorOf = (policy: PolicyDocument) => {
  const byDate = new Map<string, CompiledPolicy>();
  return (facts: JsonObject, date: string, names: readonly string[]): JsonObject => {
    const compiled = byDate.get(date) ?? compilePolicy(policy, date);
    byDate.set(date, compiled);
    const { inputs, problems } = readCase(policy, facts);
    expect(problems).toEqual([]);
    const evaluation = compiled.evaluate(inputs);
    return Object.fromEntries(names.map((name) => [name, documentJson(evaluation.value(name))]));
  };
};

/** The facts without one of them: of the unit, or of one member. */
export const without = (facts: JsonObject, draw: number): JsonObject => {
  const members = facts.members as readonly JsonObject[];
  const names = Object.keys(facts);
  const places = [
    ...names.map((name) => ({ name, row: -1 })),
    ...members.flatMap((member, row) => Object.keys(member).map((name) => ({ name, row }))),
  ];
  const { name, row } = places[draw % places.length] as (typeof places)[number];
  const drop = (object: JsonObject): JsonObject => Object.fromEntries(Object.entries(object).filter(([own]) => own !== name));
  return row === -1 ? drop(facts) : { ...facts, members: members.map((member, index) => (index === row ? drop(member) : member)) };
};

/** Whether the value is what it was with all facts, or nothing. */
export const isSameOrNull = (value: Json | undefined, whole: Json | undefined): boolean => {
  if (value === null || value === undefined) return true;
  if (Array.isArray(value)) return Array.isArray(whole) && value.every((item, index) => isSameOrNull(item, whole[index]));
  return !isJsonObject(value) && value === whole;
};
