/** Numbers for texts that stand as UTF-8 in a buffer: no string is made to look one up. */

const SLOTS_MIN = 64;
const BYTES_MIN = 1_024;
const EMPTY = -1;

/**
 * Texts numbered from 0 in the order in which they were first met. About 20 bytes and the text itself for each: a million keys take 30 MB.
 */
export class ByteDictionary {
  size = 0;
  private arena = new Uint8Array(BYTES_MIN);
  /** By number: where the text begins in the arena; one more than there are texts. */
  private starts = new Float64Array(SLOTS_MIN);
  private hashes = new Int32Array(SLOTS_MIN);
  /** Open addressing, a power of two, at most half full. */
  private slots = new Int32Array(SLOTS_MIN).fill(EMPTY);

  /** The number of a text, or -1. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const slot = this.slotOf(hashOf(bytes, start, end), bytes, start, end);
    return this.slots[slot] as number;
  }

  /** The number of a text, which it gets now if it is new. */
  of(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashOf(bytes, start, end);
    const slot = this.slotOf(hash, bytes, start, end);
    const known = this.slots[slot] as number;
    return known === EMPTY ? this.add(hash, slot, bytes, start, end) : known;
  }

  /** The same for a text that is at hand as such. */
  ofText(text: string): number {
    const bytes = Buffer.from(text, 'utf8');
    return this.of(bytes, 0, bytes.length);
  }

  text(number: number): string {
    const { buffer } = this.arena;
    const start = this.starts[number] as number;
    return Buffer.from(buffer, start, (this.starts[number + 1] as number) - start).toString('utf8');
  }

  /** UTF-8 of a text: a view that is good until the next text is added. */
  bytes(number: number): Uint8Array {
    return this.arena.subarray(this.starts[number], this.starts[number + 1]);
  }

  /** Forgets all texts and keeps the memory. */
  clear(): void {
    if (this.size === 0) return;
    this.size = 0;
    this.slots.fill(EMPTY);
  }

  /** The slot that holds the text, or the free one where it belongs. */
  private slotOf(hash: number, bytes: Uint8Array, start: number, end: number): number {
    const mask = this.slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const number = this.slots[slot] as number;
      if (number === EMPTY || (this.hashes[number] === hash && this.isText(number, bytes, start, end))) return slot;
    }
  }

  private isText(number: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.starts[number] as number;
    if ((this.starts[number + 1] as number) - from !== end - start) return false;
    for (let i = start, at = from; i < end; i++, at++) if (this.arena[at] !== bytes[i]) return false;
    return true;
  }

  private add(hash: number, slot: number, bytes: Uint8Array, start: number, end: number): number {
    const number = this.size++;
    const from = number === 0 ? 0 : (this.starts[number] as number);
    const to = from + end - start;
    if (number + 1 >= this.starts.length) this.growTexts();
    if (to > this.arena.length) this.growArena(to);
    for (let i = start, at = from; i < end; i++, at++) this.arena[at] = bytes[i] as number;
    this.starts[number] = from;
    this.starts[number + 1] = to;
    this.hashes[number] = hash;
    this.slots[slot] = number;
    if (this.size * 2 > this.slots.length) this.growSlots();
    return number;
  }

  private growTexts(): void {
    const starts = new Float64Array(this.starts.length * 2);
    starts.set(this.starts);
    this.starts = starts;
    const hashes = new Int32Array(this.hashes.length * 2);
    hashes.set(this.hashes);
    this.hashes = hashes;
  }

  private growArena(needed: number): void {
    const arena = new Uint8Array(Math.max(needed, this.arena.length * 2));
    arena.set(this.arena);
    this.arena = arena;
  }

  private growSlots(): void {
    const slots = new Int32Array(this.slots.length * 2).fill(EMPTY);
    const mask = slots.length - 1;
    for (let number = 0; number < this.size; number++) {
      let slot = (this.hashes[number] as number) & mask;
      while (slots[slot] !== EMPTY) slot = (slot + 1) & mask;
      slots[slot] = number;
    }
    this.slots = slots;
  }
}

/** FNV-1a, its bits mixed once more, since slots are taken from the low ones. */
const hashOf = (bytes: Uint8Array, start: number, end: number): number => {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) ^ (hash >>> 13);
};
