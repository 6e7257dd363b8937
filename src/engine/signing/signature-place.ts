/** Where the signature of a PDF stands in it, and whether it covers everything else. */
import { createHash } from 'node:crypto';
import { refuse } from '../model/problem.ts';
import { readDerPrefix } from './der.ts';
import { readPdfDate } from './pdf/pdf-text.ts';
import { entryOf, isNamed, type PdfArray, type PdfDictionary, refOf } from './pdf/pdf-value.ts';
import type { ScannedPdf } from './pdf/scan-pdf.ts';

export type SignaturePlace = {
  readonly dictionary: PdfDictionary;
  readonly range: PdfArray;
  /** The hexadecimal digits, with the brackets around them. */
  readonly contents: { readonly from: number; readonly to: number };
};

/** A hexadecimal string longer than this holds no signature of any use. */
const CONTENTS_MAX = 1024 * 1024;
const FORM_KEYS: ReadonlySet<string> = new Set(['Fields', 'SigFlags']);

/** The one signature, as the document's form and its one field lead to it. Refusal 'invalid' where there is none, or another way to one. */
export const findSignature = ({ file, signatures, fields }: ScannedPdf): SignaturePlace => {
  if (signatures.length === 0) return refuse('invalid', 'it is not signed');
  if (signatures.length > 1) return refuse('invalid', `it has ${signatures.length} signatures`);
  if (fields.length !== 1) return refuse('invalid', `it has ${fields.length} form fields in place of one`);
  const form = entryOf(file.dictionary(file.root).value, 'AcroForm');
  const listed = form?.kind === 'dictionary' ? entryOf(form, 'Fields') : undefined;
  if (form?.kind !== 'dictionary' || listed?.kind !== 'array') return refuse('invalid', 'the document has no form with its fields in it');
  for (const key of form.entries.keys()) if (!FORM_KEYS.has(key)) return refuse('invalid', `its form has the key ${key}`);
  const [field, ...more] = listed.items;
  if (field?.kind !== 'ref' || field.object !== fields[0] || more.length > 0) return refuse('invalid', 'its form leads to another field');
  const widget = file.dictionary(field.object).value;
  const number = refOf(widget, 'V');
  if (!isNamed(widget, 'FT', 'Sig') || number === undefined || number !== signatures[0])
    return refuse('invalid', 'its field leads to another signature');
  const dictionary = file.dictionary(number).value;
  const [contents, range] = [entryOf(dictionary, 'Contents'), entryOf(dictionary, 'ByteRange')];
  if (contents?.kind !== 'string' || contents.form !== 'hex')
    return refuse('invalid', 'its signature has no contents in hexadecimal digits');
  if (contents.to - contents.from > CONTENTS_MAX) return refuse('invalid', 'the place of its signature is far too large');
  if (range?.kind !== 'array') return refuse('invalid', 'its signature does not say which bytes it covers');
  return { dictionary, range, contents };
};

/** Demands that the signature is over every byte before and after its own, and that these hold nothing but it and zeros. Gives its DER. */
export const coveringSignature = (bytes: Uint8Array, { range, contents }: SignaturePlace): Uint8Array => {
  const expected = [0, contents.from, contents.to, bytes.length - contents.to];
  const named = range.items.map((item) => (item.kind === 'number' ? item.value : Number.NaN));
  if (named.length !== 4 || named.some((value, index) => value !== expected[index]))
    return refuse(
      'invalid',
      `it covers the bytes [${named.join(' ')}], and the whole file but the signature would be [${expected.join(' ')}]`,
    );
  const digits = Buffer.from(bytes.subarray(contents.from + 1, contents.to - 1)).toString('latin1');
  if (/[^0-9a-f]/.test(digits)) return refuse('invalid', 'the signature is not written in lower-case hexadecimal digits');
  const padded = Buffer.from(digits, 'hex');
  const { bytes: der } = readDerPrefix(padded);
  const after = padded.subarray(der.length).findIndex((byte) => byte !== 0);
  return after < 0 ? der : refuse('invalid', `something is hidden after the signature, ${after} bytes behind its end`);
};

/** SHA-256 of everything but the signature's own digits. */
export const coveredDigest = (bytes: Uint8Array, { contents }: SignaturePlace): Uint8Array =>
  createHash('sha256').update(bytes.subarray(0, contents.from)).update(bytes.subarray(contents.to)).digest();

/** When the signer says that it was made, ISO 8601 UTC. Refusal 'invalid' where that is not written as this program does. */
export const claimedTime = (bytes: Uint8Array, { dictionary }: SignaturePlace): string => {
  const value = entryOf(dictionary, 'M');
  const at = value?.kind === 'string' ? readPdfDate(Buffer.from(bytes.subarray(value.from, value.to)).toString('latin1')) : undefined;
  return at ?? refuse('invalid', 'the signature does not say when it was made');
};

/** Names the covered bytes in a prepared file, which has room for that. */
export const writeCoverage = (bytes: Uint8Array, { range, contents }: SignaturePlace): void => {
  const text = `[0 ${contents.from} ${contents.to} ${bytes.length - contents.to}`.padEnd(range.to - range.from - 1);
  if (range.from + text.length + 1 !== range.to) throw new Error('there is no room for the covered bytes');
  Buffer.from(`${text}]`, 'latin1').copy(bytes, range.from);
};

/** Writes a signature into its place, zeros after it. Refusal 'invalid' where it is larger than that. */
export const writeSignature = (bytes: Uint8Array, { contents }: SignaturePlace, der: Uint8Array): void => {
  const room = (contents.to - contents.from - 2) / 2;
  if (der.length > room) refuse('invalid', `the signature takes ${der.length} bytes, and there is room for ${room}`);
  Buffer.from(
    Buffer.from(der)
      .toString('hex')
      .padEnd(room * 2, '0'),
    'latin1',
  ).copy(bytes, contents.from + 1);
};
