/** Opens a workspace file, and carries out reads and changes on it. */
import type Database from 'better-sqlite3';
import { refuse } from '../model/problem.ts';
import { AuditTrail } from './audit/audit-trail.ts';
import { connect, locate, versionOf } from './connection.ts';
import type { Writer } from './handle.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { sqliteRefusal, withSqliteRefusals } from './sqlite-refusal.ts';
import { Statements } from './statements.ts';
import type { Store, StoreWorld } from './store.ts';
import { lockWorkspace, type WorkspaceLock } from './workspace-lock.ts';

export type OpenOptions = StoreWorld & {
  readonly readOnly?: boolean;
  /** Other than the program's own: for tests of migrations. */
  readonly migrations?: readonly string[];
};

/** Who is written down for what the program does on its own account. */
const SYSTEM_ACTOR = 'system';

/**
 * Opens a workspace file, and brings it to the newest version if it is opened for writing. Refusals: 'unreadable' (missing, not ours, damaged,
 * from a later version, or from an earlier one and opened read-only), 'busy' (open for writing elsewhere), 'unwritable'.
 */
export const openStore = (path: string, options: OpenOptions): Store => {
  const real = locate(path);
  const readOnly = options.readOnly ?? false;
  const migrations = options.migrations ?? MIGRATIONS;
  return withSqliteRefusals(real, () => {
    const lock = readOnly ? undefined : lockWorkspace(real);
    try {
      const database = connect(real, { readOnly, versionMax: migrations.length });
      try {
        return assemble({ path: real, readOnly, database, lock, migrations, world: options });
      } catch (error) {
        database.close();
        throw error;
      }
    } catch (error) {
      lock?.release();
      throw error;
    }
  });
};

type Parts = {
  readonly path: string;
  readonly readOnly: boolean;
  readonly database: Database.Database;
  readonly lock: WorkspaceLock | undefined;
  readonly migrations: readonly string[];
  readonly world: StoreWorld;
};

const assemble = ({ path, readOnly, database, lock, migrations, world }: Parts): Store => {
  const statements = new Statements(database, { monotonicMs: () => world.clock.monotonicMs(), log: world.log });
  const trail = new AuditTrail(statements, world);
  const found = versionOf(database);
  if (readOnly && found < migrations.length) {
    refuse(
      'unreadable',
      `${path} has version ${found}, from an earlier program: open it for writing once to bring it to ${migrations.length}.`,
    );
  }
  migrate(database, migrations, (version) => {
    trail.append(SYSTEM_ACTOR, { kind: 'workspace.migrated', subject: { from: version - 1, to: version } });
    trail.seal();
  });

  const read: Store['read'] = (work) => {
    if (database.inTransaction) return demandSynchronous(work(statements));
    return withSqliteRefusals(path, () => database.transaction(() => demandSynchronous(work(statements))).deferred());
  };

  const snapshot: Store['snapshot'] = async (work) => {
    if (!readOnly) throw new Error('only a read-only store can hold a snapshot: a writer would wait for it');
    if (database.inTransaction) throw new Error('a snapshot is being read already');
    database.exec('BEGIN DEFERRED');
    try {
      return await work(statements);
    } catch (error) {
      throw sqliteRefusal(error, path);
    } finally {
      database.exec('COMMIT');
    }
  };

  const change: Store['change'] = (actor, work) => {
    if (readOnly) return refuse('unwritable', `${path} is open read-only.`);
    if (database.inTransaction) throw new Error('a change inside of another read or change');
    const { writer, retire } = writerOf(statements, trail, actor);
    try {
      return withSqliteRefusals(path, () =>
        database
          .transaction(() => {
            const outcome = demandSynchronous(work(writer));
            if (trail.seal() === 0) throw new Error('a change that recorded nothing in the audit trail');
            return outcome;
          })
          .immediate(),
      );
    } catch (error) {
      trail.forget();
      throw error;
    } finally {
      retire();
    }
  };

  const close = (): void => {
    if (!database.open) return;
    try {
      if (!readOnly) database.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      database.close();
      lock?.release();
    }
  };

  return { path, readOnly, version: versionOf(database), read, snapshot, change, close };
};

/** A promise would go on after the transaction has ended: nothing it then does would belong to it. */
const demandSynchronous = <T>(outcome: T): T => {
  if (outcome instanceof Promise) throw new Error('asynchronous work inside of a transaction');
  return outcome;
};

/** A writer for one transaction. After `retire` every use of it throws. */
const writerOf = (statements: Statements, trail: AuditTrail, actor: string): { readonly writer: Writer; retire(): void } => {
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
  };
  return {
    writer,
    retire: () => {
      alive = false;
    },
  };
};
