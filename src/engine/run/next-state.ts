/** How a run moves on: from where it stands and what happened, to where it then stands and what is to be written. Works on plain data only. */
import type { Json } from '../model/json.ts';
import { assertNever, type Failure, Refusal } from '../model/problem.ts';
import type { StepStatus } from '../model/run.ts';
import type { Chosen, GraphStep, TemplateGraph, TemplateValues } from '../template/template-graph.ts';
import { isRetryable } from './is-retryable.ts';
import { nextSteps } from './next-steps.ts';
import { type AttemptStatus, isFinalStep, type RunEvent, type RunRecord, type RunState, type StepState } from './run-state.ts';

/** Task attempts that a run may have going at once; ready steps beyond it wait their turn. */
export const RUNNING_STEPS_MAX = 8;
/** How often a step that may be repeated is begun again after the program ended under it: a step that brings it down must not do so for ever. */
const INTERRUPTIONS_MAX = 3;

export type Moved = { readonly state: RunState; readonly records: readonly RunRecord[] };

type AttemptEnd = { readonly status: AttemptStatus; readonly output?: Json; readonly failure?: Failure };

/** The state on its way, and what was done to it. Only `nextState` sees it. */
class Draft {
  readonly graph: TemplateGraph;
  readonly input: Json;
  readonly steps: Map<string, StepState>;
  readonly records: RunRecord[] = [];
  status: RunState['status'];

  constructor(graph: TemplateGraph, state: RunState) {
    this.graph = graph;
    this.input = state.input;
    this.steps = new Map(state.steps);
    this.status = state.status;
  }

  step(name: string): StepState {
    const state = this.steps.get(name);
    if (state === undefined) throw new Error(`the run has no step "${name}"`);
    return state;
  }

  values(): TemplateValues {
    const outputs = new Map<string, Json>();
    for (const [name, { output }] of this.steps) if (output !== undefined) outputs.set(name, output);
    return { input: this.input, outputs };
  }

  setStatus(name: string, status: StepStatus, change: Partial<StepState> = {}): void {
    this.steps.set(name, { ...this.step(name), ...change, status });
    this.records.push({ type: 'step-changed', step: name, status });
  }

  beginAttempt(name: string, input: Json): void {
    const attempts = this.step(name).attempts + 1;
    this.records.push({ type: 'attempt-started', step: name, number: attempts, input });
    this.setStatus(name, 'running', { attempts });
  }

  endAttempt(name: string, end: AttemptEnd): void {
    this.records.push({ type: 'attempt-ended', step: name, number: this.step(name).attempts, ...end });
  }

  completeStep(name: string, output: Json): void {
    this.endAttempt(name, { status: 'completed', output });
    this.setStatus(name, 'completed', { output });
  }

  running(): readonly string[] {
    return [...this.steps].filter(([, step]) => step.status === 'running').map(([name]) => name);
  }

  endRun(status: 'completed' | 'faulted' | 'cancelled', end: { readonly output?: Json; readonly failure?: Failure } = {}): void {
    this.status = status;
    this.records.push({ type: 'run-ended', status, ...end });
  }

  /** Ends a run before its last step: whatever runs is cut off, whatever waits is never begun. */
  stop(status: 'faulted' | 'cancelled', failure?: Failure): void {
    for (const name of this.running()) {
      this.endAttempt(name, { status: 'cancelled' });
      this.setStatus(name, 'cancelled');
    }
    for (const [name, step] of this.steps)
      if (!isFinalStep(step.status)) this.setStatus(name, status === 'cancelled' ? 'cancelled' : 'skipped');
    this.endRun(status, failure === undefined ? {} : { failure });
  }

  /** Fail-fast: the first step that faults for good ends the run. */
  fault(name: string, failure: Failure): void {
    this.endAttempt(name, { status: 'faulted', failure });
    this.setStatus(name, 'faulted');
    this.stop('faulted', failure);
  }
}

/** What an expression may say about values that do not fit is kept as the step's failure; anything else is a fault of ours. */
const orFailure = <T>(work: () => T): { readonly value: T } | { readonly failure: Failure } => {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof Refusal) return { failure: error.failure };
    throw error;
  }
};

