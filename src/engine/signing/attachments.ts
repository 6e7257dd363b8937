/** Files that are attached to a PDF (ISO 32000-1, 7.11.4), in the plain form in which reports carry them: by name, in one list, not packed. */
import { refuse } from '../model/problem.ts';
import { readPdfText } from './pdf/pdf-text.ts';
import { entryOf, type PdfDictionary, type PdfValue, refOf } from './pdf/pdf-value.ts';
import type { ScannedPdf } from './pdf/scan-pdf.ts';

export type AttachedFile = { readonly name: string; readonly bytes: Uint8Array };

const ATTACHED_MAX = 100;
const STREAM_KEYS: ReadonlySet<string> = new Set(['Type', 'Subtype', 'Params', 'Length']);
const PARAMETER_KEYS: ReadonlySet<string> = new Set(['Size', 'ModDate']);
/** Not among them: names that other systems would show. */
const SPECIFICATION_KEYS: ReadonlySet<string> = new Set(['Type', 'F', 'UF', 'Desc', 'AFRelationship', 'EF']);

/** Refusal 'invalid' where an attached file is not in the list, stands twice, or is packed. The bytes are those of the PDF, not copies. */
export const readAttachments = ({ file, attached }: ScannedPdf): readonly AttachedFile[] => {
  const text = (value: PdfValue | undefined): string => {
    const token = value?.kind === 'string' ? Buffer.from(file.bytes.subarray(value.from, value.to)).toString('latin1') : '';
    return readPdfText(token) ?? refuse('invalid', 'an attached file has no plain name');
  };
  const content = (specification: PdfDictionary): Uint8Array => {
    demandKeys(specification, SPECIFICATION_KEYS);
    const embedded = entryOf(specification, 'EF');
    const number = embedded?.kind === 'dictionary' ? refOf(embedded, 'F') : undefined;
    if (embedded?.kind !== 'dictionary' || embedded.entries.size !== 2 || number === undefined || refOf(embedded, 'UF') !== number)
      return refuse('invalid', 'an attached file has no content, or two');
    const { value, stream } = file.dictionary(number);
    demandKeys(value, STREAM_KEYS);
    if (stream === undefined) return refuse('invalid', 'an attached file has no content');
    demandSize(entryOf(value, 'Params'), stream.to - stream.from);
    return file.bytes.subarray(stream.from, stream.to);
  };
  const items = listOf(file);
  const found = new Map<string, AttachedFile>();
  for (let at = 0; at < items.length; at += 2) {
    const specification = items[at + 1];
    if (specification?.kind !== 'ref') return refuse('invalid', 'the list of attached files is not names and files by turns');
    const { value } = file.dictionary(specification.object);
    const name = text(items[at]);
    if (text(entryOf(value, 'F')) !== name || text(entryOf(value, 'UF')) !== name)
      return refuse('invalid', `the attached file ${name} has two names`);
    if (found.has(name)) return refuse('invalid', `the attached file ${name} stands twice`);
    found.set(name, { name, bytes: content(value) });
  }
  if (found.size !== attached.length) return refuse('invalid', `it has ${attached.length} attached files, and ${found.size} in its list`);
  return [...found.values()];
};

const demandKeys = (dictionary: PdfDictionary, known: ReadonlySet<string>): void => {
  for (const key of dictionary.entries.keys()) if (!known.has(key)) refuse('invalid', `an attached file has the key ${key}`);
};

/** Viewers show the size that a file says to have. */
const demandSize = (parameters: PdfValue | undefined, size: number): void => {
  const said = parameters?.kind === 'dictionary' ? entryOf(parameters, 'Size') : undefined;
  if (parameters?.kind === 'dictionary') demandKeys(parameters, PARAMETER_KEYS);
  if (said?.kind !== 'number' || said.value !== size)
    refuse('invalid', `an attached file has ${size} bytes and says another size, or none`);
};

const listOf = (file: ScannedPdf['file']): readonly PdfValue[] => {
  const names = entryOf(file.dictionary(file.root).value, 'Names');
  if (names === undefined) return [];
  const number = names.kind === 'dictionary' ? refOf(names, 'EmbeddedFiles') : undefined;
  const list = number === undefined ? undefined : file.dictionary(number).value;
  const items = list && entryOf(list, 'Names');
  if (items?.kind !== 'array' || list?.entries.size !== 1 || items.items.length > ATTACHED_MAX * 2)
    return refuse('invalid', `its attached files are not in one list of at most ${ATTACHED_MAX}`);
  return items.items;
};
