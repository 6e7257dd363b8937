/** The working side of a job: waits for it on a channel, does it, and reports. */
import { Refusal } from '../model/problem.ts';
import { type JobReport, PARTS_UNDER_WAY_MAX, type WorkChannel } from './job-channel.ts';
import type { CheckpointContext, Job } from './protocol.ts';
import { thrownReport } from './thrown-report.ts';

export type JobFunction = (job: Job, context: CheckpointContext<unknown>) => Promise<unknown>;

/** What a cancelled job's `part` is rejected with; nobody needs to catch it. */
const cancelled = (): Refusal => new Refusal({ kind: 'cancelled', message: 'the job was cancelled' });

/** Bounds the parts under way: `send` waits for room, `deliver` for this part's acknowledgement too, `drained` for the last one. */
const partWindow = (post: (report: JobReport) => void, signal: AbortSignal) => {
  let sent = 0;
  let taken = 0;
  let waiting: (() => void)[] = [];
  const wake = (): void => {
    const woken = waiting;
    waiting = [];
    for (const resume of woken) resume();
  };
  signal.addEventListener('abort', wake);
  const until = async (ready: () => boolean): Promise<void> => {
    while (!ready() && !signal.aborted) await new Promise<void>((resume) => waiting.push(resume));
    if (signal.aborted) throw cancelled();
  };
  /** Parts are acknowledged in the order in which they are sent; gives the part's place in it, from 1. */
  const send = async (part: unknown): Promise<number> => {
    await until(() => sent - taken < PARTS_UNDER_WAY_MAX);
    post({ type: 'part', part });
    return ++sent;
  };
  return {
    send: async (part: unknown): Promise<void> => void (await send(part)),
    deliver: async (part: unknown): Promise<void> => {
      const place = await send(part);
      await until(() => taken >= place);
    },
    acknowledge: (): void => {
      taken += 1;
      wake();
    },
    drained: (): Promise<void> => until(() => taken === sent),
  };
};

/** Does the one job that arrives on `channel`. It ends with one last report; the asking side then closes the channel. */
export const serveJob = (channel: WorkChannel, run: JobFunction): void => {
  const abort = new AbortController();
  const post = (report: JobReport): void => channel.post(report);
  const parts = partWindow(post, abort.signal);

  const work = async (job: Job): Promise<JobReport> => {
    try {
      const context: CheckpointContext<unknown> = {
        progress: (progress) => post({ type: 'progress', progress }),
        part: parts.send,
        partTaken: parts.deliver,
        signal: abort.signal,
      };
      const outcome = await run(job, context);
      await parts.drained();
      return { type: 'done', outcome };
    } catch (error) {
      return abort.signal.aborted ? { type: 'cancelled' } : thrownReport(error);
    }
  };

  let started = false;
  channel.onMessage((request) => {
    switch (request.type) {
      case 'start':
        if (started) throw new Error('a channel carries one job');
        started = true;
        void work(request.job).then(post);
        return;
      case 'ack':
        return parts.acknowledge();
      case 'cancel':
        return abort.abort();
    }
  });
};
