/** The object checks of one verification, and what they have found so far. */
import type { LogFinding } from '../../audit/verify-log.ts';
import type { AuditEntry } from '../../model/audit-entry.ts';
import { Refusal } from '../../model/problem.ts';
import type { Reader } from '../handle.ts';
import { damageBehind } from './damage-behind.ts';
import { PAYLOAD_ERASED } from './erase-salt.ts';
import type { Comparison, ObjectComparer } from './object-check.ts';
import { KINDS_WITHOUT_OBJECT, OBJECT_CHECKS } from './object-checks.ts';

export class ObjectComparers {
  checked = 0;
  erased = 0;
  /** The first entry whose object is not what was recorded. */
  finding: LogFinding | undefined;
  /** Kinds of entries that nothing is compared with, and that are not known to have no object. */
  readonly uncompared = new Set<string>();
  /** Entries whose salt is gone, and those that an entry says it of. */
  private readonly withoutSalt: number[] = [];
  private readonly erasedSalts = new Set<unknown>();
  private readonly comparers: ReadonlyMap<string, ObjectComparer>;
  private readonly reader: Reader;
  /** What is wrong with the file itself, once it was looked for: that reads all of it. */
  private damage: string | undefined;

  constructor(reader: Reader) {
    this.reader = reader;
    this.comparers = new Map(
      OBJECT_CHECKS.flatMap((check) => {
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
    const { checked, erased = 0, withoutSalt, wrong } = this.readable(() => comparer.compare(entry));
    this.checked += checked;
    this.erased += erased;
    if (withoutSalt) this.withoutSalt.push(entry.index);
    if (wrong !== undefined) this.finding ??= { index: entry.index, reason: wrong };
  }

  /** What no entry records: an erased salt, a row of a table. Only to be asked where every entry was good; `size` is their number. */
  leftOver(size: number): LogFinding | undefined {
    const unsalted = this.withoutSalt.find((index) => !this.erasedSalts.has(index));
    if (unsalted !== undefined) return { index: unsalted, reason: 'its salt was erased, and no entry records that' };
    for (const comparer of new Set(this.comparers.values())) {
      const reason = comparer.leftOver();
      if (reason !== undefined) return { index: size, reason };
    }
    return undefined;
  }

  /** What was changed from outside may not even be readable any more: a finding like any other. */
  private readable(compare: () => Comparison): Comparison {
    try {
      return compare();
    } catch (error) {
      if (error instanceof Refusal) return { checked: 1, wrong: error.message };
      if (error instanceof SyntaxError) return { checked: 1, wrong: 'what was recorded is not readable as JSON any more' };
      this.damage ??= damageBehind(this.reader, error);
      if (this.damage === undefined) throw error;
      return { checked: 1, wrong: `what was recorded is not readable any more: ${this.damage}` };
    }
  }
}
