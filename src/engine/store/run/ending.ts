/** How a run or an attempt ended: what its entry commits to, and what its row keeps. */
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json } from '../../model/json.ts';
import type { Failure } from '../../model/problem.ts';

/** Output and failure exclude each other; one that was cut off has neither. */
export type Ending<Status extends string> = { readonly status: Status; readonly output?: Json; readonly failure?: Failure };

/** The same as texts of a row. */
export type EndingRow = { readonly status: string; readonly output: string | null; readonly failure: string | null };

/** Outputs and messages of failures may name values of a case, so that the entry only commits to them. */
export const endingPayload = ({ output, failure }: Ending<string>): { readonly payload?: Json } => {
  const payload = output === undefined ? (failure as Json | undefined) : output;
  return payload === undefined ? {} : { payload };
};

export const endingRow = ({ status, output, failure }: Ending<string>): EndingRow => ({
  status,
  output: output === undefined ? null : canonicalJson(output),
  failure: failure === undefined ? null : canonicalJson(failure as Json),
});
