/** A file read block by block: the bytes not yet used, where they stand, and the SHA-256 of all that was read. */
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

const BLOCK_BYTES = 1 << 18;
const BLOCK_BYTES_MIN = 1 << 12;
/** Bytes that may be left of one block when the next one comes. */
export const REST_BYTES_MAX = 1 << 20;

type Block = { readonly buffer: Buffer; readonly bytes: number };

export class ByteFeed {
  /** Read and not yet used. Good until `fill` is called for the second time after: then its memory is used again. */
  rest: Buffer = Buffer.alloc(0);
  /** Place of the first byte of `rest` in the file. */
  offset = 0;
  /** Whether the file ends with `rest`. */
  final = false;
  /** Bytes read so far. */
  read = 0;
  private readonly file: FileHandle;
  private readonly hash = createHash('sha256');
  /** Blocks are read behind room for what is left of the one before, so that only that is copied. */
  private readonly buffers = [Buffer.alloc(0), Buffer.alloc(0)];
  private readonly blockBytes: number;
  private readonly room: number;
  private turn = 0;
  /** The next block, on its way while the last one is worked on. */
  private ahead: Promise<Block> | undefined;

  /** `size` is what is expected: small files need no large buffers. */
  constructor(file: FileHandle, size: number) {
    this.file = file;
    this.blockBytes = Math.min(BLOCK_BYTES, Math.max(BLOCK_BYTES_MIN, size + 1));
    this.room = Math.min(REST_BYTES_MAX, this.blockBytes * 4);
  }

  /** Puts the next block after what is left, which must not be more than REST_BYTES_MAX. */
  async fill(): Promise<void> {
    const { rest, room } = this;
    const { buffer, bytes } = await (this.ahead ?? this.readAhead());
    this.ahead = undefined;
    const block = buffer.subarray(room, room + bytes);
    this.hash.update(block);
    if (rest.length <= room) {
      rest.copy(buffer, room - rest.length);
      this.rest = buffer.subarray(room - rest.length, room + bytes);
    } else {
      // Only in a file that grew while it was read.
      this.rest = Buffer.concat([rest, block]);
    }
    this.read += bytes;
    this.final = bytes === 0;
    if (!this.final) this.ahead = this.readAhead();
    // A failure is told to whoever asks for the block; nobody may ask.
    this.ahead?.catch(() => undefined);
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

  /** Waits for a block that is on its way: the file must not be closed under it. */
  async settle(): Promise<void> {
    await this.ahead?.catch(() => undefined);
  }

  private async readAhead(): Promise<Block> {
    this.turn = 1 - this.turn;
    if (this.buffers[this.turn]?.length === 0) this.buffers[this.turn] = Buffer.allocUnsafeSlow(this.room + this.blockBytes);
    const buffer = this.buffers[this.turn] as Buffer;
    const { bytesRead } = await this.file.read(buffer, this.room, this.blockBytes, null);
    return { buffer, bytes: bytesRead };
  }
}
