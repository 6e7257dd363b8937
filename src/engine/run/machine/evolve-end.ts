/** How the end of a step changes a state: its own, and that of those that wait for it. */
import type { Json } from '../../model/json.ts';
import type { Chosen } from '../../template/template-graph.ts';
import type { RunRecord } from '../run-state.ts';
import { endWait } from './evolve-wait.ts';
import { findStep } from './find-step.ts';
import type { Adopted, RunState, StepState } from './state.ts';

type StepEnd = Extract<RunRecord, { type: 'end' }>;

/** The steps that it chose, as a choice or by catching its fault; undefined where its edges are all alike. */
const chosenBy = (step: StepState, caught: readonly string[] | undefined): readonly string[] => {
  if (caught !== undefined) return caught;
  return step.status === 'completed' && step.plan.step.action.type === 'choice' ? (step.output as Chosen).then : [];
};

/** @param goesOn those that need the step may begin. */
const settleEdges = (step: StepState, goesOn: boolean, chosen: readonly string[]): void => {
  const { steps } = step.block;
  for (const edge of step.plan.outgoing) {
    const target = steps[edge.to];
    if (target === undefined) continue;
    const met = edge.chosen ? chosen.includes(target.plan.step.name) : goesOn;
    if (met) target.met++;
    else target.dead++;
  }
};

/** What only a step under way needs. The results of a map that faulted stay, for a fork to take over. */
const letGo = (state: RunState, step: StepState): void => {
  endWait(state, step);
  state.open.delete(step.path);
  state.hungry.delete(step);
  state.timers.set(step, undefined);
  step.open = false;
  step.input = undefined;
  step.checkpoint = undefined;
  const { inner } = step;
  if (inner?.type === 'map' && step.status !== 'completed') inner.items = [];
  else if (inner?.type !== 'parallel') step.inner = undefined;
};

const endUndo = (state: RunState, step: StepState): void => {
  state.undoing.pop();
  if (step.status !== 'completed') state.undoFailure ??= step.failure;
};

type End = Pick<StepEnd, 'status' | 'output' | 'failure' | 'caught' | 'letter'>;

const end = (state: RunState, step: StepState, { status, output, failure, caught, letter }: End): void => {
  step.status = status;
  step.output = status === 'completed' ? (output ?? step.output) : undefined;
  step.failure = status === 'faulted' ? (failure ?? step.failure) : undefined;
  letGo(state, step);
  if (step.undoes !== undefined) {
    endUndo(state, step);
    return;
  }
  const { block, plan } = step;
  block.left--;
  const borne = status === 'faulted' && caught === undefined && (plan.step.tolerate || letter === true);
  settleEdges(step, status === 'completed' || borne, chosenBy(step, caught));
  step.handled = borne || caught !== undefined ? { ...(caught && { caught }) } : undefined;
  if (status === 'faulted' && caught === undefined && !borne) block.failure ??= step.failure;
  if (status === 'completed' && plan.step.action.type === 'succeed') block.success ??= { output: step.output as Json };
};

export const endStep = (state: RunState, step: StepState, record: StepEnd): void => {
  end(state, step, record);
  const { action } = step.plan.step;
  if (record.status === 'completed' && step.undoes === undefined && action.type === 'task' && action.compensate !== undefined) {
    state.undoable.push(step);
  }
};

/** It was done in another run: nothing of it is undone in this one. */
export const applyAdopted = (state: RunState, step: StepState, { output, failure, caught }: Adopted): void => {
  if (failure === undefined) end(state, step, { status: 'completed', output });
  else end(state, step, { status: 'faulted', failure, ...(caught === undefined ? { letter: true } : { caught }) });
};

/** Steps in blocks that are not open yet take over their part when they come to be. */
export const adoptStep = (state: RunState, record: Adopted): void => {
  const step = findStep(state, record.step);
  if (step === undefined) state.adopted.set(record.step, record);
  else applyAdopted(state, step, record);
};
