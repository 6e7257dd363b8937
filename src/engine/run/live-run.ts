/** A run that is going on in this process: carries out what each of its states asks for, and writes that before anything follows from it. */
import type { EngineEvent, TaskEnd } from '../contract.ts';
import { failureOf } from '../job/failure-of.ts';
import { createProgressMeter } from '../job/progress-meter.ts';
import type { Json } from '../model/json.ts';
import { type Failure, Refusal, refuse } from '../model/problem.ts';
import type { Port } from '../port.ts';
import type { Writer } from '../store/handle.ts';
import type { Store } from '../store/store.ts';
import type { TaskContext } from '../task/task-function.ts';
import type { TemplateGraph } from '../template/template-graph.ts';
import { nextState } from './next-state.ts';
import { isFinalRun, type RunEvent, type RunRecord, type RunState } from './run-state.ts';
import { writeRecords } from './write-records.ts';

/** What runs need from the process they go on in. */
export type RunWorld = {
  readonly store: Store;
  readonly port: Port;
  readonly emit: (event: EngineEvent) => void;
};

export type LiveRun = {
  readonly id: string;
  readonly ended: Promise<TaskEnd>;
  /** Refusal 'conflict' where the run has ended. */
  cancel(): void;
  /** Cuts off what runs, for the run to go on when the workspace is opened again. Resolves when nothing of it works any more. */
  close(): Promise<void>;
};

type Options = {
  readonly id: string;
  readonly graph: TemplateGraph;
  readonly state: RunState;
  readonly actor: string;
};

/** One attempt at a task. Whoever is no longer in the table of attempts has lost the right to read, write and end. */
type LiveAttempt = { readonly number: number; readonly controller: AbortController; readonly completions: ((writer: Writer) => void)[] };

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Moves the run on by its first event at once: when this returns, that is written.
 * @param first `started` for a new run, which `before` adds to the store in the same transaction; `reopened` for one found in the store.
 */
export const createLiveRun = (world: RunWorld, options: Options, first: RunEvent, before?: (writer: Writer) => void): LiveRun => {
  const { store, port, emit } = world;
  const { id, graph, actor } = options;
  const attempts = new Map<string, LiveAttempt>();
  const working = new Set<Promise<void>>();
  const { promise: ended, resolve: end } = Promise.withResolvers<TaskEnd>();
  const progress = createProgressMeter(id, () => port.clock.monotonicMs(), emit);
  let state = options.state;

  const finish = (taskEnd: TaskEnd): void => {
    emit({ type: 'task.ended', task: id, end: taskEnd });
    end(taskEnd);
  };

  /** Tells what was written, begins what it asks for and cuts off what it ended. */
  const follow = (records: readonly RunRecord[]): void => {
    const begun = new Map<string, { readonly number: number; readonly input: Json }>();
    for (const record of records) {
      if (record.type === 'attempt-started') begun.set(record.step, record);
      else if (record.type === 'attempt-ended') {
        begun.delete(record.step);
        attempts.get(record.step)?.controller.abort();
        attempts.delete(record.step);
      } else if (record.type === 'step-changed') emit({ type: 'run.changed', run: id, status: state.status, step: record.step });
      else emit({ type: 'run.changed', run: id, status: state.status });
    }
    for (const [step, { number, input }] of begun) launch(step, number, input);
    const last = records.at(-1);
    if (last?.type !== 'run-ended') return;
    if (last.status === 'completed') finish({ status: 'completed', answer: { run: id } });
    else if (last.status === 'cancelled') finish({ status: 'cancelled' });
    else finish({ status: 'failed', failure: last.failure as Failure });
  };

  const apply = (event: RunEvent, alongside?: (writer: Writer) => void): void => {
    const { state: next, records } = nextState(graph, state, event);
    if (records.length > 0 || alongside !== undefined) {
      store.change(actor, (writer) => {
        alongside?.(writer);
        writeRecords(writer, id, records);
      });
    }
    state = next;
    follow(records);
  };

  /** What was not written did not happen: the run stands where the store says, and goes on from there when the workspace is opened again. */
  const giveUp = (failure: Failure): void => {
    for (const { controller } of attempts.values()) controller.abort();
    attempts.clear();
    port.log('error', 'run.stopped', { run: id, kind: failure.kind });
    finish({ status: 'failed', failure });
  };

  const applyOrGiveUp = (event: RunEvent): void => {
    try {
      apply(event);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      giveUp(error.failure);
    }
  };

  const contextOf = (step: string, attempt: LiveAttempt): TaskContext => {
    const guard = (): void => {
      if (attempts.get(step) !== attempt) refuse('cancelled', `Attempt ${attempt.number} at step "${step}" is over.`);
    };
    return {
      run: id,
      step,
      attempt: attempt.number,
      actor,
      workspacePath: store.path,
      port,
      signal: attempt.controller.signal,
      read: (work) => {
        guard();
        return store.read(work);
      },
      change: (work) => {
        guard();
        return store.change(actor, work);
      },
      onCompletion: (write) => {
        attempt.completions.push(write);
      },
      progress: (word) => {
        if (attempts.get(step) === attempt) progress(word);
      },
    };
  };

  const complete = (step: string, output: Json, attempt: LiveAttempt): void => {
    try {
      apply({ type: 'completed', step, output }, (writer) => {
        for (const write of attempt.completions) write(writer);
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      applyOrGiveUp({ type: 'faulted', step, failure: error.failure });
    }
  };

  const work = async (step: string, input: Json, attempt: LiveAttempt): Promise<void> => {
    const { action } = graph.step(step);
    if (action.type !== 'task') throw new Error(`step "${step}" is not a task`);
    // Other messages, a cancellation among them, get their turn between two steps.
    await nextTurn();
    if (attempts.get(step) !== attempt) return;
    let result: { readonly output: Json } | { readonly failure: Failure };
    try {
      result = { output: await action.task.execute(input, contextOf(step, attempt)) };
    } catch (error) {
      if (attempts.get(step) !== attempt) return;
      result = { failure: failureOf(error, `step "${step}"`, port, { run: id, step }) };
    }
    if (attempts.get(step) !== attempt) return;
    if ('output' in result) complete(step, result.output, attempt);
    else applyOrGiveUp({ type: 'faulted', step, failure: result.failure });
  };

  const launch = (step: string, number: number, input: Json): void => {
    const attempt: LiveAttempt = { number, controller: new AbortController(), completions: [] };
    attempts.set(step, attempt);
    const done = work(step, input, attempt);
    working.add(done);
    // A fault of the runner itself stays unhandled and ends the process; the store holds what was reached.
    void done.finally(() => working.delete(done));
  };

  apply(first, before);

  return {
    id,
    ended,
    cancel: () => {
      if (isFinalRun(state.status)) refuse('conflict', `Run ${id} is ${state.status} already.`);
      apply({ type: 'cancelled' });
    },
    close: async () => {
      if (!isFinalRun(state.status)) {
        applyOrGiveUp({ type: 'closed' });
        if (!isFinalRun(state.status)) finish({ status: 'failed', failure: CLOSED });
      }
      await Promise.allSettled(working);
    },
  };
};

const CLOSED: Failure = { kind: 'interrupted', message: 'The workspace was closed; the run goes on when it is opened again.' };
