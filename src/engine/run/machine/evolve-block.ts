/** How the opening and the end of a branch, an item or a round change a state. */
import type { Json } from '../../model/json.ts';
import type { Failure } from '../../model/problem.ts';
import type { RunRecord } from '../run-state.ts';
import { blockPlan } from './block-plan.ts';
import { applyAdopted } from './evolve-end.ts';
import { blockAt, splitBlockPath, stepAt } from './find-step.ts';
import { mayOpenItem, skipAdopted } from './map-items.ts';
import { type BlockState, type MapState, newBlock, type RunState, type StepState } from './state.ts';
import { setTimer } from './step-due.ts';

const openBranch = (step: StepState, path: string, name: string): BlockState => {
  const { action } = step.plan.step;
  const branch = action.type === 'parallel' ? action.branches.get(name) : undefined;
  if (branch === undefined) throw new Error(`step "${step.path}" has no branch "${name}"`);
  const block = newBlock(blockPlan(branch), { path, owner: step, name });
  if (step.inner?.type !== 'parallel') {
    step.inner = { type: 'parallel', blocks: new Map(), completed: 0, faulted: 0, failure: undefined };
  }
  step.inner.blocks.set(name, block);
  return block;
};

/** Whether the map may open another item at once is kept for everybody to see. */
const setHunger = (state: RunState, step: StepState, map: MapState): void => {
  const { action } = step.plan.step;
  if (action.type === 'map' && mayOpenItem(map, action)) state.hungry.add(step);
  else state.hungry.delete(step);
};

const openItem = (state: RunState, step: StepState, path: string, name: string): BlockState => {
  const { action } = step.plan.step;
  const map = step.inner;
  if (action.type !== 'map' || map?.type !== 'map') throw new Error(`step "${step.path}" has no items`);
  const index = Number(name);
  const block = newBlock(blockPlan(action.each), { path, owner: step, name, item: map.items[index - 1] ?? null });
  map.open.set(index, block);
  map.next = index + 1;
  skipAdopted(map);
  setHunger(state, step, map);
  return block;
};

const openRound = (step: StepState, path: string, name: string): BlockState => {
  const { action } = step.plan.step;
  if (action.type !== 'loop') throw new Error(`step "${step.path}" has no rounds`);
  const before = step.inner?.type === 'loop' ? step.inner.block.output : undefined;
  const index = Number(name);
  const block = newBlock(blockPlan(action.body), { path, owner: step, name, loop: { index, last: before ?? null } });
  step.inner = { type: 'loop', block, rounds: index };
  return block;
};

export const openBlock = (state: RunState, path: string, at: string): void => {
  const { owner, name } = splitBlockPath(path);
  const step = stepAt(state, owner);
  step.status = 'running';
  step.readyAt ??= at;
  step.beganAt ??= at;
  const { type } = step.plan.step.action;
  const block =
    type === 'parallel' ? openBranch(step, path, name) : type === 'map' ? openItem(state, step, path, name) : openRound(step, path, name);
  setTimer(state, step);
  if (state.adopted.size === 0) return;
  for (const inside of block.steps) {
    const adopted = state.adopted.get(inside.path);
    if (adopted === undefined) continue;
    state.adopted.delete(inside.path);
    applyAdopted(state, inside, adopted);
  }
};

type BlockEnd = Extract<RunRecord, { type: 'block-end' }>;

const failureOf = ({ failure, block }: BlockEnd): Failure => {
  if (failure === undefined) throw new Error(`block "${block}" faulted without a failure`);
  return failure;
};

/** What a finished item does not leave to the map is let go. */
const closeItem = (state: RunState, step: StepState, map: MapState, index: number, end: BlockEnd): void => {
  map.open.delete(index);
  if (end.status === 'completed') {
    map.results[index - 1] = end.output as Json;
    map.succeeded++;
  } else if (end.status === 'faulted') map.failed.push({ index, error: failureOf(end) });
  setHunger(state, step, map);
};

export const closeBlock = (state: RunState, end: BlockEnd): void => {
  const block = blockAt(state, end.block);
  block.status = end.status;
  block.output = end.output;
  block.failure = end.failure;
  const { owner } = block;
  const inner = owner?.inner;
  if (owner === undefined || inner === undefined) throw new Error(`block "${end.block}" has no step`);
  if (inner.type === 'map') closeItem(state, owner, inner, Number(block.name), end);
  else if (inner.type === 'parallel' && end.status === 'completed') inner.completed++;
  else if (inner.type === 'parallel' && end.status === 'faulted') {
    inner.faulted++;
    inner.failure = end.failure;
  }
};
