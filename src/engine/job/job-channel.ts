/** The wire between whoever asks for a job and the process that does it: one channel carries one job. */
import type { Job, JobProgress } from './protocol.ts';
import type { ThrownReport } from './thrown-report.ts';

/**
 * Parts that may be under way, sent but not yet taken in. So many keep the working side busy while the asking side writes four of them in one
 * transaction; more would only hold more results in memory.
 */
export const PARTS_UNDER_WAY_MAX = 4;

/** From the asking side to the working side. */
export type JobRequest = { readonly type: 'start'; readonly job: Job } | { readonly type: 'ack' } | { readonly type: 'cancel' };

/** From the working side to the asking side. After `done`, `failed`, `fault` or `cancelled` nothing follows. */
export type JobReport =
  | { readonly type: 'progress'; readonly progress: JobProgress }
  | { readonly type: 'part'; readonly part: unknown }
  | { readonly type: 'done'; readonly outcome: unknown }
  | { readonly type: 'cancelled' }
  | ThrownReport;

/**
 * One end of a channel, whatever carries it: messages are structured clones (bytes, bigints and maps survive, class instances do not)
 * and arrive in the order in which they were posted.
 */
type Channel<Out, In> = {
  /** A message to an end that is gone is dropped. */
  post(message: Out): void;
  /** Called once, before anything can arrive. */
  onMessage(listener: (message: In) => void): void;
};

/** The asking side's end. */
export type JobChannel = Channel<JobRequest, JobReport> & {
  /** Called when the working side is gone, with what is known of why ("exit code 9"). */
  onClosed(listener: (reason: string) => void): void;
  /** Ends the working side's process. May be called again. */
  close(): void;
};

/** The working side's end. Its process ends with the asking side. */
export type WorkChannel = Channel<JobReport, JobRequest>;
