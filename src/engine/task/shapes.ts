/** The shapes that steps of the shipped templates hand to each other. */
import { z } from 'zod';
import type { CaseDecision } from '../appeal/decide-case.ts';
import type { PlannedSide } from '../impact/impact-plan.ts';
import type { Json } from '../model/json.ts';

/** Any JSON value. */
export const jsonSchema: z.ZodType<Json> = z.json();

export const dateSchema = z.iso.date();
export const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** A policy at a date, pinned by hash. */
export const plannedSideSchema = z.strictObject({
  title: z.string(),
  policy: z.string(),
  version: z.string(),
  hash: hashSchema,
  reform: z.string().exactOptional(),
  date: dateSchema,
  documents: z
    .array(z.strictObject({ kind: z.enum(['policy', 'reform']), id: z.string(), version: z.string(), hash: hashSchema }))
    .min(1)
    .readonly(),
}) satisfies z.ZodType<PlannedSide>;

/** What a step that plans gives to the step that does what was planned. */
export const planHashSchema = hashSchema;

export const workersSchema = z.int().min(1).max(64);

export const populationPinSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  units: z.int(),
  members: z.int(),
  fingerprint: hashSchema,
});

/** By name, as exact texts; null where an amount has no value. */
export const amountsSchema = z.record(z.string(), z.string().nullable());

/** What one side decided about a case. */
export const caseDecisionSchema = z.strictObject({
  title: z.string(),
  date: dateSchema,
  outcome: z.string(),
  amounts: amountsSchema,
}) satisfies z.ZodType<CaseDecision>;

/** The facts of a case by input name; amounts are texts. */
export const caseInputsSchema = z.record(z.string(), jsonSchema);
