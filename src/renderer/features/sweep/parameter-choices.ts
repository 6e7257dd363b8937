/** What of a policy can be swept: its numeric parameters, those with keys as a whole and entry by entry, each with what is in force. */
import type { Parameter, PolicyDocument } from '../../../engine/model/index.ts';
import { exactText } from '../../components/format/exact-text.ts';
import { t } from '../../copy/t.ts';

type Value = Parameter['values'][string];

export type ParameterChoice = {
  readonly value: string;
  readonly label: string;
  /** A parameter with keys as a whole, which only a factor can change. */
  readonly isWhole: boolean;
  /** What holds at the date; of several entries nothing. */
  readonly inForce?: string;
};

/** The value that holds at the date: the last one that begins on it or before; of a parameter held for the year, on its first day. */
const valueAt = ({ values, heldFor }: Parameter, date: string): Value | undefined => {
  const day = heldFor === 'year' ? `${date.slice(0, 4)}-01-01` : date;
  const since = Object.keys(values)
    .sort()
    .filter((from) => date === '' || from <= day)
    .at(-1);
  return since === undefined ? undefined : values[since];
};

const entriesOf = (name: string, value: Value | undefined): readonly (readonly [name: string, value: string])[] => {
  if (value === undefined) return [];
  if (typeof value !== 'object') return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => entriesOf(`${name}[${key}]`, inner));
};

const choicesOf = (name: string, parameter: Parameter, date: string): readonly ParameterChoice[] => {
  const entries = entriesOf(name, valueAt(parameter, date));
  const label = parameter.label === undefined ? '' : ` · ${parameter.label}`;
  const single = entries.map(
    ([entry, inForce]): ParameterChoice => ({
      value: entry,
      label: `${entry}${label} · ${exactText(inForce)}`,
      isWhole: false,
      inForce,
    }),
  );
  if (parameter.by === undefined || entries.length === 0) return single;
  return [{ value: name, label: t('sweep.allEntries', { name: `${name}${label}`, count: entries.length }), isWhole: true }, ...single];
};

export const parameterChoices = (policy: PolicyDocument | undefined, date: string): readonly ParameterChoice[] =>
  Object.entries(policy?.parameters ?? {}).flatMap(([name, parameter]) =>
    parameter.type === 'decimal' || parameter.type === 'integer' ? choicesOf(name, parameter, date) : [],
  );
