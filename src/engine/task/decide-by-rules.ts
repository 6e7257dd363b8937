/** `rules.decide`: decides one case by the rules of a policy at a date. It is what `rules` steps call. */
import { z } from 'zod';
import { didYouMean, documentJson } from '../feel/index.ts';
import type { Json } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import { refuse } from '../model/problem.ts';
import { amountOf, outcomeOf } from '../policy/case-outcome.ts';
import { readCase } from '../policy/read-case.ts';
import { decidablePolicy } from './decidable-policy.ts';
import { amountsSchema, caseInputsSchema, dateSchema, hashSchema, jsonSchema } from './shapes.ts';
import { defineTask } from './task-function.ts';

const demandDecisions = (known: readonly string[], asked: readonly string[]): void => {
  const problems = asked.flatMap((name, index) =>
    known.includes(name)
      ? []
      : [
          {
            pointer: pointerTo('/decisions', index),
            message: `${JSON.stringify(name)} is no decision of the policy`,
            ...didYouMean(name, known),
          },
        ],
  );
  if (problems.length > 0) refuse('invalid', 'The policy does not decide what is asked for.', problems);
};

export const decideByRulesTask = defineTask({
  name: 'rules.decide',
  title: 'Decide a case by the rules of a policy',
  input: z.strictObject({
    /** A policy or a reform: id or id@version. */
    policy: z.string().min(1),
    /** First day of the period that is decided. */
    date: dateSchema,
    inputs: caseInputsSchema,
    /** Whose values are given; all of them if absent. */
    decisions: z.array(z.string()).optional(),
  }),
  output: z.strictObject({
    policy: z.string(),
    version: z.string(),
    /** SHA-256 of the policy, of a reform with its changes applied. */
    hash: hashSchema,
    date: dateSchema,
    outcome: z.string(),
    amounts: amountsSchema,
    decisions: z.record(z.string(), jsonSchema),
  }),
  idempotent: true,
  pure: true,
  run: ({ policy: reference, date, inputs, decisions }, context) => {
    const { side, policy, compiled } = decidablePolicy(context, reference, date);
    const facts = readCase(policy, inputs, '/inputs');
    if (facts.problems.length > 0) refuse('invalid', `The facts do not fit the policy "${side.title}".`, facts.problems);
    const asked = decisions ?? compiled.decisions;
    demandDecisions(compiled.decisions, asked);
    const evaluation = compiled.evaluate(facts.inputs, { only: [policy.outcome, ...policy.amounts] });
    return {
      policy: side.policy,
      version: side.version,
      hash: side.hash,
      date,
      outcome: outcomeOf(policy, evaluation),
      amounts: Object.fromEntries(policy.amounts.map((name) => [name, amountOf(name, evaluation)?.toText() ?? null])),
      decisions: Object.fromEntries(asked.map((name): [string, Json] => [name, documentJson(evaluation.value(name))])),
    };
  },
});
