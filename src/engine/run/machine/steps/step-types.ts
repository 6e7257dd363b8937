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
import type { ActionOf, StepType } from './step-type.ts';
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

type TypedAction<Type extends StepAction['type']> = ActionOf<Type> & { readonly type: Type };

const typeOf = <Type extends StepAction['type']>({ type }: TypedAction<Type>): StepType<Type> => TYPES[type];

const begin = <Type extends StepAction['type']>(mover: Mover, step: StepState, action: TypedAction<Type>): void =>
  typeOf(action).begin(mover, step, action);

const goOn = <Type extends StepAction['type']>(mover: Mover, step: StepState, action: TypedAction<Type>): void =>
  typeOf(action).goOn?.(mover, step, action);

export const beginStep = (mover: Mover, step: StepState): void => begin(mover, step, step.plan.step.action);

export const goOnWithStep = (mover: Mover, step: StepState): void => goOn(mover, step, step.plan.step.action);
