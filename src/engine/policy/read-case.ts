/** The facts of one case, from JSON to values: every input has a value then, a Null with its cause where it is absent. */
import { absent, didYouMean, type ExactJson, isExactObject, isProblem, readScalar, wholeKey } from '../feel/index.ts';
import type { Json } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { Decision, PolicyDocument } from '../model/policy-document.ts';
import type { Problem } from '../model/problem.ts';
import { type Context, isList, type Value } from '../model/value.ts';
import type { InputTypes, ListInput, ListType, ScalarInput, ScalarType } from '../model/value-type.ts';

/** JSON whose numbers are exact, or JSON of a document. */
type Given = ExactJson | Json;
type GivenObject = { readonly [name: string]: Given };

/** Members of one case; beyond it the case is refused. */
const MEMBERS_MAX = 10_000;
/** Items of one list that is given for a decision. */
const ITEMS_MAX = 10_000;

const given = (object: GivenObject, name: string): Given => (Object.hasOwn(object, name) ? (object[name] as Given) : null);

const unknownNames = (object: GivenObject, known: readonly string[], what: string, pointer: string): Problem[] =>
  Object.keys(object)
    .filter((name) => !known.includes(name))
    .map((name) => ({
      pointer: pointerTo(pointer, name),
      message: `${JSON.stringify(name)} is no ${what}`,
      ...didYouMean(name, known, wholeKey(name)),
    }));

type Reading = { readonly problems: Problem[] };

const readOne = (reading: Reading, type: ScalarType, json: Given, pointer: string, at: string): Value => {
  const value = readScalar(type, json, at);
  if (!isProblem(value)) return value;
  reading.problems.push({ pointer, ...value });
  return absent(at);
};

const readMember = (
  reading: Reading,
  fields: { readonly [field: string]: ScalarInput },
  json: Given,
  pointer: string,
  at: string,
): Context => {
  const member: Record<string, Value> = Object.create(null);
  if (!isExactObject(json))
    reading.problems.push({ pointer, message: 'a member is an object with its fields', expected: '{ "field": value, … }' });
  else reading.problems.push(...unknownNames(json, Object.keys(fields), 'field of the members', pointer));
  for (const [field, type] of Object.entries(fields)) {
    member[field] = readOne(reading, type, isExactObject(json) ? given(json, field) : null, pointerTo(pointer, field), `${at}.${field}`);
  }
  return member;
};

const readList = (reading: Reading, name: string, { of }: ListInput, json: Given, pointer: string): Value => {
  if (json === null) return absent(name);
  if (!Array.isArray(json) || json.length > MEMBERS_MAX) {
    reading.problems.push({ pointer, message: `"${name}" is no list of members`, expected: `a list of at most ${MEMBERS_MAX} members` });
    return absent(name);
  }
  return (json as readonly Given[]).map((item, index) => readMember(reading, of, item, pointerTo(pointer, index), `${name}[${index + 1}]`));
};

/**
 * Reads the inputs of a case by the types that the policy declares. An input that is not given, or given as null, is a Null
 * with the cause "absent"; a name that the policy does not know is a problem. Pointers begin with `pointer`.
 */
export const readCase = (
  policy: { readonly inputs: InputTypes },
  json: Given,
  pointer = '',
): { readonly inputs: Context; readonly problems: readonly Problem[] } => {
  const reading: Reading = { problems: [] };
  const inputs: Record<string, Value> = Object.create(null);
  if (!isExactObject(json))
    reading.problems.push({ pointer, message: 'the facts of a case are an object', expected: '{ "input": value, … }' });
  const object = isExactObject(json) ? json : {};
  reading.problems.push(...unknownNames(object, Object.keys(policy.inputs), 'input of the policy', pointer));
  for (const [name, type] of Object.entries(policy.inputs)) {
    const at = pointerTo(pointer, name);
    const fact = given(object, name);
    inputs[name] = type.type === 'list' ? readList(reading, name, type, fact, at) : readOne(reading, type, fact, at, name);
  }
  return { inputs, problems: reading.problems };
};

