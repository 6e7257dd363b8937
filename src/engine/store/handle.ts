/** What rooms are given to work on the workspace with. The database driver itself stays inside the store. */
import type { AuditEntry, EntryDraft } from '../model/audit-entry.ts';

/** What a column holds. Blobs come out as Buffer, a Uint8Array; integers beyond 2^53 must be cast to text in the statement. */
export type Cell = null | number | bigint | string | Uint8Array;
export type Row = Readonly<Record<string, Cell>>;
/** Values of a statement's named parameters: `:name` takes params.name. */
export type Params = Readonly<Record<string, Cell>>;

/**
 * Reads. A statement is prepared once and kept by its text, so statements must be constants, never put together from values. Its first line is
 * a comment that names it in the log. `R` is the caller's word for the shape of a row; the tables are STRICT.
 */
export type Reader = {
  one<R>(sql: string, params?: Params): R | undefined;
  all<R>(sql: string, params?: Params): readonly R[];
  /** Rows one by one. Nothing can be written while an iteration is open. */
  iterate<R>(sql: string, params?: Params): IterableIterator<R>;
};

/** Reads and writes inside of one transaction; it is dead once that has ended. */
export type Writer = Reader & {
  /** Gives the number of changed rows. */
  run(sql: string, params?: Params): number;
  /** Appends to the audit trail, in this transaction. */
  record(entry: EntryDraft): AuditEntry;
  /** The same for an entry whose salt the caller keeps, beside the payload `text` (RFC 8785) that it commits to. */
  recordSalted(entry: Omit<EntryDraft, 'payload'>, text: string): { readonly entry: AuditEntry; readonly salt: Uint8Array };
};
