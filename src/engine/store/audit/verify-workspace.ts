/** Verifies a workspace: its whole audit trail, and every object that the trail records against the table it stands in. */
import { trustStatements } from '../../anchor/trust-statements.ts';
import { emptyRoot } from '../../audit/merkle-tree.ts';
import type { LogFinding } from '../../audit/verify-log.ts';
import { createPacer } from '../../job/pacer.ts';
import type { JobContext } from '../../job/protocol.ts';
import type { AuditVerdict } from '../../model/audit-entry.ts';
import { hex } from '../../model/hex.ts';
import type { Anchor } from '../../model/trust.ts';
import type { Reader } from '../handle.ts';
import { MIGRATIONS } from '../migrations/index.ts';
import getWorkspace from '../workspace/sql/get-workspace.sql?raw';
import type { WorkspaceRow } from '../workspace/workspace-store.ts';
import { auditSize } from './audit-store.ts';
import { checkpointRows } from './checkpoint-store.ts';
import { CheckpointVerifier } from './checkpoint-verifier.ts';
import { damageBehind } from './damage-behind.ts';
import { logKeys, originOf } from './log-keys.ts';
import { ObjectComparers } from './object-comparers.ts';
import { hasRanges, readInOrder, readInRanges, type TrailVisit } from './read-trail.ts';
import { type SchemaDifference, schemaDifference } from './schema-difference.ts';
import { verdictLimits } from './verdict-limits.ts';
import type { RangeAnswer, RangeTask } from './verify-range.ts';

export type VerifyContext = Pick<JobContext<never>, 'progress' | 'signal'>;

/**
 * Reads one state of a workspace, so hand it the reader of a snapshot. What it holds in memory does not grow with the trail, but for keys of
 * objects. `verifyRange` checks ranges of a long trail side by side. Throws the signal's reason soon after `signal` is aborted.
 *
 * `firstBad` is the lowest entry that is wrong. What no entry records (a row that was slipped into a table, a guard that was removed) is given
 * as the entry that would come next, because that is the one that is missing.
 */
export const verifyWorkspace = async (
  reader: Reader,
  context: VerifyContext,
  anchors: readonly Anchor[] = [],
  verifyRange?: (task: RangeTask) => Promise<RangeAnswer>,
): Promise<AuditVerdict> => {
  const difference = schemaDifference(reader, MIGRATIONS);
  if (difference?.unusable) return unusable(`nothing could be compared: ${difference.reason}`);
  try {
    return await verifyTables(reader, difference, context, anchors, verifyRange);
  } catch (error) {
    const damage = damageBehind(reader, error);
    if (damage === undefined) throw error;
    return unusable(`not everything could be compared: ${damage}`);
  }
};

const verifyTables = async (
  reader: Reader,
  difference: SchemaDifference | undefined,
  context: VerifyContext,
  anchors: readonly Anchor[],
  verifyRange: ((task: RangeTask) => Promise<RangeAnswer>) | undefined,
): Promise<AuditVerdict> => {
  const total = auditSize(reader);
  const roots = soughtRoots(reader, anchors);
  let done = 0;
  const rest = createPacer(context, () => ({ phase: 'verify', done, total: Math.max(total, done), unit: 'entries' }));
  await rest.now();
  const visit = (objects: ObjectComparers): TrailVisit => ({
    roots,
    compare: (entry) => objects.compare(entry),
    rest: (size) => {
      done = size;
      return rest.due() ? rest.now() : undefined;
    },
  });
  const ofRanges = new ObjectComparers(reader);
  const sound = verifyRange && hasRanges(reader) ? await readInRanges(reader, visit(ofRanges), verifyRange) : undefined;
  const objects = sound === undefined ? new ObjectComparers(reader) : ofRanges;
  const log = sound ?? (await readInOrder(reader, visit(objects)));
  const ofObjects = objects.finding ?? (log.finding === undefined ? objects.leftOver(log.size) : undefined);
  const ofGuards = difference && { index: log.size, reason: `no entry records a change of the file's guards: ${difference.reason}` };
  await rest.now();
  const keys = logKeys(reader);
  const checkpoints = new CheckpointVerifier({
    origin: originOf(reader.one<WorkspaceRow>(getWorkspace)?.id ?? 'missing'),
    keys,
    size: log.size,
    badFrom: log.finding?.index,
    rootAt: (size) => roots.get(size),
  });
  for (const row of checkpointRows(reader)) {
    checkpoints.add(row);
    if (rest.due()) await rest.now();
  }
  const firstBad = lowest([log.finding, ofObjects, checkpoints.finding, ofGuards]);
  const { root } = log;
  return {
    verdict: firstBad === undefined ? 'consistent' : 'inconsistent',
    size: log.size,
    root,
    ...(firstBad === undefined ? {} : { firstBad }),
    objectsChecked: objects.checked,
    statements: trustStatements({
      log: { size: log.size, root, objects: objects.checked, ...(firstBad === undefined ? {} : { finding: firstBad }) },
      anchors,
      rootAt: (size) => roots.get(size),
    }),
    limits: verdictLimits({ erased: objects.erased, uncompared: objects.uncompared, keyChanges: keys.slice(1).map(({ entry }) => entry) }),
  };
};

/** By size, roots that are found on the way through the trail: those that checkpoints and anchors are held against. */
const soughtRoots = (reader: Reader, anchors: readonly Anchor[]): Map<number, string | undefined> => {
  const sizes = [...anchors.map(({ size }) => size), ...Array.from(checkpointRows(reader), ({ size }) => size)];
  return new Map(sizes.map((size) => [size, undefined]));
};

const lowest = (findings: readonly (LogFinding | undefined)[]): LogFinding | undefined =>
  findings.filter((finding) => finding !== undefined).toSorted((a, b) => a.index - b.index)[0];

/** For a file whose tables are not the program's any more. */
const unusable = (reason: string): AuditVerdict => ({
  verdict: 'inconsistent',
  size: 0,
  root: hex(emptyRoot()),
  firstBad: { index: 0, reason },
  objectsChecked: 0,
  statements: [{ kind: 'inconsistent', index: 0, reason }],
  limits: verdictLimits({ erased: 0, uncompared: new Set(), keyChanges: [] }),
});
