/**
 * A PDF file with one revision and one plain cross-reference table, as this program prints and signs it. Nothing lies outside of its objects: they follow
 * each other from the head to the table, which names each of them once, and the file ends after it. That leaves no two ways to read it, and nothing to
 * be shown later in place of what was signed.
 */
import { refuse } from '../../model/problem.ts';
import { PdfParser } from './parse-pdf-value.ts';
import { entryOf, type PdfDictionary, type PdfValue, refOf } from './pdf-value.ts';

export type PdfObject = {
  readonly number: number;
  /** From its number to the line feed after "endobj". */
  readonly from: number;
  readonly to: number;
  readonly value: PdfValue;
  /** Place of the bytes of a stream, as they stand in the file. */
  readonly stream?: { readonly from: number; readonly to: number };
};

export type PdfFile = {
  readonly bytes: Uint8Array;
  /** Place of the first object. */
  readonly bodyFrom: number;
  /** One more than the highest number of an object. */
  readonly size: number;
  readonly root: number;
  readonly info: number | undefined;
  /** Refusal 'invalid' where there is none of this number, or it is no dictionary. */
  dictionary(number: number): PdfObject & { readonly value: PdfDictionary };
};

/** A page has about five hundred. */
const PDF_OBJECTS_MAX = 1_000_000;
const ROW_BYTES = 20;
const TAIL_BYTES = 64;

/**
 * Refusal 'invalid' with a sentence. The work is linear in the file, and nothing of it is held but the objects' places and what is asked for; `onObject`
 * is told every object, in the order of the file. `bytes` must not change afterwards.
 */
export const readPdf = (bytes: Uint8Array, onObject: (object: PdfObject) => void): PdfFile => {
  const bodyFrom = readHead(bytes);
  const tableAt = readTail(bytes);
  const { offsets, trailer } = readTable(bytes, tableAt);
  const root = refOf(trailer, 'Root') ?? refuse('invalid', 'its trailer names no document');
  demandTiles(new PdfParser(bytes, bodyFrom), tableAt, offsets, onObject);
  const at = (number: number): PdfObject => {
    const offset = offsets[number] ?? 0;
    return offset === 0 ? refuse('invalid', `it has no object ${number}`) : readObject(new PdfParser(bytes, offset));
  };
  // Read once, however often a list names it.
  const known = new Map<number, PdfObject & { readonly value: PdfDictionary }>();
  return {
    bytes,
    bodyFrom,
    size: offsets.length,
    root,
    info: refOf(trailer, 'Info'),
    dictionary: (number) => {
      const before = known.get(number);
      if (before !== undefined) return before;
      const object = at(number);
      const { value } = object;
      if (value.kind !== 'dictionary') return refuse('invalid', `object ${number} is not a dictionary`);
      const found = { ...object, value };
      known.set(number, found);
      return found;
    },
  };
};

/** Version, then a comment of four bytes that say that the file is not text. */
const readHead = (bytes: Uint8Array): number => {
  const head = /^%PDF-1\.[4-7]\n%[\x80-\xff]{4}\n/.exec(Buffer.from(bytes.subarray(0, 32)).toString('latin1'));
  return head === null ? refuse('invalid', 'it does not begin as PDF 1.4 to 1.7 does') : head[0].length;
};

const readTail = (bytes: Uint8Array): number => {
  const tail = Buffer.from(bytes.subarray(Math.max(0, bytes.length - TAIL_BYTES))).toString('latin1');
  const end = /\nstartxref\n([1-9]\d{0,9})\n%%EOF\n?$/.exec(tail);
  const tableAt = Number(end?.[1]);
  if (end === null || tableAt >= bytes.length)
    return refuse('invalid', 'it does not end with "%%EOF" and the place of its cross-reference table before it');
  return tableAt;
};

const TABLE_START = 'xref\n0 ';
const TABLE_END = 'trailer\n';
const ADDED_TO = 'its last cross-reference table is not over all of its objects: something was added after the file was written';

