/** Counts what happened in runs, from their moves. */
import type { FailureKind } from '../../model/problem.ts';
import type { RunStatus, RunSummary } from '../../model/run.ts';
import type { RunStats, TaskStats } from '../../model/run-stats.ts';
import { RUN_STATUSES } from '../../model/run-status.ts';
import { isUndo, nameIn, type TemplateOutline } from '../history/template-outline.ts';
import { isFinalRun, type Move, type Path, type RunRecord } from '../run-state.ts';
import { spreadOf } from './spread.ts';

/** The function behind `rules` steps. */
const RULES_TASK = 'rules.decide';

type AttemptEnd = Extract<RunRecord, { readonly type: 'attempt-end' }>;

type StepTimes = { readonly readyAt: string; begun: boolean; faulted: boolean; startedAt: string };

const newTimes = (at: string): StepTimes => ({ readyAt: at, begun: false, faulted: false, startedAt: at });

type TaskTally = {
  attempts: number;
  retries: number;
  faults: number;
  interruptions: number;
  readonly queueMs: number[];
  readonly runMs: number[];
};

const msBetween = (from: string, to: string): number => Math.max(0, Date.parse(to) - Date.parse(from));

/** What a step, or what undoes it, calls; undefined where it calls no function. */
const taskOf = (outline: TemplateOutline, path: Path): string | undefined => {
  const document = outline.step(nameIn(path))?.document;
  if (isUndo(path)) return document !== undefined && 'compensate' in document ? document.compensate?.run : undefined;
  if (document?.type === 'task') return document.run;
  return document?.type === 'rules' ? RULES_TASK : undefined;
};

export class RunTally {
  private readonly byStatus = Object.fromEntries(RUN_STATUSES.map((status) => [status, 0])) as Record<RunStatus, number>;
  private readonly runMs: number[] = [];
  private readonly tasks = new Map<string, TaskTally>();
  private readonly faults: { [Kind in FailureKind]?: number } = {};
  private runs = 0;
  private steps = 0;

  addRun({ status, createdAt, endedAt }: RunSummary): void {
    this.runs++;
    this.byStatus[status]++;
    if (isFinalRun(status) && endedAt !== undefined) this.runMs.push(msBetween(createdAt, endedAt));
  }

  /** Takes the moves of one run, one after the other. */
  follow(outline: TemplateOutline): (move: Move) => void {
    const open = new Map<Path, StepTimes>();
    return ({ at, records }) => {
      for (const record of records) {
        // A step that is to be tried again is ready once more.
        if (record.type === 'ready' && !open.has(record.step)) open.set(record.step, newTimes(at));
        else if (record.type === 'attempt') this.begin(outline, record.step, at, open);
        else if (record.type === 'attempt-end') this.end(outline, record, at, open.get(record.step));
        else if (record.type === 'end') {
          if (record.status !== 'skipped') this.steps++;
          open.delete(record.step);
        }
      }
    };
  }

  private begin(outline: TemplateOutline, step: Path, at: string, open: Map<Path, StepTimes>): void {
    const times = open.get(step) ?? newTimes(at);
    const task = this.task(taskOf(outline, step));
    if (task !== undefined) {
      task.attempts++;
      if (times.faulted) task.retries++;
      if (!times.begun) task.queueMs.push(msBetween(times.readyAt, at));
    }
    times.begun = true;
    times.startedAt = at;
    open.set(step, times);
  }

  private end(outline: TemplateOutline, { step, status, failure }: AttemptEnd, at: string, times: StepTimes | undefined): void {
    if (status === 'faulted') this.faults[failure?.kind ?? 'fault'] = (this.faults[failure?.kind ?? 'fault'] ?? 0) + 1;
    const task = this.task(taskOf(outline, step));
    if (times === undefined || task === undefined) return;
    times.faulted = status === 'faulted';
    if (status === 'interrupted') task.interruptions++;
    if (status === 'faulted') task.faults++;
    if (status === 'faulted' || status === 'completed') task.runMs.push(msBetween(times.startedAt, at));
  }

  private task(name: string | undefined): TaskTally | undefined {
    if (name === undefined) return undefined;
    let task = this.tasks.get(name);
    if (task === undefined) {
      task = { attempts: 0, retries: 0, faults: 0, interruptions: 0, queueMs: [], runMs: [] };
      this.tasks.set(name, task);
    }
    return task;
  }

  stats(): Omit<RunStats, 'total' | 'process'> {
    const tasks = [...this.tasks].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const sum = (of: 'attempts' | 'retries'): number => tasks.reduce((total, [, task]) => total + task[of], 0);
    return {
      runs: this.runs,
      byStatus: { ...this.byStatus },
      runMs: spreadOf(this.runMs),
      steps: this.steps,
      attempts: sum('attempts'),
      retries: sum('retries'),
      faults: { ...this.faults },
      tasks: tasks.map(([task, tally]): TaskStats => ({ task, ...tally, queueMs: spreadOf(tally.queueMs), runMs: spreadOf(tally.runMs) })),
    };
  }
}
