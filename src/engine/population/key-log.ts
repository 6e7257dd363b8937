/** Keys as they are met, with the lines they stand on: made ready to be looked up only when one of them is asked for. */
import { ByteDictionary } from './byte-dictionary.ts';

const BYTES_MIN = 1 << 16;

export class KeyLog {
  private readonly lines: number[] = [];
  /** Ends of the keys in the arena; both are of no more use once the keys are numbered. */
  private ends: number[] = [];
  private arena = new Uint8Array(BYTES_MIN);
  private numbers: ByteDictionary | undefined;

  get size(): number {
    return this.lines.length;
  }

  /** The key must be a new one. */
  append(bytes: Uint8Array, start: number, end: number, line: number): void {
    this.lines.push(line);
    if (this.numbers === undefined) this.put(bytes, start, end);
    else this.numbers.of(bytes, start, end);
  }

  /** Undefined for a key that was not met. */
  lineOf(bytes: Uint8Array, start: number, end: number): number | undefined {
    this.numbers ??= this.numbered();
    return this.lines[this.numbers.find(bytes, start, end)];
  }

  private put(bytes: Uint8Array, start: number, end: number): void {
    let at = this.ends.at(-1) ?? 0;
    if (at + end - start > this.arena.length) {
      const arena = new Uint8Array(Math.max(at + end - start, this.arena.length * 2));
      arena.set(this.arena);
      this.arena = arena;
    }
    for (let i = start; i < end; i++) this.arena[at++] = bytes[i] as number;
    this.ends.push(at);
  }

  private numbered(): ByteDictionary {
    const numbers = new ByteDictionary();
    let start = 0;
    for (const end of this.ends) {
      numbers.of(this.arena, start, end);
      start = end;
    }
    this.ends = [];
    this.arena = new Uint8Array(0);
    return numbers;
  }
}
