/** An axis of a sweep, as it comes in from outside. */
import { z } from 'zod';
import type { SweepAxisRequest } from '../model/sweep-result.ts';
import { POINTS_MAX } from './axis-values.ts';

const TEXT_MAX = 4_096;

const text = z.string().min(1).max(TEXT_MAX);

const axisSchema = z.strictObject({
  parameter: text,
  factor: z.boolean().default(false),
  values: z.union([
    z.strictObject({ list: z.array(text).min(1).max(POINTS_MAX).readonly() }),
    z.strictObject({ from: text, to: text, step: text }),
  ]),
}) satisfies z.ZodType<SweepAxisRequest>;

export const AXES_MAX = 2;

export const axesSchema = z.array(axisSchema).min(1).max(AXES_MAX).readonly();
