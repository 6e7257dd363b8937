/** Nulls that conformance mode makes of what has no meaning, told to whoever listens. */
import { Null, type Value } from '../../model/value.ts';
import { WARNINGS_MAX } from '../limits.ts';
import { kindText, nullOf } from '../null-of.ts';
import type { Frame } from './frame.ts';

const told = ({ environment: { warnings } }: Frame, value: Null): Null => {
  if (warnings !== undefined && warnings.length < WARNINGS_MAX) warnings.push(value.cause);
  return value;
};

export const fault = (frame: Frame, at: string, message: string): Null => told(frame, nullOf('error', at, message));

/** For a value that is not what an operation takes: a null stays itself, so that the first cause is kept. */
export const notFit = (frame: Frame, value: Value, expected: string, at: string): Null =>
  value instanceof Null ? value : fault(frame, at, `${kindText(value)} stands where ${expected} is needed`);

/** A result of a built-in function, told where it is a null that none of the arguments was. */
export const toldResult = (frame: Frame, result: Value, given: readonly Value[]): Value =>
  result instanceof Null && !given.includes(result) ? told(frame, result) : result;
