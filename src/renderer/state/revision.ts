/** Counts the changes of the workspace that were heard of; queries on screen ask again when it moves. */
import { create } from 'zustand';

/** Changes within this time are one change, so that a run's many steps do not make a query each. */
const SETTLE_MS = 120;
/** While something goes on, what grows with it is asked again this often. */
const PULSE_MS = 1_000;

type Revision = {
  readonly revision: number;
  /** Moves with `revision`, and also while a task goes on that has changed nothing as a whole yet. */
  readonly pulse: number;
  readonly changed: () => void;
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

export const useRevision = create<Revision>()((set) => ({
  revision: 0,
  pulse: 0,
  changed: gathered(SETTLE_MS, () => set(({ revision, pulse }) => ({ revision: revision + 1, pulse: pulse + 1 }))),
  progressed: gathered(PULSE_MS, () => set(({ pulse }) => ({ pulse: pulse + 1 }))),
}));
