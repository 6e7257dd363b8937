/** A port for tests: foreseeable time and chance, the log kept in memory, and jobs that run in this process. */
import type { JobContext, JobEnd, JobRunner } from '../../src/engine/job/protocol.ts';
import type { JobFunction } from '../../src/engine/job/serve-job.ts';
import { Refusal } from '../../src/engine/model/problem.ts';
import type { LogFields, Port } from '../../src/engine/port.ts';
import { testWorld } from './test-world.ts';

export type LogLine = { readonly level: 'info' | 'warn' | 'error'; readonly event: string; readonly fields: LogFields };

export type TestPort = Port & { readonly lines: readonly LogLine[] };

/** Runs jobs where the test runs. A part is taken in before the job goes on, as over a real channel. */
export const inProcessRunner = (work: JobFunction): JobRunner => {
  const running = new Map<Promise<unknown>, AbortController>();
  return {
    start: <Part, Outcome>(job: Parameters<JobRunner['start']>[0], handlers: Parameters<JobRunner['start']>[1]) => {
      const controller = new AbortController();
      const { signal } = controller;
      const context: JobContext<Part> = {
        signal,
        progress: (progress) => {
          if (!signal.aborted) handlers.onProgress(progress);
        },
        part: async (part) => {
          signal.throwIfAborted();
          handlers.onPart(part as never);
        },
      };
      const run = async (): Promise<JobEnd<Outcome>> => {
        try {
          const outcome = (await work(job, context as JobContext<unknown>)) as Outcome;
          return signal.aborted ? { type: 'cancelled' } : { type: 'done', outcome };
        } catch (error) {
          if (signal.aborted) return { type: 'cancelled' };
          if (error instanceof Refusal) return { type: 'failed', failure: error.failure };
          throw error;
        }
      };
      const ended = run();
      running.set(ended, controller);
      const forget = (): void => {
        running.delete(ended);
      };
      ended.then(forget, forget);
      return { ended, cancel: () => controller.abort() };
    },
    close: async () => {
      for (const controller of running.values()) controller.abort();
      await Promise.allSettled(running.keys());
    },
  };
};

const noJobs: JobFunction = async (job) => {
  throw new Error(`this test runs no jobs, and one was started: ${job.kind}`);
};

export const testPort = (
  options: { readonly seed?: string; readonly jobs?: JobRunner; readonly printPdf?: Port['printPdf'] } = {},
): TestPort => {
  const lines: LogLine[] = [];
  return {
    ...testWorld(options.seed),
    jobs: options.jobs ?? inProcessRunner(noJobs),
    printPdf: options.printPdf ?? (async () => new Uint8Array()),
    log: (level, event, fields = {}) => {
      lines.push({ level, event, fields });
    },
    lines,
  };
};
