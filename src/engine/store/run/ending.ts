/** How a run ended, as its row keeps it. */
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json } from '../../model/json.ts';
import type { Failure } from '../../model/problem.ts';

/** Output and failure exclude each other. */
export type Ending = { readonly status: string; readonly output?: Json; readonly failure?: Failure };

/** The same as texts of a row. */
export type EndingRow = { readonly status: string; readonly output: string | null; readonly failure: string | null };

export const endingRow = ({ status, output, failure }: Ending): EndingRow => ({
  status,
  output: output === undefined ? null : canonicalJson(output),
  failure: failure === undefined ? null : canonicalJson(failure as Json),
});
