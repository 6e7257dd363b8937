/** A source file of any format as rows of texts: what previews, mappings and imports read. */
import type { Problem } from '../model/problem.ts';
import type { RowBatch } from './row-batch.ts';

export type SourceFacts = { readonly bytes: number; readonly rows: number; readonly sha256: string };

/**
 * An open source file. Refusals (`unreadable`: the file itself; `invalid`: what it holds) carry one problem with row and column.
 * What is wrong with a single row is no refusal: `RowBatch.flaw` says it.
 */
export type SourceReader = {
  /** The file's name without its folder. */
  readonly name: string;
  readonly columns: readonly string[];
  /** Names of what holds lists of members in each row; `openSource` opens one of them as rows of its own. */
  readonly lists: readonly string[];
  /** What a person should know of how the file is read. */
  readonly notes: readonly Problem[];
  /** Size when it was opened. */
  readonly bytes: number;
  /** The rows, some thousands at a time. A batch is good until the next is asked for. Can be read once. */
  batches(): AsyncGenerator<RowBatch, void, void>;
  /** Of the whole file; to be asked after the last batch. */
  facts(): SourceFacts;
  /** The text of a row that was read before, by its `RowBatch.extent`. */
  rawAt(place: { readonly offset: number; readonly length: number }): Promise<string>;
  /** Refuses if the file changed since it was opened. */
  demandUnchanged(): Promise<void>;
  close(): Promise<void>;
};
