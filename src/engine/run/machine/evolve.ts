/** Applies one record to a run's state. Total over what `move` writes; nothing else changes a state, so that a run is the sum of its records. */
import type { RunRecord } from '../run-state.ts';
import { endAttempt, startAttempt } from './evolve-attempt.ts';
import { closeBlock, openBlock } from './evolve-block.ts';
import { adoptStep, endStep } from './evolve-end.ts';
import { keepSignal, takeSignal } from './evolve-signal.ts';
import { beginWait, holdBack } from './evolve-wait.ts';
import { stepAt, undoPath } from './find-step.ts';
import { isFinal, newStep, type RunState, type StepState } from './state.ts';
import { setTimer } from './step-due.ts';
import { later, msBetween } from './time.ts';

/** Steps that are on their way, in every open block. */
const visitLive = (state: RunState, visit: (step: StepState) => void): void => {
  const visitAll = (steps: readonly StepState[]): void => {
    for (const step of steps) {
      if (isFinal(step)) continue;
      visit(step);
      const { inner } = step;
      if (inner === undefined) continue;
      const blocks = inner.type === 'parallel' ? inner.blocks.values() : inner.type === 'map' ? inner.open.values() : [inner.block];
      for (const block of blocks) if (block.status === 'open') visitAll(block.steps);
    }
  };
  visitAll(state.root.steps);
  visitAll(state.undoing);
};

/** The time that a run is suspended does not count for the timeouts of its steps and its own. */
const resume = (state: RunState, at: string): void => {
  if (state.suspended === undefined) return;
  const pausedMs = Math.max(0, msBetween(state.suspended.since, at));
  state.suspended = undefined;
  if (state.deadline !== undefined) state.deadline = later(state.deadline, pausedMs);
  visitLive(state, (step) => {
    if (step.readyAt !== undefined) step.readyAt = later(step.readyAt, pausedMs);
    if (step.beganAt !== undefined && !state.open.has(step.path)) step.beganAt = later(step.beganAt, pausedMs);
    setTimer(state, step);
  });
};

const beginEnding = (state: RunState, record: Extract<RunRecord, { readonly type: 'ending' }>): void => {
  state.ending = record;
  state.suspended = undefined;
  state.deadline = undefined;
  for (const step of state.undoable) state.undoing.push(newStep(step.plan, step.block, undoPath(step), step));
};

const letTryAgain = (state: RunState, step: StepState, at: string): void => {
  step.faults = 0;
  step.interruptions = 0;
  step.readyAt = at;
  holdBack(state, step, at);
};

type RecordOf<Type extends RunRecord['type']> = Extract<RunRecord, { readonly type: Type }>;

const CHANGES: { readonly [Type in RunRecord['type']]: (state: RunState, record: RecordOf<Type>, at: string) => void } = {
  started: (state, { pins }, at) => {
    state.started = true;
    state.pins = pins;
    const { runTimeoutMs } = state.graph;
    if (runTimeoutMs !== undefined) state.deadline = later(at, runTimeoutMs);
  },
  ready: (state, { step }, at) => holdBack(state, stepAt(state, step), at),
  attempt: (state, record, at) => startAttempt(state, stepAt(state, record.step), record, at),
  checkpoint: (state, { step, data }) => {
    stepAt(state, step).checkpoint = data;
  },
  'attempt-end': (state, record) => endAttempt(state, stepAt(state, record.step), record),
  waiting: (state, { step, wait }, at) => beginWait(state, stepAt(state, step), wait, at),
  end: (state, record) => endStep(state, stepAt(state, record.step), record),
  block: (state, { block }, at) => openBlock(state, block, at),
  'block-end': closeBlock,
  signal: keepSignal,
  'signal-taken': (state, { id }) => takeSignal(state, id),
  // What it does to the step stands in the step's end.
  decision: () => {},
  suspended: (state, { reason }, at) => {
    state.suspended = { reason, since: at };
    visitLive(state, (step) => setTimer(state, step));
  },
  resumed: (state, _record, at) => resume(state, at),
  retried: (state, { step }, at) => letTryAgain(state, stepAt(state, step), at),
  ending: beginEnding,
  adopted: adoptStep,
  'adopted-items': (state, { step, results }) => {
    state.adoptedItems.set(step, results);
  },
  'run-end': (state, record) => {
    state.end = record;
  },
};

const apply = <Type extends RunRecord['type']>(state: RunState, record: RecordOf<Type> & { readonly type: Type }, at: string): void => {
  const type: Type = record.type;
  CHANGES[type](state, record, at);
};

/** @param at time of the record's move. */
export const evolve = (state: RunState, record: RunRecord, at: string): void => {
  state.at = at;
  apply(state, record, at);
};
