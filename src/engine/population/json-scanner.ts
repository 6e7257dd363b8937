/** Walks over JSON (RFC 8259) in its bytes: where a value ends, and of a text or a number where it stands. */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const [SPACE, TAB, LF, CR] = [0x20, 0x09, 0x0a, 0x0d];
const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;

/** Lists and objects inside of each other. */
const DEPTH_MAX = 64;
const LITERALS = ['true', 'false', 'null'].map((text) => Buffer.from(text, 'latin1'));

export type JsonKind = 'text' | 'number' | 'literal' | 'null' | 'object' | 'list';

/** Thrown where the bytes are no JSON. */
export class NoJson extends Error {}

export class JsonScanner {
  private bytes: Uint8Array = new Uint8Array(0);
  private end = 0;
  at = 0;
  /** Of the value that was passed last: of a text without its quotes. */
  valueStart = 0;
  valueEnd = 0;
  /** Whether the text that was passed last has escapes. */
  isEscaped = false;

  /** Begins with the bytes from start to end. */
  begin(bytes: Uint8Array, start: number, end: number): void {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  get isAtEnd(): boolean {
    this.space();
    return this.at === this.end;
  }

  /** The text that was passed last. */
  text(): string {
    const raw = Buffer.from(this.bytes.buffer, this.bytes.byteOffset + this.valueStart, this.valueEnd - this.valueStart).toString('utf8');
    return this.isEscaped ? (JSON.parse(`"${raw}"`) as string) : raw;
  }

  /** Walks over an object; `entry` is called behind the colon of each key, the key being `text()`, and has to pass the value. */
  object(entry: () => void): void {
    this.demand(OPEN_OBJECT);
    if (this.passed(CLOSE_OBJECT)) return;
    do {
      this.space();
      this.string();
      const { valueStart, valueEnd, isEscaped } = this;
      this.demand(COLON);
      this.valueStart = valueStart;
      this.valueEnd = valueEnd;
      this.isEscaped = isEscaped;
      entry();
    } while (this.passed(COMMA));
    this.demand(CLOSE_OBJECT);
  }

  /** Walks over a list; `item` is called before each value and has to pass it. */
  list(item: () => void): void {
    this.demand(OPEN_LIST);
    if (this.passed(CLOSE_LIST)) return;
    do item();
    while (this.passed(COMMA));
    this.demand(CLOSE_LIST);
  }

  /** What stands next. */
  peek(): JsonKind {
    this.space();
    switch (this.bytes[this.at]) {
      case QUOTE:
        return 'text';
      case OPEN_OBJECT:
        return 'object';
      case OPEN_LIST:
        return 'list';
      case 0x6e:
        return 'null';
      case 0x74:
      case 0x66:
        return 'literal';
      default:
        return 'number';
    }
  }

  /** Passes any value. */
  value(depth = 0): void {
    if (depth > DEPTH_MAX) throw new NoJson();
    const kind = this.peek();
    const start = this.at;
    switch (kind) {
      case 'text':
        this.string();
        return;
      case 'number':
        this.number();
        break;
      case 'list':
        this.list(() => this.value(depth + 1));
        break;
      case 'object':
        this.object(() => this.value(depth + 1));
        break;
      default:
        this.literal();
    }
    this.valueStart = start;
    this.valueEnd = this.at;
  }

  private string(): void {
    const { bytes, end } = this;
    if (bytes[this.at] !== QUOTE) throw new NoJson();
    const start = this.at + 1;
    let isEscaped = false;
    let at = start;
    for (; at < end && bytes[at] !== QUOTE; at++) {
      if ((bytes[at] as number) < SPACE) throw new NoJson();
      if (bytes[at] !== BACKSLASH) continue;
      isEscaped = true;
      at++;
    }
    if (at >= end) throw new NoJson();
    this.at = at + 1;
    this.valueStart = start;
    this.valueEnd = at;
    this.isEscaped = isEscaped;
    if (isEscaped) this.demandEscapes();
  }

  private demandEscapes(): void {
    try {
      if (!this.text().isWellFormed()) throw new NoJson();
    } catch {
      throw new NoJson();
    }
  }

  private number(): void {
    if (this.bytes[this.at] === MINUS) this.at++;
    const isZero = this.bytes[this.at] === ZERO;
    if (this.digits() > 1 && isZero) throw new NoJson();
    if (this.bytes[this.at] === POINT) {
      this.at++;
      this.digits();
    }
    const byte = this.bytes[this.at];
    if (byte === 0x65 || byte === 0x45) {
      this.at++;
      const sign = this.bytes[this.at];
      if (sign === PLUS || sign === MINUS) this.at++;
      this.digits();
    }
  }

  private digits(): number {
    const start = this.at;
    while (this.at < this.end && (this.bytes[this.at] as number) >= ZERO && (this.bytes[this.at] as number) <= NINE) this.at++;
    if (this.at === start) throw new NoJson();
    return this.at - start;
  }

  private literal(): void {
    const start = this.at;
    const found = LITERALS.find((text) => text.every((byte, i) => this.bytes[start + i] === byte));
    if (found === undefined || start + found.length > this.end) throw new NoJson();
    this.at += found.length;
  }

  private space(): void {
    const { bytes, end } = this;
    while (this.at < end) {
      const byte = bytes[this.at];
      if (byte !== SPACE && byte !== TAB && byte !== LF && byte !== CR) return;
      this.at++;
    }
  }

  private passed(byte: number): boolean {
    this.space();
    if (this.at >= this.end || this.bytes[this.at] !== byte) return false;
    this.at++;
    return true;
  }

  private demand(byte: number): void {
    if (!this.passed(byte)) throw new NoJson();
  }
}
