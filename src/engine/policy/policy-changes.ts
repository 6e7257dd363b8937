/** What differs between two policies, each at a date: parameters by their values, decisions by their logic. */
import { valueText } from '../feel/index.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import type { Json } from '../model/json.ts';
import type { Decision, Parameter, PolicyDocument } from '../model/policy-document.ts';
import { Null, type Value } from '../model/value.ts';
import { logicAt } from './logic-at.ts';
import { parameterAt } from './parameter-value.ts';

export type PolicyAtDate = { readonly policy: PolicyDocument; readonly date: string };

export type ParameterChange = {
  /** "rate", or with its key "limit[2]". */
  readonly name: string;
  readonly label?: string;
  /** Exact texts; undefined where there is no value at the date. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Date from which the value after holds. */
  readonly since?: string;
  readonly source?: string;
};

export type PolicyChanges = {
  readonly parameters: readonly ParameterChange[];
  /** Decisions whose logic differs, and those that only one side has. */
  readonly decisions: readonly { readonly name: string; readonly label?: string }[];
};

type Values = { readonly texts: ReadonlyMap<string, string>; readonly since: ReadonlyMap<string, string> };

const NO_VALUES: Values = { texts: new Map(), since: new Map() };

/** By key, '' where the parameter has none. */
const valuesAt = (name: string, parameter: Parameter | undefined, date: string): Values => {
  if (parameter === undefined) return NO_VALUES;
  const { value, since } = parameterAt(name, parameter, date);
  const values: readonly (readonly [string, Value])[] = parameter.by === undefined ? [['', value]] : Object.entries(value);
  return { texts: new Map(values.flatMap(([key, item]) => (item instanceof Null ? [] : [[key, valueText(item)]]))), since };
};

/** Names of both sides, those of the first in its order. */
const namesOf = (first: object, second: object): readonly string[] => [...new Set([...Object.keys(first), ...Object.keys(second)])];

const labelled = ({ label, source }: { readonly label?: string; readonly source?: string }) => ({
  ...(label === undefined ? {} : { label }),
  ...(source === undefined ? {} : { source }),
});

const parameterChanges = (name: string, before: PolicyAtDate, after: PolicyAtDate): readonly ParameterChange[] => {
  const declared = after.policy.parameters[name] ?? before.policy.parameters[name];
  const old = valuesAt(name, before.policy.parameters[name], before.date);
  const now = valuesAt(name, after.policy.parameters[name], after.date);
  const keys = [...new Set([...old.texts.keys(), ...now.texts.keys()])].filter((key) => old.texts.get(key) !== now.texts.get(key));
  return keys.map((key) => {
    const since = now.since.get(key);
    return {
      name: key === '' ? name : `${name}[${key}]`,
      ...labelled(declared ?? {}),
      before: old.texts.get(key),
      after: now.texts.get(key),
      ...(since === undefined ? {} : { since }),
    };
  });
};

const logicText = (decision: Decision | undefined, date: string): string | undefined => {
  const logic = decision === undefined ? undefined : logicAt(decision, date);
  return logic === undefined ? undefined : canonicalJson(logic as unknown as Json);
};

export const policyChanges = (before: PolicyAtDate, after: PolicyAtDate): PolicyChanges => ({
  parameters: namesOf(before.policy.parameters, after.policy.parameters).flatMap((name) => parameterChanges(name, before, after)),
  decisions: namesOf(before.policy.decisions, after.policy.decisions).flatMap((name) => {
    const [old, now] = [before.policy.decisions[name], after.policy.decisions[name]];
    if (logicText(old, before.date) === logicText(now, after.date)) return [];
    const { label } = now ?? old ?? {};
    return [{ name, ...(label === undefined ? {} : { label }) }];
  }),
});
