/** Writes rows of texts as a batch has them, for sources that are not texts themselves. */
import { PLAIN, RowBounds } from './row-bounds.ts';

const BYTES_MIN = 1 << 16;
const COMMA = 0x2c;
/** No character takes more bytes in UTF-8 than this for each of its UTF-16 units. */
const BYTES_PER_UNIT = 3;

export class RowWriter {
  readonly bounds = new RowBounds();
  private buffer = Buffer.alloc(BYTES_MIN);
  private at = 0;
  private rowStart = 0;

  /** Forgets all rows. */
  clear(): void {
    this.bounds.clear();
    this.at = 0;
    this.rowStart = 0;
  }

  /** Commas stand between the cells of a row, for those who look at it as a whole. */
  cell(text: string): void {
    this.reserve(text.length * BYTES_PER_UNIT + 1);
    if (this.at > this.rowStart) this.buffer[this.at++] = COMMA;
    const start = this.at;
    this.at += this.buffer.write(text, start, 'utf8');
    this.bounds.field(start, this.at, PLAIN);
  }

  endRow(line: number, flaw: number): void {
    this.bounds.row(this.rowStart, this.at, line, flaw);
    this.rowStart = this.at;
  }

  get bytes(): Buffer {
    return this.buffer.subarray(0, this.at);
  }

  private reserve(bytes: number): void {
    if (this.at + bytes <= this.buffer.length) return;
    this.buffer = Buffer.concat([this.buffer], Math.max(this.buffer.length * 2, this.at + bytes));
  }
}
