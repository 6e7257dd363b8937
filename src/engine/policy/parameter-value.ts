/** The value of a parameter at a date: the latest one given for a day on or before it, key by key where there are keys. */
import { isProblem, readScalar } from '../feel/index.ts';
import { isJsonObject } from '../model/json.ts';
import type { Parameter, ParameterValue } from '../model/policy-document.ts';
import { Null, type Value } from '../model/value.ts';
import { type Dated, firstDate, latestAt } from './dated.ts';

/** What a parameter is at a date. Without keys the only entry of `since` has the key "". */
export type ParameterAt = {
  /** A context from key to value for a keyed parameter. */
  readonly value: Value;
  /** By key: the date from which the value holds. */
  readonly since: ReadonlyMap<string, string>;
};

/** The policy was checked, so a value that does not fit its type is a bug of ours. */
const parsedValue = (name: string, parameter: Parameter, json: ParameterValue): Value => {
  const value = readScalar(parameter, json, name);
  if (isProblem(value)) throw new Error(`parameter ${name}: ${value.message}`);
  return value;
};

const notYet = (name: string, first: string | undefined): Null =>
  new Null({ kind: 'unknown-key', at: name, message: `"${name}" has no value before ${first}` });

/** By key, what is given at each date. */
const datesByKey = ({ values }: Parameter): Map<string, Record<string, ParameterValue>> => {
  const byKey = new Map<string, Record<string, ParameterValue>>();
  for (const [date, table] of Object.entries(values)) {
    for (const [key, json] of Object.entries(isJsonObject(table) ? (table as Record<string, ParameterValue>) : {})) {
      const byDate = byKey.get(key) ?? {};
      byDate[date] = json;
      byKey.set(key, byDate);
    }
  }
  return byKey;
};

export const parameterAt = (name: string, parameter: Parameter, date: string): ParameterAt => {
  if (parameter.by === undefined) {
    const dated = latestAt(parameter.values, date) as Dated<ParameterValue> | undefined;
    if (dated === undefined) return { value: notYet(name, firstDate(parameter.values)), since: new Map() };
    return { value: parsedValue(name, parameter, dated.value), since: new Map([['', dated.since]]) };
  }
  const value: Record<string, Value> = Object.create(null);
  const since = new Map<string, string>();
  for (const [key, byDate] of datesByKey(parameter)) {
    const dated = latestAt(byDate, date);
    const at = `${name}[${key}]`;
    value[key] = dated === undefined ? notYet(at, firstDate(byDate)) : parsedValue(at, parameter, dated.value);
    if (dated !== undefined) since.set(key, dated.since);
  }
  return { value, since };
};
