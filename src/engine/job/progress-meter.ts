/** Makes a task's own words on its progress fit for listeners: seldom enough, and with a rate. */
import type { EngineEvent } from '../contract.ts';
import type { JobProgress } from './protocol.ts';

const EVENTS_PER_SECOND_MAX = 10;
/** The rate is taken over this long a past. */
const RATE_WINDOW_MS = 3_000;

type Sample = { readonly atMs: number; readonly done: number };

/** Gives a function that takes every word and passes on at most ten a second, never one twice. The task's end is told elsewhere. */
export const createProgressMeter = (
  task: string,
  monotonicMs: () => number,
  emit: (event: EngineEvent) => void,
): ((progress: JobProgress) => void) => {
  let phase: string | undefined;
  let lastMs = Number.NEGATIVE_INFINITY;
  // Taken when an event is passed on, so at most ten a second are kept.
  let samples: Sample[] = [];
  return (progress) => {
    const atMs = monotonicMs();
    if (progress.phase !== phase) {
      phase = progress.phase;
      samples = [{ atMs, done: progress.done }];
    }
    if (atMs - lastMs < 1_000 / EVENTS_PER_SECOND_MAX) return;
    lastMs = atMs;
    const oldest = samples[0] as Sample;
    const rate = atMs > oldest.atMs ? ((progress.done - oldest.done) * 1_000) / (atMs - oldest.atMs) : 0;
    samples = [...samples.filter((sample) => atMs - sample.atMs <= RATE_WINDOW_MS), { atMs, done: progress.done }];
    emit({ type: 'task.progress', task, ...progress, rate });
  };
};
