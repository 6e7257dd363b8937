/** What follows from moves once they are written: attempts are set to work or cut off, children started, and whoever wants to know is told. */
import type { EngineEvent, TaskEnd } from '../contract.ts';
import type { Port } from '../port.ts';
import type { Attempts } from './attempts.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { Children } from './children.ts';
import { endOfRun } from './end-of-run.ts';
import { graphCall } from './graph-step.ts';
import type { LiveRun } from './live-run.ts';
import { openAttempts } from './machine/index.ts';
import type { MetricsMeter } from './metrics-meter.ts';
import { noteChildren } from './note-children.ts';
import type { RunMove } from './run-move.ts';
import type { ChildEnd, Path, RunRecord } from './run-state.ts';

export type FollowUp = {
  /** All of one transaction. */
  written(moves: readonly RunMove[]): void;
  /** Makes what is at work agree with where the run stands. */
  settle(run: LiveRun): void;
  /** The run goes on no more. */
  finish(run: LiveRun, end: ChildEnd): void;
  /** Emits the event, and while moves are being followed up after all of that: whoever hears it may give commands at once. */
  tell(event: EngineEvent): void;
};

type Options = {
  readonly port: Port;
  readonly meter: MetricsMeter;
  readonly attempts: Attempts;
  readonly emit: (event: EngineEvent) => void;
  readonly feed: () => ChangeFeed;
  readonly children: () => Children;
  /** The run is to be let go of. */
  readonly release: (run: LiveRun) => void;
  /** There is something to do in the next turn. */
  readonly soon: () => void;
};

type AttemptRecord = Extract<RunRecord, { readonly type: 'attempt' }>;

export const createFollowUp = ({ port, meter, attempts, emit, feed, children, release, soon }: Options): FollowUp => {
  let depth = 0;
  let news: EngineEvent[] = [];

  const tell: FollowUp['tell'] = (event) => {
    if (depth > 0) news.push(event);
    else emit(event);
  };

  const finish: FollowUp['finish'] = (run, end) => {
    release(run);
    const taskEnd: TaskEnd = endOfRun(run.id, end);
    tell({ type: 'task.ended', task: run.id, end: taskEnd });
    for (const waiter of run.waiters) waiter(taskEnd);
    port.log('info', 'run.ended', { run: run.id, status: end.status });
    children().ended(run, end);
  };

  const setToWork = (run: LiveRun, { step, number, input }: AttemptRecord, { madeMs, count, ahead }: RunMove): void => {
    const call = graphCall(run.graph, step);
    if (call === undefined) return;
    const sinceMs = run.readyMs.get(step) ?? madeMs;
    run.readyMs.delete(step);
    if (ahead && call.task.pure) return;
    run.begun.set(step, { number, input, sinceMs, isRetry: run.faulted.has(step), begunBy: count });
    attempts.add(run, step);
  };

  const note = (run: LiveRun, record: RunRecord, made: RunMove): void => {
    meter.record(record);
    if (record.type === 'ready') run.readyMs.set(record.step, made.madeMs);
    else if (record.type === 'attempt') setToWork(run, record, made);
    else if (record.type === 'attempt-end') {
      const { step, number } = record;
      // A later attempt may have run ahead of this.
      if (run.begun.get(step)?.number === number) run.begun.delete(step);
      const attempt = run.attempts.get(step);
      if (attempt?.number === number) {
        attempt.abort();
        run.attempts.delete(step);
      }
      if (record.status === 'faulted') run.faulted.add(step);
    } else if (record.type === 'end') {
      run.readyMs.delete(record.step);
      run.faulted.delete(record.step);
    }
  };

  const follow = (made: RunMove): void => {
    const { live: run, event, records, status, count, insert, told } = made;
    run.followed = count;
    told?.(undefined);
    if (event.type === 'reopened') run.takenUp = true;
    const steps: Path[] = [];
    for (const record of records) {
      note(run, record, made);
      if ('step' in record) steps.push(record.step);
    }
    const left = noteChildren(run.children, records);
    feed().changed(run.id, status, steps);
    if (insert !== undefined)
      port.log('info', 'run.started', { run: run.id, template: insert.template.id, version: insert.template.version });
    for (const record of records) {
      if (record.type === 'waiting' && record.wait.for === 'child' && run.children.has(record.step))
        children().demand(run, record.step, record.wait.run);
    }
    for (const child of left) children().cancel(child);
    const last = records.at(-1);
    if (last?.type === 'run-end') finish(run, last);
  };

  return {
    tell,
    finish,
    written: (moves) => {
      depth++;
      try {
        for (const made of moves) follow(made);
      } finally {
        depth--;
      }
      if (depth > 0) return;
      const told = news;
      news = [];
      for (const event of told) emit(event);
      if (attempts.isWaiting) soon();
    },
    settle: (run) => {
      if (!run.takenUp) return;
      const open = new Map([...openAttempts(run.state)].map((attempt) => [attempt.step, attempt]));
      for (const [step, attempt] of run.attempts) {
        if (open.get(step)?.number === attempt.number) continue;
        attempt.abort();
        run.attempts.delete(step);
      }
      const sinceMs = port.clock.monotonicMs();
      for (const { step, number, input } of open.values()) {
        if (run.attempts.has(step) || run.begun.has(step)) continue;
        run.begun.set(step, { number, input, sinceMs, isRetry: run.faulted.has(step), begunBy: run.followed });
        attempts.add(run, step);
      }
      for (const [step, child] of run.children) children().demand(run, step, child);
      if (run.state.end !== undefined) finish(run, run.state.end);
      soon();
    },
  };
};
