/** `case.load`: a case as an earlier run decided it: its facts, the policies that were pinned, and what was decided. */
import { z } from 'zod';
import { loadCase } from '../appeal/load-case.ts';
import { caseDecisionSchema, caseInputsSchema, plannedSideSchema } from './shapes.ts';
import { defineTask } from './task-function.ts';

export const loadCaseTask = defineTask({
  name: 'case.load',
  title: 'Load the case as it was decided',
  input: z.strictObject({ run: z.string(), unit: z.string() }),
  output: z.strictObject({
    inputs: caseInputsSchema,
    sides: z.array(plannedSideSchema).min(1).readonly(),
    decisions: z.array(caseDecisionSchema).min(1).readonly(),
  }),
  idempotent: true,
  run: ({ run, unit }, context) => context.read((reader) => loadCase(reader, run, unit)),
});
