/** The keys of a parameter: the names that pick its values, and its values one by one with the keys they stand under. */
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';

/** The names that pick a value, the outer key first; empty for a parameter without keys. `by` may have a mistake. */
export const pickerNames = (by: Json | readonly string[] | undefined): readonly string[] => {
  if (typeof by === 'string') return [by];
  return Array.isArray(by) ? by.filter((name) => typeof name === 'string') : [];
};

/** Keys as they stand behind a parameter's name, "[2][10]"; "" without keys. */
export const placeText = (keys: readonly string[]): string => keys.map((key) => `[${key}]`).join('');

/** What stands under some keys at a date: a value, or a table where it lies too deep or too high. */
export type ParameterCell = { readonly date: string; readonly keys: readonly string[]; readonly json: Json };

const cellsBelow = (date: string, keys: readonly string[], json: Json, depth: number): ParameterCell[] =>
  keys.length < depth && isJsonObject(json)
    ? Object.entries(json).flatMap(([key, inner]) => cellsBelow(date, [...keys, key], inner, depth))
    : [{ date, keys, json }];

/** All values of a parameter with `depth` keys, date by date. A value that stands under fewer keys is given with those. */
export const parameterCells = (values: JsonObject, depth: number): readonly ParameterCell[] =>
  Object.entries(values).flatMap(([date, json]) => cellsBelow(date, [], json, depth));
