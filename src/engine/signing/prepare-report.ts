/**
 * Makes the PDF that is signed of the one that was printed. Nobody has seen the printed file, so it is written anew instead of being added to: one
 * revision, with dates and identifiers that follow from what is in it, attachments, and a place for the signature.
 */
import { Refusal } from '../model/problem.ts';
import { editDictionary, type PdfEdits } from './pdf/edit-dictionary.ts';
import { type PdfFile, type PdfObject, readPdf } from './pdf/pdf-file.ts';
import { pdfDate, pdfText } from './pdf/pdf-text.ts';
import { entryOf, isNamed, type PdfDictionary, refOf } from './pdf/pdf-value.ts';
import { type PdfPart, writePdf } from './pdf/write-pdf.ts';

export type Attachment = {
  /** ASCII. */
  readonly name: string;
  readonly description: string;
  readonly type: string;
  readonly relationship: 'Data' | 'Supplement';
  readonly bytes: Uint8Array;
};

export type Preparation = {
  readonly title: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly attachments: readonly Attachment[];
  /** `capacity`: bytes that the signature may have. */
  readonly signature?: { readonly name: string; readonly capacity: number };
};

/** What the page holds where the signature belongs: a link that leads nowhere. */
export const SIGNATURE_LINK = 'https://signature.invalid/';
export const SUB_FILTER = 'ETSI.CAdES.detached';
const LANGUAGE = 'en';
/** Of an annotation: it is printed, and viewers leave it as it is. */
const PRINTED_LOCKED = 132;
/** Of a form: it has a signature, and may only be added to. */
const SIGNED_APPEND_ONLY = 3;
/** Room for three numbers of ten digits. */
const BYTE_RANGE_CHARS = 36;

type Printed = {
  readonly file: PdfFile;
  /** All objects in the order of the file. */
  readonly places: readonly { readonly number: number; readonly from: number; readonly to: number }[];
  readonly links: readonly PdfObject[];
  /** Pages by the annotations that they show. */
  readonly pages: ReadonlyMap<number, number>;
};

/** The file, in which the signature's place is still empty. What the printer gave is taken to be as it always is: anything else is a fault. */
export const prepareReport = (bytes: Uint8Array, preparation: Preparation): Uint8Array => {
  const printed = trusted(() => readPrinted(bytes));
  const { file } = printed;
  const { title, at, attachments, signature } = preparation;
  const added: PdfPart[] = [];
  const add = (...body: readonly (string | Uint8Array)[]): number => {
    const number = file.size + added.length;
    added.push({ number, body: body.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)) });
    return number;
  };
  const info = Buffer.from(
    `<</Title ${pdfText(title)} /Creator (Probity) /Producer (Probity) /CreationDate ${pdfDate(at)} /ModDate ${pdfDate(at)}>>`,
  );
  const files = attachments.map((attachment) => ({ name: attachment.name, number: addAttachment(add, attachment, at) }));
  const named = files.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(({ name, number }) => `${pdfText(name)} ${number} 0 R`);
  const tree = add(`<</Names [${named.join(' ')}]>>`);
  if (file.info === undefined) throw new Error('the printed report does not say when it was printed');
  const changed = new Map<number, readonly Uint8Array[]>([[file.info, [info]]]);
  const field = signature && placeSignature(printed, { ...signature, at }, add, changed);
  const edits: PdfEdits = {
    Names: `<</EmbeddedFiles ${tree} 0 R>>`,
    AF: `[${files.map(({ number }) => `${number} 0 R`).join(' ')}]`,
    ...(field !== undefined && { AcroForm: `<</Fields [${field} 0 R] /SigFlags ${SIGNED_APPEND_ONLY}>>` }),
  };
  const catalog = file.dictionary(file.root).value;
  const taken = Object.keys(edits).filter((key) => catalog.entries.has(key));
  if (taken.length > 0) throw new Error(`the printer wrote ${taken.join(', ')} into the document itself`);
  changed.set(file.root, editDictionary(bytes, catalog, catalog.entries.has('Lang') ? edits : { ...edits, Lang: pdfText(LANGUAGE) }));
  for (const link of printed.links)
    if (!changed.has(link.number)) changed.set(link.number, editDictionary(bytes, dictionaryOf(link), { A: undefined }));
  const objects = printed.places.map(({ number, from, to }) => ({ number, body: changed.get(number) ?? [bodyOf(bytes, from, to)] }));
  return writePdf({ objects: [...objects, ...added], size: file.size + added.length, root: file.root, info: file.info });
};

/** What a person's file would be refused for is a fault of the printer's, or of what is known here about it. */
const trusted = <T>(read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw error instanceof Refusal ? new Error(`the printed report is not laid out as it always is: ${error.message}`) : error;
  }
};

