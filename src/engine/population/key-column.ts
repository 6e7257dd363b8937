/** The keys of a chunk's units, as the UTF-8 that they are stored in. */
import { CHUNK_UNITS } from '../model/population.ts';
import type { FieldBounds } from './field-bounds.ts';
import { LentBytes } from './lent-bytes.ts';

const BYTES_MIN = 1 << 16;

export class KeyColumn {
  length = 0;
  private arena = new Uint8Array(BYTES_MIN);
  private readonly lent = new LentBytes();
  private readonly offsets = new Uint32Array(CHUNK_UNITS + 1);

  append(key: Uint8Array): void {
    const at = this.offsets[this.length] as number;
    this.reserve(at + key.length);
    this.arena.set(key, at);
    this.offsets[++this.length] = at + key.length;
  }

  /** Appends the fields of the rows from … to. */
  appendRun({ bytes, rowField, fieldStart, fieldEnd, column }: FieldBounds, from: number, to: number): void {
    const { offsets } = this;
    let at = offsets[this.length] as number;
    // No more than lies between the first and the last of them.
    const first = (rowField[from] as number) + column;
    const last = (rowField[to - 1] as number) + column;
    this.reserve(at + (fieldEnd[last] as number) - (fieldStart[first] as number));
    const { arena } = this;
    for (let row = from, key = this.length; row < to; row++) {
      const field = (rowField[row] as number) + column;
      const end = fieldEnd[field] as number;
      for (let i = fieldStart[field] as number; i < end; i++) arena[at++] = bytes[i] as number;
      offsets[++key] = at;
    }
    this.length += to - from;
  }

  clear(): void {
    this.length = 0;
  }

  /** The layout of the encoding `text`, without nulls. The bytes are lent until the keys are encoded again. */
  encoded(): Uint8Array {
    const offsets = this.offsets.subarray(0, this.length + 1);
    const bytes = offsets[this.length] as number;
    const data = this.lent.take(offsets.byteLength + bytes);
    data.set(new Uint8Array(offsets.buffer, 0, offsets.byteLength));
    data.set(this.arena.subarray(0, bytes), offsets.byteLength);
    return data;
  }

  private reserve(needed: number): void {
    if (needed <= this.arena.length) return;
    const arena = new Uint8Array(Math.max(needed, this.arena.length * 2));
    arena.set(this.arena);
    this.arena = arena;
  }
}
