/** Verifies a workspace: its whole audit trail, and every object that the trail records against the table it stands in. */
import { setImmediate } from 'node:timers/promises';
import { type LogFinding, LogVerifier } from '../../audit/verify-log.ts';
import type { JobContext } from '../../job/protocol.ts';
import type { AuditEntry, AuditVerdict } from '../../model/audit-entry.ts';
import type { Reader } from '../handle.ts';
import { MIGRATIONS } from '../migrations/index.ts';
import { auditSize, logPages, logRecords } from './audit-store.ts';
import { PAYLOAD_ERASED } from './erase-salt.ts';
import type { ObjectCheck } from './object-check.ts';
import { KINDS_WITHOUT_OBJECT, OBJECT_CHECKS } from './object-checks.ts';
import { schemaDifference } from './schema-difference.ts';
import { verdictLimits } from './verdict-limits.ts';

export type VerifyContext = Pick<JobContext<never>, 'progress' | 'signal'> & {
  /** Other than the program's own: for tests. */
  readonly checks?: readonly ObjectCheck[];
};

/**
 * Reads one state of a workspace, so hand it the reader of a snapshot. Memory does not grow with the trail. Between pages it lets other work
 * run and gives up, throwing the signal's reason, once `signal` is aborted.
 *
 * `firstBad` is the lowest entry that is wrong. What no entry records (a row that was slipped into a table, a guard that was removed) is given
 * as the entry that would come next, because that is the one that is missing.
 */
export const verifyWorkspace = async (reader: Reader, context: VerifyContext): Promise<AuditVerdict> => {
  const log = new LogVerifier(logRecords(reader));
  const objects = new Objects(reader, context.checks ?? OBJECT_CHECKS);
  const total = auditSize(reader);
  for (const page of logPages(reader)) {
    context.signal.throwIfAborted();
    for (const row of page) {
      const entry = log.add(row);
      if (entry !== undefined) objects.compare(entry);
    }
    context.progress({ phase: 'verify', done: log.size, total: Math.max(total, log.size), unit: 'entries' });
    await setImmediate();
  }
  log.end();
  const ofObjects = objects.finding ?? (log.finding === undefined ? objects.leftOver(log.size) : undefined);
  const findings = [log.finding, ofObjects, guards(reader, log.size)];
  const firstBad = findings.filter((finding) => finding !== undefined).toSorted((a, b) => a.index - b.index)[0];
  return {
    verdict: firstBad === undefined ? 'consistent' : 'inconsistent',
    size: log.size,
    root: Buffer.from(log.root()).toString('hex'),
    ...(firstBad === undefined ? {} : { firstBad }),
    objectsChecked: objects.checked,
    limits: verdictLimits({ erased: objects.erased, uncompared: objects.uncompared }),
  };
};

const guards = (reader: Reader, size: number): LogFinding | undefined => {
  const difference = schemaDifference(reader, MIGRATIONS);
  return difference === undefined ? undefined : { index: size, reason: `no entry records a change of the file's guards: ${difference}` };
};

/** The object checks of one verification, each started when its first entry comes. */
class Objects {
  checked = 0;
  erased = 0;
  finding: LogFinding | undefined;
  /** Kinds of entries that nothing is compared with, and that are not known to have no object. */
  readonly uncompared = new Set<string>();
  /** Entries whose salt is gone, and those of them that an entry says it of. */
  private readonly withoutSalt: number[] = [];
  private readonly erasedSalts = new Set<unknown>();
  private readonly comparers: ReadonlyMap<string, ReturnType<ObjectCheck['begin']>>;

  constructor(reader: Reader, checks: readonly ObjectCheck[]) {
    this.comparers = new Map(
      checks.flatMap((check) => {
        const comparer = check.begin(reader);
        return check.kinds.map((kind) => [kind, comparer] as const);
      }),
    );
  }

  compare(entry: AuditEntry): void {
    const comparer = this.comparers.get(entry.kind);
    if (comparer === undefined) {
      if (entry.kind === PAYLOAD_ERASED) this.erasedSalts.add(entry.subject.entry);
      if (!KINDS_WITHOUT_OBJECT.includes(entry.kind)) this.uncompared.add(entry.kind);
      return;
    }
    const { checked, erased = 0, withoutSalt, wrong } = comparer.compare(entry);
    this.checked += checked;
    this.erased += erased;
    if (withoutSalt) this.withoutSalt.push(entry.index);
    if (wrong !== undefined) this.finding ??= { index: entry.index, reason: wrong };
  }

  /** What no entry records: an erased salt, a row of a table. Only to be asked where every entry was good. */
  leftOver(size: number): LogFinding | undefined {
    const unsalted = this.withoutSalt.find((index) => !this.erasedSalts.has(index));
    if (unsalted !== undefined) return { index: unsalted, reason: 'its salt was erased, and no entry records that' };
    for (const comparer of new Set(this.comparers.values())) {
      const reason = comparer.leftOver();
      if (reason !== undefined) return { index: size, reason };
    }
    return undefined;
  }
}
