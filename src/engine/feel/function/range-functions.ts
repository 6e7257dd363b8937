/**
 * Built-in functions that say how points and ranges lie to each other (DMN 1.5, table 78).
 *
 * They are defined by comparisons of bounds. An end that is open is before (or after) everything.
 */
import { type Value, ValueRange } from '../../model/value.ts';
import { compareOrder } from '../compare.ts';
import { nullOf } from '../null-of.ts';
import { BOOLEAN } from '../type.ts';
import { alikePoints } from './alike.ts';
import { type Builtin, type Overload, parameter, type Run } from './builtin.ts';

/** Carries what cannot be compared out of a condition. */
class NotComparable extends Error {}

const order = (left: Value, right: Value): number => {
  const result = compareOrder(left, right);
  if (result === undefined) throw new NotComparable();
  return result;
};

/** One end of a range: where it is, and whether the place itself belongs. An undefined place is beyond everything. */
type End = { readonly at: Value | undefined; readonly closed: boolean };

const lowOf = ({ low, lowClosed }: ValueRange): End => ({ at: low, closed: lowClosed });
const highOf = ({ high, highClosed }: ValueRange): End => ({ at: high, closed: highClosed });

/** A high end before a low end: nothing is in both. */
const isBefore = (high: End, low: End): boolean => {
  if (high.at === undefined || low.at === undefined) return false;
  const distance = order(high.at, low.at);
  return distance < 0 || (distance === 0 && !(high.closed && low.closed));
};

/** Negative where the first low end lets in more below. */
const compareLow = (one: End, other: End): number => {
  if (one.at === undefined || other.at === undefined) return (one.at === undefined ? 0 : 1) - (other.at === undefined ? 0 : 1);
  return order(one.at, other.at) || Number(other.closed) - Number(one.closed);
};

/** Positive where the first high end lets in more above. */
const compareHigh = (one: End, other: End): number => {
  if (one.at === undefined || other.at === undefined) return (other.at === undefined ? 0 : 1) - (one.at === undefined ? 0 : 1);
  return order(one.at, other.at) || Number(one.closed) - Number(other.closed);
};

const point = (value: Value): ValueRange => new ValueRange({ low: value, high: value, lowClosed: true, highClosed: true });

const before = (one: ValueRange, other: ValueRange): boolean => isBefore(highOf(one), lowOf(other));

const meets = (one: ValueRange, other: ValueRange): boolean =>
  one.high !== undefined && other.low !== undefined && one.highClosed && other.lowClosed && order(one.high, other.low) === 0;

const overlaps = (one: ValueRange, other: ValueRange): boolean => !before(one, other) && !before(other, one);

/** The one begins first and does not end last, and they share something. */
const overlapsBefore = (one: ValueRange, other: ValueRange): boolean =>
  overlaps(one, other) && compareLow(lowOf(one), lowOf(other)) < 0 && compareHigh(highOf(one), highOf(other)) <= 0;

const finishes = (one: ValueRange, other: ValueRange): boolean =>
  one.high !== undefined && compareHigh(highOf(one), highOf(other)) === 0 && compareLow(lowOf(one), lowOf(other)) >= 0;

const starts = (one: ValueRange, other: ValueRange): boolean =>
  one.low !== undefined && compareLow(lowOf(one), lowOf(other)) === 0 && compareHigh(highOf(one), highOf(other)) <= 0;

const during = (one: ValueRange, other: ValueRange): boolean =>
  compareLow(lowOf(one), lowOf(other)) >= 0 && compareHigh(highOf(one), highOf(other)) <= 0;

const coincides = (one: ValueRange, other: ValueRange): boolean =>
  compareLow(lowOf(one), lowOf(other)) === 0 && compareHigh(highOf(one), highOf(other)) === 0;

type Relation = (one: ValueRange, other: ValueRange) => boolean;
const turned =
  (relation: Relation): Relation =>
  (one, other) =>
    relation(other, one);

const asRange = (value: Value): ValueRange => (value instanceof ValueRange ? value : point(value));

/** The bounds themselves must be of one kind too, or the range is none. */
const isRange = ({ low, high }: ValueRange): boolean => low === undefined || high === undefined || order(low, high) <= 0;

const relationRun =
  (relation: Relation): Run =>
  ([one, other], at) => {
    const [first, second] = [asRange(one as Value), asRange(other as Value)];
    try {
      return isRange(first) && isRange(second)
        ? relation(first, second)
        : nullOf('error', at, 'a range runs from the lower to the higher end');
    } catch (error) {
      if (error instanceof NotComparable) return nullOf('error', at, 'the points and ends have no order');
      throw error;
    }
  };

type Operand = 'point' | 'range';
type Form = readonly [Operand, Operand];

const PAIR: Form = ['range', 'range'];

/** With two of one kind the parameters are numbered: point1, point2; range1, range2. */
const overload = ([first, second]: Form, run: Run): Overload => {
  const [one, other] = first === second ? [`${first}1`, `${second}2`] : [first, second];
  const accepts = (operand: Operand) => (operand === 'range' ? 'range' : 'ordered');
  return { parameters: [parameter(one, accepts(first)), parameter(other, accepts(second))], result: BOOLEAN, mistake: alikePoints, run };
};

const defineRelation = (name: string, forms: readonly Form[], relation: Relation): Builtin => ({
  name,
  overloads: forms.map((form) => overload(form, relationRun(relation))),
});

const ALL_FORMS: readonly Form[] = [['point', 'point'], ['point', 'range'], ['range', 'point'], PAIR];
const POINT_FIRST: readonly Form[] = [['point', 'range'], PAIR];
const RANGE_FIRST: readonly Form[] = [['range', 'point'], PAIR];

export const RANGE_FUNCTIONS: readonly Builtin[] = [
  defineRelation('before', ALL_FORMS, before),
  defineRelation('after', ALL_FORMS, turned(before)),
  defineRelation('meets', [PAIR], meets),
  defineRelation('met by', [PAIR], turned(meets)),
  defineRelation('overlaps', [PAIR], overlaps),
  defineRelation('overlaps before', [PAIR], overlapsBefore),
  defineRelation('overlaps after', [PAIR], turned(overlapsBefore)),
  defineRelation('finishes', POINT_FIRST, finishes),
  defineRelation('finished by', RANGE_FIRST, turned(finishes)),
  defineRelation('includes', RANGE_FIRST, turned(during)),
  defineRelation('during', POINT_FIRST, during),
  defineRelation('starts', POINT_FIRST, starts),
  defineRelation('started by', RANGE_FIRST, turned(starts)),
  defineRelation('coincides', [['point', 'point'], PAIR], coincides),
];