/** Decisions hold any exact number. */
const readableType = (type: ScalarType): ScalarType => (type.type === 'decimal' || type.type === 'integer' ? { type: 'decimal' } : type);

const readItems = (reading: Reading, type: ScalarType, items: readonly Given[], pointer: string, name: string): Value =>
  items.map((item, index) => readOne(reading, type, item, pointerTo(pointer, index), `${name}[${index + 1}]`));

const readDecidedList = (reading: Reading, { items }: ListType, json: Given, name: string, pointer: string): Value => {
  if (json === null) return absent(name);
  if (Array.isArray(json) && json.length <= ITEMS_MAX) return readItems(reading, readableType(items), json, pointer, name);
  reading.problems.push({ pointer, message: `"${name}" is a list`, expected: `a list of at most ${ITEMS_MAX} values` });
  return absent(name);
};

/** Reads a value for a decision; for a list its items, for a decision of members a list with one value per member. */
export const readDecisionValue = (
  decision: Decision,
  json: Given,
  name: string,
  pointer: string,
): { readonly value: Value } | { readonly problems: readonly Problem[] } => {
  const reading: Reading = { problems: [] };
  if (decision.type === 'list') {
    const value = readDecidedList(reading, decision, json, name, pointer);
    return reading.problems.length === 0 ? { value } : reading;
  }
  const type = readableType(decision);
  if (decision.of === undefined) {
    const value = readOne(reading, type, json, pointer, name);
    return reading.problems.length === 0 ? { value } : reading;
  }
  if (!Array.isArray(json)) return { problems: [{ pointer, message: `"${name}" has one value per member`, expected: 'a list' }] };
  const value = readItems(reading, type, json, pointer, name);
  return reading.problems.length === 0 ? { value } : reading;
};

/**
 * A case that gives a decision of its members and not the members themselves has as many of them as that decision has values, with no
 * fact known of any. `json` are the overrides; what is wrong with them is left to `readOverrides`.
 */
export const withDecidedMembers = (policy: PolicyDocument, json: Given, inputs: Context): Context => {
  const decided: Record<string, Value> = Object.assign(Object.create(null), inputs);
  for (const [name, items] of isExactObject(json) ? Object.entries(json) : []) {
    const list = Object.hasOwn(policy.decisions, name) ? policy.decisions[name]?.of : undefined;
    const type = list === undefined ? undefined : policy.inputs[list];
    if (list === undefined || type?.type !== 'list' || isList(decided[list] as Value) || !Array.isArray(items)) continue;
    const members = (items as readonly Given[]).map(() => ({}));
    decided[list] = readList({ problems: [] }, list, type, members, '');
  }
  return decided;
};

/** Reads values that stand in for decisions. `inputs` tells how many members there are. */
export const readOverrides = (
  policy: PolicyDocument,
  json: Given,
  inputs: Context,
  pointer: string,
): { readonly overrides: ReadonlyMap<string, Value>; readonly problems: readonly Problem[] } => {
  const overrides = new Map<string, Value>();
  if (!isExactObject(json))
    return { overrides, problems: [{ pointer, message: 'overrides are an object', expected: '{ "decision": value, … }' }] };
  const problems = unknownNames(json, Object.keys(policy.decisions), 'decision of the policy', pointer);
  for (const [name, item] of Object.entries(json)) {
    const decision = Object.hasOwn(policy.decisions, name) ? policy.decisions[name] : undefined;
    if (decision === undefined) continue;
    const at = pointerTo(pointer, name);
    const read = readDecisionValue(decision, item, name, at);
    if ('problems' in read) problems.push(...read.problems);
    else if (fitsMembers(decision, read.value, inputs)) overrides.set(name, read.value);
    else
      problems.push({
        pointer: at,
        message: `"${name}" has one value per member, and their number differs`,
        expected: 'as many values as members',
      });
  }
  return { overrides, problems };
};

const fitsMembers = (decision: Decision, value: Value, inputs: Context): boolean => {
  if (decision.of === undefined) return true;
  const members = inputs[decision.of];
  return isList(value) && members !== undefined && isList(members) && members.length === value.length;
};
