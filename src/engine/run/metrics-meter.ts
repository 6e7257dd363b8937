/** Counters and histograms of the runs of this process. They hold names, counts and times, and nothing of what runs work on. */
import type { FailureKind } from '../model/problem.ts';
import type { Histogram, LiveMetrics, LiveTaskMetrics } from '../model/run-stats.ts';
import type { RunRecord } from './run-state.ts';

/** From a fast commit to a task of an hour. */
const MS_BOUNDS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 60_000, 600_000, 3_600_000];
const MOVE_BOUNDS = [1, 2, 4, 8, 16, 32, 64, 128, 256];

class Counts {
  private readonly bounds: readonly number[];
  private readonly counts: number[];
  private count = 0;
  private sum = 0;

  constructor(bounds: readonly number[]) {
    this.bounds = bounds;
    this.counts = new Array<number>(bounds.length + 1).fill(0);
  }

  add(value: number): void {
    let at = 0;
    while (at < this.bounds.length && value > (this.bounds[at] as number)) at++;
    this.counts[at] = (this.counts[at] as number) + 1;
    this.count++;
    this.sum += value;
  }

  histogram(): Histogram {
    return { bounds: this.bounds, counts: [...this.counts], count: this.count, sum: this.sum };
  }
}

class TaskCounts {
  attempts = 0;
  retries = 0;
  faults = 0;
  readonly faultKinds: { [Kind in FailureKind]?: number } = {};
  readonly queueMs = new Counts(MS_BOUNDS);
  readonly runMs = new Counts(MS_BOUNDS);

  metrics(task: string): LiveTaskMetrics {
    const { attempts, retries, faults } = this;
    return {
      task,
      attempts,
      retries,
      faults,
      faultKinds: { ...this.faultKinds },
      queueMs: this.queueMs.histogram(),
      runMs: this.runMs.histogram(),
    };
  }
}

export class MetricsMeter {
  private readonly since: string;
  private readonly tasks = new Map<string, TaskCounts>();
  private readonly commitMs = new Counts(MS_BOUNDS);
  private readonly commitMoves = new Counts(MOVE_BOUNDS);
  private steps = 0;
  private retries = 0;
  private moves = 0;
  private commits = 0;
  private refused = 0;
  late = 0;

  constructor(since: string) {
    this.since = since;
  }

  committed(moves: number, elapsedMs: number): void {
    this.commits++;
    this.moves += moves;
    this.commitMs.add(elapsedMs);
    this.commitMoves.add(moves);
  }

  commitRefused(): void {
    this.refused++;
  }

  /** What a written move says. */
  record(record: RunRecord): void {
    if (record.type === 'end') this.steps++;
  }

  began(task: string, { isRetry, queueMs }: { readonly isRetry: boolean; readonly queueMs: number }): void {
    const counts = this.of(task);
    counts.attempts++;
    if (isRetry) {
      counts.retries++;
      this.retries++;
    }
    counts.queueMs.add(queueMs);
  }

  ended(task: string, elapsedMs: number, fault: FailureKind | undefined): void {
    const counts = this.of(task);
    counts.runMs.add(elapsedMs);
    if (fault === undefined) return;
    counts.faults++;
    counts.faultKinds[fault] = (counts.faultKinds[fault] ?? 0) + 1;
  }

  metrics(stalled: number): LiveMetrics {
    const { since, steps, retries, late, moves, commits, refused } = this;
    const tasks = [...this.tasks].sort(([a], [b]) => (a < b ? -1 : 1)).map(([task, counts]) => counts.metrics(task));
    return {
      since,
      steps,
      retries,
      late,
      moves,
      commits,
      refused,
      stalled,
      commitMs: this.commitMs.histogram(),
      commitMoves: this.commitMoves.histogram(),
      tasks,
    };
  }

  private of(task: string): TaskCounts {
    let counts = this.tasks.get(task);
    if (counts === undefined) {
      counts = new TaskCounts();
      this.tasks.set(task, counts);
    }
    return counts;
  }
}
