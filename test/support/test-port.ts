/** A port for tests: foreseeable time and chance, the log kept in memory, and jobs that run in this process. */
import type { CheckpointContext, JobEnd, JobRunner } from '../../src/engine/job/protocol.ts';
import type { JobFunction } from '../../src/engine/job/serve-job.ts';
import { Refusal } from '../../src/engine/model/problem.ts';
import type { LogFields, Port } from '../../src/engine/port.ts';
import type { StoreWorld } from '../../src/engine/store/store.ts';
import type { ManualClock } from './manual-clock.ts';
import { scratchFolder } from './scratch-folder.ts';
import { testWorld } from './test-world.ts';

export type LogLine = { readonly level: 'info' | 'warn' | 'error'; readonly event: string; readonly fields: LogFields };

/** A store can be opened with it, too. */
export type TestPort = Port & Pick<StoreWorld, 'logKeys'> & { readonly lines: readonly LogLine[] };

/** Runs jobs where the test runs. A part is taken in before the job goes on, as over a real channel. */
export const inProcessRunner = (work: JobFunction): JobRunner => {
  const running = new Map<Promise<unknown>, AbortController>();
  return {
    start: <Part, Outcome>(job: Parameters<JobRunner['start']>[0], handlers: Parameters<JobRunner['start']>[1]) => {
      const controller = new AbortController();
      const { signal } = controller;
      const take = async (part: Part): Promise<void> => {
        signal.throwIfAborted();
        handlers.onPart(structuredClone(part) as never);
      };
      const context: CheckpointContext<Part> = {
        signal,
        progress: (progress) => {
          if (!signal.aborted) handlers.onProgress(progress);
        },
        part: take,
        partTaken: take,
      };
      const run = async (): Promise<JobEnd<Outcome>> => {
        try {
          const outcome = (await work(job, context as CheckpointContext<unknown>)) as Outcome;
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

export const TEST_BUILD = 'b'.repeat(64);

const noJobs: JobFunction = async (job) => {
  throw new Error(`this test runs no jobs, and one was started: ${job.kind}`);
};

export const testPort = (
  options: {
    readonly seed?: string;
    readonly jobs?: JobRunner;
    readonly printPdf?: Port['printPdf'];
    /** Time that goes by where the test says so, instead of the machine's. */
    readonly clock?: ManualClock;
    /** Of a machine that there is already. */
    readonly machineFolder?: string;
  } = {},
): TestPort => {
  const lines: LogLine[] = [];
  return {
    ...testWorld(options.seed),
    after: (delayMs, work) => {
      const timer = setTimeout(work, delayMs);
      return () => clearTimeout(timer);
    },
    ...(options.clock !== undefined && { clock: options.clock.clock, after: options.clock.after }),
    jobs: options.jobs ?? inProcessRunner(noJobs),
    machineFolder: options.machineFolder ?? scratchFolder(),
    build: async () => TEST_BUILD,
    printPdf: options.printPdf ?? (async () => new Uint8Array()),
    log: (level, event, fields = {}) => {
      lines.push({ level, event, fields });
    },
    lines,
  };
};
