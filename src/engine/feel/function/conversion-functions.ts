/** Built-in functions that make one kind of value from another (DMN 1.5, 10.3.4.1), and those about any value. */
import { Exact } from '../../model/exact.ts';
import { Null, type Value } from '../../model/value.ts';
import { isSameItem } from '../item-key.ts';
import { nullOf, wrongKind } from '../null-of.ts';
import { BOOLEAN, NUMBER, rangeOf, STRING, UNKNOWN } from '../type.ts';
import { temporalText, valueText } from '../value-text.ts';
import { type Builtin, define, onText, parameter, type Run } from './builtin.ts';
import { parseRange } from './parse-range.ts';

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

/** Unlike "=": the same kind and the same parts. 10:00Z and 11:00+01:00 are the same instant, and not the same time. */
const isIdentical: Run = ([left, right]) => {
  if (left instanceof Null || right instanceof Null) return left instanceof Null && right instanceof Null;
  if (left === undefined || right === undefined) return false;
  const [one, other] = [temporalText(left), temporalText(right)];
  return one === undefined || other === undefined ? isSameItem(left, right) : one === other;
};

const rangeFromText = (text: string, at: string): Value =>
  parseRange(text) ?? nullOf('error', at, `${JSON.stringify(text)} is no range such as "[1..5]" or "(1..5]", between literals of one kind`);

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
  define('range', [parameter('from', 'text')], { result: rangeOf(UNKNOWN), run: onText(rangeFromText) }),
  define('is', [parameter('value1', 'any'), parameter('value2', 'any')], { result: BOOLEAN, takesNulls: true, run: isIdentical }),
  define('is defined', [parameter('value', 'any')], { result: BOOLEAN, takesNulls: true, run: ([value]) => !(value instanceof Null) }),
];
