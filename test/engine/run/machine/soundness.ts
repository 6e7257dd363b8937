/** What holds of every run, whatever happened to it. */
import { expect } from 'vitest';
import { type RunState, whyWaiting } from '../../../../src/engine/run/machine/index.ts';
import { isFinal, type StepState } from '../../../../src/engine/run/machine/state.ts';
import type { Path, RunRecord } from '../../../../src/engine/run/run-state.ts';
import type { Block } from '../../../../src/engine/template/template-graph.ts';
import { Drive } from './drive.ts';
import { plainState } from './plain-state.ts';

/** The block that the last step of a path stands in, by the path of that block. */
const blockOf = (root: Block, path: Path): { readonly block: Block; readonly prefix: string; readonly name: string } => {
  const parts = path.replace('~undo', '').split('/');
  let block = root;
  for (let i = 0; i + 2 < parts.length; i += 2) {
    const { action } = block.step(parts[i] as string);
    if (action.type === 'parallel') block = action.branches.get(parts[i + 1] as string) as Block;
    else if (action.type === 'map') block = action.each;
    else if (action.type === 'loop') block = action.body;
  }
  const name = parts.pop() as string;
  return { block, prefix: parts.length === 0 ? '' : `${parts.join('/')}/`, name };
};

type Seen = { attempts: number; open: boolean; completed: number; ended: string | undefined };

/** The laws of the records of a run, in the order in which they were written. */
export const expectLawful = (root: Block, records: readonly RunRecord[]): void => {
  const steps = new Map<Path, Seen>();
  const seen = (path: Path): Seen => {
    const known = steps.get(path) ?? { attempts: 0, open: false, completed: 0, ended: undefined };
    steps.set(path, known);
    return known;
  };
  const expectNeedsFinal = (path: Path): void => {
    if (path.endsWith('~undo')) return;
    const { block, prefix, name } = blockOf(root, path);
    const { edges, join } = block.step(name);
    const final = edges.filter(({ from }) => seen(prefix + from).ended !== undefined).length;
    expect(final, `"${path}" begins before what it needs is final`).toBeGreaterThanOrEqual(
      join === 'all' ? edges.length : Math.min(join, edges.length),
    );
  };
  const expectBegun = (path: Path): void => {
    expect(seen(path).ended, `"${path}" begins and was over`).toBeUndefined();
    expectNeedsFinal(path);
  };
  const undoable: Path[] = [];
  for (const [at, record] of records.entries()) {
    if (record.type === 'run-end') expect(at).toBe(records.length - 1);
    else if (record.type === 'attempt') {
      expectBegun(record.step);
      const step = seen(record.step);
      expect(step.open).toBe(false);
      expect(record.number).toBe(step.attempts + 1);
      step.attempts = record.number;
      step.open = true;
    } else if (record.type === 'attempt-end') {
      const step = seen(record.step);
      expect(step.open).toBe(true);
      expect(record.number).toBe(step.attempts);
      step.open = false;
      if (record.status === 'completed') step.completed++;
    } else if (record.type === 'waiting') expectBegun(record.step);
    else if (record.type === 'end' || record.type === 'adopted') {
      const step = seen(record.step);
      expect(step.ended, `"${record.step}" ends twice`).toBeUndefined();
      expect(step.open, `"${record.step}" ends with an attempt under way`).toBe(false);
      step.ended = record.type === 'end' ? record.status : 'completed';
      if (record.type === 'adopted') continue;
      if (record.status === 'completed') expectNeedsFinal(record.step);
      expect(step.completed).toBe(record.status === 'completed' && step.attempts > 0 ? 1 : 0);
      if (record.step.endsWith('~undo')) expect(undoable.pop()).toBe(record.step.replace('~undo', ''));
      else if (record.status === 'completed') {
        const { block, name } = blockOf(root, record.step);
        const { action } = block.step(name);
        if (action.type === 'task' && action.compensate !== undefined) undoable.push(record.step);
      }
    }
  }
  const last = records.at(-1);
  if (last?.type === 'run-end' && last.status !== 'completed') expect(undoable, 'all that can be undone was').toEqual([]);
};

const openSteps = function* (steps: readonly StepState[]): Generator<StepState> {
  for (const step of steps) {
    if (isFinal(step)) continue;
    yield step;
    const { inner } = step;
    if (inner === undefined) continue;
    const blocks = inner.type === 'parallel' ? inner.blocks.values() : inner.type === 'map' ? inner.open.values() : [inner.block];
    for (const block of blocks) if (block.status === 'open') yield* openSteps(block.steps);
  }
};

/** Every step that is not final, in every open block. */
export const stepsOnTheirWay = (state: RunState): readonly StepState[] =>
  state.end === undefined ? [...openSteps(state.root.steps), ...openSteps(state.undoing)] : [];

/** A run is the sum of its records, and nothing else. */
export const expectFoldIsState = (run: Drive): void => {
  const folded = plainState(run.folded());
  const live = plainState(run.state);
  // Texts are compared fast, their contents tell the difference.
  if (folded !== live) expect(JSON.parse(folded)).toEqual(JSON.parse(live));
};

export const expectSound = (run: Drive): void => {
  expectLawful(run.graph.root, run.records);
  expectFoldIsState(run);
  expect(run.state.open.size).toBeLessThanOrEqual(run.graph.maxConcurrency);
  for (const step of stepsOnTheirWay(run.state))
    expect(whyWaiting(run.state, step.path), `why "${step.path}" waits`).toMatch(/^[A-Z0-9].+/);
  if (run.state.end === undefined) return;
  expect([...openSteps(run.state.root.steps)].map(({ path }) => path)).toEqual([]);
  expect(run.state.timers.first).toBeUndefined();
  expect([run.state.open.size, run.state.ready.size, run.state.children.size, run.state.hungry.size, run.state.listeners.size]).toEqual([
    0, 0, 0, 0, 0,
  ]);
};

/** After each test: every run that it made is sound. */
export const expectAllSound = (): void => {
  for (const run of Drive.made.splice(0)) expectSound(run);
};
