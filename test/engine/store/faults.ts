/** Makes SQLite fail where a test wants it to: every statement that a connection runs is counted, and one of them is stopped. */
import Database from 'better-sqlite3';
import { vi } from 'vitest';

type Statement = Database.Statement<unknown[]>;
type Run = (...given: unknown[]) => unknown;

export type Fault = {
  /** SQLite's result code: "SQLITE_FULL". */
  readonly code: string;
  /** Which statement from now on, counted from 0; those that only read count too. */
  readonly at: number;
  /** It is carried out, and seems to have failed all the same. */
  readonly after?: true;
};

/** Counts and stops statements; `restore` ends it. Statements that were prepared before are not seen. */
export type Faults = {
  /** Statements since the last `plan`, by their texts. */
  readonly seen: readonly string[];
  plan(fault: Fault | undefined): void;
  restore(): void;
};

export const injectFaults = (): Faults => {
  let seen: string[] = [];
  let planned: Fault | undefined;
  const original = Database.prototype.prepare;

  const guarded =
    (sql: string, run: Run): Run =>
    (...given) => {
      const fault = planned?.at === seen.length ? planned : undefined;
      seen.push(sql);
      if (fault === undefined) return run(...given);
      if (fault.after) run(...given);
      throw new Database.SqliteError(`injected: ${sql}`, fault.code);
    };

  const spy = vi.spyOn(Database.prototype, 'prepare').mockImplementation(function (this: Database.Database, sql: string) {
    const statement = original.call(this, sql) as Statement;
    for (const name of ['run', 'get', 'all'] as const) {
      const run = statement[name].bind(statement) as Run;
      Object.defineProperty(statement, name, { value: guarded(sql, run) });
    }
    return statement;
  } as typeof original);

  return {
    get seen() {
      return seen;
    },
    plan: (fault) => {
      planned = fault;
      seen = [];
    },
    restore: () => spy.mockRestore(),
  };
};
