/** Every value of every parameter, a little higher, and a little lower. */
import { isProblem, readScalar } from '../../feel/index.ts';
import { dateText, parseDate } from '../../model/calendar.ts';
import { Exact } from '../../model/exact.ts';
import type { JsonObject } from '../../model/json.ts';
import { pointerTo } from '../../model/json-pointer.ts';
import type { Parameter, ParameterValue, PolicyDocument } from '../../model/policy-document.ts';
import { CalendarDate } from '../../model/value.ts';
import { parameterCells, pickerNames, placeText } from '../parameter-keys.ts';
import { parameterAt } from '../parameter-value.ts';
import { type Mutant, withChange } from './mutant.ts';

/** One in the last digit that is written: "0.55" becomes 0.56 and 0.54, 2000 becomes 2001 and 1999. */
const besideNumber = (text: string): readonly string[] => {
  const value = Exact.parse(text);
  if (value === undefined) return [];
  const digits = /\.(\d+)$/.exec(text)?.[1]?.length ?? 0;
  const step = Exact.of(1n, 10n ** BigInt(digits));
  return [value.add(step).toText(), value.subtract(step).toText()];
};

const besideDate = (text: string): readonly string[] => {
  const date = parseDate(text);
  return date === undefined ? [] : [1, -1].map((step) => dateText(new CalendarDate(date.days + step)));
};

/** Two values of the types that have no nearest one, so that one of them is another than the given. */
const SOME: { readonly [type: string]: readonly string[] } = {
  time: ['00:00:00', '12:00:00'],
  'date and time': ['2000-01-01T00:00:00', '2000-01-02T00:00:00'],
  'years and months duration': ['P0M', 'P1M'],
  'days and time duration': ['PT0S', 'P1D'],
};

const besideText = ({ type }: Parameter, text: string): readonly string[] => {
  if (type === 'date') return besideDate(text);
  if (type === 'string') return [`${text}x`];
  return SOME[type]?.filter((value) => value !== text).slice(0, 1) ?? besideNumber(text);
};

/** Values of the type beside the given one; those beyond its range are left out. */
const beside = (parameter: Parameter, json: ParameterValue): readonly ParameterValue[] =>
  typeof json === 'boolean' ? [!json] : besideText(parameter, String(json)).filter((value) => !isProblem(readScalar(parameter, value, '')));

export function* parameterMutants(policy: PolicyDocument): Generator<Mutant> {
  for (const [name, parameter] of Object.entries(policy.parameters)) {
    const sinceAt = new Map<string, ReturnType<typeof parameterAt>['cells']>();
    const cellsAt = (date: string): ReturnType<typeof parameterAt>['cells'] => {
      const cells = sinceAt.get(date) ?? parameterAt(name, parameter, date).cells;
      sinceAt.set(date, cells);
      return cells;
    };
    for (const { date, keys, json } of parameterCells(parameter.values as JsonObject, pickerNames(parameter.by).length)) {
      const pointer = pointerTo('/parameters', name, 'values', date, ...keys);
      const isInForce = (day: string): boolean => cellsAt(day).get(placeText(keys))?.since === date;
      for (const value of beside(parameter, json as ParameterValue)) {
        const change = withChange(policy, pointer, value);
        yield { pointer, before: String(json), after: String(value), policy: change, parameter: name, isInForce };
      }
    }
  }
}
