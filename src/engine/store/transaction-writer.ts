/** The writer that one transaction's work is given, and takes no longer than it lasts. */
import type { AuditTrail } from './audit/audit-trail.ts';
import type { Writer } from './handle.ts';
import type { Statements } from './statements.ts';

/** A writer for one transaction. After `retire` every use of it throws. */
export const transactionWriter = (
  statements: Statements,
  trail: AuditTrail,
  actor: string,
): { readonly writer: Writer; retire(): void } => {
  let alive = true;
  const live = (): Statements => {
    if (!alive) throw new Error('a writer was used after its transaction had ended');
    return statements;
  };
  const writer: Writer = {
    one: (sql, params) => live().one(sql, params),
    all: (sql, params) => live().all(sql, params),
    iterate: (sql, params) => live().iterate(sql, params),
    run: (sql, params) => live().run(sql, params),
    record: (entry) => {
      live();
      return trail.append(actor, entry);
    },
    recordSalted: (entry, text) => {
      live();
      return trail.appendSalted(actor, entry, text);
    },
  };
  return {
    writer,
    retire: () => {
      alive = false;
    },
  };
};

/** Gives `outcome` back. A promise would go on after the transaction has ended, and nothing it then does would belong to it. */
export const demandSynchronous = <T>(outcome: T): T => {
  if (outcome instanceof Promise) throw new Error('asynchronous work inside of a transaction');
  return outcome;
};
