/** Bytes that are lent until the next ones are asked for: new memory is slow the first time it is touched, page by page. */
export class LentBytes {
  private memory = new ArrayBuffer(0);

  /** Whatever they held before. */
  take(length: number): Uint8Array<ArrayBuffer> {
    if (this.memory.byteLength < length) this.memory = new ArrayBuffer(length);
    return new Uint8Array(this.memory, 0, length);
  }
}
