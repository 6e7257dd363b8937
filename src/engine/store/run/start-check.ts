/** Compares what a run was started with with the entry of its start. */
import type { AuditEntry } from '../../model/audit-entry.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json } from '../../model/json.ts';
import { type Comparison, compareCommittedText } from '../audit/object-check.ts';
import type { Reader } from '../handle.ts';
import { different, missing, sameJson } from './comparison.ts';
import { legacyStepNames } from './legacy/legacy-check.ts';
import { recordedRun } from './recorded-run.ts';
import { stepOfRun } from './run-store.ts';

export const compareStart = (reader: Reader, entry: AuditEntry): Comparison => {
  const run = String(entry.subject.run);
  const row = recordedRun(reader, run);
  if (row === undefined) return missing(`run ${run}`);
  const parent = stepOfRun(row.parentRun, row.parentStep);
  const forkOf = stepOfRun(row.forkRun, row.forkStep);
  const detail: Json = {
    template: row.template,
    version: row.templateVersion,
    hash: row.templateHash,
    title: row.title,
    ...(row.originalRun !== null && { originalRun: row.originalRun }),
    ...(parent && { parent }),
    ...(forkOf && { forkOf }),
    ...(row.startKey !== null && { keyed: true }),
    // Earlier programs wrote the steps down at the start.
    ...(entry.detail?.steps !== undefined && { steps: legacyStepNames(reader, run) }),
  };
  const same = sameJson(detail, entry.detail) && row.actor === entry.actor && row.createdAt === entry.at && row.entry === entry.index;
  if (!same) return different(`run ${run}`);
  if (row.startKey === null) return compareCommittedText(reader, entry, row.input, `the input of run ${run}`);
  // The entry says whether there is a key, so that an input of this form does not pass for one.
  const payload = `{"input":${row.input},"key":${canonicalJson(row.startKey)}}`;
  return compareCommittedText(reader, entry, payload, `the input or key of run ${run}`);
};
