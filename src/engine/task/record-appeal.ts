/** `appeal.record`: writes down what an appeal found, once and for good. */
import { z } from 'zod';
import type { CaseDecision } from '../appeal/decide-case.ts';
import type { AppealView, CaseOutcome } from '../model/appeal.ts';
import { refuse } from '../model/problem.ts';
import { insertAppeal } from '../store/run/appeal-store.ts';
import { getRun } from '../store/run/run-store.ts';
import { evidenceChangeSchema } from './apply-evidence.ts';
import { caseDecisionSchema } from './shapes.ts';
import { defineTask } from './task-function.ts';

const outcomeSchema = caseDecisionSchema.pick({ outcome: true, amounts: true });

const outcomeOf = ({ outcome, amounts }: CaseDecision): CaseOutcome => ({ outcome, amounts });

const first = (decisions: readonly CaseDecision[]): CaseDecision =>
  decisions[0] ?? refuse('invalid', 'A case without a decision cannot be appealed.');

export const recordAppealTask = defineTask({
  name: 'appeal.record',
  title: 'Record the appeal',
  input: z.strictObject({
    unit: z.string(),
    note: z.string().default(''),
    changed: z.array(evidenceChangeSchema),
    original: z.array(caseDecisionSchema).min(1),
    appealed: z.array(caseDecisionSchema).min(1),
    verdict: z.enum(['confirmed', 'changed']),
  }),
  output: z.strictObject({
    run: z.string(),
    originalRun: z.string(),
    unit: z.string(),
    note: z.string(),
    changed: z.array(evidenceChangeSchema).readonly(),
    original: outcomeSchema,
    appealed: outcomeSchema,
    reforms: z.array(z.strictObject({ title: z.string(), date: z.string(), original: outcomeSchema, appealed: outcomeSchema })).readonly(),
    verdict: z.enum(['confirmed', 'changed']),
  }) satisfies z.ZodType<AppealView>,
  idempotent: true,
  run: ({ unit, note, changed, original, appealed, verdict }, context) => {
    const { originalRun } = context.read((reader) => getRun(reader, context.run));
    if (originalRun === undefined) return refuse('invalid', 'This run appeals no other: its template does not say which in "appeals".');
    const appeal: AppealView = {
      run: context.run,
      originalRun,
      unit,
      note,
      changed,
      original: outcomeOf(first(original)),
      appealed: outcomeOf(first(appealed)),
      reforms: original.slice(1).map((before, index) => {
        const { title, date } = before;
        return { title, date, original: outcomeOf(before), appealed: outcomeOf(appealed[index + 1] ?? before) };
      }),
      verdict,
    };
    context.onCompletion((writer) => insertAppeal(writer, appeal));
    return appeal;
  },
});
