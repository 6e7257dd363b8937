/** What a fork takes over from the run that it is made of: everything that is done, and neither the step it starts from nor what comes after that. */
import type { Json } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { refuse } from '../../model/problem.ts';
import type { Block } from '../../template/template-graph.ts';
import type { Path, RunRecord } from '../run-state.ts';
import { findStep } from './find-step.ts';
import type { BlockState, RunState, StepState } from './state.ts';

type Fork = {
  readonly from: Path;
  /** Of steps whose effects were taken back, with the paths of all that they are part of. */
  readonly undone: ReadonlySet<Path>;
  /** Whether the fork has another input. */
  readonly otherInput: boolean;
  readonly records: RunRecord[];
};

/** The block of a step that a path goes on into. */
const blockBehind = ({ action }: Block['steps'][number], name: string): Block | undefined => {
  if (action.type === 'parallel') return action.branches.get(name);
  if (!/^[1-9]\d*$/.test(name)) return undefined;
  if (action.type === 'map') return action.each;
  return action.type === 'loop' ? action.body : undefined;
};

/** Asks the template, as items and rounds that are over are no longer in the state. */
const isInTemplate = (root: Block, path: Path): boolean => {
  const parts = path.split('/');
  let block: Block | undefined = root;
  for (let i = 0; i < parts.length; i += 2) {
    const step: Block['steps'][number] | undefined = block?.steps.find(({ name }) => name === parts[i]);
    if (step === undefined) return false;
    if (i === parts.length - 1) return true;
    block = blockBehind(step, parts[i + 1] ?? '');
  }
  return false;
};

/** Once a run is ending, all that can be undone counts as undone: a fork must not build on it. */
const undonePaths = ({ ending, undoable }: RunState): ReadonlySet<Path> => {
  const paths = new Set<Path>();
  if (ending === undefined) return paths;
  for (const { path } of undoable) {
    for (let part = path; part !== '' && !paths.has(part); part = part.slice(0, Math.max(0, part.lastIndexOf('/')))) paths.add(part);
  }
  return paths;
};

/** What each item of a map gave; undefined of those that gave nothing. */
const resultsOf = ({ inner, output }: StepState): readonly (Json | undefined)[] => {
  if (inner?.type === 'map') return inner.results;
  if (!isJsonObject(output)) return [];
  const failed = new Set((output.failed as readonly { readonly index: number }[]).map(({ index }) => index));
  return (output.results as readonly Json[]).map((result, place) => (failed.has(place + 1) ? undefined : result));
};

/** Whether the outermost map that a path leads into has the item. What is inside of items and rounds that are over is not kept. */
const hasItem = (state: RunState, path: Path): boolean => {
  const parts = path.split('/');
  for (let count = 1; count < parts.length; count += 2) {
    const step = findStep(state, parts.slice(0, count).join('/'));
    if (step?.plan.step.action.type === 'map') return Number(parts[count]) <= resultsOf(step).length;
  }
  return true;
};

/** Good items are taken over where others are not: a map that went well is done anew as a whole. */
const adoptItems = (fork: Fork, step: StepState): void => {
  const results = resultsOf(step);
  const isBehindFork = (index: number): boolean => fork.from.startsWith(`${step.path}/${index}/`);
  const good = [...results.entries()].flatMap(([place, output]): (readonly [number, Json])[] =>
    output === undefined || isBehindFork(place + 1) || fork.undone.has(`${step.path}/${place + 1}`) ? [] : [[place + 1, output]],
  );
  if (good.length > 0 && good.length < results.length) fork.records.push({ type: 'adopted-items', step: step.path, results: good });
};

/** Whether people may decide in a step: in runs of its own, too. */
const isDecided = ({ action }: Block['steps'][number]): boolean => {
  if (action.type === 'approval' || action.type === 'workflow') return true;
  if (action.type === 'parallel') return [...action.branches.values()].some((branch) => branch.steps.some(isDecided));
  if (action.type === 'map') return action.each.steps.some(isDecided);
  return action.type === 'loop' && action.body.steps.some(isDecided);
};

/** What somebody approved were other facts. */
const isSettled = (fork: Fork, { status, handled, path, plan }: StepState): boolean =>
  !fork.undone.has(path) &&
  !(fork.otherInput && isDecided(plan.step)) &&
  (status === 'completed' || (status === 'faulted' && handled !== undefined));

const adopt = (fork: Fork, { path, output = null, failure, handled }: StepState): void => {
  fork.records.push({
    type: 'adopted',
    step: path,
    output,
    ...(failure !== undefined && { failure }),
    ...(failure !== undefined && handled?.caught !== undefined && { caught: handled.caught }),
  });
};

/** Of a step that is done anew: what is good inside of it. */
const adoptInside = (fork: Fork, step: StepState): void => {
  if (step.plan.step.action.type === 'map') adoptItems(fork, step);
  else if (step.inner?.type === 'parallel' && fork.from !== step.path) {
    for (const block of step.inner.blocks.values()) adoptBlock(fork, block);
  }
};

/** Steps stand after those that they wait for: what has to be done anew is known before what comes after it. */
const adoptBlock = (fork: Fork, block: BlockState): void => {
  const after = new Set<number>();
  for (const [place, step] of block.steps.entries()) {
    const isFrom = fork.from === step.path || fork.from.startsWith(`${step.path}/`);
    const settled = !isFrom && !after.has(place) && isSettled(fork, step);
    if (settled) adopt(fork, step);
    else if (!after.has(place)) adoptInside(fork, step);
    // Those that were skipped are asked again, and come to the same.
    if (!settled && (isFrom || after.has(place) || step.status !== 'skipped')) for (const { to } of step.plan.outgoing) after.add(to);
  }
};

/**
 * The records that a fork from this step adopts. Steps that had faulted while the run went on are taken over as such; what was undone is done anew, and so
 * are loops, and items of maps, that the step is part of; with another input also what people decided, runs of its own, and all that comes after that. Refusal 'invalid' where the run has no such step.
 */
export const forkRecords = (state: RunState, from: Path, otherInput = false): readonly RunRecord[] => {
  if (!isInTemplate(state.graph.root, from) || !hasItem(state, from)) refuse('invalid', `Run ${state.id} has no step "${from}".`);
  const fork: Fork = { from, undone: undonePaths(state), otherInput, records: [] };
  adoptBlock(fork, state.root);
  return fork.records;
};
