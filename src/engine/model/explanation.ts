/** Why a case was decided as it was, and what would have changed it. */
import type { Json } from './json.ts';

/** One step of an explanation, nested as the decisions depend on each other. All values are exact texts, for people. */
export type ExplanationNode = {
  readonly kind: 'decision' | 'input' | 'parameter' | 'comparison' | 'rule' | 'function' | 'member' | 'note';
  /** Name of the decision, input or parameter; the compared expression; or a call with its arguments. */
  readonly name: string;
  readonly label?: string;
  readonly value: string;
  /** For a parameter: the date from which the value holds; for its legal source see `source`. */
  readonly since?: string;
  readonly source?: string;
  /** The expression or rule that gave the value. */
  readonly logic?: string;
  /** A comparison in words, with its margin: "1,432.10 is 11.10 above 1,421.00". */
  readonly sentence?: string;
  readonly children: readonly ExplanationNode[];
};

/** Exact texts, null where undetermined. */
export type CaseAmount = {
  readonly name: string;
  readonly label?: string;
  readonly unit?: string;
  readonly value: string | null;
  /** Of a reform: how much more than the baseline's amount of that name. */
  readonly change?: string | null;
};

export type CaseSide = {
  readonly title: string;
  readonly date: string;
  readonly outcome: string;
  /** What the policy pays or takes; gain and loss are judged by the first. */
  readonly amounts: readonly CaseAmount[];
  /** Published decisions by name, as exact texts. */
  readonly decisions: readonly { readonly name: string; readonly label?: string; readonly unit?: string; readonly value: string }[];
  readonly explanation: readonly ExplanationNode[];
};

export type CaseExplanation = {
  readonly run: string;
  readonly unit: string;
  readonly inputs: { readonly [name: string]: Json };
  readonly baseline: CaseSide;
  readonly reforms: readonly CaseSide[];
  /** By reform, in their order: what made the difference, in sentences; first deciding comparisons, then parameters that differ. */
  readonly flips: readonly (readonly string[])[];
  /** Whether the recomputed decisions equal the stored ones; false is a finding. */
  readonly matchesStored: boolean;
  readonly appeals: readonly string[];
};
