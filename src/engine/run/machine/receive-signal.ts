/** What a run does with a signal that it is sent: a step that waits for it takes it, or it is kept for one that will. */
import { type Problem, refuse } from '../../model/problem.ts';
import type { Block, TemplateGraph } from '../../template/template-graph.ts';
import type { RunEvent } from '../run-state.ts';
import type { Mover } from './mover.ts';
import { signalSlot } from './signal-slot.ts';
import type { RunState, StepState } from './state.ts';
import { takeSignal } from './steps/signal.ts';
import type { ActionOf } from './steps/step-type.ts';

type Signal = Extract<RunEvent, { readonly type: 'signal' }>;
type Takers = ReadonlyMap<string, readonly ActionOf<'signal'>[]>;

const takersByGraph = new WeakMap<TemplateGraph, Takers>();

const collect = (block: Block, found: Map<string, ActionOf<'signal'>[]>): void => {
  for (const { action } of block.steps) {
    if (action.type === 'signal') found.set(action.signal, [...(found.get(action.signal) ?? []), action]);
    else if (action.type === 'parallel') for (const branch of action.branches.values()) collect(branch, found);
    else if (action.type === 'map') collect(action.each, found);
    else if (action.type === 'loop') collect(action.body, found);
  }
};

/** The steps of a template that take signals, by the name of the signal. */
const takersOf = (graph: TemplateGraph): Takers => {
  const known = takersByGraph.get(graph);
  if (known !== undefined) return known;
  const found = new Map<string, ActionOf<'signal'>[]>();
  collect(graph.root, found);
  takersByGraph.set(graph, found);
  return found;
};

type Mistake = { readonly message: string; readonly problems?: readonly Problem[] };

/** What is wrong with a signal that none of the steps can read; undefined where one can. */
const unreadable = (takers: readonly ActionOf<'signal'>[], { signal, data }: Signal): Mistake | undefined => {
  const [problems = [], ...others] = takers.map((taker) => taker.check(data));
  if (problems.length === 0 || others.some((found) => found.length === 0)) return undefined;
  return { message: `Signal "${signal}" is not what the steps take that wait for it.`, problems };
};

/** What is wrong with a signal that no step of the template could take. */
const mistakeIn = ({ graph }: RunState, event: Signal): Mistake | undefined => {
  const { signal, key } = event;
  const named = takersOf(graph).get(signal);
  if (named === undefined) return { message: `No step of the template takes a signal "${signal}".` };
  const takers = named.filter((taker) => (taker.key === undefined) === (key === undefined));
  if (takers.length === 0) return { message: key === undefined ? `Signal "${signal}" needs a key.` : `Signal "${signal}" takes no key.` };
  return unreadable(takers, event);
};

/** Steps that wait for the signal now, by what they take: of those that take the same, such as items of a map, the oldest. */
const listenersTo = ({ listeners }: RunState, { signal, key }: Signal): ReadonlyMap<ActionOf<'signal'>, StepState> => {
  const oldest = new Map<ActionOf<'signal'>, StepState>();
  for (const step of listeners.get(signalSlot(signal, key)) ?? []) {
    const { action } = step.plan.step;
    if (action.type === 'signal' && !oldest.has(action)) oldest.set(action, step);
  }
  return oldest;
};

/**
 * The same id twice is taken once. Whoever sends what cannot be read is told at once, and the run stays as it was: what no step of the template could take,
 * and, while steps wait for the signal, what none of these can.
 */
export const receiveSignal = (mover: Mover, event: Signal): void => {
  const { state } = mover;
  if (state.signalsSeen.has(event.id)) return;
  const waiting = listenersTo(state, event);
  const mistake = waiting.size === 0 ? mistakeIn(state, event) : unreadable([...waiting.keys()], event);
  if (mistake !== undefined) refuse('invalid', mistake.message, mistake.problems);
  mover.put(event);
  for (const [action, step] of waiting) {
    if (action.check(event.data).length > 0) continue;
    takeSignal(mover, step, event.id, event.data);
    return;
  }
};