/** Rows of 20 bytes, one for each number from 0 on, then the trailer. */
const readTable = (bytes: Uint8Array, tableAt: number): { readonly offsets: readonly number[]; readonly trailer: PdfDictionary } => {
  const parser = new PdfParser(bytes, tableAt);
  if (!parser.sees(TABLE_START)) return refuse('invalid', ADDED_TO);
  parser.at += TABLE_START.length;
  const size = parser.digits();
  parser.expect('\n');
  const first = parser.at;
  if (size > PDF_OBJECTS_MAX)
    return refuse('invalid', `its cross-reference table says to have ${size} rows; ${PDF_OBJECTS_MAX} are the most`);
  if (size === 0 || first + size * ROW_BYTES > bytes.length) return refuse('invalid', `its cross-reference table has no ${size} rows`);
  const rows = Buffer.from(bytes.buffer, bytes.byteOffset + first, size * ROW_BYTES);
  const offsets = new Array<number>(size).fill(0);
  for (let number = 0; number < size; number++) {
    const row = rows.toString('latin1', number * ROW_BYTES, (number + 1) * ROW_BYTES);
    if (/^\d{10} 00000 n[ \r][\r\n]$/.test(row)) offsets[number] = Number(row.slice(0, 10));
    else if (number > 0 || !/^0{10} 65535 f[ \r][\r\n]$/.test(row))
      return refuse('invalid', `row ${number} of its cross-reference table is not understood`);
  }
  parser.at = first + size * ROW_BYTES;
  if (!parser.sees(TABLE_END)) return refuse('invalid', ADDED_TO);
  parser.at += TABLE_END.length;
  const trailer = parser.dictionary();
  parser.expect(`\nstartxref\n${tableAt}\n%%EOF`);
  if (parser.sees('\n')) parser.at++;
  if (parser.at !== bytes.length) return refuse('invalid', 'something follows the end of the file');
  const declared = entryOf(trailer, 'Size');
  if (declared?.kind !== 'number' || declared.value !== size) return refuse('invalid', 'its trailer counts other objects than its table');
  for (const key of trailer.entries.keys())
    if (!TRAILER_KEYS.has(key))
      return refuse('invalid', `its trailer has the key ${key}: something was added after the file was written, or it is encrypted`);
  return { offsets, trailer };
};

/** Not among them: Prev and XRefStm, which lead to other revisions, and Encrypt. */
const TRAILER_KEYS: ReadonlySet<string> = new Set(['Size', 'Root', 'Info', 'ID']);

/** The objects have to fill the space between head and table, each at the place that the table gives for its number, and no row may lead elsewhere. */
const demandTiles = (parser: PdfParser, tableAt: number, offsets: readonly number[], onObject: (object: PdfObject) => void): void => {
  let found = 0;
  while (parser.at < tableAt) {
    const object = readObject(parser);
    const { number, from } = object;
    if (number === 0 || offsets[number] !== from)
      refuse('invalid', `object ${number} at byte ${from} is not where the table says, or stands twice`);
    found++;
    onObject(object);
  }
  if (parser.at !== tableAt) refuse('invalid', 'an object goes on into the cross-reference table');
  if (found !== offsets.filter((offset) => offset !== 0).length) refuse('invalid', 'its table names objects that do not exist');
};

const readObject = (parser: PdfParser): PdfObject => {
  const from = parser.at;
  const number = parser.digits();
  parser.expect(' 0 obj\n');
  const value = parser.value();
  const stream = parser.sees(' stream\n') || parser.sees('\nstream\n') ? readStream(parser, value) : undefined;
  parser.expect('\nendobj\n');
  return { number, from, to: parser.at, value, ...(stream !== undefined && { stream }) };
};

const readStream = (parser: PdfParser, value: PdfValue): { readonly from: number; readonly to: number } => {
  parser.at += '\nstream\n'.length;
  const length = value.kind === 'dictionary' ? entryOf(value, 'Length') : undefined;
  if (length?.kind !== 'number' || !Number.isSafeInteger(length.value) || length.value < 0)
    return parser.fail('a stream does not say its length itself');
  const from = parser.at;
  parser.at += length.value;
  parser.expect('\nendstream');
  return { from, to: from + length.value };
};