/** Begins a step. Tasks are left running; the other kinds are done at once. */
const begin = (draft: Draft, { name, action }: GraphStep): void => {
  const values = draft.values();
  if (action.type === 'task') {
    const planned = orFailure(() => action.arguments(values));
    draft.beginAttempt(name, 'value' in planned ? planned.value : null);
    if ('failure' in planned) draft.fault(name, planned.failure);
    return;
  }
  draft.beginAttempt(name, null);
  const result = orFailure((): Json | Chosen => {
    if (action.type === 'choice') return action.choose(values);
    return action.type === 'set' ? action.value(values) : action.message(values);
  });
  if ('failure' in result) draft.fault(name, result.failure);
  else if (action.type === 'fail') draft.fault(name, { kind: 'invalid', message: String(result.value) });
  else draft.completeStep(name, result.value);
};

/** Begins and skips steps until nothing more can be done without waiting. Every round makes a step final or running, so it ends. */
const advance = (draft: Draft): void => {
  while (draft.status === 'running') {
    const { start, skip } = nextSteps(draft.graph, draft.steps);
    for (const name of skip) draft.setStatus(name, 'skipped');
    let free = RUNNING_STEPS_MAX - draft.running().length;
    let begun = 0;
    for (const name of start) {
      const step = draft.graph.step(name);
      if (step.action.type === 'task' && free-- <= 0) continue;
      begin(draft, step);
      begun++;
      if (draft.status !== 'running') return;
    }
    if (begun === 0 && skip.length === 0) break;
  }
  if (draft.status !== 'running' || [...draft.steps.values()].some((step) => !isFinalStep(step.status))) return;
  const output = orFailure(() => draft.graph.output(draft.values()));
  if ('value' in output) draft.endRun('completed', { output: output.value });
  else draft.endRun('faulted', { failure: output.failure });
};

const taskOf = (draft: Draft, name: string): Extract<GraphStep['action'], { type: 'task' }> => {
  const { action } = draft.graph.step(name);
  if (action.type !== 'task') throw new Error(`step "${name}" is not a task`);
  return action;
};

const faulted = (draft: Draft, name: string, failure: Failure): void => {
  const { attempts, cutOff } = draft.step(name);
  const { maximumAttempts } = taskOf(draft, name);
  if (!isRetryable(failure) || attempts - cutOff >= maximumAttempts) {
    draft.fault(name, failure);
    return;
  }
  draft.endAttempt(name, { status: 'faulted', failure });
  draft.setStatus(name, 'pending');
};

/** Why a step that was cut off may not simply be begun again, or undefined. */
const againstRepeating = (draft: Draft, name: string): string | undefined => {
  const { interruptions } = draft.step(name);
  if (!taskOf(draft, name).task.idempotent) return 'it must not be done twice';
  return interruptions > INTERRUPTIONS_MAX ? `this has happened ${interruptions} times` : undefined;
};

/** Steps that may be repeated wait to be begun again; the first that may not ends the run. */
const cutOff = (draft: Draft, status: 'cancelled' | 'interrupted'): void => {
  const names = draft.running();
  for (const name of names) {
    const step = draft.step(name);
    const interruptions = step.interruptions + (status === 'interrupted' ? 1 : 0);
    draft.endAttempt(name, { status });
    draft.setStatus(name, 'pending', { cutOff: step.cutOff + 1, interruptions });
  }
  for (const name of names) {
    const reason = againstRepeating(draft, name);
    if (reason === undefined) continue;
    const { title } = draft.graph.step(name);
    draft.setStatus(name, 'faulted');
    draft.stop('faulted', {
      kind: 'interrupted',
      message: `The program ended while "${title}" was running, and ${reason}. Start the run again.`,
    });
    return;
  }
};

/**
 * What follows from an event. Throws for events that the state does not allow: a fault of the caller.
 * The values that steps are given are computed here, from the outputs of the steps before them.
 */
export const nextState = (graph: TemplateGraph, state: RunState, event: RunEvent): Moved => {
  if (state.status !== 'running') throw new Error(`a run that is ${state.status} cannot move on`);
  const draft = new Draft(graph, state);
  if ((event.type === 'completed' || event.type === 'faulted') && draft.step(event.step).status !== 'running') {
    throw new Error(`step "${event.step}" is not running`);
  }
  switch (event.type) {
    case 'started':
      break;
    case 'completed':
      draft.completeStep(event.step, event.output);
      break;
    case 'faulted':
      faulted(draft, event.step, event.failure);
      break;
    case 'cancelled':
      draft.stop('cancelled');
      break;
    case 'closed':
      cutOff(draft, 'cancelled');
      break;
    case 'reopened':
      cutOff(draft, 'interrupted');
      break;
    default:
      assertNever(event);
  }
  if (event.type !== 'closed') advance(draft);
  return { state: { status: draft.status, input: draft.input, steps: draft.steps }, records: draft.records };
};
