/** Opens a workspace file, and carries out reads and changes on it. */
import type Database from 'better-sqlite3';
import { refuse } from '../model/problem.ts';
import { AuditTrail } from './audit/audit-trail.ts';
import { createTrailSigning } from './audit/trail-signing.ts';
import { createCheckpointer } from './checkpoint/checkpointer.ts';
import { closeDatabase, connect, locate, versionOf } from './connection.ts';
import { demandOwnTriggers } from './demand-own-triggers.ts';
import { withForeignTables } from './foreign-tables.ts';
import { immediateTransaction } from './immediate-transaction.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { sqliteRefusal, withSqliteRefusals } from './sqlite-refusal.ts';
import { Statements } from './statements.ts';
import type { Store, StoreWorld } from './store.ts';
import { demandSynchronous, transactionWriter } from './transaction-writer.ts';
import { lockWorkspace } from './workspace-lock.ts';

/** A store that only reads asks nothing of the world; with clock and log it reports slow statements. */
export type OpenOptions = (({ readonly readOnly: true } & Partial<StoreWorld>) | ({ readonly readOnly?: boolean } & StoreWorld)) & {
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
  return withSqliteRefusals(real, () => (options.readOnly === true ? openForReading(real, options) : openForWriting(real, options)));
};

const openForReading = (path: string, { migrations = MIGRATIONS, clock, log }: OpenOptions): Store => {
  const database = connect(path, { readOnly: true, version: migrations.length });
  const statements = new Statements(database, { clock, log });
  return {
    path,
    readOnly: true,
    version: migrations.length,
    read: readerOf(database, { path, reader: statements, migrations }),
    snapshot: async (work) => {
      if (database.inTransaction) throw new Error('a snapshot is being read already');
      database.exec('BEGIN DEFERRED');
      try {
        return await work(statements);
      } catch (error) {
        throw sqliteRefusal(error, path);
      } finally {
        if (database.inTransaction) database.exec('COMMIT');
      }
    },
    change: () => refuse('unwritable', `${path} is open read-only.`),
    checkpoint: () => refuse('unwritable', `${path} is open read-only.`),
    takeLogKey: () => refuse('unwritable', `${path} is open read-only.`),
    unsignedBecause: undefined,
    close: () => database.close(),
  };
};

const openForWriting = (path: string, { migrations = MIGRATIONS, ...world }: StoreWorld & Pick<OpenOptions, 'migrations'>): Store => {
  const lock = lockWorkspace(path);
  try {
    const database = connect(path, { readOnly: false, version: migrations.length });
    try {
      withSqliteRefusals(path, () => demandOwnTriggers(database, path, migrations));
      return writingStore(path, database, { ...world, migrations, release: () => lock.release() });
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw error;
  }
};

const writingStore = (
  path: string,
  database: Database.Database,
  { migrations, release, ...world }: StoreWorld & { readonly migrations: readonly string[]; release(): void },
): Store => {
  const statements = new Statements(database, world);
  const trail = new AuditTrail(statements, world);
  const file = { path, reader: statements, migrations };
  const found = versionOf(database);
  withForeignTables({ ...file, migrations: migrations.slice(0, found) }, () =>
    migrate(database, migrations, (version) => {
      trail.append(SYSTEM_ACTOR, { kind: 'workspace.migrated', subject: { from: version - 1, to: version } });
      trail.seal();
    }),
  );
  const inTransaction = immediateTransaction(database);
  const transaction = <T>(work: () => T): T => {
    try {
      return withSqliteRefusals(path, () => withForeignTables(file, () => inTransaction(work)));
    } catch (error) {
      trail.forget();
      throw error;
    }
  };
  trail.committed();
  const signing = createTrailSigning({ statements, trail, world, transaction }, SYSTEM_ACTOR);
  const checkpointer = createCheckpointer(database, path, world.log);
  return {
    path,
    readOnly: false,
    version: migrations.length,
    read: readerOf(database, file),
    snapshot: () => Promise.reject(new Error('only a read-only store can hold a snapshot: a writer would wait for it')),
    change: (actor, work) => {
      if (database.inTransaction) throw new Error('a change inside of another read or change');
      const { writer, retire } = transactionWriter(statements, trail, actor);
      const all = () => {
        const outcome = demandSynchronous(work(writer));
        if (trail.seal() === 0) throw new Error('a change that recorded nothing in the audit trail');
        return outcome;
      };
      try {
        const outcome = transaction(all);
        checkpointer.committed();
        signing.committed();
        return outcome;
      } finally {
        retire();
      }
    },
    checkpoint: () => {
      if (database.inTransaction) throw new Error('a checkpoint inside of a read or change');
      return signing.checkpoint();
    },
    takeLogKey: (actor) => {
      if (database.inTransaction) throw new Error('a log key inside of a read or change');
      signing.takeKey(actor);
    },
    get unsignedBecause() {
      return signing.unsignedBecause();
    },
    close: () => {
      if (!database.open) return;
      try {
        signing.close();
        checkpointer.close();
        closeDatabase(database);
      } finally {
        release();
      }
    },
  };
};

const readerOf =
  (database: Database.Database, file: Parameters<typeof withForeignTables>[0]): Store['read'] =>
  (work) => {
    if (database.inTransaction) return demandSynchronous(work(file.reader));
    const transaction = database.transaction(() => demandSynchronous(work(file.reader)));
    return withSqliteRefusals(file.path, () => withForeignTables(file, () => transaction.deferred()));
  };
