/** What a run does with a signal that it is sent: a step that waits for it takes it, or it is kept for one that will. */
import { type Problem, refuse } from '../../model/problem.ts';
import type { Block, TemplateGraph } from '../../template/template-graph.ts';
import type { RunEvent } from '../run-state.ts';
import type { Mover } from './mover.ts';
import { signalSlot } from './signal-slot.ts';
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

/** What is wrong with a signal that no step of the template could take: whoever sends it is told at once. */
const mistakeIn = (
  { graph }: Mover['state'],
  { signal, key, data }: Signal,
): { message: string; problems?: readonly Problem[] } | undefined => {
  const named = takersOf(graph).get(signal);
  if (named === undefined) return { message: `No step of the template takes a signal "${signal}".` };
  const takers = named.filter((taker) => (taker.key === undefined) === (key === undefined));
  if (takers.length === 0) return { message: key === undefined ? `Signal "${signal}" needs a key.` : `Signal "${signal}" takes no key.` };
  const [problems = [], ...others] = takers.map((taker) => taker.check(data));
  if (problems.length === 0 || others.some((found) => found.length === 0)) return undefined;
  return { message: `Signal "${signal}" is not what the steps take that wait for it.`, problems };
};

/** The same id twice is taken once. */
export const receiveSignal = (mover: Mover, event: Signal): void => {
  const { state } = mover;
  if (state.signalsSeen.has(event.id)) return;
  const mistake = mistakeIn(state, event);
  if (mistake !== undefined) refuse('invalid', mistake.message, mistake.problems);
  mover.put(event);
  const [listener] = state.listeners.get(signalSlot(event.signal, event.key)) ?? [];
  const action = listener?.plan.step.action;
  if (listener !== undefined && action?.type === 'signal') takeSignal(mover, listener, action, event.id, event.data);
};
