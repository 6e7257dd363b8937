/** Writes runs as programs did before runs were kept as moves, so that reading and verifying those can be tested. */
import { canonicalJson } from '../../src/engine/model/canonical-json.ts';
import type { Json } from '../../src/engine/model/json.ts';
import type { Failure } from '../../src/engine/model/problem.ts';
import type { StepStatus } from '../../src/engine/model/run.ts';
import type { Writer } from '../../src/engine/store/handle.ts';

type LegacyRun = {
  readonly id: string;
  readonly template: { readonly id: string; readonly version: string; readonly hash: string };
  readonly title: string;
  readonly actor: string;
  readonly originalRun?: string;
  readonly input: Json;
  readonly steps: readonly string[];
};
type AttemptKey = { readonly run: string; readonly step: string; readonly number: number };
type Ending = { readonly status: string; readonly output?: Json; readonly failure?: Failure };

const INSERT_RUN = `-- test: add a legacy run
INSERT INTO run (id, template, template_version, template_hash, title, actor, original_run, input, created_at, entry, status)
VALUES (:id, :template, :version, :hash, :title, :actor, :originalRun, :input, :createdAt, :entry, 'running')`;
const INSERT_STEP = `-- test: add a legacy step
INSERT INTO step (run, name, position, status) VALUES (:run, :name, :position, 'pending')`;
const SET_STEP_STATUS = `-- test: change the status of a legacy step
UPDATE step SET status = :status WHERE run = :run AND name = :name`;
const INSERT_ATTEMPT = `-- test: begin a legacy attempt
INSERT INTO attempt (run, step, number, started_at, input, entry) VALUES (:run, :step, :number, :startedAt, :input, :entry)`;
const END_ATTEMPT = `-- test: end a legacy attempt
INSERT INTO attempt_end (run, step, number, status, ended_at, output, failure, entry)
VALUES (:run, :step, :number, :status, :endedAt, :output, :failure, :entry)`;
const LIST_STEPS = `-- test: steps of a legacy run
SELECT name, status FROM step WHERE run = :run ORDER BY position`;
const END_RUN = `-- test: end a legacy run
UPDATE run SET status = :status, ended_at = :endedAt, output = :output, failure = :failure, end_entry = :entry WHERE id = :run`;

const textOf = (value: Json | Failure | undefined): string | null => (value === undefined ? null : canonicalJson(value as Json));
const payloadOf = ({ output, failure }: Ending): { payload?: Json } => {
  const payload = output ?? (failure as Json | undefined);
  return payload === undefined ? {} : { payload };
};

export const insertLegacyRun = (writer: Writer, run: LegacyRun): void => {
  const { id, template, title, actor, originalRun, input, steps } = run;
  const entry = writer.record({
    kind: 'run.started',
    subject: { run: id },
    detail: { template: template.id, version: template.version, hash: template.hash, title, steps, ...(originalRun && { originalRun }) },
    payload: input,
  });
  const row = { id, template: template.id, version: template.version, hash: template.hash, title, actor };
  writer.run(INSERT_RUN, {
    ...row,
    originalRun: originalRun ?? null,
    input: canonicalJson(input),
    createdAt: entry.at,
    entry: entry.index,
  });
  for (const [position, name] of steps.entries()) writer.run(INSERT_STEP, { run: id, name, position });
};

export const setLegacyStep = (writer: Writer, step: { readonly run: string; readonly name: string; readonly status: StepStatus }): void => {
  writer.run(SET_STEP_STATUS, step);
};

export const beginLegacyAttempt = (writer: Writer, { run, step, number }: AttemptKey, input: Json): void => {
  const entry = writer.record({ kind: 'attempt.started', subject: { run, step, attempt: number }, payload: input });
  writer.run(INSERT_ATTEMPT, { run, step, number, startedAt: entry.at, input: canonicalJson(input), entry: entry.index });
};

export const endLegacyAttempt = (writer: Writer, { run, step, number }: AttemptKey, ending: Ending): void => {
  const { status, output, failure } = ending;
  const entry = writer.record({
    kind: 'attempt.ended',
    subject: { run, step, attempt: number },
    detail: { status },
    ...payloadOf(ending),
  });
  const row = { run, step, number, status, output: textOf(output), failure: textOf(failure) };
  writer.run(END_ATTEMPT, { ...row, endedAt: entry.at, entry: entry.index });
};

export const endLegacyRun = (writer: Writer, run: string, ending: Ending): void => {
  const { status, output, failure } = ending;
  const rows = writer.all<{ name: string; status: string }>(LIST_STEPS, { run });
  const steps = Object.fromEntries(rows.map((step) => [step.name, step.status]));
  const entry = writer.record({ kind: 'run.ended', subject: { run }, detail: { status, steps }, ...payloadOf(ending) });
  writer.run(END_RUN, { run, status, output: textOf(output), failure: textOf(failure), endedAt: entry.at, entry: entry.index });
};
