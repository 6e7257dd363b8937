/**
 * Strict DER (X.690), in which certificates, signatures and timestamps are written. What BER allows beside it is refused: bytes that are signed, or
 * compared with others, must have one form. Readers throw a Refusal with a sentence; nothing is read deeper than it is asked for.
 */
import { refuse } from '../model/problem.ts';

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octets: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8: 0x0c,
  utcTime: 0x17,
  time: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Context-specific tag [n], constructed. */
export const context = (n: number): number => 0xa0 | n;

export type DerNode = {
  readonly tag: number;
  /** Tag, length and content. */
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
};

/** Children of one node at most: far more than any certificate or signature has. */
const CHILDREN_MAX = 1_000;
const LENGTH_BYTES_MAX = 4;

const malformed = (what: string): never => refuse('invalid', `it is not DER: ${what}`);

const readNode = (bytes: Uint8Array, from: number): DerNode => {
  const [tag, first] = [bytes[from], bytes[from + 1]];
  if (tag === undefined || first === undefined) return malformed('it ends within a value');
  if ((tag & 0x1f) === 0x1f) return malformed('a tag takes more than one byte');
  let at = from + 2;
  let length = first;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > LENGTH_BYTES_MAX) return malformed('a length is indefinite or too large');
    length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + (bytes[at++] ?? 0);
    if (length < 0x80 || length < 256 ** (count - 1)) return malformed('a length is longer than it has to be');
  }
  if (at + length > bytes.length) return malformed('it ends within a value');
  return { tag, bytes: bytes.subarray(from, at + length), content: bytes.subarray(at, at + length) };
};

/** Reads bytes that are one value and nothing more. */
export const readDer = (bytes: Uint8Array): DerNode => {
  const node = readNode(bytes, 0);
  return node.bytes.length === bytes.length ? node : malformed('something follows the value');
};

/** The value that bytes begin with; what follows is left. */
export const readDerPrefix = (bytes: Uint8Array): DerNode => readNode(bytes, 0);

/** Goes through the children of a node in order. */
export type DerFields = {
  /** The next child, which has this tag. */
  take(tag: number): DerNode;
  /** The next child if it has this tag. */
  maybe(tag: number): DerNode | undefined;
  /** All that are left. */
  rest(): readonly DerNode[];
  /** Demands that none is left. */
  end(): void;
};

export const fieldsOf = (parent: DerNode, tag: number = parent.tag): DerFields => {
  if (parent.tag !== tag || (tag & 0x20) === 0) return malformed(`a value has the tag ${hex(parent.tag)} in place of ${hex(tag)}`);
  const children: DerNode[] = [];
  for (let at = 0; at < parent.content.length; ) {
    const child = readNode(parent.content, at);
    if (children.push(child) > CHILDREN_MAX) return malformed(`a value has more than ${CHILDREN_MAX} parts`);
    at += child.bytes.length;
  }
  let next = 0;
  const maybe = (wanted: number): DerNode | undefined => (children[next]?.tag === wanted ? children[next++] : undefined);
  return {
    maybe,
    take: (wanted) => maybe(wanted) ?? malformed(`there is no value with the tag ${hex(wanted)} where one belongs`),
    rest: () => {
      const left = children.slice(next);
      next = children.length;
      return left;
    },
    end: () => {
      if (next < children.length) malformed('a value has a part too many');
    },
  };
};

const hex = (tag: number): string => tag.toString(16).padStart(2, '0');

/** Dotted form of an object identifier. */
export const readOid = ({ content }: DerNode): string => {
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of content) {
    if (arc === 0 && byte === 0x80) return malformed('an object identifier is longer than it has to be');
    arc = arc * 128 + (byte & 0x7f);
    if (arc > Number.MAX_SAFE_INTEGER / 128) return malformed('an object identifier has an arc too large');
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const first = arcs.shift();
  if (first === undefined || (content.at(-1) ?? 0x80) >= 0x80) return malformed('an object identifier is cut off');
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - root * 40, ...arcs].join('.');
};

/** Value of an INTEGER or ENUMERATED of at most 64 bytes. */
export const readInteger = ({ content }: DerNode): bigint => {
  const [first, second = 0] = content;
  if (first === undefined || content.length > 64) return malformed('a number has no bytes or too many');
  if (content.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80)))
    return malformed('a number is longer than it has to be');
  return BigInt.asIntN(content.length * 8, BigInt(`0x${Buffer.from(content).toString('hex')}`));
};

const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{0,8}[1-9])?Z$/;

/** A UTCTime or GeneralizedTime as ISO 8601 UTC with milliseconds. */
export const readTime = ({ tag, content }: DerNode): string => {
  const text = Buffer.from(content).toString('latin1');
  const parts = tag === TAG.utcTime ? UTC_TIME.exec(text) : tag === TAG.time ? GENERALIZED_TIME.exec(text) : null;
  if (parts === null) return malformed('a time is not written as YYMMDDhhmmssZ or YYYYMMDDhhmmssZ');
  const [, year = '', month, day, hour, minute, second, fraction = ''] = parts;
  const century = year.length === 4 ? '' : Number(year) < 50 ? '20' : '19';
  const iso = `${century}${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(1, 4).padEnd(3, '0')}Z`;
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) || at.toISOString() !== iso ? malformed(`there is no time ${text}`) : iso;
};

/** One value: tag, length, content. */
export const writeDer = (tag: number, ...parts: readonly Uint8Array[]): Uint8Array => {
  const content = Buffer.concat(parts);
  if (content.length < 0x80) return Buffer.concat([Uint8Array.of(tag, content.length), content]);
  const digits = content.length.toString(16);
  const length = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
  return Buffer.concat([Uint8Array.of(tag, 0x80 | length.length), length, content]);
};

/** A SET OF: in the order of its elements' bytes. */
export const writeSetOf = (tag: number, parts: readonly Uint8Array[]): Uint8Array => writeDer(tag, ...parts.toSorted(Buffer.compare));

export const writeOid = (dotted: string): Uint8Array => {
  const [root = 0, second = 0, ...arcs] = dotted.split('.').map(Number);
  const bytes = [root * 40 + second, ...arcs].flatMap((arc) => {
    const digits = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) digits.unshift(0x80 | (left % 128));
    return digits;
  });
  return writeDer(TAG.oid, Uint8Array.from(bytes));
};

/** A number of any size that is not negative, from its bytes, most significant first. */
export const writeUnsigned = (bytes: Uint8Array): Uint8Array => {
  const start = bytes.findIndex((byte) => byte !== 0);
  const digits = start < 0 ? Uint8Array.of(0) : bytes.subarray(start);
  return (digits[0] ?? 0) >= 0x80 ? writeDer(TAG.integer, Uint8Array.of(0), digits) : writeDer(TAG.integer, digits);
};