const readPrinted = (bytes: Uint8Array): Printed => {
  const places: { number: number; from: number; to: number }[] = [];
  const links: PdfObject[] = [];
  const pages = new Map<number, number>();
  const file = readPdf(bytes, (object) => {
    const { number, from, to, value } = object;
    places.push({ number, from, to });
    if (value.kind !== 'dictionary') return;
    if (isSignatureLink(bytes, value)) links.push(object);
    const annotations = isNamed(value, 'Type', 'Page') ? entryOf(value, 'Annots') : undefined;
    if (annotations?.kind === 'array') for (const item of annotations.items) if (item.kind === 'ref') pages.set(item.object, number);
  });
  return { file, places, links, pages };
};

/** What stands between "12 0 obj" and "endobj". */
const bodyOf = (bytes: Uint8Array, from: number, to: number): Uint8Array =>
  bytes.subarray(bytes.indexOf(0x0a, from) + 1, to - '\nendobj\n'.length);

const dictionaryOf = ({ number, value }: PdfObject): PdfDictionary => {
  if (value.kind !== 'dictionary') throw new Error(`object ${number} is not a dictionary`);
  return value;
};

const textAt = (bytes: Uint8Array, { from, to }: { readonly from: number; readonly to: number }): string =>
  Buffer.from(bytes.subarray(from, to)).toString('latin1');

const isSignatureLink = (bytes: Uint8Array, dictionary: PdfDictionary): boolean => {
  const action = isNamed(dictionary, 'Subtype', 'Link') ? entryOf(dictionary, 'A') : undefined;
  const address = action?.kind === 'dictionary' ? entryOf(action, 'URI') : undefined;
  return address !== undefined && textAt(bytes, address) === pdfText(SIGNATURE_LINK);
};

type Add = (...body: readonly (string | Uint8Array)[]) => number;

const addAttachment = (add: Add, { name, description, type, relationship, bytes }: Attachment, at: string): number => {
  const parameters = `<</Size ${bytes.length} /ModDate ${pdfDate(at)}>>`;
  const head = `<</Type /EmbeddedFile /Subtype /${type.replace('/', '#2F')} /Params ${parameters} /Length ${bytes.length}>>\nstream\n`;
  const content = add(head, bytes, '\nendstream');
  const [file, embedded] = [pdfText(name), `<</F ${content} 0 R /UF ${content} 0 R>>`];
  return add(`<</Type /Filespec /F ${file} /UF ${file} /Desc ${pdfText(description)} /AFRelationship /${relationship} /EF ${embedded}>>`);
};

/** Turns the link into the field of the signature: same number, same rectangle, same place in the reading order. Gives the field's number. */
const placeSignature = (
  { file, links, pages }: Printed,
  signature: { readonly name: string; readonly capacity: number; readonly at: string },
  add: Add,
  changed: Map<number, readonly Uint8Array[]>,
): number => {
  const [link] = links;
  if (link === undefined) throw new Error(`the printed report has no link to ${SIGNATURE_LINK}, where its signature belongs`);
  const { bytes } = file;
  const dictionary = dictionaryOf(link);
  const value = add(
    `<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /${SUB_FILTER} /Name ${pdfText(signature.name)} /M ${pdfDate(signature.at)}`,
    ` /ByteRange [0 0 0 0${' '.repeat(BYTE_RANGE_CHARS)}] /Contents <${'0'.repeat(signature.capacity * 2)}>>>`,
  );
  const look = add('<</Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources <<>> /Length 0>>\nstream\n\nendstream');
  const rectangle = entryOf(dictionary, 'Rect');
  const [place, parent] = [pages.get(link.number), entryOf(dictionary, 'StructParent')];
  if (rectangle === undefined || place === undefined) throw new Error('the link where the signature belongs is on no page');
  const field =
    `<</Type /Annot /Subtype /Widget /FT /Sig /T (Signature) /TU ${pdfText(`Signature of ${signature.name}`)} /F ${PRINTED_LOCKED}` +
    ` /Rect ${textAt(bytes, rectangle)} /P ${place} 0 R /V ${value} 0 R /AP <</N ${look} 0 R>>` +
    `${parent?.kind === 'number' ? ` /StructParent ${parent.value}` : ''}>>`;
  changed.set(link.number, [Buffer.from(field, 'latin1')]);
  const element = parent?.kind === 'number' ? structureElement(file, parent.value) : undefined;
  if (element !== undefined) changed.set(element, editDictionary(bytes, file.dictionary(element).value, { S: '/Form' }));
  return link.number;
};

/** The element of the document's structure that an annotation belongs to; undefined where the file is not tagged. */
const structureElement = (file: PdfFile, parent: number): number | undefined => {
  const structure = refOf(file.dictionary(file.root).value, 'StructTreeRoot');
  const tree = structure === undefined ? undefined : refOf(file.dictionary(structure).value, 'ParentTree');
  const numbers = tree === undefined ? undefined : entryOf(file.dictionary(tree).value, 'Nums');
  if (numbers?.kind !== 'array') return undefined;
  const at = numbers.items.findIndex((item, index) => index % 2 === 0 && item.kind === 'number' && item.value === parent);
  const element = at < 0 ? undefined : numbers.items[at + 1];
  return element?.kind === 'ref' ? element.object : undefined;
};
