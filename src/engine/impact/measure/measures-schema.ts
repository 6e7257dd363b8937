/** What may be asked of measures, as it comes in from outside; what is left out has the usual value. */
import { z } from 'zod';
import type { MeasuresRequest } from '../../model/impact-measure.ts';
import { DEFAULT_BANDS } from './change-bands.ts';
import { QUANTILES_MAX } from './grouping.ts';
import { DEFAULT_RATE_BANDS } from './marginal-rate.ts';

const TEXT_MAX = 4_096;
const LIMITS_MAX = 24;
const REQUESTS_MAX = 8;

const name = z.string().min(1).max(TEXT_MAX);
/** An exact text: "12.5" or "1/3". */
const amount = z.string().min(1).max(TEXT_MAX);
const limits = z.array(amount).max(LIMITS_MAX).readonly();

const povertyLine = z.union([
  z.strictObject({ amount }),
  z.strictObject({ share: amount, of: z.enum(['own', 'baseline']).default('own') }),
]);

const resource = z.strictObject({
  of: name,
  plusAmount: z.boolean().default(false),
  scale: name.optional(),
  persons: name.optional(),
  quantiles: z.int().min(2).max(QUANTILES_MAX).default(10),
  lines: z
    .array(povertyLine)
    .max(REQUESTS_MAX)
    .readonly()
    .default([{ share: '0.6', of: 'own' }]),
});

export const measuresSchema = z.strictObject({
  weight: name.optional(),
  bands: z
    .strictObject({ absolute: limits.default(DEFAULT_BANDS.absolute), relative: limits.default(DEFAULT_BANDS.relative) })
    .default(DEFAULT_BANDS),
  resource: resource.optional(),
  nearThreshold: z
    .array(z.strictObject({ value: name, limit: name, share: amount.default('0.1') }))
    .max(REQUESTS_MAX)
    .readonly()
    .default([]),
  marginalRate: z.strictObject({ income: name, step: amount.default('1'), bands: limits.default(DEFAULT_RATE_BANDS) }).optional(),
}) satisfies z.ZodType<MeasuresRequest>;

/** Nothing but what is always measured. */
export const USUAL_MEASURES: MeasuresRequest = measuresSchema.parse({});
