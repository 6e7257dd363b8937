/** Runs in the workspace: what they were started with, where they stand, and lists of them. */
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json } from '../../model/json.ts';
import { type Failure, refuse } from '../../model/problem.ts';
import type { RunStatus, RunSummary } from '../../model/run.ts';
import type { Reader, Writer } from '../handle.ts';
import countRunsSql from './sql/count-runs.sql?raw';
import countRunsOfStatus from './sql/count-runs-of-status.sql?raw';
import countRunsOfTemplate from './sql/count-runs-of-template.sql?raw';
import countRunsOfTemplateAndStatus from './sql/count-runs-of-template-and-status.sql?raw';
import findRunByKeySql from './sql/find-run-by-key.sql?raw';
import getRunSql from './sql/get-run.sql?raw';
import insertRunSql from './sql/insert-run.sql?raw';
import listChildren from './sql/list-children.sql?raw';
import listRunsSql from './sql/list-runs.sql?raw';
import listRunsOfStatus from './sql/list-runs-of-status.sql?raw';
import listRunsOfTemplate from './sql/list-runs-of-template.sql?raw';
import listRunsOfTemplateAndStatus from './sql/list-runs-of-template-and-status.sql?raw';
import listUnfinishedRuns from './sql/list-unfinished-runs.sql?raw';

type StepOfRun = { readonly run: string; readonly step: string };

export type NewRun = {
  readonly id: string;
  readonly template: { readonly id: string; readonly version: string; readonly hash: string };
  /** What tells this run from others of its template. */
  readonly title: string;
  readonly actor: string;
  /** When it started, where that is not now. */
  readonly at?: string;
  readonly originalRun?: string;
  readonly input: Json;
  /** Under which the same start is found again: see `findRunByKey`. */
  readonly startKey?: string;
  readonly parent?: StepOfRun;
  readonly forkOf?: StepOfRun;
  /** After its first move, which belongs into the same transaction; `running` where it is not said. */
  readonly status?: RunStatus;
};

/** What a list needs of a run's row. */
export type SummaryRow = {
  readonly id: string;
  readonly template: string;
  readonly templateVersion: string;
  readonly templateHash: string;
  readonly title: string;
  readonly actor: string;
  readonly originalRun: string | null;
  readonly createdAt: string;
  readonly status: RunStatus;
  readonly endedAt: string | null;
  readonly failure: string | null;
  readonly parentRun: string | null;
  readonly parentStep: string | null;
  readonly forkRun: string | null;
  readonly forkStep: string | null;
};

/** A run as its row holds it; documents are RFC 8785 texts. */
export type RunRow = SummaryRow & { readonly input: string; readonly output: string | null };

/** A run without its steps. */
export type StoredRun = RunSummary & { readonly input: Json; readonly output?: Json };

/** The run and step that two columns name. */
export const stepOfRun = (run: string | null, step: string | null): StepOfRun | undefined =>
  run === null || step === null ? undefined : { run, step };

const summaryOf = (row: SummaryRow): RunSummary => {
  const parent = stepOfRun(row.parentRun, row.parentStep);
  const forkOf = stepOfRun(row.forkRun, row.forkStep);
  return {
    id: row.id,
    template: { id: row.template, version: row.templateVersion, hash: row.templateHash },
    title: row.title,
    status: row.status,
    actor: row.actor,
    createdAt: row.createdAt,
    ...(row.endedAt !== null && { endedAt: row.endedAt }),
    ...(row.originalRun !== null && { originalRun: row.originalRun }),
    ...(parent && { parent }),
    ...(forkOf && { forkOf }),
    ...(row.failure !== null && { failure: JSON.parse(row.failure) as Failure }),
  };
};

/**
 * Adds a run. The audit entry commits to the input and the key, which may both hold personal data. A key that the template's runs know already is a
 * fault: ask `findRunByKey` in the same transaction.
 */
export const insertRun = (writer: Writer, run: NewRun): void => {
  const { id, template, originalRun, parent, forkOf, startKey } = run;
  const entry = writer.record({
    kind: 'run.started',
    actor: run.actor,
    ...(run.at !== undefined && { at: run.at }),
    subject: { run: id },
    detail: {
      template: template.id,
      version: template.version,
      hash: template.hash,
      title: run.title,
      ...(originalRun !== undefined && { originalRun }),
      ...(parent && { parent }),
      ...(forkOf && { forkOf }),
      ...(startKey !== undefined && { keyed: true }),
    },
    payload: startKey === undefined ? run.input : { input: run.input, key: startKey },
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
    status: run.status ?? 'running',
    parentRun: parent?.run ?? null,
    parentStep: parent?.step ?? null,
    forkRun: forkOf?.run ?? null,
    forkStep: forkOf?.step ?? null,
    startKey: startKey ?? null,
  });
};

export const findRun = (reader: Reader, id: string): StoredRun | undefined => {
  const row = reader.one<RunRow>(getRunSql, { id });
  if (row === undefined) return undefined;
  return {
    ...summaryOf(row),
    input: JSON.parse(row.input) as Json,
    ...(row.output !== null && { output: JSON.parse(row.output) as Json }),
  };
};

/** The run, or Refusal 'not-found'. */
export const getRun = (reader: Reader, id: string): StoredRun =>
  findRun(reader, id) ?? refuse('not-found', `No run "${id}" in this workspace.`);

/** The run of the template that was started under this key. */
export const findRunByKey = (reader: Reader, template: string, key: string): string | undefined =>
  reader.one<{ readonly id: string }>(findRunByKeySql, { template, key })?.id;

/** Which runs: all that agree with what is given. */
export type RunFilter = { readonly template?: string | undefined; readonly status?: RunStatus | undefined };

/** Each question has a statement of its own, so that each finds its index: a workspace may hold hundreds of thousands of runs. */
const statementFor = <T>({ template, status }: RunFilter, statements: Record<'all' | 'template' | 'status' | 'both', T>): T => {
  if (template === undefined) return status === undefined ? statements.all : statements.status;
  return status === undefined ? statements.template : statements.both;
};

const given = ({ template, status }: RunFilter): { template?: string; status?: string } => ({
  ...(template !== undefined && { template }),
  ...(status !== undefined && { status }),
});

/** Runs from the newest to the oldest, leaving out the first `after`. */
export const listRuns = (
  reader: Reader,
  { after, limit, ...filter }: RunFilter & { readonly after: number; readonly limit: number },
): readonly RunSummary[] => {
  const sql = statementFor(filter, {
    all: listRunsSql,
    template: listRunsOfTemplate,
    status: listRunsOfStatus,
    both: listRunsOfTemplateAndStatus,
  });
  return reader.all<SummaryRow>(sql, { ...given(filter), after, limit }).map(summaryOf);
};

export const countRuns = (reader: Reader, filter: RunFilter = {}): number => {
  const sql = statementFor(filter, {
    all: countRunsSql,
    template: countRunsOfTemplate,
    status: countRunsOfStatus,
    both: countRunsOfTemplateAndStatus,
  });
  return reader.one<{ readonly total: number }>(sql, given(filter))?.total ?? 0;
};

/** Ids of the runs that have not ended, oldest first. */
export const unfinishedRuns = (reader: Reader): readonly string[] =>
  reader.all<{ readonly id: string }>(listUnfinishedRuns).map(({ id }) => id);

/** The runs that a run's steps started, oldest first. */
export const childrenOf = (reader: Reader, run: string): readonly RunSummary[] =>
  reader.all<SummaryRow>(listChildren, { run }).map(summaryOf);
