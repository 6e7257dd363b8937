/** Runs in the workspace: what they were started with, how they ended, and lists of them. */
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json } from '../../model/json.ts';
import { type Failure, refuse } from '../../model/problem.ts';
import type { RunStatus, RunSummary } from '../../model/run.ts';
import type { Reader, Writer } from '../handle.ts';
import { type Ending, endingPayload, endingRow } from './ending.ts';
import countRunsSql from './sql/count-runs.sql?raw';
import endRunSql from './sql/end-run.sql?raw';
import getRunSql from './sql/get-run.sql?raw';
import insertRunSql from './sql/insert-run.sql?raw';
import insertStepSql from './sql/insert-step.sql?raw';
import listRunsSql from './sql/list-runs.sql?raw';
import listStepsSql from './sql/list-steps.sql?raw';
import listUnfinishedRuns from './sql/list-unfinished-runs.sql?raw';

export type NewRun = {
  readonly id: string;
  readonly template: { readonly id: string; readonly version: string; readonly hash: string };
  /** What tells this run from others of its template. */
  readonly title: string;
  readonly actor: string;
  readonly originalRun?: string;
  readonly input: Json;
  /** Names, each after those that it waits for. */
  readonly steps: readonly string[];
};

/** A run as its row holds it; documents are RFC 8785 texts. */
export type RunRow = {
  readonly id: string;
  readonly template: string;
  readonly templateVersion: string;
  readonly templateHash: string;
  readonly title: string;
  readonly actor: string;
  readonly originalRun: string | null;
  readonly input: string;
  readonly createdAt: string;
  readonly status: RunStatus;
  readonly endedAt: string | null;
  readonly output: string | null;
  readonly failure: string | null;
};

/** A run without its steps. */
export type StoredRun = RunSummary & { readonly input: Json; readonly output?: Json };

const summaryOf = (row: RunRow): RunSummary => ({
  id: row.id,
  template: { id: row.template, version: row.templateVersion, hash: row.templateHash },
  title: row.title,
  status: row.status,
  actor: row.actor,
  createdAt: row.createdAt,
  ...(row.endedAt !== null && { endedAt: row.endedAt }),
  ...(row.originalRun !== null && { originalRun: row.originalRun }),
  ...(row.failure !== null && { failure: JSON.parse(row.failure) as Failure }),
});

/** Adds a run with all its steps pending. The audit entry commits to the input, which may hold personal data. */
export const insertRun = (writer: Writer, run: NewRun): void => {
  const { id, template, originalRun } = run;
  const entry = writer.record({
    kind: 'run.started',
    subject: { run: id },
    detail: {
      template: template.id,
      version: template.version,
      hash: template.hash,
      title: run.title,
      steps: run.steps,
      ...(originalRun !== undefined && { originalRun }),
    },
    payload: run.input,
  });
  writer.run(insertRunSql, {
    id,
    template: template.id,
    templateVersion: template.version,
    templateHash: template.hash,
    title: run.title,
    actor: run.actor,
    originalRun: originalRun ?? null,
    input: canonicalJson(run.input),
    createdAt: entry.at,
    entry: entry.index,
  });
  for (const [position, name] of run.steps.entries()) writer.run(insertStepSql, { run: id, name, position });
};

export type RunEnding = Ending<'completed' | 'faulted' | 'cancelled'>;

/** Ends a run for good; its steps have their last status by then, and the entry says which. */
export const endRun = (writer: Writer, id: string, ending: RunEnding): void => {
  const steps = Object.fromEntries(
    writer.all<{ name: string; status: string }>(listStepsSql, { run: id }).map((step) => [step.name, step.status]),
  );
  const entry = writer.record({
    kind: 'run.ended',
    subject: { run: id },
    detail: { status: ending.status, steps },
    ...endingPayload(ending),
  });
  writer.run(endRunSql, { id, ...endingRow(ending), endedAt: entry.at, entry: entry.index });
};

/** The run, or Refusal 'not-found'. */
export const getRun = (reader: Reader, id: string): StoredRun => {
  const row = reader.one<RunRow>(getRunSql, { id });
  if (row === undefined) return refuse('not-found', `No run "${id}" in this workspace.`);
  return {
    ...summaryOf(row),
    input: JSON.parse(row.input) as Json,
    ...(row.output !== null && { output: JSON.parse(row.output) as Json }),
  };
};

/** Runs from the newest to the oldest, leaving out the first `after`; with `template` only those of the templates of that id. */
export const listRuns = (
  reader: Reader,
  { template, after, limit }: { readonly template?: string | undefined; readonly after: number; readonly limit: number },
): readonly RunSummary[] => reader.all<RunRow>(listRunsSql, { template: template ?? null, after, limit }).map(summaryOf);

export const countRuns = (reader: Reader, template?: string): number =>
  reader.one<{ readonly total: number }>(countRunsSql, { template: template ?? null })?.total ?? 0;

/** Ids of the runs that have not ended, oldest first. */
export const unfinishedRuns = (reader: Reader): readonly string[] =>
  reader.all<{ readonly id: string }>(listUnfinishedRuns).map(({ id }) => id);
