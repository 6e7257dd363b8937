/** The order that the keys of a units' file keep, as far as it was read: with it, both files can be read side by side and nothing is held. */
import { endOf, type FieldBounds, startOf } from './field-bounds.ts';
import { KeyLog } from './key-log.ts';

/** Thrown where the files do not keep one order, so that the members have to be held until their units come. */
export class OutOfOrder extends Error {
  constructor() {
    super('units and members do not stand in one order');
    this.name = 'OutOfOrder';
  }
}

/** Keys that are remembered before an order is trusted: a chunk of them, for it takes long. A file without order is remembered whole. */
const TRUSTED_AFTER = 1 << 14;
/** Units without a member in a row, in a file without order, before the members are taken to be in another one. */
const UNMATCHED_MAX = 1 << 16;
const KEY_BYTES_MIN = 256;

type KeyBytes = { readonly bytes: Uint8Array; readonly start: number; readonly end: number };

/** `length`: shorter keys first, as whole numbers are ordered; `bytes`: as texts are. */
type Order = 'length' | 'bytes';

export class UnitOrder {
  /** The key of the unit that was met last, and of the one before. */
  private last = new Key();
  private before = new Key();
  private line = 0;
  /** Which orders all keys kept so far. */
  private keepsLength = true;
  private keepsBytes = true;
  /** What members were told to be without a unit by. */
  private relied: Order | undefined;
  /** All keys, until their order is trusted. */
  private known: KeyLog | undefined = new KeyLog();
  private unmatched = 0;

  /**
   * Meets the next unit. Gives 0 for a new key, and else the line of the earlier row that has it: then nothing has changed. Throws OutOfOrder where
   * the keys leave an order that was relied on.
   */
  meet(bytes: Uint8Array, start: number, end: number, line: number): number {
    const isFirst = this.line === 0;
    const difference = isFirst ? 1 : -this.last.compare(bytes, start, end);
    if (difference === 0) return this.line;
    const longer = end - start - this.last.length;
    const keepsBytes = this.keepsBytes && difference > 0;
    const keepsLength = this.keepsLength && (isFirst || longer > 0 || (longer === 0 && difference > 0));
    // In an order that is kept no key comes twice.
    const earlier = keepsBytes || keepsLength ? undefined : this.known?.lineOf(bytes, start, end);
    if (earlier !== undefined) return earlier;
    this.keepsBytes = keepsBytes;
    this.keepsLength = keepsLength;
    this.known?.append(bytes, start, end, line);
    this.settle();
    const next = this.before;
    this.before = this.last;
    next.set(bytes, start, end);
    this.last = next;
    this.line = line;
    return 0;
  }

  /** Meets the units of rows from … to as long as each key plainly comes after the one before, and gives the first row that it did not meet. */
  meetRun(keys: FieldBounds, from: number, to: number, lines: Float64Array): number {
    if (this.order === undefined || from === to) return from;
    const { bytes, column, rowField, fieldStart, fieldEnd } = keys;
    let field = (rowField[from] as number) + column;
    let start = fieldStart[field] as number;
    let end = fieldEnd[field] as number;
    if (this.meet(bytes, start, end, lines[from] as number) !== 0) return from;
    const { keepsLength, keepsBytes, known } = this;
    let row = from + 1;
    if (this.order === undefined) return row;
    for (; row < to; row++) {
      field = (rowField[row] as number) + column;
      const nextStart = fieldStart[field] as number;
      const nextEnd = fieldEnd[field] as number;
      const longer = nextEnd - nextStart - (end - start);
      if (keepsLength && longer < 0) break;
      if (keepsBytes || longer === 0) {
        const both = Math.min(end - start, nextEnd - nextStart);
        let i = 0;
        while (i < both && bytes[start + i] === bytes[nextStart + i]) i++;
        const difference = i < both ? (bytes[nextStart + i] as number) - (bytes[start + i] as number) : longer;
        if (difference <= 0) break;
      }
      start = nextStart;
      end = nextEnd;
      known?.append(bytes, start, end, lines[row] as number);
    }
    if (row > from + 1) {
      this.before.set(bytes, startOf(keys, row - 2), endOf(keys, row - 2));
      this.last.set(bytes, start, end);
      this.line = lines[row - 1] as number;
      this.settle();
    }
    return row;
  }

