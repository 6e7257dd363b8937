/** The gates of all task functions, and the waking of runs that they held back. */
import type { Port } from '../port.ts';
import type { LimitRule } from '../template/template-graph.ts';
import { type OpenCall, type Outcome, TaskGate } from './task-gate.ts';
import { LOOK_AGAIN_MS } from './wake-ups.ts';

export type TaskGates<Run> = {
  /** Whether the run may begin an attempt at the function now. */
  admits(run: Run, task: string, rule: LimitRule | undefined): boolean;
  /** To be called after a move, once it was told of each attempt that the move began. */
  moved(): void;
  /** An attempt was begun, or is found open. */
  begun(task: string): OpenCall;
  /** It is no longer open. */
  ended(call: OpenCall, outcome: Outcome, rule: LimitRule | undefined): void;
  /** Does `work`, in which an attempt at the function will end: its place may be given away in it already. */
  leaving<T>(task: string, work: () => T): T;
  /** Lets those ask again that were held and need not be any longer. */
  wake(): void;
  close(): void;
};

/** `wake` makes a run ask again for what it was refused. */
export const createTaskGates = <Run>(port: Pick<Port, 'clock' | 'after'>, wake: (run: Run) => void): TaskGates<Run> => {
  const gates = new Map<string, TaskGate<Run>>();
  /** Those that hold anybody. */
  const holding = new Set<TaskGate<Run>>();
  const granting = new Set<TaskGate<Run>>();
  let timer: { readonly atMs: number; readonly callOff: () => void } | undefined;

  const gateOf = (task: string): TaskGate<Run> => {
    let gate = gates.get(task);
    if (gate === undefined) {
      gate = new TaskGate();
      gates.set(task, gate);
    }
    return gate;
  };

  const arm = (atMs: number, nowMs: number): void => {
    if (timer !== undefined && timer.atMs <= atMs) return;
    timer?.callOff();
    const ring = (): void => {
      timer = undefined;
      wakeAll();
    };
    timer = { atMs, callOff: port.after(Math.min(Math.max(atMs - nowMs, 0), LOOK_AGAIN_MS), ring) };
  };

  /** One after the other, as long as the gate is open: who is woken for nothing would lose its place. */
  const wakeHeld = (gate: TaskGate<Run>): void => {
    for (let left = gate.held.size; left > 0; left--) {
      const [run] = gate.held;
      if (run === undefined) break;
      const nowMs = port.clock.monotonicMs();
      const untilMs = gate.heldUntilMs(nowMs);
      if (untilMs !== undefined) {
        if (Number.isFinite(untilMs)) arm(untilMs, nowMs);
        return;
      }
      gate.held.delete(run);
      wake(run);
    }
    if (gate.held.size === 0) holding.delete(gate);
  };

  const wakeAll = (): void => {
    for (const gate of holding) wakeHeld(gate);
  };

  return {
    admits: (run, task, rule) => {
      if (rule === undefined) return true;
      const gate = gateOf(task);
      const nowMs = port.clock.monotonicMs();
      if (gate.admits(run, rule, nowMs)) {
        granting.add(gate);
        return true;
      }
      holding.add(gate);
      const untilMs = gate.heldUntilMs(nowMs);
      if (untilMs !== undefined && Number.isFinite(untilMs)) arm(untilMs, nowMs);
      return false;
    },
    moved: () => {
      if (granting.size === 0) return;
      for (const gate of granting) gate.moved();
      granting.clear();
    },
    begun: (task) => {
      const call: OpenCall = { task };
      gateOf(task).begun(call);
      return call;
    },
    ended: (call, outcome, rule) => gateOf(call.task).ended(call, outcome, rule, rule === undefined ? 0 : port.clock.monotonicMs()),
    leaving: (task, work) => {
      const gate = gateOf(task);
      gate.leaving++;
      try {
        return work();
      } finally {
        gate.leaving--;
      }
    },
    wake: () => {
      if (holding.size > 0) wakeAll();
    },
    close: () => timer?.callOff(),
  };
};
