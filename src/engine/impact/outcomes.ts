/** The outcomes that cases of an impact can have, over all of its sides. */
import { UNDETERMINED } from '../model/impact-result.ts';
import type { PolicyDocument } from '../model/policy-document.ts';

/** In the order of the baseline's declaration, then what reforms add, then UNDETERMINED. Codes of stored outcomes are places in this list. */
export const outcomesOf = (policies: readonly PolicyDocument[]): readonly string[] => {
  const declared = policies.flatMap((policy) => {
    const decision = policy.decisions[policy.outcome];
    if (decision?.type !== 'enum') throw new TypeError(`the outcome of ${policy.id} is not an enum decision`);
    return decision.values;
  });
  return [...new Set([...declared, UNDETERMINED])];
};
