/** A file read block by block: the bytes not yet used, where they stand, and the SHA-256 of all that was read. */
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

export const BLOCK_BYTES = 1 << 20;
const BLOCK_BYTES_MIN = 1 << 12;

export class ByteFeed {
  /** Read and not yet used. A view that stays as it is: the next block comes into memory of its own. */
  rest: Buffer = Buffer.alloc(0);
  /** Place of the first byte of `rest` in the file. */
  offset = 0;
  /** Whether the file ends with `rest`. */
  final = false;
  /** Bytes read so far. */
  read = 0;
  private readonly file: FileHandle;
  private readonly size: number;
  private readonly hash = createHash('sha256');

  /** `size` is what is expected; it decides only how much is asked for at a time. */
  constructor(file: FileHandle, size: number) {
    this.file = file;
    this.size = size;
  }

  /** Puts the next block after what is left. */
  async fill(): Promise<void> {
    const wanted = Math.min(BLOCK_BYTES, Math.max(BLOCK_BYTES_MIN, this.size - this.read + 1));
    const joined = Buffer.allocUnsafe(this.rest.length + wanted);
    this.rest.copy(joined);
    const { bytesRead } = await this.file.read(joined, this.rest.length, wanted, null);
    const filled = this.rest.length + bytesRead;
    this.hash.update(joined.subarray(this.rest.length, filled));
    this.rest = joined.subarray(0, filled);
    this.read += bytesRead;
    this.final = bytesRead === 0;
  }

  /** Marks bytes of `rest` as used. */
  use(bytes: number): void {
    this.rest = this.rest.subarray(bytes);
    this.offset += bytes;
  }

  /** Lower-case hex, of all that was read. */
  sha256(): string {
    return this.hash.copy().digest('hex');
  }
}
