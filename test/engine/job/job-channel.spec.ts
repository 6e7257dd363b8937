/** A job over its channel: parts are bounded, every way to end arrives as what it is, and a cancelled job ends. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { followJob } from '../../../src/engine/job/follow-job.ts';
import { type JobChannel, type JobReport, type JobRequest, PARTS_UNDER_WAY_MAX } from '../../../src/engine/job/job-channel.ts';
import type { Job, JobContext } from '../../../src/engine/job/protocol.ts';
import { type JobFunction, serveJob } from '../../../src/engine/job/serve-job.ts';
import { Refusal } from '../../../src/engine/model/problem.ts';

const job: Job = { kind: 'verify', workspacePath: 'w.probity', anchors: [], workers: 1 };

/** Both ends in one process; messages are cloned and arrive later, as between processes. */
const linkedEnds = (run: JobFunction) => {
  let toWork: (message: JobRequest) => void = () => undefined;
  let toAsker: (message: JobReport) => void = () => undefined;
  let gone: (reason: string) => void = () => undefined;
  let open = true;
  const later = <T>(message: T, deliver: (message: T) => void): void => {
    const copy = structuredClone(message);
    queueMicrotask(() => open && deliver(copy));
  };
  const asker: JobChannel = {
    post: (message) => later(message, (copy) => toWork(copy)),
    onMessage: (listener) => {
      toAsker = listener;
    },
    onClosed: (listener) => {
      gone = listener;
    },
    close: () => {
      open = false;
    },
  };
  serveJob(
    {
      post: (message) => later(message, (copy) => toAsker(copy)),
      onMessage: (listener) => {
        toWork = listener;
      },
    },
    run,
  );
  return { asker, isOpen: () => open, die: (reason: string) => gone(reason) };
};

const quiet = { onProgress: () => undefined, onPart: () => undefined };

afterEach(() => vi.useRealTimers());

describe('work that goes well', () => {
  test('parts arrive in order and before the outcome, and the channel is closed at the end', async () => {
    const parts: unknown[] = [];
    const progress: number[] = [];
    const ends = linkedEnds(async (_, context) => {
      for (let i = 0; i < 20; i++) {
        context.progress({ phase: 'count', done: i, total: 20, unit: 'parts' });
        await context.part({ i, bytes: Uint8Array.of(i) });
      }
      return { sum: 190n };
    });
    const handle = followJob(ends.asker, job, { onProgress: ({ done }) => progress.push(done), onPart: (part) => parts.push(part) });
    await expect(handle.ended).resolves.toEqual({ type: 'done', outcome: { sum: 190n } });
    expect(parts).toEqual(Array.from({ length: 20 }, (_, i) => ({ i, bytes: Uint8Array.of(i) })));
    expect(progress).toHaveLength(20);
    expect(ends.isOpen()).toBe(false);
  });

  test('no more parts are under way than the window allows, and the end waits for the last one to be taken in', async () => {
    const reports: JobReport[] = [];
    let deliver: (request: JobRequest) => void = () => undefined;
    serveJob(
      {
        post: (report) => reports.push(report),
        onMessage: (listener) => {
          deliver = listener;
        },
      },
      async (_, context) => {
        for (let i = 0; i < PARTS_UNDER_WAY_MAX + 3; i++) await context.part(i);
      },
    );
    deliver({ type: 'start', job });
    const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    await settle();
    expect(reports).toHaveLength(PARTS_UNDER_WAY_MAX);
    for (let taken = 1; taken <= PARTS_UNDER_WAY_MAX + 3; taken++) {
      expect(reports.map((report) => report.type)).not.toContain('done');
      deliver({ type: 'ack' });
      await settle();
      expect(reports.filter((report) => report.type === 'part')).toHaveLength(
        Math.min(taken + PARTS_UNDER_WAY_MAX, PARTS_UNDER_WAY_MAX + 3),
      );
    }
    expect(reports.at(-1)?.type).toBe('done');
  });

  test('who waits for a part to be taken in goes on after that, and not before', async () => {
    const taken: number[] = [];
    const seen: (readonly number[])[] = [];
    const ends = linkedEnds(async (_, context) => {
      for (let i = 0; i < 3; i++) {
        await context.partTaken(i);
        seen.push([...taken]);
      }
    });
    await followJob(ends.asker, job, { ...quiet, onPart: (part) => taken.push(part as number) }).ended;
    expect(seen).toEqual([[0], [0, 1], [0, 1, 2]]);
  });

  test('parts that several wait for are taken in for each of them', async () => {
    const taken: number[] = [];
    const ends = linkedEnds(async (_, context) => {
      await Promise.all(
        Array.from({ length: 3 * PARTS_UNDER_WAY_MAX }, async (__, i) => {
          await context.partTaken(i);
          expect(taken).toContain(i);
        }),
      );
    });
    const { ended } = followJob(ends.asker, job, { ...quiet, onPart: (part) => taken.push(part as number) });
    await expect(ended).resolves.toMatchObject({ type: 'done' });
    expect(taken).toHaveLength(3 * PARTS_UNDER_WAY_MAX);
  });
});

