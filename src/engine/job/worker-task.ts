/** What crosses between a job and its worker threads. */
import type { Job } from './protocol.ts';
import type { ThrownReport } from './thrown-report.ts';

/** Given to a worker at its start: what it will be asked about. */
export type WorkerSetup = {
  readonly kind: 'impact';
  readonly job: Extract<Job, { readonly kind: 'impact' }>;
  /** One 32-bit count that all workers add to: units evaluated so far. */
  readonly unitsDone: SharedArrayBuffer;
};

export type TaskReport = { readonly type: 'answer'; readonly answer: unknown } | ThrownReport;

/** An answer and the buffers in it that may move instead of being copied. */
export type TaskAnswer = { readonly answer: unknown; readonly transfer: readonly ArrayBuffer[] };
