/** `appeal.record`: writes down what an appeal found, once and for good. */
import { z } from 'zod';
import type { AppealView } from '../model/appeal.ts';
import { refuse } from '../model/problem.ts';
import { insertAppeal } from '../store/run/appeal-store.ts';
import { getRun } from '../store/run/run-store.ts';
import { evidenceChangeSchema } from './apply-evidence.ts';
import { type CaseDecisionView, caseDecisionSchema } from './shapes.ts';
import { defineTask } from './task-function.ts';

const partSchema = z.strictObject({ outcome: z.string(), amounts: z.record(z.string(), z.string().nullable()) });

const partOf = ({ outcome, amounts }: CaseDecisionView): AppealView['original'] => ({ outcome, amounts });

const first = (decisions: readonly CaseDecisionView[]): CaseDecisionView =>
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
    original: partSchema,
    appealed: partSchema,
    reforms: z.array(z.strictObject({ title: z.string(), date: z.string(), original: partSchema, appealed: partSchema })).readonly(),
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
      original: partOf(first(original)),
      appealed: partOf(first(appealed)),
      reforms: original.slice(1).map((before, index) => {
        const { title, date } = before;
        return { title, date, original: partOf(before), appealed: partOf(appealed[index + 1] ?? before) };
      }),
      verdict,
    };
    context.onCompletion((writer) => insertAppeal(writer, appeal));
    return appeal;
  },
});
