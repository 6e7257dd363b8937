/** Unpacks a ZIP file that may come from anybody: within bounds, and only in the layout in which bundles are packed. */
import { crc32, inflateRawSync } from 'node:zlib';
import {
  BUNDLE_BYTES_MAX,
  BUNDLE_VALUES_MAX,
  FILE_BYTES_MAX,
  FILE_VALUES_MAX,
  FILES_MAX,
  PATH_BYTES_MAX,
  RATIO_MAX,
  SMALL_BYTES,
  UNPACKED_BYTES_MAX,
} from '../evidence-bounds.ts';
import { valuesIn } from './values-in.ts';
import {
  CENTRAL_BYTES,
  CENTRAL_SIGNATURE,
  DOS_DATE,
  DOS_TIME,
  END_BYTES,
  END_SIGNATURE,
  LOCAL_BYTES,
  LOCAL_SIGNATURE,
  METHOD_DEFLATE,
  VERSION_MADE_BY,
  VERSION_NEEDED,
} from './zip-layout.ts';

/** By path, in the order in which they are packed. A file is unpacked each time that it is asked for, so that only one is held. */
export type UnpackedFiles = {
  readonly size: number;
  has(path: string): boolean;
  /** Undefined where there is none of this name. */
  get(path: string): Uint8Array | undefined;
  keys(): Iterable<string>;
  [Symbol.iterator](): Iterator<readonly [path: string, bytes: Uint8Array]>;
};

type Head = {
  readonly path: string;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  /** Where its local record begins, and where its central one ends. */
  readonly at: number;
  readonly end: number;
};

type Directory = { readonly from: number; readonly count: number; readonly end: number };

/** Letters, digits and few signs; no name begins with a dot or a slash, so that none leads out of its folder. */
const PLAIN_PATH = /^[A-Za-z0-9_][A-Za-z0-9._@+-]*(\/[A-Za-z0-9_][A-Za-z0-9._@+-]*)*$/;

const ANEW = 'It was not packed by this program, or was packed anew: hand over the file as it was exported.';

/** What begins this text is a ZIP file. */
export const isZip = (bytes: Uint8Array): boolean => bytes.length >= END_BYTES && viewOf(bytes).getUint32(0, true) === LOCAL_SIGNATURE;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The record at the file's very end; nothing may follow it. */
const readEnd = (view: DataView): Directory | string => {
  const at = view.byteLength - END_BYTES;
  if (at < 0 || view.getUint32(at, true) !== END_SIGNATURE) return `It does not end as a ZIP file without comment does. ${ANEW}`;
  const [disk, startDisk, here, count] = [4, 6, 8, 10].map((offset) => view.getUint16(at + offset, true)) as [
    number,
    number,
    number,
    number,
  ];
  const [bytes, from] = [view.getUint32(at + 12, true), view.getUint32(at + 16, true)];
  if (disk !== 0 || startDisk !== 0 || here !== count || view.getUint16(at + 20, true) !== 0 || from + bytes !== at) {
    return `Its directory is not where its end says. ${ANEW}`;
  }
  if (count === 0 || count > FILES_MAX) return `It says to hold ${count} files; a bundle holds 1 to ${FILES_MAX}.`;
  return { from, count, end: at };
};

/** One record of the directory. */
const readHead = (view: DataView, bytes: Uint8Array, from: number, limit: number): Head | string => {
  if (from + CENTRAL_BYTES > limit || view.getUint32(from, true) !== CENTRAL_SIGNATURE) return `Its directory breaks off. ${ANEW}`;
  const short = (offset: number): number => view.getUint16(from + offset, true);
  const long = (offset: number): number => view.getUint32(from + offset, true);
  const pathBytes = short(28);
  const end = from + CENTRAL_BYTES + pathBytes;
  if (pathBytes > PATH_BYTES_MAX || end > limit) return `A name in it has ${pathBytes} bytes; ${PATH_BYTES_MAX} are the most.`;
  const path = Buffer.from(bytes.subarray(from + CENTRAL_BYTES, end)).toString('latin1');
  if (!PLAIN_PATH.test(path)) return `It holds a file of the name ${JSON.stringify(path)}, which no file of a bundle has.`;
  const usual =
    short(4) === VERSION_MADE_BY &&
    short(6) === VERSION_NEEDED &&
    short(8) === 0 &&
    short(10) === METHOD_DEFLATE &&
    short(12) === DOS_TIME &&
    short(14) === DOS_DATE &&
    [30, 32, 34, 36].every((offset) => short(offset) === 0) &&
    long(38) === 0;
  if (!usual) return `"${path}" is packed in another way than this program packs. ${ANEW}`;
  return { path, crc: long(16), packed: long(20), size: long(24), at: long(42), end };
};

/** Whether the record before a file's bytes says what the directory says. */
const isSameLocally = (view: DataView, bytes: Uint8Array, { path, crc, packed, size, at }: Head): boolean => {
  const short = (offset: number): number => view.getUint16(at + offset, true);
  const long = (offset: number): number => view.getUint32(at + offset, true);
  return (
    long(0) === LOCAL_SIGNATURE &&
    short(4) === VERSION_NEEDED &&
    short(6) === 0 &&
    short(8) === METHOD_DEFLATE &&
    short(10) === DOS_TIME &&
    short(12) === DOS_DATE &&
    long(14) === crc &&
    long(18) === packed &&
    long(22) === size &&
    short(26) === path.length &&
    short(28) === 0 &&
    Buffer.from(bytes.subarray(at + LOCAL_BYTES, at + LOCAL_BYTES + path.length)).toString('latin1') === path
  );
};

