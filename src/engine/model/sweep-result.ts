/** What a sweep finds: a policy's figures while one or two of its parameters go over a range. Amounts are exact texts. */
import type { MeasureDefinition } from './impact-measure.ts';
import type { ImpactResult, ImpactSide, OutcomeCounts, ReformFigures } from './impact-result.ts';

/** Values that a parameter takes: as listed, or from `from` by `step` as far as `to`, which is one of them if the steps hit it. */
export type SweepValues = { readonly list: readonly string[] } | { readonly from: string; readonly to: string; readonly step: string };

export type SweepAxisRequest = {
  /** "rate", or with the keys of one entry "limit[2]". A parameter with keys but none given means all its entries, which takes `factor`. */
  readonly parameter: string;
  /** The values multiply what is in force at the date, instead of taking its place. */
  readonly factor: boolean;
  readonly values: SweepValues;
};

export type SweepAxis = {
  readonly parameter: string;
  readonly factor: boolean;
  readonly label?: string;
  readonly unit?: string;
  /** What holds at the date without the sweep; absent where a factor is put on several entries. */
  readonly inForce?: string;
  readonly values: readonly string[];
};

export type SweepPoint = {
  /** One value per axis. */
  readonly at: readonly string[];
  /** Content address of the policy with these values. */
  readonly hash: string;
  readonly outcomes: OutcomeCounts;
  /** Against the policy as it is. */
  readonly figures: ReformFigures;
};

export type SweepResult = {
  readonly run: string;
  readonly population: ImpactResult['population'];
  readonly policy: ImpactSide;
  readonly amount: string;
  readonly weight?: string;
  readonly outcomes: readonly string[];
  readonly axes: readonly SweepAxis[];
  /** The policy as it is. */
  readonly baseline: { readonly units: number; readonly outcomes: OutcomeCounts };
  /** All combinations, the last axis running fastest. */
  readonly points: readonly SweepPoint[];
  /** What the figures are. */
  readonly definitions: readonly MeasureDefinition[];
  /** SHA-256 of the RFC 8785 form of all the other fields but `run` and `elapsedMs`: the same for the same sweep, whenever it is run. */
  readonly resultHash: string;
  readonly elapsedMs: number;
};
