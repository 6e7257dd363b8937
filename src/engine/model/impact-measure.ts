/**
 * What an analyst asks of an impact beyond its totals, and what is found. Amounts, weights and averages are exact texts ("12.3", "100/3"); shares,
 * rates and coefficients are computed exactly and rounded once, half away from zero, to `digits` digits after the point. Null: not defined
 * for these cases.
 */

/** A value or limit that cases are near to: `value` names an input or decision, `limit` a decision, an input, a parameter without keys, or is a number. */
export type ThresholdRequest = {
  readonly value: string;
  readonly limit: string;
  /** A case is near where |value - limit| <= share × |limit|: "0.1". */
  readonly share: string;
};

/** A poverty line: an amount, or a share of the weighted median, of each side's own distribution or of the baseline's. */
export type PovertyLineRequest = { readonly amount: string } | { readonly share: string; readonly of: 'own' | 'baseline' };

/** The variable that inequality and poverty are measured on: (of + the amount paid) / scale. */
export type ResourceRequest = {
  /** A numeric input, or a decision, which each side decides for itself. */
  readonly of: string;
  /** Whether the compared amount is added. */
  readonly plusAmount: boolean;
  /** A numeric input or decision above zero: an equivalence scale. */
  readonly scale?: string | undefined;
  /** A numeric input or decision that multiplies the weight: persons of a household, so that persons are counted. Missing or below zero it is zero. */
  readonly persons?: string | undefined;
  /** Number of quantile groups in the table. */
  readonly quantiles: number;
  readonly lines: readonly PovertyLineRequest[];
};

export type MarginalRateRequest = {
  /** A numeric input, or a field of members as "members.earned": the first member who has some of it, or else the first, gets more. */
  readonly income: string;
  /** By how much it is raised: "1" or "0.01". */
  readonly step: string;
  /** Rates at which a band begins, in ascending order. */
  readonly bands: readonly string[];
};

/** Sizes of a change at which a band begins, in ascending order, above zero. `relative`: as parts of the baseline's amount. */
export type BandsRequest = { readonly absolute: readonly string[]; readonly relative: readonly string[] };

export type MeasuresRequest = {
  /** A numeric input of the units: how many cases a unit stands for. */
  readonly weight?: string | undefined;
  readonly bands: BandsRequest;
  readonly resource?: ResourceRequest | undefined;
  readonly nearThreshold: readonly ThresholdRequest[];
  readonly marginalRate?: MarginalRateRequest | undefined;
};

/** A count of cases, and the sum of their weights where there is a weight. */
export type Count = { readonly units: number; readonly weight?: string };

/** What a measure is, in a sentence, and where the definition comes from. */
export type MeasureDefinition = {
  readonly id: string;
  readonly title: string;
  readonly definition: string;
  readonly sources: readonly { readonly id: string; readonly text: string }[];
};

/** Limits of a band: `from` null is without lower limit, `to` null without upper one. */
export type BandLimits = {
  readonly from: string | null;
  readonly to: string | null;
  /** Whether the limit itself lies in the band. */
  readonly fromClosed: boolean;
  readonly toClosed: boolean;
};

/** Gainers or losers whose change lies in a band. Without limits, relative: those whose baseline amount is zero. */
export type ChangeBand = BandLimits &
  Count & {
    readonly direction: 'gain' | 'loss';
    /** Sum of the changes without sign; weighted where there is a weight. */
    readonly amount: string;
  };

export type ChangeBands = {
  readonly definition: string;
  /** Per reform. */
  readonly reforms: readonly { readonly absolute: readonly ChangeBand[]; readonly relative: readonly ChangeBand[] }[];
};

export type QuantileRow = {
  /** Counted from 1. */
  readonly quantile: number;
  /** Largest value of the group: the quantile at its upper end. */
  readonly upTo: string;
  /** Mean of the group, exact. */
  readonly mean: string;
  /** Of the whole of the resource, rounded; null where that is not above zero. */
  readonly share: string | null;
};

export type PovertyFigures = {
  readonly line: PovertyLineRequest;
  /** The line as an amount, exact. */
  readonly amount: string;
  /** Weight of those below the line: units, unless there is a weight or persons are counted. */
  readonly belowWeight: string;
  /** FGT with alpha 0 and 1, rounded; null where the line is not above zero. */
  readonly headCount: string | null;
  readonly gap: string | null;
};

/** The resource of one side. */
export type DistributionFigures = {
  /** Units with a value, the sum of their weights (times persons, if they are counted), and units without a value. */
  readonly measured: { readonly units: number; readonly weight: string };
  readonly missing: number;
  readonly mean: string | null;
  readonly median: string | null;
  readonly gini: string | null;
  readonly s80s20: string | null;
  readonly p90p10: string | null;
  readonly quantiles: readonly QuantileRow[];
  readonly poverty: readonly PovertyFigures[];
};

export type ThresholdFigures = ThresholdRequest & {
  readonly definition: string;
  /** Baseline first. `below`: value < limit; `above`: value >= limit; `missing`: either is null. */
  readonly sides: readonly { readonly below: Count; readonly above: Count; readonly missing: number }[];
};

export type MarginalRateFigures = MarginalRateRequest & {
  readonly definition: string;
  /** Baseline first. */
  readonly sides: readonly {
    readonly measured: Count;
    /** Cases without an amount before or after the raise, or whose income is missing or cannot be raised. */
    readonly missing: number;
    /** Weighted mean rate, rounded. */
    readonly mean: string | null;
    /** Cases whose rate is exactly zero; they stand in a band too. */
    readonly zero: Count;
    readonly bands: readonly (BandLimits & Count)[];
  }[];
};

export type ImpactMeasures = {
  /** Digits after the point of shares, rates and coefficients. */
  readonly digits: number;
  /** The weight's name, where one was given. */
  readonly weight?: string;
  /** Sum of all weights. */
  readonly weightTotal?: string;
  /** Weighted cases by outcome, where there is a weight: baseline first. */
  readonly weightedOutcomes?: readonly { readonly [outcome: string]: string }[];
  readonly bands?: ChangeBands;
  readonly inequality?: {
    readonly resource: ResourceRequest;
    readonly definitions: readonly string[];
    readonly sides: readonly DistributionFigures[];
  };
  readonly nearThreshold: readonly ThresholdFigures[];
  /** Cases that the policy itself leaves to a person, where it has the outcome NEEDS_REVIEW: baseline first. */
  readonly needsReview?: readonly Count[];
  readonly marginalRate?: MarginalRateFigures;
  /** Of every measure above, by the ids that they name. */
  readonly definitions: readonly MeasureDefinition[];
};
