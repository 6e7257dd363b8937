/** `case.check`: says what is wrong with the facts of a case and which are missing, before anybody decides it. */
import { z } from 'zod';
import { Null } from '../model/value.ts';
import { readCase } from '../policy/read-case.ts';
import { namedPolicy } from './decidable-policy.ts';
import { caseInputsSchema, dateSchema } from './shapes.ts';
import { defineTask } from './task-function.ts';

export const checkCaseTask = defineTask({
  name: 'case.check',
  title: 'Check the facts of a case against a policy',
  input: z.strictObject({ policy: z.string().min(1), date: dateSchema, inputs: caseInputsSchema }),
  output: z.strictObject({
    valid: z.boolean(),
    /** What stands where it should not, with a JSON Pointer into the facts. */
    problems: z.array(z.strictObject({ pointer: z.string(), message: z.string(), expected: z.string().nullable() })),
    /** Inputs of the policy without a value: a decision that needs one of them is left open. */
    missing: z.array(z.string()),
  }),
  idempotent: true,
  pure: true,
  run: ({ policy: reference, date, inputs: facts }, context) => {
    const { policy } = namedPolicy(context, reference, date);
    const { inputs, problems } = readCase(policy, facts);
    const told = problems.map(({ pointer = '', message, expected = null }) => ({ pointer, message, expected }));
    const missing = Object.keys(policy.inputs).filter((name) => inputs[name] instanceof Null);
    return { valid: problems.length === 0, problems: told, missing };
  },
});
