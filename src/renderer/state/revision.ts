/** Counts the changes of the workspace that were heard of; queries on screen ask again when it moves. */
import { useEffect, useState } from 'react';
import { create } from 'zustand';

/** Changes within this time are one change, so that a run's many steps do not make a query each. */
const SETTLE_MS = 120;
/** While something goes on, what grows with it is asked again this often. */
const PULSE_MS = 1_000;

/** What has changed: runs by their ids, or more than runs. */
type Moved = 'all' | ReadonlySet<string>;

type Revision = {
  readonly revision: number;
  /** Moves with `revision`, and also while a task goes on that has changed nothing as a whole yet. */
  readonly pulse: number;
  /** What the last move of `revision` was about. */
  readonly moved: Moved;
  readonly changed: () => void;
  readonly runChanged: (run: string) => void;
  readonly progressed: () => void;
};

/** Runs the work once the time has passed; what is asked for meanwhile is in it, and never puts it off. */
const gathered = (afterMs: number, work: () => void): (() => void) => {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      work();
    }, afterMs);
  };
};

export const useRevision = create<Revision>()((set) => {
  let moved: Moved = new Set();
  const move = gathered(SETTLE_MS, () => {
    const told = moved;
    moved = new Set();
    set(({ revision, pulse }) => ({ revision: revision + 1, pulse: pulse + 1, moved: told }));
  });
  return {
    revision: 0,
    pulse: 0,
    moved,
    changed: () => {
      moved = 'all';
      move();
    },
    runChanged: (run) => {
      if (moved !== 'all') moved = new Set([...moved, run]);
      move();
    },
    progressed: gathered(PULSE_MS, () => set(({ pulse }) => ({ pulse: pulse + 1 }))),
  };
});

/** Moves when this run has changed, or more than runs; not when other runs have. Stands still without a run. */
export const useRunRevision = (run: string | undefined): number => {
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (run === undefined) return;
    return useRevision.subscribe(({ revision, moved }, before) => {
      if (revision !== before.revision && (moved === 'all' || moved.has(run))) setCount((last) => last + 1);
    });
  }, [run]);
  return count;
};
