/** A run as rows of a timeline: each step, with the branch or round it stands in above it, and what it did and waited for as bars over time. */
import type { AttemptView, RunView, StepView } from '../../../../engine/model/index.ts';

/**
 * What a stretch of a step's time was. `running`: an attempt was under way. `block`: steps inside of it had their turn. All others are waiting: for a
 * place in the queue, for the next attempt, for a time, a signal, a person, another run.
 */
export type BarKind = 'running' | 'block' | 'queue' | 'retry' | 'timer' | 'signal' | 'person' | 'child';

/** Times are milliseconds since 1970. */
export type Bar = {
  readonly kind: BarKind;
  readonly fromMs: number;
  readonly toMs: number;
  /** Of `running`: which attempt, and how it ended. */
  readonly attempt?: { readonly number: number; readonly status: AttemptView['status'] };
};

export type TimelineRow =
  | {
      readonly type: 'block';
      readonly key: string;
      readonly depth: number;
      readonly block: 'branch' | 'round';
      readonly name: string;
      /** Titles of the steps that it stands in are read with it. */
      readonly of: string;
    }
  | {
      readonly type: 'step';
      readonly key: string;
      readonly depth: number;
      readonly step: StepView;
      readonly bars: readonly Bar[];
    };

export type Timeline = { readonly fromMs: number; readonly toMs: number; readonly rows: readonly TimelineRow[] };

const WAITS: { readonly [type: string]: BarKind | undefined } = {
  wait: 'timer',
  signal: 'signal',
  approval: 'person',
  workflow: 'child',
  impact: 'child',
  parallel: 'block',
  map: 'block',
  loop: 'block',
};

const partsOf = (path: string): readonly string[] => path.split('/');

/** Stretches of no time are left out, but for attempts: even the shortest was there. */
const worth = ({ kind, fromMs, toMs }: Bar): boolean => kind === 'running' || toMs > fromMs;

/** What the time after an attempt was, up to the next one or to now. */
const afterAttempt = ({ status }: AttemptView, step: StepView, isLast: boolean): BarKind => {
  if (status === 'interrupted') return 'queue';
  return isLast && step.waitsFor === 'person' ? 'person' : 'retry';
};

const attemptBars = (step: StepView, endMs: number): readonly Bar[] => {
  const { attempts, readyAt } = step;
  const first = attempts[0];
  const queued: readonly Bar[] =
    readyAt === undefined
      ? []
      : [{ kind: 'queue', fromMs: Date.parse(readyAt), toMs: first === undefined ? endMs : Date.parse(first.startedAt) }];
  return [
    ...queued,
    ...attempts.flatMap((attempt, index): readonly Bar[] => {
      const { number, status, startedAt, endedAt } = attempt;
      const toMs = endedAt === undefined ? endMs : Date.parse(endedAt);
      const running: Bar = { kind: 'running', fromMs: Date.parse(startedAt), toMs, attempt: { number, status } };
      const next = attempts[index + 1];
      if (endedAt === undefined) return [running];
      const nextMs = next === undefined ? endMs : Date.parse(next.startedAt);
      return [running, { kind: afterAttempt(attempt, step, next === undefined), fromMs: toMs, toMs: nextMs }];
    }),
  ];
};

const barsOf = (step: StepView, nowMs: number): readonly Bar[] => {
  const { type, readyAt, endedAt, attempts } = step;
  const endMs = endedAt === undefined ? nowMs : Date.parse(endedAt);
  const kind = WAITS[type];
  if (kind === undefined) {
    // What neither calls a function nor waits (set, choice) is over in the moment it begins.
    const isMoment = attempts.length === 0 && readyAt !== undefined && endedAt !== undefined && step.status === 'completed';
    const bars: readonly Bar[] = isMoment ? [{ kind: 'running', fromMs: Date.parse(readyAt), toMs: endMs }] : attemptBars(step, endMs);
    return bars.filter(worth);
  }
  const begunAt = readyAt ?? attempts[0]?.startedAt;
  return begunAt === undefined ? [] : [{ kind, fromMs: Date.parse(begunAt), toMs: endMs }].filter(worth);
};

/** Branches and rounds that a step stands in and that no row has told yet, from the outermost. */
const newBlocks = (parts: readonly string[], told: Set<string>, steps: ReadonlyMap<string, StepView>): readonly TimelineRow[] => {
  const rows: TimelineRow[] = [];
  for (let length = 2; length < parts.length; length += 2) {
    const key = parts.slice(0, length).join('/');
    const outer = steps.get(parts.slice(0, length - 1).join('/'));
    if (told.has(key)) continue;
    told.add(key);
    rows.push({
      type: 'block',
      key,
      depth: length - 1,
      block: outer?.type === 'loop' ? 'round' : 'branch',
      name: parts[length - 1] ?? '',
      of: outer?.title ?? '',
    });
  }
  return rows;
};

/** `nowMs`: where what has no end yet is drawn to. */
export const timelineRows = (run: RunView, nowMs: number): Timeline => {
  const fromMs = Date.parse(run.createdAt);
  const endMs = run.endedAt === undefined ? Math.max(nowMs, fromMs) : Date.parse(run.endedAt);
  const steps = new Map(run.steps.map((step) => [step.path, step]));
  const told = new Set<string>();
  const rows = run.steps.flatMap((step): readonly TimelineRow[] => {
    const parts = partsOf(step.path);
    return [...newBlocks(parts, told, steps), { type: 'step', key: step.path, depth: parts.length - 1, step, bars: barsOf(step, endMs) }];
  });
  const lastMs = rows.reduce(
    (last, row) => (row.type === 'step' ? row.bars.reduce((at, { toMs }) => Math.max(at, toMs), last) : last),
    endMs,
  );
  return { fromMs, toMs: Math.max(lastMs, fromMs + 1), rows };
};

/** How long a step was worked on, and how long it waited, in milliseconds. */
export const timesOf = (bars: readonly Bar[]): { readonly runningMs: number; readonly waitingMs: number } => {
  const sum = (those: readonly Bar[]): number => those.reduce((total, { fromMs, toMs }) => total + toMs - fromMs, 0);
  return {
    runningMs: sum(bars.filter(({ kind }) => kind === 'running')),
    waitingMs: sum(bars.filter(({ kind }) => kind !== 'running' && kind !== 'block')),
  };
};
