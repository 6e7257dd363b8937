/** The types of arithmetic on dates, times and durations: the same tables as the values follow, for the checker. */
import type { ArithmeticOperator } from '../syntax.ts';
import { DAYS_DURATION, type FeelType, NUMBER } from '../type.ts';

type Kind = FeelType['kind'];

const POINTS = new Set<Kind>(['date', 'time', 'date and time']);
const DURATIONS = new Set<Kind>(['years and months duration', 'days and time duration']);

export const isTemporalType = ({ kind }: FeelType): boolean => POINTS.has(kind) || DURATIONS.has(kind);
export const isDurationType = ({ kind }: FeelType): boolean => DURATIONS.has(kind);

const shifted = (point: FeelType, by: FeelType): FeelType | undefined =>
  point.kind === 'time' && by.kind === 'years and months duration' ? undefined : point;

const sum = (left: FeelType, right: FeelType): FeelType | undefined => {
  if (POINTS.has(left.kind)) return DURATIONS.has(right.kind) ? shifted(left, right) : undefined;
  if (POINTS.has(right.kind)) return shifted(right, left);
  return left.kind === right.kind ? left : undefined;
};

const difference = (left: FeelType, right: FeelType): FeelType | undefined => {
  if (POINTS.has(left.kind) && POINTS.has(right.kind))
    return (left.kind === 'time') === (right.kind === 'time') ? DAYS_DURATION : undefined;
  return POINTS.has(right.kind) ? undefined : sum(left, right);
};

const product = (left: FeelType, right: FeelType): FeelType | undefined => {
  if (DURATIONS.has(left.kind)) return right.kind === 'number' ? left : undefined;
  return left.kind === 'number' && DURATIONS.has(right.kind) ? right : undefined;
};

const quotient = (left: FeelType, right: FeelType): FeelType | undefined => {
  if (!DURATIONS.has(left.kind)) return undefined;
  if (right.kind === 'number') return left;
  return right.kind === left.kind ? NUMBER : undefined;
};

/** The type of the result where at least one side is a date, time or duration; undefined where there is none. */
export const temporalArithmeticType = (operator: ArithmeticOperator, left: FeelType, right: FeelType): FeelType | undefined => {
  switch (operator) {
    case '+':
      return sum(left, right);
    case '-':
      return difference(left, right);
    case '*':
      return product(left, right);
    case '/':
      return quotient(left, right);
    case '**':
      return undefined;
  }
};
