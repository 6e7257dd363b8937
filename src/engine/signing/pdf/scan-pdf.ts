/** Goes once through every value of a PDF file and notes what matters to a signature: where such a thing could be hidden does not matter then. */
import { refuse } from '../../model/problem.ts';
import { type PdfFile, type PdfObject, readPdf } from './pdf-file.ts';
import { entryOf, isNamed, type PdfDictionary, type PdfValue, refOf } from './pdf-value.ts';

export type ScannedPdf = {
  readonly file: PdfFile;
  /** Numbers of the objects in which something is that has a ByteRange, as signatures have; one for each, and not endlessly many. */
  readonly signatures: readonly number[];
  /** Likewise, of form fields. */
  readonly fields: readonly number[];
  /** Likewise, of files that are attached. */
  readonly attached: readonly number[];
  /** The first thing in it that acts, hides or is fetched; undefined where there is none. */
  readonly active: string | undefined;
};

type Notes = { signatures: number[]; fields: number[]; attached: number[]; active: string | undefined };

/** Keys of what changes a document by itself, hides parts of it, or takes parts from elsewhere. */
const ACTIVE_KEYS: ReadonlySet<string> = new Set([
  'AA',
  'AS',
  'Alternates',
  'Collection',
  'Dur',
  'JS',
  'JavaScript',
  'NeedsRendering',
  'OC',
  'OCGs',
  'OCProperties',
  'OpenAction',
  'OPI',
  'Perms',
  'PS',
  'PresSteps',
  'Ref',
  'RichMediaContent',
  'Trans',
  'URLS',
  'XFA',
]);
/** Kinds of actions that do nothing but lead a reader to a place. */
const PLAIN_ACTIONS: ReadonlySet<string> = new Set(['GoTo', 'URI']);
/** All other kinds (ISO 32000-2, table 201): they act wherever they stand, as an outline's or behind another action too. */
const ACTING: ReadonlySet<string> = new Set([
  'GoTo3DView',
  'GoToDp',
  'GoToE',
  'GoToR',
  'Hide',
  'ImportData',
  'JavaScript',
  'Launch',
  'Movie',
  'Named',
  'Rendition',
  'ResetForm',
  'RichMediaExecute',
  'SetOCGState',
  'Sound',
  'SubmitForm',
  'Thread',
  'Trans',
]);
const LAYERS: ReadonlySet<string> = new Set(['OCG', 'OCMD']);
const PLAIN_ANNOTATIONS: ReadonlySet<string> = new Set(['Link', 'Widget']);
/** Streams that hold other objects, and that take the place of the cross-reference table. */
const OBJECT_STREAMS: ReadonlySet<string> = new Set(['ObjStm', 'XRef']);

/** Refusal 'invalid' where the file is not of the one form that `readPdf` reads. */
export const scanPdf = (bytes: Uint8Array): ScannedPdf => {
  const notes: Notes = { signatures: [], fields: [], attached: [], active: undefined };
  const file = readPdf(bytes, (object) => {
    if (object.stream !== undefined && object.value.kind === 'dictionary') noteStream(object, object.value, notes);
    noteValue(object.number, object.value, notes);
  });
  return { file, ...notes };
};

const noteStream = ({ number }: PdfObject, dictionary: PdfDictionary, notes: Notes): void => {
  const type = entryOf(dictionary, 'Type');
  if (type?.kind === 'name' && OBJECT_STREAMS.has(type.name)) refuse('invalid', `object ${number} holds other objects`);
  if (isProgram(dictionary)) notes.active ??= `object ${number} is a PostScript program, or does not say itself that it is none`;
  if (dictionary.entries.has('F')) notes.active ??= `object ${number} is a stream whose bytes are in another file`;
};

/** As an XObject (ISO 32000-1, 8.8.2), or as a form in the older way. */
const isProgram = (dictionary: PdfDictionary): boolean => {
  const kind = entryOf(dictionary, 'Subtype');
  return dictionary.entries.has('Subtype2') || (kind !== undefined && kind.kind !== 'name') || isNamed(dictionary, 'Subtype', 'PS');
};

const noteValue = (number: number, value: PdfValue, notes: Notes): void => {
  if (value.kind === 'array') for (const item of value.items) noteValue(number, item, notes);
  if (value.kind !== 'dictionary') return;
  noteDictionary(number, value, notes);
  for (const entry of value.entries.values()) noteValue(number, entry.value, notes);
};

/** More than one matters, how many more does not. */
const MARKS_MAX = 1_000;

const mark = (marks: number[], number: number): void => {
  if (marks.length < MARKS_MAX) marks.push(number);
};

const noteDictionary = (number: number, dictionary: PdfDictionary, notes: Notes): void => {
  const { entries } = dictionary;
  if (entries.has('ByteRange') || isNamed(dictionary, 'Type', 'Sig') || isNamed(dictionary, 'Type', 'DocTimeStamp'))
    mark(notes.signatures, number);
  if (entries.has('FT')) mark(notes.fields, number);
  if (entries.has('EF')) mark(notes.attached, number);
  for (const key of entries.keys()) if (ACTIVE_KEYS.has(key)) notes.active ??= `object ${number} has the key ${key}`;
  notes.active ??= activity(number, dictionary);
};

/** What a dictionary does, by its values. A kind that stands in another object counts as the worst one. */
const activity = (number: number, dictionary: PdfDictionary): string | undefined => {
  const { entries } = dictionary;
  const kind = entryOf(dictionary, 'S');
  const type = entryOf(dictionary, 'Type');
  const action = entryOf(dictionary, 'A');
  const look = entryOf(dictionary, 'AP');
  if (kind?.kind === 'ref' || (kind?.kind === 'name' && ACTING.has(kind.name))) return `object ${number} does more than lead to a place`;
  if (type?.kind === 'name' && LAYERS.has(type.name)) return `object ${number} is a layer`;
  if (action !== undefined && entries.has('Rect')) {
    const does = action.kind === 'dictionary' ? entryOf(action, 'S') : undefined;
    if (does?.kind !== 'name' || !PLAIN_ACTIONS.has(does.name)) return `object ${number} does more than lead to a place`;
  }
  if (look !== undefined && !isOneLook(look)) return `object ${number} has more than one look`;
  if (!isNamed(dictionary, 'Type', 'Annot') && !entries.has('Rect')) return undefined;
  const annotation = entryOf(dictionary, 'Subtype');
  if (annotation?.kind !== 'name') return `object ${number} is an annotation and does not say itself of which kind`;
  return PLAIN_ANNOTATIONS.has(annotation.name) ? undefined : `object ${number} is a ${annotation.name}`;
};

/** Not another one under the mouse, nor one for each state. */
const isOneLook = (look: PdfValue): boolean => look.kind === 'dictionary' && look.entries.size === 1 && refOf(look, 'N') !== undefined;
