/** Built-in functions that make one kind of value from another, and those that ask about null (DMN 1.5, 10.3.4.1 and 10.3.4.9). */
import { dateOf, parseDate } from '../../model/calendar.ts';
import { Exact } from '../../model/exact.ts';
import { CalendarDate, Null, type Value } from '../../model/value.ts';
import { nullOf, wrongKind } from '../null-of.ts';
import { BOOLEAN, DATE, NUMBER, STRING } from '../type.ts';
import { valueText } from '../value-text.ts';
import { type Builtin, define, onDate, onText, parameter, type Run, wholeNumber } from './builtin.ts';

/** A numeral as FEEL writes it; `Exact.parse` alone would also take fractions and white space. */
const NUMERAL = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?$/;

const numberFrom = (text: string, at: string): Value =>
  (NUMERAL.test(text) ? Exact.parse(text) : undefined) ?? nullOf('error', at, `${JSON.stringify(text)} is no number`);

const numberWithSeparators: Run = ([text, grouping, decimal], at) => {
  if (typeof text !== 'string') return wrongKind(text, 'a text', at);
  const group = grouping instanceof Null || grouping === undefined ? '' : String(grouping);
  const point = decimal instanceof Null || decimal === undefined ? '.' : String(decimal);
  if (!['', ' ', ',', '.'].includes(group) || !['.', ','].includes(point) || group === point) {
    return nullOf('error', at, 'the grouping separator is " ", "," or ".", the decimal separator "." or ",", and they differ');
  }
  const digits = group === '' ? text : text.replaceAll(group, '');
  return numberFrom(point === '.' ? digits : digits.replace(point, '.'), at);
};

const dateFromText = (text: string, at: string): Value =>
  parseDate(text) ?? nullOf('error', at, `${JSON.stringify(text)} is no date of the form "2025-03-01"`);

const dateFromParts: Run = (parts, at) => {
  const [year, month, day] = parts.map(wholeNumber);
  const date = year === undefined || month === undefined || day === undefined ? undefined : dateOf({ year, month, day });
  return date ?? nullOf('error', at, 'the calendar has no such day');
};

export const CONVERSION_FUNCTIONS: readonly Builtin[] = [
  {
    name: 'number',
    overloads: [
      { parameters: [parameter('from', 'text')], result: NUMBER, run: onText(numberFrom) },
      {
        parameters: [parameter('from', 'text'), parameter('grouping separator', 'text'), parameter('decimal separator', 'text')],
        result: NUMBER,
        takesNulls: true,
        run: numberWithSeparators,
      },
    ],
  },
  define('string', [parameter('from', 'any')], { result: STRING, run: ([value]) => (value === undefined ? '' : valueText(value)) }),
  {
    name: 'date',
    overloads: [
      {
        parameters: [parameter('from', 'text')],
        result: DATE,
        run: ([from], at) => (from instanceof CalendarDate ? from : onText(dateFromText)([from as Value], at)),
      },
      { parameters: [parameter('from', 'date')], result: DATE, run: onDate((date) => date) },
      {
        parameters: [parameter('year', 'number'), parameter('month', 'number'), parameter('day', 'number')],
        result: DATE,
        run: dateFromParts,
      },
    ],
  },
  define('is defined', [parameter('value', 'any')], { result: BOOLEAN, takesNulls: true, run: ([value]) => !(value instanceof Null) }),
];
