/** What an impact run finds. Amounts are exact texts: "12.3", or a reduced fraction "100/3". */
import type { ImpactMeasures } from './impact-measure.ts';

/** Outcome of a case whose outcome decision is null. */
export const UNDETERMINED = 'UNDETERMINED';

export type OutcomeCounts = { readonly [outcome: string]: number };

/** The same figures with every case counted by its weight: exact texts, counts included. */
export type WeightedFigures = {
  readonly units: string;
  readonly gainers: string;
  readonly losers: string;
  readonly unchanged: string;
  readonly undetermined: string;
  readonly gained: string;
  readonly lost: string;
  readonly baselineCost: string;
  readonly reformCost: string;
  readonly costChange: string;
  readonly averageGain: string | null;
  readonly averageLoss: string | null;
  readonly baselineCaseload: string;
  readonly reformCaseload: string;
};

export type ReformFigures = {
  readonly gainers: number;
  readonly losers: number;
  readonly unchanged: number;
  /** Cases where either amount is null. */
  readonly undetermined: number;
  readonly gained: string;
  readonly lost: string;
  /** Cost of the baseline and of the reform, and their difference, over the cases with a value. */
  readonly baselineCost: string;
  readonly reformCost: string;
  readonly costChange: string;
  /** Mean over gainers and over losers, exact; null where there is none. */
  readonly averageGain: string | null;
  readonly averageLoss: string | null;
  /** Cases whose amount is not zero, of those with both amounts. */
  readonly baselineCaseload: number;
  readonly reformCaseload: number;
  /** Where the run has a weight. */
  readonly weighted?: WeightedFigures;
};

export type ImpactGroup = {
  /** What the cases are grouped by, as it was asked for ("region", "income:quantiles=5", "region+size"), and the value of this group. */
  readonly by: string;
  /** Of quantile groups the number, from 1; of several fields all values with " + " between. Empty where it is missing. */
  readonly value: string;
  /** Of quantile groups the values that they lie between: above `above`, which the first group lacks, up to `upTo`. */
  readonly above?: string;
  readonly upTo?: string;
  readonly units: number;
  readonly figures: readonly ReformFigures[];
};

/** One side of the comparison: a policy at a date. */
export type ImpactSide = {
  readonly title: string;
  readonly policy: string;
  readonly version: string;
  /** Content address of the policy evaluated (the patched one, for a reform). */
  readonly hash: string;
  readonly reform?: string;
  readonly date: string;
};

export type ImpactResult = {
  readonly run: string;
  readonly population: {
    readonly id: string;
    readonly name: string;
    readonly units: number;
    readonly members: number;
    readonly fingerprint: string;
  };
  readonly baseline: ImpactSide;
  readonly reforms: readonly ImpactSide[];
  readonly amount: string;
  readonly outcomes: readonly string[];
  readonly totals: {
    readonly units: number;
    readonly baseline: OutcomeCounts;
    readonly reforms: readonly (ReformFigures & { readonly outcomes: OutcomeCounts })[];
  };
  /** Per reform: matrix[i][j] = cases whose outcome went from outcomes[i] to outcomes[j]. */
  readonly matrix: readonly (readonly (readonly number[])[])[];
  readonly groups: readonly ImpactGroup[];
  readonly measures: ImpactMeasures;
  /** Root of the result tree, lower-case hex. */
  readonly resultHash: string;
  readonly elapsedMs: number;
};

export type CaseRow = {
  readonly unit: string;
  readonly baseline: { readonly outcome: string; readonly amount: string | null };
  readonly reform: { readonly outcome: string; readonly amount: string | null };
  readonly change: string | null;
};