describe('work that fails', () => {
  const failure = { kind: 'invalid', message: 'bad file', problems: [{ row: 3, message: 'too short' }] } as const;

  test('a refusal in the job is a failure with its problems', async () => {
    const { asker } = linkedEnds(async () => {
      throw new Refusal(failure);
    });
    await expect(followJob(asker, job, quiet).ended).resolves.toEqual({ type: 'failed', failure });
  });

  test('any other throw in the job is a fault', async () => {
    const { asker } = linkedEnds(async () => {
      throw new TypeError('a bug');
    });
    await expect(followJob(asker, job, quiet).ended).rejects.toThrow('a bug');
  });

  test('a refusal by the taker of a part ends the job as failed', async () => {
    const { asker, isOpen } = linkedEnds(async (_, context) => {
      for (;;) await context.part('more');
    });
    const onPart = (): never => {
      throw new Refusal(failure);
    };
    await expect(followJob(asker, job, { ...quiet, onPart }).ended).resolves.toEqual({ type: 'failed', failure });
    expect(isOpen()).toBe(false);
  });

  test('a bug in the taker of a part is a fault', async () => {
    const { asker } = linkedEnds(async (_, context) => context.part('one'));
    const onPart = (): never => {
      throw new RangeError('a bug in the taker');
    };
    await expect(followJob(asker, job, { ...quiet, onPart }).ended).rejects.toThrow('a bug in the taker');
  });

  test('a process that goes away is a fault that says how', async () => {
    const ends = linkedEnds(() => new Promise(() => undefined));
    const { ended } = followJob(ends.asker, job, quiet);
    ends.die('signal SIGKILL');
    await expect(ended).rejects.toThrow('the process of the verify job ended before its work was done (signal SIGKILL)');
  });
});

describe('work that is cancelled', () => {
  test('a job that hands parts over stops, and nothing more is taken in', async () => {
    let taken = 0;
    const ends = linkedEnds(async (_, context: JobContext<unknown>) => {
      for (;;) await context.part('more');
    });
    const handle = followJob(ends.asker, job, {
      ...quiet,
      onPart: () => {
        taken += 1;
        if (taken === 5) handle.cancel();
      },
    });
    await expect(handle.ended).resolves.toEqual({ type: 'cancelled' });
    expect(taken).toBe(5);
  });

  test('a job that does not listen is ended within a second', async () => {
    vi.useFakeTimers();
    const ends = linkedEnds(() => new Promise(() => undefined));
    const { ended, cancel } = followJob(ends.asker, job, quiet);
    cancel();
    await vi.advanceTimersByTimeAsync(999);
    await expect(ended).resolves.toEqual({ type: 'cancelled' });
    expect(ends.isOpen()).toBe(false);
  });

  test('a process that dies of being cancelled was cancelled', async () => {
    const ends = linkedEnds(() => new Promise(() => undefined));
    const { ended, cancel } = followJob(ends.asker, job, quiet);
    cancel();
    ends.die('exit code 1');
    await expect(ended).resolves.toEqual({ type: 'cancelled' });
  });
});
