/** The keys of the units of a source, numbered as they are first met, and what became of each. */
import { ByteDictionary } from './byte-dictionary.ts';

const NOWHERE = 0;

export class UnitKeys {
  private readonly numbers = new ByteDictionary();
  /** By key: the line its unit stands on, whether that was taken in, and the line of a refused member. 0 for none. */
  private readonly unitLines: number[] = [];
  private readonly taken: boolean[] = [];
  private readonly memberLines: number[] = [];

  /** The number of a key that stands in bytes[start] to bytes[end], counted from 0. */
  of(bytes: Uint8Array, start: number, end: number): number {
    const key = this.numbers.of(bytes, start, end);
    if (key < this.taken.length) return key;
    this.unitLines.push(NOWHERE);
    this.taken.push(false);
    this.memberLines.push(NOWHERE);
    return key;
  }

  /** Line of the row that speaks for the unit, or undefined where none came yet. */
  unitLine(key: number): number | undefined {
    const line = this.unitLines[key] as number;
    return line === NOWHERE ? undefined : line;
  }

  setUnitLine(key: number, line: number): void {
    this.unitLines[key] = line;
  }

  isTaken(key: number): boolean {
    return this.taken[key] === true;
  }

  take(key: number): void {
    this.taken[key] = true;
  }

  /** Notes that a member was refused: its unit would be wrong without it. */
  spoil(key: number, memberLine: number): void {
    if (this.memberLines[key] === NOWHERE) this.memberLines[key] = memberLine;
  }

  spoiledBy(key: number): number | undefined {
    const line = this.memberLines[key] as number;
    return line === NOWHERE ? undefined : line;
  }
}
