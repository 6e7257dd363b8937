/** A decision's value as results publish it. */
import { documentJson } from '../feel/index.ts';
import { Exact } from '../model/exact.ts';
import type { Json } from '../model/json.ts';
import type { Decision } from '../model/policy-document.ts';
import { isList, type Value } from '../model/value.ts';

/**
 * Decimals are exact texts ("12.3", "100/3"), dates ISO texts, a null is null. An integer is a JSON number where JSON keeps it
 * exactly, else an exact text. A list is a list, and so is a decision of members. A value is published as it is: the check has
 * proven that it has no more digits than the decision declares.
 */
export const decisionJson = (decision: Decision, value: Value): Json => {
  if (isList(value)) return value.map((item) => decisionJson(decision, item));
  const { type } = decision.type === 'list' ? decision.items : decision;
  if (type !== 'integer' || !(value instanceof Exact)) return documentJson(value);
  const whole = Number(value.toBigInt());
  return Number.isSafeInteger(whole) ? whole : value.toText();
};
