/** Checks given facts of a case against what a set of policies declares. */
import type { JsonObject } from '../model/json.ts';
import { refuse } from '../model/problem.ts';
import type { InputTypes } from '../model/value-type.ts';
import { readCase } from '../policy/read-case.ts';
import { mergedInputs } from './case-facts.ts';

/** Refusal 'invalid', with pointers into the facts, for values that do not fit and for names that no policy knows. */
export const checkFacts = (policies: readonly { readonly inputs: InputTypes }[], facts: JsonObject): void => {
  const { problems } = readCase({ inputs: mergedInputs(policies) }, facts);
  if (problems.length > 0) refuse('invalid', 'The facts of the case are not what the policy asks for.', problems);
};
