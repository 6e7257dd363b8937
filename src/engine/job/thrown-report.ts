/** How a job or a worker's task that threw is reported to whoever waits for it. */
import { type Failure, Refusal } from '../model/problem.ts';

export type ThrownReport =
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'fault'; readonly message: string; readonly stack?: string };

/** A refusal is an expected end; everything else is a fault, of which message and stack cross over. */
export const thrownReport = (error: unknown): ThrownReport => {
  if (error instanceof Refusal) return { type: 'failed', failure: error.failure };
  if (!(error instanceof Error)) return { type: 'fault', message: String(error) };
  const { message, stack } = error;
  return { type: 'fault', message, ...(stack === undefined ? {} : { stack }) };
};
