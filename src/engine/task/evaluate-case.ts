/** `case.evaluate`: decides one case by the given facts under pinned policies. */
import { z } from 'zod';
import { checkFacts } from '../appeal/check-facts.ts';
import { decideCase } from '../appeal/decide-case.ts';
import { EVALUATE_CASE } from '../appeal/load-case.ts';
import { loadSide } from '../impact/planned-side.ts';
import { caseDecisionSchema, caseInputsSchema, plannedSideSchema } from './shapes.ts';
import { defineTask } from './task-function.ts';

export const evaluateCaseTask = defineTask({
  name: EVALUATE_CASE,
  title: 'Decide the case',
  // An appeal reads these again, from the attempt: see load-case.ts.
  input: z.strictObject({ unit: z.string(), sides: z.array(plannedSideSchema).min(1), inputs: caseInputsSchema }),
  output: z.strictObject({ decisions: z.array(caseDecisionSchema).min(1) }),
  idempotent: true,
  pure: true,
  run: ({ sides, inputs }, context) =>
    context.read((reader) => {
      const loaded = sides.map((side) => ({ title: side.title, ...loadSide(reader, side) }));
      checkFacts(
        loaded.map(({ policy }) => policy),
        inputs,
      );
      return { decisions: loaded.map((side) => decideCase(side, side.title, inputs)) };
    }),
});
