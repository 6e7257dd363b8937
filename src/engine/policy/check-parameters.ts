/** Checks the parameters of a policy: values of their declared type, and keys that the picking input or decision can have. */
import { didYouMean, isProblem, quotedList, readScalar, wholeKey, wholeText } from '../feel/index.ts';
import { Exact } from '../model/exact.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { Problem } from '../model/problem.ts';
import type { ScalarType } from '../model/value-type.ts';
import type { Declaration, Declarations } from './declarations.ts';
import { type ParameterCell, parameterCells, pickerNames, placeText } from './parameter-keys.ts';

/** Ranges of whole numbers longer than this are not held against the keys one by one. */
const KEYS_MAX = 1_000;

const PLACES_SHOWN_MAX = 6;

/** A name as `by` gives it: of the unit, of members, or as "members.band". */
const findPicker = ({ unit, lists }: Declarations, by: string): Declaration | undefined => {
  const inner = [...lists].map(
    ([list, names]) => names.get(by) ?? (by.startsWith(`${list}.`) ? names.get(by.slice(list.length + 1)) : undefined),
  );
  return [unit.get(by), ...inner].find(
    (found) => found !== undefined && (found.kind === 'input' || found.kind === 'field' || found.kind === 'decision'),
  );
};

/** A field of a list whose fields cannot be read may be what a name means. */
const hasUnreadList = ({ unit, lists }: Declarations): boolean => [...lists.keys()].some((list) => !isJsonObject(unit.get(list)?.json.of));

const allPickers = ({ unit, lists }: Declarations): string[] =>
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
    return {
      message: `"${picker.name}" is never ${JSON.stringify(key)}`,
      expected: quotedList(possible),
      ...didYouMean(key, possible, wholeKey(key)),
    };
  }
  const whole = Exact.parse(key);
  if (picker.json.type !== 'integer' || (whole?.isInteger() === true && whole.toText() === key)) return undefined;
  return { message: `the key ${JSON.stringify(key)} is no whole number`, expected: 'a whole number such as "3"' };
};

/** What picks the keys of one level, and the keys it can pick where they can be told one by one. */
type Level = { readonly picker: Declaration; readonly possible: readonly string[] | undefined };

const pickerProblem = ({ name, json }: Declaration): Omit<Problem, 'pointer'> | undefined =>
  json.type === 'decimal' || json.type === 'date' || json.type === 'list'
    ? {
        message: `"${name}" is of the type ${JSON.stringify(json.type)}, which cannot pick a value`,
        expected: 'an integer, an enum, a boolean or a string',
      }
    : undefined;

/** Combinations of one key of each level; undefined where a level has keys that cannot be told, or where they are too many. */
const combinations = (levels: readonly Level[]): readonly (readonly string[])[] | undefined => {
  let found: readonly (readonly string[])[] = [[]];
  for (const { possible } of levels) {
    if (possible === undefined || found.length * possible.length > KEYS_MAX) return undefined;
    found = found.flatMap((keys) => possible.map((key) => [...keys, key]));
  }
  return found;
};

const missingProblem = (missing: readonly (readonly string[])[], levels: readonly Level[]): Omit<Problem, 'pointer'> => {
  const names = levels.map(({ picker }) => `"${picker.name}"`);
  if (levels.length === 1) {
    const keys = missing.map(([key]) => JSON.stringify(key)).join(', ');
    const message = `there is no value under ${missing.length === 1 ? 'the key' : 'the keys'} ${keys}`;
    return { message, expected: `a value for each that ${names[0]} can be` };
  }
  const shown = missing.slice(0, PLACES_SHOWN_MAX).map(placeText).join(', ');
  const rest = missing.length > PLACES_SHOWN_MAX ? ` and ${missing.length - PLACES_SHOWN_MAX} more places` : '';
  return {
    message: `there is no value under ${shown}${rest}`,
    expected: `a value for each combination that ${names.join(' and ')} can be`,
  };
};

