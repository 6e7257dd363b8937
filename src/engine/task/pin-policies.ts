/** `policy.pinEach`: `policy.pin` for a list, all of them before anything is evaluated. */
import { z } from 'zod';
import { pinSide } from '../impact/planned-side.ts';
import { dateSchema, plannedSideSchema } from './shapes.ts';
import { defineTask } from './task-function.ts';

const SIDES_MAX = 16;

export const pinPoliciesTask = defineTask({
  name: 'policy.pinEach',
  title: 'Pin the policies',
  input: z.strictObject({
    sides: z
      .array(z.strictObject({ reference: z.string(), date: dateSchema.optional() }))
      .min(1)
      .max(SIDES_MAX),
    /** For those that name no date of their own. */
    date: dateSchema,
  }),
  output: z.strictObject({ sides: z.array(plannedSideSchema) }),
  idempotent: true,
  run: ({ sides, date }, context) => ({
    sides: context.read((reader) => sides.map((side) => pinSide(reader, side.reference, side.date ?? date).side)),
  }),
});
