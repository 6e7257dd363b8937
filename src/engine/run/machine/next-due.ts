/** The earliest time at which a `tick` has something to do. */
import type { RunState } from './state.ts';
import { earlier } from './time.ts';

/** Undefined where only news can move the run on. A time that has passed: at once, because a move does no more than so much. */
export const nextDue = (state: RunState): string | undefined => {
  if (state.end !== undefined) return undefined;
  const { first } = state.timers;
  if (state.suspended !== undefined) return first?.due;
  return state.hungry.size > 0 ? state.at : earlier(state.deadline, first?.due);
};