const keyProblems = (parameter: Declaration, cells: readonly ParameterCell[], levels: readonly Level[]): Problem[] => {
  const problems: Problem[] = [];
  const wrong = new Set<string>();
  const wrongPlaces = new Set<string>();
  for (const { date, keys } of cells) {
    keys.forEach((key, level) => {
      const { picker, possible } = levels[level] as Level;
      const problem = keyProblem(key, picker, possible);
      if (problem === undefined) return;
      wrongPlaces.add(placeText(keys));
      if (wrong.has(`${level} ${key}`)) return;
      wrong.add(`${level} ${key}`);
      problems.push({ pointer: pointerTo(parameter.pointer, 'values', date, ...keys.slice(0, level + 1)), ...problem });
    });
  }
  const given = new Set(cells.map(({ keys }) => placeText(keys)));
  const missing = (combinations(levels) ?? []).filter((keys) => !given.has(placeText(keys)));
  // A key that is misspelt is told as that, and not as missing as well.
  if (missing.length > wrongPlaces.size) {
    problems.push({ pointer: pointerTo(parameter.pointer, 'values'), ...missingProblem(missing, levels) });
  }
  return problems;
};

/** Tables that end too early or go on too deep for the number of keys. */
const depthProblems = ({ pointer }: Declaration, cells: readonly ParameterCell[], pickers: readonly string[]): Problem[] =>
  cells.flatMap(({ date, keys, json }): Problem[] => {
    const at = pointerTo(pointer, 'values', date, ...keys);
    if (keys.length < pickers.length) {
      return [{ pointer: at, message: 'a value stands where a table should', expected: `values by "${pickers[keys.length]}"` }];
    }
    if (!isJsonObject(json)) return [];
    return [{ pointer: at, message: 'a table stands where a value should', expected: `one value: "${pickers.at(-1)}" is the last key` }];
  });

const valueProblems = ({ json, name, pointer }: Declaration, cells: readonly ParameterCell[]): Problem[] =>
  cells.flatMap(({ date, keys, json: value }): Problem[] => {
    const read = readScalar(json as ScalarType, value, name);
    return isProblem(read) ? [{ pointer: pointerTo(pointer, 'values', date, ...keys), ...read }] : [];
  });

const problemsOf = (parameter: Declaration, declarations: Declarations, isSound: (pointer: string) => boolean): Problem[] => {
  const { by, values } = parameter.json;
  const pickers = pickerNames(by);
  const cells = parameterCells(values as JsonObject, pickers.length);
  const misplaced = depthProblems(parameter, cells, pickers);
  if (misplaced.length > 0) return misplaced;
  const problems = valueProblems(parameter, cells);
  const levels = pickers.map((name, level): Level | undefined => {
    const at = Array.isArray(by) ? pointerTo(parameter.pointer, 'by', level) : pointerTo(parameter.pointer, 'by');
    const picker = findPicker(declarations, name);
    if (picker === undefined && hasUnreadList(declarations)) return undefined;
    if (picker === undefined) {
      const message = `there is no input or decision "${name}" to pick a value by`;
      problems.push({ pointer: at, message, ...didYouMean(name, allPickers(declarations), wholeText(name)) });
      return undefined;
    }
    if (!isSound(picker.pointer)) return undefined;
    const problem = pickerProblem(picker);
    if (problem !== undefined) problems.push({ pointer: at, ...problem });
    return problem === undefined ? { picker, possible: possibleKeys(picker) } : undefined;
  });
  const known = levels.filter((level) => level !== undefined);
  return known.length === levels.length && known.length > 0 ? [...problems, ...keyProblems(parameter, cells, known)] : problems;
};

/** `isSound` tells whether the schema found nothing wrong within a pointer. */
export const parameterProblems = (declarations: Declarations, isSound: (pointer: string) => boolean): Problem[] =>
  [...declarations.unit.values()].flatMap((parameter) =>
    parameter.kind === 'parameter' && isSound(parameter.pointer) ? problemsOf(parameter, declarations, isSound) : [],
  );
