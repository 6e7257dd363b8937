/** Whether a parameter takes a value, and what it is called in a message. The checker asks about types, conformance mode about values. */
import { Exact } from '../../model/exact.ts';
import {
  CalendarDate,
  DateTime,
  DaysDuration,
  FunctionValue,
  isContext,
  isList,
  MonthsDuration,
  Null,
  TimeOfDay,
  type Value,
  ValueRange,
} from '../../model/value.ts';
import { isOrdered } from '../compare.ts';
import type { FeelType } from '../type.ts';
import type { Accepts } from './builtin.ts';

type Simple = Extract<Accepts, string>;

const ORDERED_KINDS: readonly FeelType['kind'][] = [
  'number',
  'string',
  'date',
  'time',
  'date and time',
  'years and months duration',
  'days and time duration',
];

export const isOrderedType = ({ kind }: FeelType): boolean => ORDERED_KINDS.includes(kind);

export const acceptsType = (accepts: Accepts, type: FeelType): boolean => {
  if (type.kind === 'unknown' || type.kind === 'null') return true;
  if (typeof accepts === 'object') {
    if ('oneOf' in accepts) return accepts.oneOf.some((one) => acceptsType(one, type));
    return type.kind === 'list' && acceptsType(accepts.list, type.of);
  }
  switch (accepts) {
    case 'text':
      return type.kind === 'string' || type.kind === 'enum';
    case 'ordered':
      return isOrderedType(type);
    case 'any':
      return type.kind !== 'keyed';
    default:
      return type.kind === accepts;
  }
};

const TESTS: Readonly<Record<Simple, (value: Value) => boolean>> = {
  number: (value) => value instanceof Exact,
  text: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  date: (value) => value instanceof CalendarDate,
  time: (value) => value instanceof TimeOfDay,
  'date and time': (value) => value instanceof DateTime,
  'years and months duration': (value) => value instanceof MonthsDuration,
  'days and time duration': (value) => value instanceof DaysDuration,
  range: (value) => value instanceof ValueRange,
  context: isContext,
  function: (value) => value instanceof FunctionValue,
  any: () => true,
  ordered: isOrdered,
};

/** A null is taken anywhere; the function itself looks into lists, whose items may be anything. */
export const acceptsValue = (accepts: Accepts, value: Value): boolean => {
  if (value instanceof Null) return true;
  if (typeof accepts === 'string') return TESTS[accepts](value);
  return 'oneOf' in accepts ? accepts.oneOf.some((one) => acceptsValue(one, value)) : isList(value);
};

export const acceptsText = (accepts: Accepts): string => {
  if (typeof accepts === 'object') {
    if ('oneOf' in accepts) return accepts.oneOf.map(acceptsText).join(' or ');
    return accepts.list === 'any' ? 'a list' : `a list of ${itemsText(accepts.list)}`;
  }
  if (accepts === 'ordered') return 'a number, a text, a date, a time or a duration';
  return accepts === 'any' ? 'a value' : `a ${accepts}`;
};

const itemsText = (accepts: Accepts): string => {
  if (typeof accepts === 'object') return 'oneOf' in accepts ? 'values' : 'lists';
  if (accepts === 'ordered') return 'numbers, texts, dates, times or durations';
  return accepts === 'date and time' ? 'dates and times' : `${accepts}s`;
};
