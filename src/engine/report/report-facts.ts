/** Everything a report says, gathered before a line of it is written. */
import type { DocumentPin } from '../impact/impact-plan.ts';
import type { CaseExplanation, ImpactResult, PopulationEvidence, PopulationInfo } from '../model/index.ts';
import type { ParameterChange } from '../policy/policy-changes.ts';

/** A decision or function that is made in another way: its logic as texts, undefined on a side that has none. */
export type RuleChange = {
  readonly name: string;
  readonly label?: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
};

/** What one reform changes against the baseline. */
export type SideChanges = { readonly parameters: readonly ParameterChange[]; readonly rules: readonly RuleChange[] };

export type ReportFacts = {
  readonly result: ImpactResult;
  readonly population: PopulationInfo;
  /** What the policies call their inputs, parameters and decisions, by name, fields of members as "members.age"; not all have a label. */
  readonly labels: ReadonlyMap<string, string>;
  /** What the amount is in: "EUR". Empty where the policy does not say. */
  readonly amountUnit: string;
  /** What one evaluation covers. */
  readonly period: 'month' | 'year';
  /** In the result's order of reforms. */
  readonly changes: readonly SideChanges[];
  /** The published documents that the sides are made of, each once. */
  readonly documents: readonly DocumentPin[];
  /** How many values of each column of the population are missing; columns without a gap are left out. */
  readonly gaps: readonly { readonly list: string; readonly column: string; readonly rows: number; readonly nulls: number }[];
  /** Quarantined rows by file, column and what was expected there, most frequent first; the rarest may be left out. Reasons would quote what stood there. */
  readonly quarantine: PopulationEvidence['quarantine'];
  /** The chosen cases, in the order in which they were asked for. */
  readonly cases: readonly CaseExplanation[];
  /** Chosen cases beyond those. */
  readonly casesLeftOut: number;
  /** When the run was started and, once it has, ended. */
  readonly ran: { readonly by: string; readonly startedAt: string; readonly endedAt?: string };
  readonly workspace: { readonly id: string; readonly name: string };
  readonly program: { readonly version: string };
  /** `at`: ISO 8601 UTC. */
  readonly made: { readonly at: string; readonly by: string };
  /** What makes it evidence; a preview has none of it. */
  readonly sealed?: {
    /** The signed note. */
    readonly checkpoint: string;
    readonly origin: string;
    readonly size: number;
    /** Lower-case hex. */
    readonly root: string;
    readonly bundle: { readonly sha256: string; readonly bytes: number };
  };
  /** The log's key as of now; of a workspace that has none, undefined. `fingerprint`: SHA-256, lower-case hex. */
  readonly logKey?: { readonly key: string; readonly fingerprint: string };
  /** Who will sign. */
  readonly signer?: string;
};
