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
    const sinceMs = this.startedMs();
    const row = this.prepare(sql).get(params);
    this.watchFor(sql, sinceMs);
    return row as R | undefined;
  }

  all<R>(sql: string, params: Params = {}): readonly R[] {
    const sinceMs = this.startedMs();
    const rows = this.prepare(sql).all(params);
    this.watchFor(sql, sinceMs);
    return rows as R[];
  }

  iterate<R>(sql: string, params: Params = {}): IterableIterator<R> {
    return this.prepare(sql).iterate(params) as IterableIterator<R>;
  }

  run(sql: string, params: Params = {}): number {
    const sinceMs = this.startedMs();
    const { changes } = this.prepare(sql).run(params);
    this.watchFor(sql, sinceMs);
    return changes;
  }

  private prepare(sql: string): Database.Statement<Params[]> {
    const known = this.prepared.get(sql);
    if (known !== undefined) return known;
    if (this.prepared.size >= STATEMENTS_MAX) throw new Error(`more than ${STATEMENTS_MAX} statements, the last: ${nameOf(sql)}`);
    const statement = this.database.prepare<Params[]>(sql);
    this.prepared.set(sql, statement);
    return statement;
  }

  private startedMs(): number {
    return this.watch.clock?.monotonicMs() ?? 0;
  }

  /** Every statement comes by here, so that it makes nothing. A statement that throws tells of itself. */
  private watchFor(sql: string, sinceMs: number): void {
    const { clock, log } = this.watch;
    if (clock === undefined || log === undefined) return;
    const elapsedMs = Math.round(clock.monotonicMs() - sinceMs);
    if (elapsedMs > SLOW_MS) log('warn', 'store.slow-statement', { statement: nameOf(sql), elapsedMs });
  }
}
