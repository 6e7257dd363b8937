/** What crosses between a job and its worker threads. */
import type { QuantileCuts } from '../impact/measure/group-codes.ts';
import type { Grouping } from '../impact/measure/grouping.ts';
import type { Job } from './protocol.ts';
import type { ThrownReport } from './thrown-report.ts';

/** Given to a worker at its start: what it will be asked about. */
export type WorkerSetup =
  | {
      readonly kind: 'impact';
      readonly job: Extract<Job, { readonly kind: 'impact' }>;
      readonly groupings: readonly Grouping[];
      readonly cuts: QuantileCuts;
      /** One 32-bit count that all workers add to: units evaluated so far. */
      readonly unitsDone: SharedArrayBuffer;
    }
  | {
      readonly kind: 'rank';
      readonly job: Extract<Job, { readonly kind: 'impact' }>;
      readonly fields: readonly string[];
      readonly weight?: string;
    }
  | {
      readonly kind: 'sweep';
      readonly job: Extract<Job, { readonly kind: 'sweep' }>;
      /** Likewise: evaluations of a chunk at a point so far. */
      readonly evaluationsDone: SharedArrayBuffer;
    }
  | { readonly kind: 'verify'; readonly workspacePath: string };

export type TaskReport = { readonly type: 'answer'; readonly answer: unknown } | ThrownReport;

/** An answer and the buffers in it that may move instead of being copied. */
export type TaskAnswer = { readonly answer: unknown; readonly transfer: readonly ArrayBuffer[] };

/** What answers the tasks of a job. */
export type WorkerPool<Task, Answer> = {
  /** Rejects with a Refusal the task was refused with, or with a JobFault. */
  run(task: Task): Promise<Answer>;
  /** Ends the workers at once; tasks under way are rejected. */
  close(): Promise<void>;
};
