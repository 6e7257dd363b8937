/** Moves commits from the write-ahead log into the file, in a thread of its own: copying and syncing would hold up whoever commits. */
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { Port } from '../../port.ts';
import threadSource from './checkpoint-thread.cjs?raw';

/** Frames of the log, one for each page that a commit changed, from which on the thread is asked: 8 MB. */
const FRAMES_ASKED = 2_000;
/** So many at most are left to the writer: what was committed while the thread was at work. */
const FRAMES_LEFT = 500;
/** The writer waits for the thread rather than let the log grow beyond: 64 MB. A reader that holds an old state keeps the log longer than that. */
const FRAMES_MAX = 16_000;
/** Looking how long the log is costs some microseconds, so that after small commits it is done for so many at once. */
const COMMITS_PER_LOOK = 16;
/** A thread that has not answered by then is taken for lost. */
const WAIT_MS_MAX = 10_000;

/** What the shared word says of the thread. */
const STATES = { IDLE: 0, ASKED: 1, CLOSING: 2, GONE: 3 } as const;

type Log = { readonly log: number; readonly checkpointed: number };

export type Checkpointer = {
  /** To be called after each commit. */
  committed(): void;
  /** Ends the thread, so that nobody but the writer has the file open. */
  close(): void;
};

/**
 * A log is written from its beginning again once all of it is in the file and the next commit comes. The thread copies nearly all, at its own pace; the
 * little that is committed meanwhile the writer copies itself, between two commits. The thread is only started where a log grows long.
 */
export const createCheckpointer = (database: Database.Database, path: string, log: Port['log'] | undefined): Checkpointer => {
  const look = database.prepare<[], Log>('PRAGMA wal_checkpoint(NOOP)');
  const copy = database.prepare<[], Log>('PRAGMA wal_checkpoint(PASSIVE)');
  const state = new Int32Array(new SharedArrayBuffer(4));
  let thread: Worker | undefined;
  let commits = 0;
  let commitsAtLook = 1;
  let framesBefore = 0;
  /** Length of the log when the thread was asked last. */
  let askedAt = 0;

  const startThread = (): Worker => {
    const driver = createRequire(import.meta.url).resolve('better-sqlite3');
    const started = new Worker(threadSource, { eval: true, workerData: { driver, path, shared: state.buffer, states: STATES } });
    started.unref();
    started.once('error', (error) => log?.('error', 'store.checkpoint-thread', { message: error.message }));
    return started;
  };

  const ask = (frames: number): void => {
    if (Atomics.compareExchange(state, 0, STATES.IDLE, STATES.ASKED) !== STATES.IDLE) return;
    askedAt = frames;
    thread ??= startThread();
    Atomics.notify(state, 0);
  };

  const watch = (): void => {
    const { log: frames, checkpointed } = look.get() as Log;
    const perCommit = Math.max(1, (frames - framesBefore) / commits);
    commitsAtLook = Math.max(1, Math.min(COMMITS_PER_LOOK, Math.floor(FRAMES_LEFT / perCommit)));
    framesBefore = frames;
    commits = 0;
    if (frames < askedAt) askedAt = 0;
    if (frames < FRAMES_ASKED) return;
    if (frames >= FRAMES_MAX) Atomics.wait(state, 0, STATES.ASKED, WAIT_MS_MAX);
    const isAtWork = Atomics.load(state, 0) === STATES.ASKED;
    const wasAsked = askedAt > 0;
    if (!isAtWork && wasAsked && (frames - checkpointed <= FRAMES_LEFT || frames >= FRAMES_MAX)) copy.get();
    else if (!isAtWork && frames - askedAt >= FRAMES_LEFT) ask(frames);
  };

  return {
    committed: () => {
      if (++commits < commitsAtLook) return;
      try {
        watch();
      } catch (error) {
        // The commit stands whatever happens here: what could not be copied stays in the log.
        if (!(error instanceof Database.SqliteError)) throw error;
        log?.('warn', 'store.checkpoint', { code: error.code });
      }
    },
    close: () => {
      if (thread === undefined || Atomics.exchange(state, 0, STATES.CLOSING) === STATES.GONE) return;
      Atomics.notify(state, 0);
      Atomics.wait(state, 0, STATES.CLOSING, WAIT_MS_MAX);
      thread = undefined;
    },
  };
};
