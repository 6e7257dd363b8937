/** What an evaluation says of a case as such: its outcome, and the amounts that it is paid or owes. */
import { Exact } from '../model/exact.ts';
import { UNDETERMINED } from '../model/impact-result.ts';
import type { PolicyDocument } from '../model/policy-document.ts';
import { Null } from '../model/value.ts';
import type { Evaluation } from './compile-policy.ts';

/** The name of the outcome; UNDETERMINED where the decision has no value. */
export const outcomeOf = ({ outcome }: PolicyDocument, evaluation: Evaluation): string => {
  const value = evaluation.value(outcome);
  if (value instanceof Null) return UNDETERMINED;
  if (typeof value !== 'string') throw new TypeError(`the outcome ${outcome} is no text`);
  return value;
};

/** The value of an amount; undefined where it has none. */
export const amountOf = (name: string, evaluation: Evaluation): Exact | undefined => {
  const value = evaluation.value(name);
  if (value instanceof Null) return undefined;
  if (!(value instanceof Exact)) throw new TypeError(`the amount ${name} is no number`);
  return value;
};
