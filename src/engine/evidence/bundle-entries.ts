/** Which entries of the trail a bundle has: those that vouch for what is in it and for the bundle itself, and those that name the keys of the log. */
import type { ImpactPlan } from '../impact/impact-plan.ts';
import type { AuditEntry } from '../model/audit-entry.ts';
import { refuse } from '../model/problem.ts';
import { findRareEntries } from '../store/audit/find-entries.ts';
import { logKeys } from '../store/audit/log-keys.ts';
import type { Reader } from '../store/handle.ts';
import type { ImpactRecord } from '../store/impact/impact-record.ts';
import { recordedRun } from '../store/run/recorded-run.ts';
import getRecordedAppeal from '../store/run/sql/get-recorded-appeal.sql?raw';
import type { DocumentName } from './bundle-paths.ts';

/** Every document that the run was planned with, and the template that it followed; each once. */
export const pinnedDocuments = (reader: Reader, run: string, plan: ImpactPlan): readonly DocumentName[] => {
  const row = recordedRun(reader, run);
  const template = row === undefined ? [] : [{ kind: 'workflow', id: row.template, version: row.templateVersion }];
  const pinned = [plan.baseline, ...plan.reforms].flatMap(({ documents }) => documents);
  const all = [...pinned.map(({ kind, id, version }) => ({ kind, id, version })), ...template];
  return [...new Map(all.map((name) => [`${name.kind} ${name.id}@${name.version}`, name])).values()];
};

const isOf = ({ kind, subject }: AuditEntry, population: string, documents: readonly DocumentName[]): boolean =>
  kind === 'document.published'
    ? documents.some(({ kind: of, id, version }) => subject.kind === of && subject.id === id && subject.version === version)
    : subject.population === population;

const appealEntries = (reader: Reader, appeals: readonly string[]): readonly number[] =>
  appeals.map((run) => {
    const row = reader.one<{ readonly entry: number }>(getRecordedAppeal, { run });
    return row?.entry ?? refuse('unreadable', `The appeal of run ${run} is not there any more.`);
  });

type Wanted = {
  readonly run: string;
  readonly plan: ImpactPlan;
  readonly record: ImpactRecord;
  readonly documents: readonly DocumentName[];
  /** Runs that appealed the disclosed cases. */
  readonly appeals: readonly string[];
  /** Entry that says that the bundle is about to be made. */
  readonly prepared: number;
};

/** Indices in order, each once. */
export const bundleEntries = (reader: Reader, { run, plan, record, documents, appeals, prepared }: Wanted): readonly number[] => {
  const row = recordedRun(reader, run);
  const rare = findRareEntries(reader).filter((entry) => isOf(entry, plan.population.id, documents));
  const indices = [
    0,
    ...logKeys(reader).map(({ entry }) => entry),
    ...rare.map(({ index }) => index),
    ...(row === undefined ? [] : [row.entry]),
    ...(row?.endEntry === undefined || row.endEntry === null ? [] : [row.endEntry]),
    record.plan.entry,
    record.result.entry,
    ...appealEntries(reader, appeals),
    prepared,
  ];
  return [...new Set(indices)].toSorted((a, b) => a - b);
};
