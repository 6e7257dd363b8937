/** A connection's prepared statements: each prepared once, run by its text, and named in the log where it is slow. */
import type Database from 'better-sqlite3';
import type { Port } from '../port.ts';
import type { Params, Reader } from './handle.ts';

/** Statements are constants of the program; more than this many means that one is being put together from values. */
const STATEMENTS_MAX = 1_000;
const SLOW_MS = 100;

/** Without both of them slow statements go unreported. */
export type StatementWatch = { readonly clock?: Port['clock'] | undefined; readonly log?: Port['log'] | undefined };

/** First line of the statement's file: the comment that says what it is for. */
const nameOf = (sql: string): string => (sql.trimStart().split('\n', 1)[0] ?? '').replace(/^--\s*/, '').slice(0, 80);

export class Statements implements Reader {
  private readonly database: Database.Database;
  private readonly watch: StatementWatch;
  private readonly prepared = new Map<string, Database.Statement<Params[]>>();

  constructor(database: Database.Database, watch: StatementWatch) {
    this.database = database;
    this.watch = watch;
  }

  one<R>(sql: string, params: Params = {}): R | undefined {
    return this.timed(sql, () => this.prepare(sql).get(params)) as R | undefined;
  }

  all<R>(sql: string, params: Params = {}): readonly R[] {
    return this.timed(sql, () => this.prepare(sql).all(params)) as R[];
  }

  iterate<R>(sql: string, params: Params = {}): IterableIterator<R> {
    return this.prepare(sql).iterate(params) as IterableIterator<R>;
  }

  run(sql: string, params: Params = {}): number {
    return this.timed(sql, () => this.prepare(sql).run(params)).changes;
  }

  private prepare(sql: string): Database.Statement<Params[]> {
    const known = this.prepared.get(sql);
    if (known !== undefined) return known;
    if (this.prepared.size >= STATEMENTS_MAX) throw new Error(`more than ${STATEMENTS_MAX} statements, the last: ${nameOf(sql)}`);
    const statement = this.database.prepare<Params[]>(sql);
    this.prepared.set(sql, statement);
    return statement;
  }

  private timed<T>(sql: string, work: () => T): T {
    const { clock, log } = this.watch;
    if (clock === undefined || log === undefined) return work();
    const startedMs = clock.monotonicMs();
    try {
      return work();
    } finally {
      const elapsedMs = Math.round(clock.monotonicMs() - startedMs);
      if (elapsedMs > SLOW_MS) log('warn', 'store.slow-statement', { statement: nameOf(sql), elapsedMs });
    }
  }
}