/** All records of the directory. The files must lie one after another without anything between them. */
const readDirectory = (view: DataView, bytes: Uint8Array, { from, count, end }: Directory): readonly Head[] | string => {
  const heads: Head[] = [];
  const paths = new Set<string>();
  let [at, next, unpacked] = [from, 0, 0];
  for (let i = 0; i < count; i++) {
    const head = readHead(view, bytes, at, end);
    if (typeof head === 'string') return head;
    const { path, size, packed } = head;
    if (paths.has(path)) return `It holds two files of the name "${path}".`;
    unpacked += size;
    if (size > FILE_BYTES_MAX || unpacked > UNPACKED_BYTES_MAX)
      return `"${path}" would unpack to more than a bundle may hold: ${FILE_BYTES_MAX} bytes a file, ${UNPACKED_BYTES_MAX} together.`;
    if (size > SMALL_BYTES && size > packed * RATIO_MAX)
      return `"${path}" would unpack to ${size} bytes from ${packed}: nothing that is evidence does.`;
    if (head.at !== next || head.at + LOCAL_BYTES + path.length + packed > from) return `"${path}" does not lie where it should. ${ANEW}`;
    if (!isSameLocally(view, bytes, head)) return `"${path}" is called another thing in the directory than before its bytes. ${ANEW}`;
    next = head.at + LOCAL_BYTES + path.length + packed;
    at = head.end;
    paths.add(path);
    heads.push(head);
  }
  if (unpacked > FILE_BYTES_MAX && unpacked > from * RATIO_MAX)
    return `It would unpack to ${unpacked} bytes from ${from}: nothing that is evidence does.`;
  return next === from && at === end ? heads : `It holds bytes that belong to no file. ${ANEW}`;
};

/** What `info` gives: `bytesWritten` is how much of the input was used. */
type Inflated = { readonly buffer: Uint8Array; readonly engine: { readonly bytesWritten: number } };

/** The types of zlib do not know of `info`. */
const isInflated = (given: unknown): given is Inflated =>
  typeof given === 'object' && given !== null && 'buffer' in given && given.buffer instanceof Uint8Array && 'engine' in given;

/** More than that is not written into memory, whatever the file says of itself. */
const inflate = (packed: Uint8Array, size: number): Uint8Array | undefined => {
  try {
    const inflated: unknown = inflateRawSync(packed, { maxOutputLength: Math.max(1, size), info: true });
    if (!isInflated(inflated)) return undefined;
    const { buffer, engine } = inflated;
    return buffer.length === size && engine.bytesWritten === packed.length ? buffer : undefined;
  } catch {
    return undefined;
  }
};

/** Undefined where what unpacks is not what the directory says. */
const unpack = (bytes: Uint8Array, { path, crc, packed, size, at }: Head): Uint8Array | undefined => {
  const from = at + LOCAL_BYTES + path.length;
  const unpacked = inflate(bytes.subarray(from, from + packed), size);
  return unpacked === undefined || crc32(unpacked) !== crc ? undefined : unpacked;
};

/** What is wrong with what unpacks, as a sentence. One file is held at a time. */
const flawOf = (bytes: Uint8Array, heads: readonly Head[]): string | undefined => {
  let all = 0;
  for (const head of heads) {
    const unpacked = unpack(bytes, head);
    if (unpacked === undefined) return `"${head.path}" is damaged: its bytes cannot be unpacked to what was packed.`;
    const values = valuesIn({ path: head.path, bytes: unpacked });
    all += values;
    if (values > FILE_VALUES_MAX) return `"${head.path}" holds more than ${FILE_VALUES_MAX} values, which no file of a bundle does.`;
    if (all > BUNDLE_VALUES_MAX) return `Its files hold more than ${BUNDLE_VALUES_MAX} values together, which no bundle does.`;
  }
  return undefined;
};

/** Files that have unpacked well once, and so do again. */
const unpackedFiles = (bytes: Uint8Array, heads: readonly Head[]): UnpackedFiles => {
  const byPath = new Map(heads.map((head) => [head.path, head]));
  const again = (head: Head): Uint8Array => {
    const unpacked = unpack(bytes, head);
    if (unpacked === undefined) throw new Error(`the bytes of the bundle changed while it was read: ${head.path}`);
    return unpacked;
  };
  return {
    size: byPath.size,
    has: (path) => byPath.has(path),
    get: (path) => {
      const head = byPath.get(path);
      return head && again(head);
    },
    keys: () => byPath.keys(),
    *[Symbol.iterator]() {
      for (const head of heads) yield [head.path, again(head)] as const;
    },
  };
};

/** The files, or a sentence on why this is no bundle that can be read. Nothing that is given makes it throw; `bytes` must not change afterwards. */
export const readZip = (bytes: Uint8Array): UnpackedFiles | string => {
  if (bytes.length > BUNDLE_BYTES_MAX) return `It has ${bytes.length} bytes; a bundle has ${BUNDLE_BYTES_MAX} at most.`;
  const view = viewOf(bytes);
  const directory = readEnd(view);
  if (typeof directory === 'string') return directory;
  const heads = readDirectory(view, bytes, directory);
  if (typeof heads === 'string') return heads;
  return flawOf(bytes, heads) ?? unpackedFiles(bytes, heads);
};
