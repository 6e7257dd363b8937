/** Rows of a JSON Lines file: each line an object of single values, or the objects of a list in it. */
import { ByteDictionary } from './byte-dictionary.ts';
import { JsonScanner, NoJson } from './json-scanner.ts';
import { PLAIN, type RowBounds } from './row-bounds.ts';

/** What is wrong with a line as such. */
export const JSON_FLAWS = [
  '',
  'the line is no JSON object',
  'a key stands twice in the object',
  'a list or an object stands where a single value is expected',
  'the list holds something else than objects of single values',
] as const;
const NO_OBJECT = 1;
const KEY_TWICE = 2;
const NO_SINGLE_VALUE = 3;
const NO_LIST = 4;

const BYTES_MIN = 4_096;

/** Carries the number of a flaw out of a walk. */
class Flaw extends Error {
  readonly number: number;
  constructor(number: number) {
    super(JSON_FLAWS[number]);
    this.number = number;
  }
}

export type LineShape = {
  /** Single values of the object. */
  readonly columns: readonly string[];
  /** With a list: of its objects. They come before the columns of the object itself, which stand for all of them. */
  readonly memberColumns?: readonly string[];
  readonly list?: string;
  /** Other keys with lists, which are no columns. */
  readonly lists: ReadonlySet<string>;
};

export class JsonLinesRows {
  private readonly scanner = new JsonScanner();
  private readonly members = new JsonScanner();
  private readonly shape: LineShape;
  private readonly object: Fields;
  private readonly member: Fields;
  private list: { readonly start: number; readonly end: number } | undefined;
  /** Texts that had escapes, as they are without them: bytes that stand behind those of the block. */
  private extra = Buffer.alloc(BYTES_MIN);
  private extraBytes = 0;
  private blockBytes = 0;
  private bytes: Uint8Array = new Uint8Array(0);

  constructor(shape: LineShape) {
    this.shape = shape;
    this.object = new Fields(shape.columns);
    this.member = new Fields(shape.memberColumns ?? []);
  }

  beginBlock(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.blockBytes = bytes.length;
    this.extraBytes = 0;
  }

  /** The block, with what its fields need beside it. */
  bytesOf(block: Buffer): Buffer {
    return this.extraBytes === 0 ? block : Buffer.concat([block, this.extra.subarray(0, this.extraBytes)]);
  }

  /** Adds the rows of a line. A flawed line is one row; where the rows are those of a list, it is none. */
  add(start: number, end: number, line: number, bounds: RowBounds): void {
    const flaw = this.read(start, end);
    if (this.shape.list === undefined) {
      this.object.put(bounds);
      bounds.row(start, end, line, flaw);
      return;
    }
    if (flaw !== 0 || this.list === undefined) return;
    this.members.begin(this.bytes, this.list.start, this.list.end);
    this.members.list(() => {
      this.members.peek();
      const from = this.members.at;
      this.fields(this.members, this.member);
      this.member.put(bounds);
      this.object.put(bounds);
      bounds.row(from, this.members.at, line, 0);
    });
  }

  private read(start: number, end: number): number {
    const { scanner } = this;
    this.list = undefined;
    try {
      scanner.begin(this.bytes, start, end);
      if (scanner.peek() !== 'object') return NO_OBJECT;
      this.fields(scanner, this.object);
      return scanner.isAtEnd ? 0 : NO_OBJECT;
    } catch (error) {
      if (error instanceof Flaw) return error.number;
      if (error instanceof NoJson) return NO_OBJECT;
      throw error;
    }
  }

  private fields(scanner: JsonScanner, fields: Fields): void {
    fields.clear();
    scanner.object(() => {
      const column = fields.find(scanner, this.bytes);
      const isList = column < 0 && fields === this.object && this.shape.lists.has(scanner.text());
      const isOwnList = isList && scanner.text() === this.shape.list;
      const kind = scanner.peek();
      if (isList && kind === 'list') this.demandMembers(scanner, isOwnList);
      else scanner.value();
      if (isList && kind !== 'list' && kind !== 'null') throw new Flaw(NO_LIST);
      if (column < 0) return;
      if (fields.has(column)) throw new Flaw(KEY_TWICE);
      if (kind === 'object' || kind === 'list') throw new Flaw(NO_SINGLE_VALUE);
      if (kind === 'null') fields.set(column, 0, 0);
      else if (kind === 'text' && scanner.isEscaped) this.setUnescaped(fields, column, scanner.text());
      else fields.set(column, scanner.valueStart, scanner.valueEnd);
    });
  }

  /** Passes a list of members, of which nothing else may be in it. */
  private demandMembers(scanner: JsonScanner, isOwn: boolean): void {
    const start = scanner.at;
    scanner.list(() => {
      if (scanner.peek() !== 'object') throw new Flaw(NO_LIST);
      const keys = new Set<string>();
      scanner.object(() => {
        const key = scanner.text();
        const kind = scanner.peek();
        scanner.value();
        if (kind === 'object' || kind === 'list' || keys.has(key)) throw new Flaw(NO_LIST);
        keys.add(key);
      });
    });
    if (isOwn) this.list = { start, end: scanner.at };
  }

  private setUnescaped(fields: Fields, column: number, text: string): void {
    const bytes = Buffer.from(text, 'utf8');
    if (this.extraBytes + bytes.length > this.extra.length) {
      this.extra = Buffer.concat(
        [this.extra.subarray(0, this.extraBytes)],
        Math.max(this.extra.length * 2, this.extraBytes + bytes.length),
      );
    }
    bytes.copy(this.extra, this.extraBytes);
    const start = this.blockBytes + this.extraBytes;
    this.extraBytes += bytes.length;
    fields.set(column, start, start + bytes.length);
  }
}

/** Where the values of an object's columns stand; a column without one is empty. */
class Fields {
  private readonly names = new ByteDictionary();
  private readonly starts: Uint32Array;
  private readonly ends: Uint32Array;
  private readonly seen: Uint8Array;

  constructor(columns: readonly string[]) {
    for (const column of columns) this.names.ofText(column);
    this.starts = new Uint32Array(columns.length);
    this.ends = new Uint32Array(columns.length);
    this.seen = new Uint8Array(columns.length);
  }

  clear(): void {
    this.starts.fill(0);
    this.ends.fill(0);
    this.seen.fill(0);
  }

  /** The column of the key that was passed last, or -1. */
  find(scanner: JsonScanner, bytes: Uint8Array): number {
    if (!scanner.isEscaped) return this.names.find(bytes, scanner.valueStart, scanner.valueEnd);
    const key = Buffer.from(scanner.text(), 'utf8');
    return this.names.find(key, 0, key.length);
  }

  has(column: number): boolean {
    return this.seen[column] === 1;
  }

  set(column: number, start: number, end: number): void {
    this.starts[column] = start;
    this.ends[column] = end;
    this.seen[column] = 1;
  }

  put(bounds: RowBounds): void {
    for (let column = 0; column < this.starts.length; column++) {
      bounds.field(this.starts[column] as number, this.ends[column] as number, PLAIN);
    }
  }
}
