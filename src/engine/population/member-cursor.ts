/** The next member row of a file that is read beside the units. */
import type { MappedBatch } from './mapped-batch.ts';
import type { RowBatch } from './row-batch.ts';
import type { SourceReader } from './source-reader.ts';

export class MemberCursor {
  readonly batch: MappedBatch;
  readonly reader: SourceReader;
  /** In the batch; may stand behind its last row. */
  row = 0;
  /** Whether no further batch comes; there may be rows left in this one. */
  isLast = false;
  private readonly batches: AsyncGenerator<RowBatch, void, void>;

  constructor(reader: SourceReader, batch: MappedBatch) {
    this.reader = reader;
    this.batch = batch;
    this.batches = reader.batches();
  }

  /** Whether there is a row; reads the next batch where that is needed. */
  async hasRow(): Promise<boolean> {
    while (this.row >= this.batch.rows && !this.isLast) {
      const next = await this.batches.next();
      if (next.done === true) this.isLast = true;
      else {
        this.batch.load(next.value);
        this.row = 0;
      }
    }
    return this.row < this.batch.rows;
  }

  /** Bytes of the file up to the end of the batch. */
  get end(): number {
    return this.batch.rows === 0 ? 0 : this.batch.source.end;
  }
}
