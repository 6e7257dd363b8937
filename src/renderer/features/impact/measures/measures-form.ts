/**
 * What a person asks beyond totals and groups while they fill in the form: each measure is asked for or not, and has fields of its own.
 * Shares are written in percent, as people say them; the request has them as parts of one.
 */
import type { InputOf } from '../../../../engine/contract.ts';
import { shareOfPercent } from '../../../components/format/percent.ts';
import { t } from '../../../copy/t.ts';

type Request = NonNullable<InputOf<'impact.start'>['measures']>;

export type ThresholdChoice = { readonly key: number; readonly value: string | null; readonly limit: string; readonly percent: string };

export type MeasuresForm = {
  readonly weight: string | null;
  /** Limits of bands; empty: the usual ones. */
  readonly bands: { readonly asked: boolean; readonly absolute: readonly string[]; readonly percents: readonly string[] };
  readonly resource: {
    readonly asked: boolean;
    readonly of: string | null;
    readonly plusAmount: boolean;
    readonly scale: string | null;
    readonly persons: string | null;
    readonly quantiles: number;
    /** Poverty lines: percents of the median, of each side's own or of the baseline's, and amounts. */
    readonly percents: readonly string[];
    readonly medianOf: 'own' | 'baseline';
    readonly amounts: readonly string[];
  };
  readonly thresholds: { readonly asked: boolean; readonly rows: readonly ThresholdChoice[] };
  readonly marginal: {
    readonly asked: boolean;
    readonly income: string | null;
    readonly step: string;
    readonly percents: readonly string[];
  };
};

export const MEASURES_AT_FIRST: MeasuresForm = {
  weight: null,
  bands: { asked: false, absolute: [], percents: [] },
  resource: {
    asked: false,
    of: null,
    plusAmount: true,
    scale: null,
    persons: null,
    quantiles: 10,
    percents: ['60'],
    medianOf: 'own',
    amounts: [],
  },
  thresholds: { asked: false, rows: [{ key: 1, value: null, limit: '', percent: '10' }] },
  marginal: { asked: false, income: null, step: '1', percents: [] },
};

/** What is missing, by the place that the engine's own problems name. */
export type PlacedMessages = { readonly [pointer: string]: string };

export const missingMeasures = ({ resource, thresholds, marginal }: MeasuresForm): PlacedMessages => ({
  ...(resource.asked && resource.of === null ? { '/resource/of': t('form.required') } : {}),
  ...(marginal.asked && marginal.income === null ? { '/marginalRate/income': t('form.required') } : {}),
  ...(thresholds.asked
    ? Object.fromEntries(
        thresholds.rows.flatMap(({ value, limit }, index) => [
          ...(value === null ? [[`/nearThreshold/${index}/value`, t('form.required')] as const] : []),
          ...(limit.trim() === '' ? [[`/nearThreshold/${index}/limit`, t('form.required')] as const] : []),
        ]),
      )
    : {}),
});

/** The limits as given, in the order of their size; without any, the usual ones are left to the engine. */
const bandsRequest = ({ absolute, percents }: MeasuresForm['bands']): NonNullable<Request['bands']> => ({
  ...(absolute.length === 0 ? {} : { absolute: [...absolute] }),
  ...(percents.length === 0 ? {} : { relative: percents.map(shareOfPercent) }),
});

const resourceRequest = (of: string, form: MeasuresForm['resource']): NonNullable<Request['resource']> => ({
  of,
  plusAmount: form.plusAmount,
  ...(form.scale === null ? {} : { scale: form.scale }),
  ...(form.persons === null ? {} : { persons: form.persons }),
  quantiles: form.quantiles,
  lines: [
    ...form.percents.map((percent) => ({ share: shareOfPercent(percent), of: form.medianOf })),
    ...form.amounts.map((amount) => ({ amount })),
  ],
});

/** Nothing is missing. */
export const measuresRequest = ({ weight, bands, resource, thresholds, marginal }: MeasuresForm): Request => ({
  ...(weight === null ? {} : { weight }),
  ...(bands.asked ? { bands: bandsRequest(bands) } : {}),
  ...(resource.asked && resource.of !== null ? { resource: resourceRequest(resource.of, resource) } : {}),
  ...(thresholds.asked
    ? {
        nearThreshold: thresholds.rows.flatMap(({ value, limit, percent }) =>
          value === null ? [] : [{ value, limit: limit.trim(), share: shareOfPercent(percent) }],
        ),
      }
    : {}),
  ...(marginal.asked && marginal.income !== null
    ? {
        marginalRate: {
          income: marginal.income,
          step: marginal.step.trim(),
          ...(marginal.percents.length === 0 ? {} : { bands: marginal.percents.map(shareOfPercent) }),
        },
      }
    : {}),
});
