/** Decides one case under a pinned policy. */
import type { ImpactJobSide } from '../job/protocol.ts';
import type { CaseOutcome } from '../model/appeal.ts';
import type { JsonObject } from '../model/json.ts';
import { refuse } from '../model/problem.ts';
import { amountOf, outcomeOf } from '../policy/case-outcome.ts';
import { compilePolicy } from '../policy/compile-policy.ts';
import { readCase } from '../policy/read-case.ts';
import { factsFor } from './case-facts.ts';

/** What one side decided, and which side that is. */
export type CaseDecision = CaseOutcome & { readonly title: string; readonly date: string };

/** @param facts by input name; those that the policy does not declare are left out. Refusal 'invalid' with pointers into them. */
export const decideCase = ({ policy, date }: ImpactJobSide, title: string, facts: JsonObject): CaseDecision => {
  const { inputs, problems } = readCase(policy, factsFor(policy.inputs, facts));
  if (problems.length > 0) refuse('invalid', `The facts do not fit the policy "${title}".`, problems);
  const evaluation = compilePolicy(policy, date).evaluate(inputs, { only: [policy.outcome, ...policy.amounts] });
  return {
    title,
    date,
    outcome: outcomeOf(policy, evaluation),
    amounts: Object.fromEntries(policy.amounts.map((name) => [name, amountOf(name, evaluation)?.toText() ?? null])),
  };
};
