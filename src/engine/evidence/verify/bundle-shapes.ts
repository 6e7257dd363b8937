/** The shapes of a bundle's JSON files, for files that come from anybody. */
import { z } from 'zod';
import type { ImpactPlan } from '../../impact/impact-plan.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import {
  type DisclosedCase,
  type DisclosedPayloads,
  EVIDENCE_FORMAT,
  type EvidenceManifest,
  type PopulationEvidence,
  type ResultChunks,
} from '../../model/evidence-manifest.ts';
import { Exact } from '../../model/exact.ts';
import type { ImpactSide } from '../../model/impact-result.ts';
import type { Json } from '../../model/json.ts';
import { hashSchema, plannedSideSchema, populationPinSchema } from '../../task/shapes.ts';
import { APPEALS_MAX, FILES_MAX, LOG_KEYS_MAX } from '../evidence-bounds.ts';

const REFORMS_MAX = 8;
const LEVELS_MAX = 64;

/** What was read from JSON is JSON: looking at each value of it again would take most of the time. */
export const anyJson: z.ZodType<Json> = z.custom<Json>(() => true);

const count = z.int().min(0);
const text = z.string();
/** Exact, and no longer than any sum of money. */
const amount = z
  .string()
  .max(400)
  .refine((written) => Exact.parse(written) !== undefined, 'it is no exact amount');

const sideSchema = plannedSideSchema.omit({ documents: true }) satisfies z.ZodType<ImpactSide>;
const reforms = z.array(sideSchema).min(1).max(REFORMS_MAX).readonly();

export const manifestSchema = z.strictObject({
  format: z.literal(EVIDENCE_FORMAT),
  run: text,
  made: z.strictObject({ at: text, by: text }),
  program: z.strictObject({ version: text, build: hashSchema }),
  log: z.strictObject({
    origin: text,
    keys: z
      .array(z.strictObject({ key: text, entry: count }))
      .min(1)
      .max(LOG_KEYS_MAX)
      .readonly(),
  }),
  checkpoint: z.strictObject({ size: count, root: hashSchema }),
  resultHash: hashSchema,
  baseline: sideSchema,
  reforms,
  files: z
    .array(z.strictObject({ path: text, bytes: count, sha256: hashSchema }))
    .max(FILES_MAX)
    .readonly(),
}) satisfies z.ZodType<EvidenceManifest>;

export const populationSchema = z.strictObject({
  id: text,
  name: text,
  unit: text,
  units: count,
  members: count,
  fingerprint: hashSchema,
  sources: z.array(z.strictObject({ role: z.enum(['units', 'members']), bytes: count, rows: count, sha256: hashSchema })).readonly(),
  quarantined: count,
  quarantine: z.array(z.strictObject({ file: text, column: text, expected: text, rows: count })).readonly(),
  chunks: z.array(z.strictObject({ chunk: count, units: count, sha256: hashSchema })).readonly(),
}) satisfies z.ZodType<PopulationEvidence>;

export const chunksSchema = z
  .array(z.strictObject({ chunk: count, units: count, root: hashSchema }))
  .min(1)
  .readonly() satisfies z.ZodType<ResultChunks>;

export const payloadsSchema = z
  .array(z.strictObject({ entry: count, path: text, salt: hashSchema }))
  .readonly() satisfies z.ZodType<DisclosedPayloads>;

export const caseSchema = z.strictObject({
  unit: text,
  index: count,
  units: count,
  row: text,
  salt: hashSchema,
  path: z.array(hashSchema).max(LEVELS_MAX).readonly(),
}) satisfies z.ZodType<DisclosedCase>;

/** What a leaf of the result tree commits to. */
export const rowSchema = z.strictObject({
  sides: z
    .array(z.strictObject({ amounts: z.record(text, text.nullable()), outcome: text }))
    .min(2)
    .readonly(),
  unit: text,
});

const caseSideSchema = z.looseObject({
  title: text,
  date: text,
  outcome: text,
  amounts: z.array(z.looseObject({ name: text, value: text.nullable() })).readonly(),
  decisions: z.array(z.looseObject({ name: text, value: text })).readonly(),
  explanation: z.array(anyJson).readonly(),
});

export const explanationSchema = z.strictObject({
  run: text,
  unit: text,
  inputs: z.record(text, anyJson),
  baseline: caseSideSchema,
  reforms: z.array(caseSideSchema).min(1).max(REFORMS_MAX).readonly(),
  flips: z.array(z.array(text).readonly()).readonly(),
  matchesStored: z.boolean(),
  appeals: z.array(text).max(APPEALS_MAX).readonly(),
});

export type ExplainedCase = z.infer<typeof explanationSchema>;

/** Outcomes and amounts under each side, the baseline first, as RFC 8785 text: what a row of the result tree says too. */
export const decidedText = (sides: readonly { readonly outcome: string; readonly amounts: Json }[]): string =>
  canonicalJson(sides.map(({ outcome, amounts }) => ({ outcome, amounts })));

/** `measures` is held against its own schema by whoever computes them. */
export const planSchema = z.strictObject({
  population: populationPinSchema,
  amount: text,
  outcomes: z.array(text).readonly(),
  baseline: plannedSideSchema,
  reforms: z.array(plannedSideSchema).min(1).max(REFORMS_MAX).readonly(),
  by: z.array(text).readonly(),
  measures: z.looseObject({}),
});

export type PlanOfBundle = Omit<ImpactPlan, 'measures'> & Pick<z.infer<typeof planSchema>, 'measures'>;

/** As much of a result as is held against something else; the whole of it is what an entry commits to. */
export const resultSchema = z.looseObject({
  run: text,
  population: populationPinSchema,
  baseline: sideSchema,
  reforms,
  totals: z.looseObject({
    units: count,
    reforms: z
      .array(z.looseObject({ gainers: count, losers: count, unchanged: count, undetermined: count, costChange: amount }))
      .readonly(),
  }),
  resultHash: hashSchema,
});

export type ResultOfBundle = z.infer<typeof resultSchema>;
