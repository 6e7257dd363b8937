/** Reads back where a run stood when it was last written. */
import type { Reader } from '../store/handle.ts';
import { listSteps, type StoredStep } from '../store/run/attempt-store.ts';
import { getRun } from '../store/run/run-store.ts';
import type { RunState, StepState } from './run-state.ts';

const stateOf = ({ status, attempts }: StoredStep): StepState => {
  const interruptions = attempts.filter((attempt) => attempt.status === 'interrupted').length;
  // Of a step that is not final, a cancelled attempt was cut off by the workspace's closing.
  const closings = attempts.filter((attempt) => attempt.status === 'cancelled').length;
  const output = attempts.at(-1)?.output;
  return {
    status,
    attempts: attempts.length,
    cutOff: interruptions + closings,
    interruptions,
    ...(status === 'completed' && output !== undefined && { output }),
  };
};

export const loadState = (reader: Reader, run: string): RunState => {
  const { status, input } = getRun(reader, run);
  return { status, input, steps: new Map(listSteps(reader, run).map((step) => [step.name, stateOf(step)])) };
};
