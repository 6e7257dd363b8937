/** The keys of a chunk's units, as the UTF-8 that they are stored in. */
import { CHUNK_UNITS } from '../model/population.ts';

const BYTES_MIN = 1 << 16;

export class KeyColumn {
  length = 0;
  private arena = new Uint8Array(BYTES_MIN);
  private readonly offsets = new Uint32Array(CHUNK_UNITS + 1);

  append(bytes: Uint8Array, start: number, end: number): void {
    let at = this.offsets[this.length] as number;
    if (at + end - start > this.arena.length) this.grow(at + end - start);
    const { arena } = this;
    for (let i = start; i < end; i++) arena[at++] = bytes[i] as number;
    this.offsets[++this.length] = at;
  }

  clear(): void {
    this.length = 0;
  }

  /** The layout of the encoding `text`, without nulls. */
  encoded(): Uint8Array {
    const offsets = this.offsets.subarray(0, this.length + 1);
    const bytes = offsets[this.length] as number;
    const data = new Uint8Array(offsets.byteLength + bytes);
    data.set(new Uint8Array(offsets.buffer, 0, offsets.byteLength));
    data.set(this.arena.subarray(0, bytes), offsets.byteLength);
    return data;
  }

  private grow(needed: number): void {
    const arena = new Uint8Array(Math.max(needed, this.arena.length * 2));
    arena.set(this.arena);
    this.arena = arena;
  }
}
