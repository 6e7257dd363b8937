/** What differs between two policies, each at a date: parameters by their values, decisions by their logic. */
import { valueText } from '../feel/index.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import type { Decision, Parameter, PolicyDocument, PolicyFunction } from '../model/policy-document.ts';
import { Null } from '../model/value.ts';
import { logicAt } from './logic-at.ts';
import { parameterAt } from './parameter-value.ts';

export type PolicyAtDate = { readonly policy: PolicyDocument; readonly date: string };

export type ParameterChange = {
  /** "rate", or with its keys "limit[2]". */
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
  /** The same for functions; left out where none differs. */
  readonly functions?: readonly { readonly name: string; readonly label?: string }[];
};

/** By place, "[2]", or "" where the parameter has no keys. Places without a value at the date are left out. */
type Values = ReadonlyMap<string, { readonly text: string; readonly since: string | undefined }>;

const valuesAt = (name: string, parameter: Parameter | undefined, date: string): Values => {
  const cells = parameter === undefined ? [] : [...parameterAt(name, parameter, date).cells];
  return new Map(cells.flatMap(([place, { value, since }]) => (value instanceof Null ? [] : [[place, { text: valueText(value), since }]])));
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
  const places = [...new Set([...old.keys(), ...now.keys()])].filter((place) => old.get(place)?.text !== now.get(place)?.text);
  return places.map((place) => {
    const since = now.get(place)?.since;
    return {
      name: name + place,
      ...labelled(declared ?? {}),
      before: old.get(place)?.text,
      after: now.get(place)?.text,
      ...(since === undefined ? {} : { since }),
    };
  });
};

const logicText = (decision: Decision | undefined, date: string): string | undefined => {
  const logic = decision === undefined ? undefined : logicAt(decision, date);
  return logic === undefined ? undefined : canonicalJson(logic);
};

const functionChanges = (before: PolicyDocument, after: PolicyDocument): Pick<PolicyChanges, 'functions'> => {
  const text = (own: PolicyFunction | undefined): string | undefined =>
    own === undefined ? undefined : canonicalJson({ feel: own.feel, parameters: own.parameters });
  const [old, now] = [before.functions ?? {}, after.functions ?? {}];
  const functions = namesOf(old, now).flatMap((name) => {
    if (text(old[name]) === text(now[name])) return [];
    const { label } = now[name] ?? old[name] ?? {};
    return [{ name, ...(label === undefined ? {} : { label }) }];
  });
  return functions.length === 0 ? {} : { functions };
};

export const policyChanges = (before: PolicyAtDate, after: PolicyAtDate): PolicyChanges => ({
  parameters: namesOf(before.policy.parameters, after.policy.parameters).flatMap((name) => parameterChanges(name, before, after)),
  decisions: namesOf(before.policy.decisions, after.policy.decisions).flatMap((name) => {
    const [old, now] = [before.policy.decisions[name], after.policy.decisions[name]];
    if (logicText(old, before.date) === logicText(now, after.date)) return [];
    const { label } = now ?? old ?? {};
    return [{ name, ...(label === undefined ? {} : { label }) }];
  }),
  ...functionChanges(before.policy, after.policy),
});
