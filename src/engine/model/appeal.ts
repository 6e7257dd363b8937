/** What an appeal brings, and what it finds. */
import type { Json } from './json.ts';

/** What one side decided about a case: amounts are exact texts, or null where they are undetermined. */
export type CaseOutcome = { readonly outcome: string; readonly amounts: { readonly [name: string]: string | null } };

/** Evidence of an appeal: the corrected values, by input name; members by index. */
export type Evidence = {
  readonly inputs?: { readonly [name: string]: Json };
  readonly members?: readonly { readonly index: number; readonly set: { readonly [field: string]: Json } }[];
  readonly note?: string;
};

export type AppealView = {
  readonly run: string;
  readonly originalRun: string;
  readonly unit: string;
  readonly note: string;
  readonly changed: readonly { readonly name: string; readonly before: Json; readonly after: Json }[];
  /** Under the policy in force: the baseline of an impact run. */
  readonly original: CaseOutcome;
  readonly appealed: CaseOutcome;
  /** Under each reform of an impact run, in its order. */
  readonly reforms: readonly {
    readonly title: string;
    readonly date: string;
    readonly original: CaseOutcome;
    readonly appealed: CaseOutcome;
  }[];
  /** `changed` where any decision or amount came out differently, under any of the policies. */
  readonly verdict: 'confirmed' | 'changed';
};
