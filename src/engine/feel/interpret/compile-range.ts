/** Ranges as values. */
import { Null, type Value, ValueRange } from '../../model/value.ts';
import { compareOrder } from '../compare.ts';
import type { Typed } from '../typed.ts';
import type { Compiler } from './compiler.ts';
import { fault } from './fault.ts';
import type { Frame, Run } from './frame.ts';

/** A range between two values needs an order, and its start is not behind its end (DMN 1.5, 10.3.2.7). */
const problemOf = (low: Value | undefined, high: Value | undefined): string | undefined => {
  if (low === undefined || high === undefined) return undefined;
  const order = compareOrder(low, high);
  if (order === undefined) return 'the two ends of the range have no order';
  return order > 0 ? 'the start of the range is behind its end' : undefined;
};

export const compileRange = ({ compile, textOf }: Compiler, typed: Extract<Typed, { readonly node: 'range' }>): Run => {
  const { lowClosed, highClosed, range } = typed;
  const low = typed.low === undefined ? undefined : compile(typed.low);
  const high = typed.high === undefined ? undefined : compile(typed.high);
  const at = textOf(range);
  return (frame: Frame) => {
    const [start, end] = [low?.(frame), high?.(frame)];
    if (start instanceof Null) return start;
    if (end instanceof Null) return end;
    const problem = problemOf(start, end);
    return problem === undefined ? new ValueRange({ low: start, high: end, lowClosed, highClosed }) : fault(frame, at, problem);
  };
};
