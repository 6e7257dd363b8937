/** Decides one case under a pinned policy. */
import type { PlannedSide } from '../impact/impact-plan.ts';
import { loadSide } from '../impact/planned-side.ts';
import { Exact } from '../model/exact.ts';
import { UNDETERMINED } from '../model/impact-result.ts';
import type { JsonObject } from '../model/json.ts';
import { refuse } from '../model/problem.ts';
import { Null, type Value } from '../model/value.ts';
import { compilePolicy } from '../policy/compile-policy.ts';
import { readCase } from '../policy/read-case.ts';
import type { Reader } from '../store/handle.ts';
import { factsFor } from './case-facts.ts';

/** Amounts are exact texts, or null where they are undetermined. */
export type CaseDecision = {
  readonly title: string;
  readonly date: string;
  readonly outcome: string;
  readonly amounts: { readonly [name: string]: string | null };
};

const amountText = (value: Value): string | null => {
  if (value instanceof Null) return null;
  if (!(value instanceof Exact)) throw new TypeError('an amount is a number');
  return value.toText();
};

/** @param facts by input name; those that the policy does not declare are left out. Refusal 'invalid' with pointers into them. */
export const decideCase = (reader: Reader, side: PlannedSide, facts: JsonObject): CaseDecision => {
  const { policy, date } = loadSide(reader, side);
  const { inputs, problems } = readCase(policy, factsFor(policy.inputs, facts));
  if (problems.length > 0) refuse('invalid', `The facts do not fit the policy "${side.title}".`, problems);
  const evaluation = compilePolicy(policy, date).evaluate(inputs, { only: [policy.outcome, ...policy.amounts] });
  const outcome = evaluation.value(policy.outcome);
  return {
    title: side.title,
    date,
    outcome: typeof outcome === 'string' ? outcome : UNDETERMINED,
    amounts: Object.fromEntries(policy.amounts.map((name) => [name, amountText(evaluation.value(name))])),
  };
};
