/** `case.compare`: whether a case that was decided again came out as before. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { AppealView } from '../model/appeal.ts';
import { caseDecisionSchema } from './shapes.ts';
import { defineTask } from './task-function.ts';

export const compareDecisionsTask = defineTask({
  name: 'case.compare',
  title: 'Compare the decisions',
  input: z.strictObject({ original: z.array(caseDecisionSchema).min(1), appealed: z.array(caseDecisionSchema).min(1) }),
  output: z.strictObject({ verdict: z.enum(['confirmed', 'changed']) }),
  idempotent: true,
  pure: true,
  run: ({ original, appealed }): Pick<AppealView, 'verdict'> => ({
    verdict: isDeepStrictEqual(original, appealed) ? 'confirmed' : 'changed',
  }),
});
