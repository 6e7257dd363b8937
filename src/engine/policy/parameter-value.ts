/** The value of a parameter at a date: the latest one given for a day on or before it, cell by cell where there are keys. */
import { isProblem, readScalar } from '../feel/index.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Parameter, ParameterValue } from '../model/policy-document.ts';
import { Null, type Value } from '../model/value.ts';
import { firstDate, latestAt } from './dated.ts';
import { parameterCells, pickerNames, placeText } from './parameter-keys.ts';

/** What a parameter is at a date. */
export type ParameterAt = {
  /** For a keyed parameter a context from key to value; with several keys, a context of contexts. */
  readonly value: Value;
  /** By place, "[2]", "[2][10]", or "" without keys: the value there, and the date from which it holds. */
  readonly cells: ReadonlyMap<string, { readonly value: Value; readonly since?: string }>;
};

/** The policy was checked, so a value that does not fit its type is a bug of ours. */
const parsedValue = (name: string, parameter: Parameter, json: Json): Value => {
  const value = readScalar(parameter, json as ParameterValue, name);
  if (isProblem(value)) throw new Error(`parameter ${name}: ${value.message}`);
  return value;
};

const notYet = (name: string, first: string | undefined): Null =>
  new Null({ kind: 'unknown-key', at: name, message: `"${name}" has no value before ${first}` });

/** The keys of each place, and what is given there at each date. */
type Row = { readonly keys: readonly string[]; readonly byDate: Record<string, Json> };

const rowsByPlace = ({ values, by }: Parameter): Map<string, Row> => {
  const rows = new Map<string, Row>();
  for (const { date, keys, json } of parameterCells(values as JsonObject, pickerNames(by).length)) {
    const place = placeText(keys);
    const row = rows.get(place) ?? { keys, byDate: {} };
    row.byDate[date] = json;
    rows.set(place, row);
  }
  return rows;
};

type Table = { [key: string]: Value | Table };

const put = (table: Table, keys: readonly string[], value: Value): void => {
  let inner = table;
  for (const key of keys.slice(0, -1)) {
    inner[key] ??= Object.create(null) as Table;
    inner = inner[key] as Table;
  }
  inner[keys.at(-1) as string] = value;
};

/** `date` is the first day of the period. */
export const parameterAt = (name: string, parameter: Parameter, date: string): ParameterAt => {
  const day = parameter.heldFor === 'year' ? `${date.slice(0, -'-MM-DD'.length)}-01-01` : date;
  const cells = new Map<string, { readonly value: Value; readonly since?: string }>();
  const table: Table = Object.create(null);
  for (const [place, { keys, byDate }] of rowsByPlace(parameter)) {
    const at = `${name}${place}`;
    const dated = latestAt(byDate, day);
    const value = dated === undefined ? notYet(at, firstDate(byDate)) : parsedValue(at, parameter, dated.value);
    cells.set(place, { value, ...(dated === undefined ? {} : { since: dated.since }) });
    if (keys.length > 0) put(table, keys, value);
  }
  return { value: cells.get('')?.value ?? (table as Value), cells };
};
