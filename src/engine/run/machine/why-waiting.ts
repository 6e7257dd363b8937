/** Says of a step that is not final what it waits for. */
import type { Path, Wait } from '../run-state.ts';
import { callOf } from './attempt.ts';
import { findStep } from './find-step.ts';
import { signalSlot } from './signal-slot.ts';
import { type Inner, isFinal, type RunState, type StepState } from './state.ts';

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

/** At most this many steps are named. */
const NAMES_MAX = 5;

const named = (names: readonly string[]): string =>
  names.length <= NAMES_MAX ? quoted(names) : `${quoted(names.slice(0, NAMES_MAX))} and ${names.length - NAMES_MAX} others`;

const whyPending = ({ block, plan }: StepState): string => {
  const place = block.steps.findIndex((step) => step.plan === plan);
  const sources = block.steps.filter((step) => !isFinal(step) && step.plan.outgoing.some(({ to }) => to === place));
  if (sources.length === 0) return 'It begins as soon as the run goes on.';
  const names = named(sources.map((step) => step.plan.step.name));
  if (plan.step.join === 'all') return `It waits for ${names}.`;
  return `It waits until ${plan.needed} of the steps that it needs ${plan.needed === 1 ? 'has' : 'have'} completed; open are ${names}.`;
};

const whyReady = ({ open, graph }: RunState, step: StepState): string => {
  if (open.size < graph.maxConcurrency) {
    return `It is held back: task function "${callOf(step).task.name}" has reached its limit, or has faulted too often to be tried now.`;
  }
  return graph.maxConcurrency === 1
    ? 'It waits for its turn: the run works on one step at a time.'
    : `It waits for its turn: the run works on ${graph.maxConcurrency} steps at a time.`;
};

const whyInside = (inner: Inner): string => {
  if (inner.type === 'loop') return `Round ${inner.rounds} is under way.`;
  if (inner.type === 'map') {
    const done = inner.succeeded + inner.failed.length;
    return `${done} of ${inner.items.length} items are done, ${inner.open.size} are under way.`;
  }
  const open = [...inner.blocks].filter(([, block]) => block.status === 'open').map(([name]) => name);
  return `It waits for ${open.length === 1 ? 'branch' : 'branches'} ${named(open)}.`;
};

const whyRunning = ({ inner, attempts, beganAt }: StepState): string =>
  inner === undefined ? `Attempt ${attempts} has been under way since ${beganAt}.` : whyInside(inner);

const approvalSentence = ({ roles, due, overdue, notBy }: Extract<Wait, { readonly for: 'approval' }>): string => {
  const who = `It waits for the decision of somebody who is ${roles.map((role) => `"${role}"`).join(' or ')}`;
  const except = notBy === undefined ? '' : ` and not ${notBy}`;
  if (overdue === true) return `${who}${except}. It was due at ${due}.`;
  return `${who}${except}${due === undefined ? '.' : `, until ${due}.`}`;
};

/** What it could read, it would have taken. */
const signalSentence = ({ slots }: RunState, { signal, key }: Extract<Wait, { readonly for: 'signal' }>): string => {
  const unread = slots.get(signalSlot(signal, key))?.size ?? 0;
  const kept =
    unread === 1 ? ' 1 signal of that name is kept that it cannot read.' : ` ${unread} signals of that name are kept that it cannot read.`;
  return `It waits for the signal "${signal}"${key === undefined ? '' : ` with key "${key}"`}.${unread === 0 ? '' : kept}`;
};

const whyWaits = (state: RunState, step: StepState, wait: Wait): string => {
  switch (wait.for) {
    case 'time':
      return `It waits until ${wait.until}.`;
    case 'retry':
      return `It is tried again at ${wait.until}, for attempt ${wait.attempt}; the last one failed: ${step.failure?.message ?? ''}`;
    case 'signal':
      return signalSentence(state, wait);
    case 'approval':
      return approvalSentence(wait);
    case 'child':
      return `It waits for run ${wait.run}.`;
    case 'person':
      return `It is not tried again by itself; it waits for a person to have it tried again. The last attempt failed: ${step.failure?.message ?? ''}`;
  }
};

const whyUndoing = ({ undoing }: RunState, step: StepState): string | undefined =>
  step.undoes !== undefined && step.status === 'pending' && undoing.at(-1) !== step
    ? `What completed after "${step.undoes.path}" is undone first.`
    : undefined;

/** A sentence for every step that is not final; undefined for all others, and for steps of blocks that are not open. */
export const whyWaiting = (state: RunState, path: Path): string | undefined => {
  const step = findStep(state, path);
  if (step === undefined || isFinal(step) || state.end !== undefined) return undefined;
  const undoing = whyUndoing(state, step);
  if (undoing !== undefined) return undoing;
  if (state.suspended !== undefined && (step.status === 'pending' || step.status === 'ready')) {
    return `The run is suspended: ${state.suspended.reason}`;
  }
  if (step.status === 'ready') return whyReady(state, step);
  if (step.wait !== undefined) return whyWaits(state, step, step.wait);
  return step.status === 'pending' ? whyPending(step) : whyRunning(step);
};
