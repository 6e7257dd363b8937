/** Finds steps and blocks by their paths. */
import type { Path } from '../run-state.ts';
import type { BlockState, RunState, StepState } from './state.ts';

const UNDO = '~undo';

export const undoPath = (step: StepState): Path => step.path + UNDO;

const stepIn = (block: BlockState, name: string): StepState | undefined => {
  const place = block.plan.places.get(name);
  return place === undefined ? undefined : block.steps[place];
};

/** The open block of a step; of a parallel step also those that have ended. */
const blockIn = ({ inner }: StepState, name: string): BlockState | undefined => {
  if (inner?.type === 'parallel') return inner.blocks.get(name);
  if (inner?.type === 'map') return inner.open.get(Number(name));
  return inner?.block.name === name ? inner.block : undefined;
};

/** Undefined for paths that the template does not have, and in blocks that were not opened yet or have been let go. */
export const findStep = (state: RunState, path: Path): StepState | undefined => {
  if (path.endsWith(UNDO)) return state.undoing.findLast((undo) => undo.path === path);
  if (!path.includes('/')) return stepIn(state.root, path);
  const parts = path.split('/');
  let block: BlockState | undefined = state.root;
  for (let i = 0; block !== undefined && i < parts.length; i += 2) {
    const step = stepIn(block, parts[i] ?? '');
    if (step === undefined || i === parts.length - 1) return step;
    block = blockIn(step, parts[i + 1] ?? '');
  }
  return undefined;
};

/** Throws where there is no such step: the record is not of this run. */
export const stepAt = (state: RunState, path: Path): StepState => {
  const step = findStep(state, path);
  if (step === undefined) throw new Error(`run ${state.id} has no step "${path}"`);
  return step;
};

/** The step that a block belongs to, and which of its blocks it is. */
export const splitBlockPath = (block: Path): { readonly owner: Path; readonly name: string } => {
  const at = block.lastIndexOf('/');
  return { owner: block.slice(0, at), name: block.slice(at + 1) };
};

/** An open block. */
export const blockAt = (state: RunState, path: Path): BlockState => {
  const { owner, name } = splitBlockPath(path);
  const block = blockIn(stepAt(state, owner), name);
  if (block === undefined) throw new Error(`run ${state.id} has no block "${path}"`);
  return block;
};