  /**
   * Says of a member whose key is not that of the unit met last whether its unit may still come, or there is none. Throws OutOfOrder where it has
   * passed.
   */
  mayCome(bytes: Uint8Array, start: number, end: number): boolean {
    const { order } = this;
    if (order === undefined) {
      if (this.known?.lineOf(bytes, start, end) !== undefined || ++this.unmatched > UNMATCHED_MAX) throw new OutOfOrder();
      return true;
    }
    if (this.last.compareBy(order, bytes, start, end) < 0) return true;
    if (this.before.isSet && this.before.compareBy(order, bytes, start, end) >= 0) throw new OutOfOrder();
    this.relied = order;
    return false;
  }

  /** To be asked of members that are left after the last unit. Throws OutOfOrder where a member's unit has passed. */
  demandUnknown(bytes: Uint8Array, start: number, end: number): void {
    const { order } = this;
    const isKnown =
      order === undefined ? this.known?.lineOf(bytes, start, end) !== undefined : this.last.compareBy(order, bytes, start, end) >= 0;
    if (isKnown && this.line > 0) throw new OutOfOrder();
  }

  /** To be told when a unit found its members. */
  matched(): void {
    this.unmatched = 0;
  }

  /** Whether the left key surely comes after the right one. */
  isAfter(left: KeyBytes, right: KeyBytes): boolean {
    const { order } = this;
    if (order === undefined) return false;
    const longer = left.end - left.start - (right.end - right.start);
    return (order === 'length' && longer !== 0 ? longer : compareKeys(left, right)) > 0;
  }

  private get order(): Order | undefined {
    if (this.keepsLength) return 'length';
    return this.keepsBytes ? 'bytes' : undefined;
  }

  private settle(): void {
    const { relied, known, order } = this;
    const isBroken = relied !== undefined && !(relied === 'length' ? this.keepsLength : this.keepsBytes);
    if (isBroken || (known === undefined && order === undefined)) throw new OutOfOrder();
    if (known === undefined || known.size < TRUSTED_AFTER || order === undefined) return;
    this.known = undefined;
  }
}

class Key {
  length = 0;
  isSet = false;
  private bytes = new Uint8Array(KEY_BYTES_MIN);

  set(bytes: Uint8Array, start: number, end: number): void {
    this.length = end - start;
    this.isSet = true;
    if (this.length > this.bytes.length) this.bytes = new Uint8Array(this.length * 2);
    for (let i = start, at = 0; i < end; i++, at++) this.bytes[at] = bytes[i] as number;
  }

  compare(bytes: Uint8Array, start: number, end: number): number {
    const length = Math.min(this.length, end - start);
    for (let i = 0; i < length; i++) {
      const difference = (this.bytes[i] as number) - (bytes[start + i] as number);
      if (difference !== 0) return difference;
    }
    return this.length - (end - start);
  }

  compareBy(order: Order, bytes: Uint8Array, start: number, end: number): number {
    const longer = this.length - (end - start);
    return order === 'length' && longer !== 0 ? longer : this.compare(bytes, start, end);
  }
}

/** Negative, zero or positive as the left one is before, the same as or after the right one, as texts are ordered. */
const compareKeys = (left: KeyBytes, right: KeyBytes): number => {
  const length = Math.min(left.end - left.start, right.end - right.start);
  for (let i = 0; i < length; i++) {
    const difference = (left.bytes[left.start + i] as number) - (right.bytes[right.start + i] as number);
    if (difference !== 0) return difference;
  }
  return left.end - left.start - (right.end - right.start);
};
