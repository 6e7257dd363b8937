/** What a finished impact run was planned as and found, as the very texts that its entries vouch for. */
import { refuse } from '../../model/problem.ts';
import type { Reader } from '../handle.ts';
import { readImpactResult } from './impact-store.ts';
import getResult from './sql/get-result.sql?raw';
import getRun from './sql/get-run.sql?raw';

/** `entry`: index of the audit entry that vouches for the text. */
type RecordedText = { readonly text: string; readonly entry: number };

export type ImpactRecord = { readonly plan: RecordedText; readonly result: RecordedText; readonly resultHash: string };

/** Refusal 'not-found' for a run that is no impact or has no result yet. */
export const readImpactRecord = (reader: Reader, run: string): ImpactRecord => {
  readImpactResult(reader, run);
  const plan = reader.one<{ readonly plan: string; readonly entry: number }>(getRun, { run });
  const result = reader.one<{ readonly result: string; readonly resultHash: string; readonly entry: number }>(getResult, { run });
  if (plan === undefined || result === undefined) return refuse('unreadable', `The impact run "${run}" has a result and no plan.`);
  return {
    plan: { text: plan.plan, entry: plan.entry },
    result: { text: result.result, entry: result.entry },
    resultHash: result.resultHash,
  };
};
