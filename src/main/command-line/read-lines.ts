/** Lines of a stream of bytes, one at a time, however long the stream is. */
import { isUtf8 } from 'node:buffer';
import type { Problem } from '../../engine/model/problem.ts';

/** A longer line is passed over. */
const LINE_BYTES_MAX = 16 * 1024 * 1024;
const LF = 0x0a;
const CR = 0x0d;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** The bytes of one line as they come in. */
class LineBytes {
  private parts: Uint8Array[] = [];
  private length = 0;

  add(bytes: Uint8Array): void {
    this.length += bytes.length;
    if (this.length <= LINE_BYTES_MAX) this.parts.push(bytes);
    else this.parts = [];
  }

  get isEmpty(): boolean {
    return this.length === 0;
  }

  /** The line, or why it cannot be read; and begins the next. */
  take(row: number): string | Problem {
    const { parts, length } = this;
    this.parts = [];
    this.length = 0;
    if (length > LINE_BYTES_MAX) return { row, message: `the line is longer than ${LINE_BYTES_MAX} bytes` };
    let bytes = Buffer.concat(parts);
    if (row === 1 && bytes.subarray(0, BOM.length).equals(BOM)) bytes = bytes.subarray(BOM.length);
    if (bytes.at(-1) === CR) bytes = bytes.subarray(0, -1);
    return isUtf8(bytes) ? bytes.toString('utf8') : { row, message: 'the line is not UTF-8 text', expected: 'text saved as UTF-8' };
  }
}

/** Gives a problem in the place of a line that is too long or not UTF-8. Lines end with LF or CR LF, the last one also with the stream. */
export async function* readLines(input: AsyncIterable<Uint8Array>): AsyncGenerator<string | Problem, void, void> {
  const line = new LineBytes();
  let row = 1;
  for await (const chunk of input) {
    let start = 0;
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, start)) {
      line.add(chunk.subarray(start, end));
      yield line.take(row++);
      start = end + 1;
    }
    line.add(chunk.subarray(start));
  }
  if (!line.isEmpty) yield line.take(row);
}
