/** Checks the parameters of a policy: values of their declared type, and keys that the picking input or decision can have. */
import { didYouMean, isProblem, quotedList, readScalar } from '../feel/index.ts';
import { Exact } from '../model/exact.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { Problem } from '../model/problem.ts';
import type { ScalarType } from '../model/value-type.ts';
import { type Declaration, type Declarations, parameterKeys } from './declarations.ts';

/** Ranges of whole numbers longer than this are not held against the keys one by one. */
const KEYS_MAX = 1_000;

/** A name as `by` gives it: of the unit, of members, or as "members.band". */
const findPicker = ({ unit, lists }: Declarations, by: string): Declaration | undefined => {
  const inner = [...lists].map(
    ([list, names]) => names.get(by) ?? (by.startsWith(`${list}.`) ? names.get(by.slice(list.length + 1)) : undefined),
  );
  return [unit.get(by), ...inner].find(
    (found) => found !== undefined && (found.kind === 'input' || found.kind === 'field' || found.kind === 'decision'),
  );
};

const pickerNames = ({ unit, lists }: Declarations): string[] =>
  [...unit.values(), ...[...lists.values()].flatMap((inner) => [...inner.values()])]
    .filter(({ kind }) => kind !== 'parameter' && kind !== 'list')
    .map(({ name }) => name);

const wholeRange = ({ min, max }: JsonObject): string[] | undefined => {
  const [low, high] = [Exact.parse(String(min))?.toBigInt(), Exact.parse(String(max))?.toBigInt()];
  if (low === undefined || high === undefined || high - low >= BigInt(KEYS_MAX) || high < low) return undefined;
  return Array.from({ length: Number(high - low) + 1 }, (_, index) => String(low + BigInt(index)));
};

/** All keys that can be asked for, where they can be told one by one. */
const possibleKeys = ({ json, type }: Declaration): readonly string[] | undefined => {
  if (type.kind === 'enum') return type.values;
  if (type.kind === 'boolean') return ['true', 'false'];
  return json.type === 'integer' ? wholeRange(json) : undefined;
};

const keyProblem = (key: string, picker: Declaration, possible: readonly string[] | undefined): Omit<Problem, 'pointer'> | undefined => {
  if (possible !== undefined) {
    if (possible.includes(key)) return undefined;
    return { message: `"${picker.name}" is never ${JSON.stringify(key)}`, expected: quotedList(possible), ...didYouMean(key, possible) };
  }
  const whole = Exact.parse(key);
  if (picker.json.type !== 'integer' || (whole?.isInteger() === true && whole.toText() === key)) return undefined;
  return { message: `the key ${JSON.stringify(key)} is no whole number`, expected: 'a whole number such as "3"' };
};

const keyProblems = (parameter: Declaration, picker: Declaration): Problem[] => {
  const at = pointerTo(parameter.pointer, 'by');
  if (picker.json.type === 'decimal' || picker.json.type === 'date') {
    const message = `"${picker.name}" is of the type ${JSON.stringify(picker.json.type)}, which cannot pick a value`;
    return [{ pointer: at, message, expected: 'an integer, an enum, a boolean or a string' }];
  }
  const possible = possibleKeys(picker);
  const problems: Problem[] = [];
  const wrong = new Set<string>();
  for (const [date, table] of Object.entries(parameter.json.values as JsonObject)) {
    for (const key of isJsonObject(table) ? Object.keys(table) : []) {
      const problem = keyProblem(key, picker, possible);
      if (problem === undefined || wrong.has(key)) continue;
      wrong.add(key);
      problems.push({ pointer: pointerTo(parameter.pointer, 'values', date, key), ...problem });
    }
  }
  // A key that is misspelt is told as that, and not as missing as well.
  const missing = (possible ?? []).filter((key) => !parameterKeys(parameter.json).includes(key));
  if (missing.length > wrong.size) {
    const keys = missing.map((key) => JSON.stringify(key)).join(', ');
    const message = `there is no value under ${missing.length === 1 ? 'the key' : 'the keys'} ${keys}`;
    problems.push({ pointer: pointerTo(parameter.pointer, 'values'), message, expected: `a value for each that "${picker.name}" can be` });
  }
  return problems;
};

const valueProblems = ({ json, name, pointer }: Declaration): Problem[] => {
  const type = json as unknown as ScalarType;
  const check = (value: Json, at: string): Problem[] => {
    const read = readScalar(type, value, name);
    return isProblem(read) ? [{ pointer: at, ...read }] : [];
  };
  return Object.entries(json.values as JsonObject).flatMap(([date, value]) => {
    const at = pointerTo(pointer, 'values', date);
    return isJsonObject(value) ? Object.entries(value).flatMap(([key, inner]) => check(inner, pointerTo(at, key))) : check(value, at);
  });
};

/** `isSound` tells whether the schema found nothing wrong within a pointer. */
export const parameterProblems = (declarations: Declarations, isSound: (pointer: string) => boolean): Problem[] =>
  [...declarations.unit.values()].flatMap((parameter) => {
    if (parameter.kind !== 'parameter' || !isSound(parameter.pointer)) return [];
    const problems = valueProblems(parameter);
    const { by } = parameter.json;
    if (typeof by !== 'string') return problems;
    const picker = findPicker(declarations, by);
    if (picker === undefined) {
      const message = `there is no input or decision "${by}" to pick a value by`;
      return [...problems, { pointer: pointerTo(parameter.pointer, 'by'), message, ...didYouMean(by, pickerNames(declarations)) }];
    }
    return isSound(picker.pointer) ? [...problems, ...keyProblems(parameter, picker)] : problems;
  });
