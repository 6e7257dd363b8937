/** Everything a report says, gathered before a line of it is written. */
import type { ImpactResult, PopulationInfo } from '../model/index.ts';
import type { PolicyChanges } from '../policy/policy-changes.ts';

export type ReportFacts = {
  readonly result: ImpactResult;
  readonly population: PopulationInfo;
  /** What the baseline's policy calls its inputs and decisions, by name; not all have a label. */
  readonly labels: ReadonlyMap<string, string>;
  /** What the amount is in: "EUR". Empty where the policy does not say. */
  readonly amountUnit: string;
  /** What one evaluation covers. */
  readonly period: 'month' | 'year';
  /** What each reform changes against the baseline, in the result's order of reforms. */
  readonly changes: readonly PolicyChanges[];
  /** Quarantined rows by file and reason, most frequent first; the rarest reasons may be left out. */
  readonly quarantine: readonly { readonly file: string; readonly column: string; readonly reason: string; readonly rows: number }[];
  readonly workspace: { readonly id: string; readonly name: string };
  /** The audit trail as it stood when the report was made. */
  readonly audit: { readonly size: number; readonly root: string };
  readonly program: { readonly version: string };
  readonly actor: string;
  /** ISO 8601 UTC. */
  readonly exportedAt: string;
};
