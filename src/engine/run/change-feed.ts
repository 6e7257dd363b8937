/** Tells listeners what runs have become, seldom enough for a window to follow. */
import type { EngineEvent } from '../contract.ts';
import type { RunStatus } from '../model/run.ts';
import type { Port } from '../port.ts';
import { isFinalRun, type Path } from './run-state.ts';

const EVERY_MS = 100;
/** More steps than a window shows at once are not worth telling. */
const STEPS_TOLD_MAX = 100;

type News = { toldMs: number; status: RunStatus; readonly steps: Set<Path>; waiting: boolean };

export type ChangeFeed = {
  /** To be called after the commit. The first word and the last are passed on at once, others at most ten times a second for each run. */
  changed(run: string, status: RunStatus, steps: readonly Path[]): void;
  close(): void;
};

export const createChangeFeed = (port: Pick<Port, 'clock' | 'after'>, emit: (event: EngineEvent) => void): ChangeFeed => {
  const runs = new Map<string, News>();
  let callOff: (() => void) | undefined;

  const tell = (run: string, news: News, nowMs: number): void => {
    emit({ type: 'run.changed', run, status: news.status, steps: [...news.steps] });
    news.toldMs = nowMs;
    news.waiting = false;
    news.steps.clear();
  };

  const tellAll = (): void => {
    callOff = undefined;
    const nowMs = port.clock.monotonicMs();
    for (const [run, news] of runs) {
      if (news.waiting) tell(run, news, nowMs);
      else if (nowMs - news.toldMs >= EVERY_MS) runs.delete(run);
    }
  };

  return {
    changed: (run, status, steps) => {
      const nowMs = port.clock.monotonicMs();
      let news = runs.get(run);
      if (news === undefined) {
        news = { toldMs: Number.NEGATIVE_INFINITY, status, steps: new Set(), waiting: false };
        runs.set(run, news);
      }
      news.status = status;
      for (const step of steps) if (news.steps.size < STEPS_TOLD_MAX) news.steps.add(step);
      if (nowMs - news.toldMs >= EVERY_MS || isFinalRun(status)) tell(run, news, nowMs);
      else {
        news.waiting = true;
        callOff ??= port.after(EVERY_MS, tellAll);
      }
      if (isFinalRun(status)) runs.delete(run);
    },
    close: () => callOff?.(),
  };
};
