/** A state as plain data, without the circles in it: what is equal here is equal in every part that anything follows from. */
import type { BlockState, Inner, RunState, StepState } from '../../../../src/engine/run/machine/state.ts';

const path = (step: StepState): string => step.path;

const plainInner = (inner: Inner): unknown => {
  if (inner.type === 'parallel') return { ...inner, blocks: [...inner.blocks.values()].map(plainBlock) };
  if (inner.type === 'map') return { ...inner, open: [...inner.open.values()].map(plainBlock) };
  return { ...inner, block: plainBlock(inner.block) };
};

const plainStep = (step: StepState): unknown => ({
  ...step,
  plan: step.plan.step.name,
  block: step.block.path,
  undoes: step.undoes?.path,
  inner: step.inner && plainInner(step.inner),
});

const plainBlock = (block: BlockState): unknown => ({
  ...block,
  plan: undefined,
  owner: block.owner?.path,
  steps: block.steps.map(plainStep),
});

/** As a text, in which what is missing and what is null differ. */
export const plainState = (state: RunState): string =>
  JSON.stringify(
    {
      ...state,
      graph: undefined,
      root: plainBlock(state.root),
      open: [...state.open.keys()],
      ready: [...state.ready.keys()],
      children: [...state.children.keys()],
      timers: state.timers.dueAt('~').map(({ path, due, timerPlace }) => ({ path, due, timerPlace })),
      hungry: [...state.hungry].map(path),
      // Their blocks may have been let go: what undoes them reads those.
      undoable: state.undoable.map((step) => [plainStep(step), plainBlock(step.block)]),
      undoing: state.undoing.map(plainStep),
      signals: [...state.signals],
      slots: [...state.slots].map(([slot, ids]) => [slot, [...ids]]),
      signalsSeen: [...state.signalsSeen],
      listeners: [...state.listeners].map(([slot, steps]) => [slot, [...steps].map(path)]),
      adopted: [...state.adopted],
      adoptedItems: [...state.adoptedItems],
    },
    (_key, value: unknown) => (value === undefined ? '(nothing)' : value),
  );
