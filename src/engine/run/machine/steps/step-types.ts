/** The types of steps, and how a step is given to its own. */
import type { StepAction } from '../../../template/template-graph.ts';
import type { Mover } from '../mover.ts';
import type { StepState } from '../state.ts';
import { approval } from './approval.ts';
import { choice, fail, set, succeed } from './at-once.ts';
import { loop } from './loop.ts';
import { map } from './map.ts';
import { parallel } from './parallel.ts';
import { signal } from './signal.ts';
import type { StepType } from './step-type.ts';
import { task } from './task.ts';
import { wait } from './wait.ts';
import { workflow } from './workflow.ts';

const TYPES: { readonly [Type in StepAction['type']]: StepType<Type> } = {
  task,
  set,
  choice,
  succeed,
  fail,
  parallel,
  map,
  loop,
  wait,
  signal,
  approval,
  workflow,
};

/** Each type knows its own actions only; a step's action is always one of its type's. */
type AnyType = StepType<never>;

const typeOf = (step: StepState): AnyType => TYPES[step.plan.step.action.type];

export const beginStep = (mover: Mover, step: StepState): void => typeOf(step).begin(mover, step, step.plan.step.action as never);

export const goOnWithStep = (mover: Mover, step: StepState): void => typeOf(step).goOn?.(mover, step, step.plan.step.action as never);
