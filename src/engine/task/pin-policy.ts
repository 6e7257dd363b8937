/** `policy.pin`: resolves a reference to a policy or a reform, at a date, to the exact content that is meant. */
import { z } from 'zod';
import { pinSide } from '../impact/planned-side.ts';
import { dateSchema, plannedSideSchema } from './shapes.ts';
import { defineTask } from './task-function.ts';

export const pinPolicyTask = defineTask({
  name: 'policy.pin',
  title: 'Pin the policy',
  input: z.strictObject({ reference: z.string(), date: dateSchema }),
  output: plannedSideSchema,
  idempotent: true,
  run: ({ reference, date }, context) => context.read((reader) => pinSide(reader, reference, date).side),
});
