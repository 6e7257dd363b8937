/** Reads a document that is still being written: it may have any mistakes, as long as it says what it is. */
import { parseDocument } from '../document/parse-document.ts';
import { DOCUMENT_KINDS } from '../model/document.ts';
import { isJsonObject, type Json } from '../model/json.ts';
import { demandValue, type Problem, refuse } from '../model/problem.ts';
import { locateProblems } from '../policy/check-document-text.ts';
import type { NewDraft } from '../store/document/document-store.ts';
import type { Reader } from '../store/handle.ts';
import { documentOf, readDocument } from './read-document.ts';

/** What can stand in a reference: `id@version`. */
const NAME = /^[^\s@]{1,100}$/;

const isName = (value: Json | undefined): boolean => typeof value === 'string' && NAME.test(value);

const keyProblems = (document: Json): readonly Problem[] => {
  if (!isJsonObject(document)) return [{ pointer: '', message: 'this is no object', expected: '{ "kind": …, "id": …, "version": … }' }];
  const { kind, id, version } = document;
  const isKind = DOCUMENT_KINDS.some((known) => known === kind);
  // A reform may leave its version out.
  const hasVersion = isName(version) || (version === undefined && kind === 'reform');
  return [
    ...(isKind ? [] : [{ pointer: '/kind', message: 'the kind of the document is not known', expected: DOCUMENT_KINDS.join(', ') }]),
    ...(isName(id) ? [] : [{ pointer: '/id', message: 'the document has no id', expected: 'a name without blanks' }]),
    ...(hasVersion ? [] : [{ pointer: '/version', message: 'the document has no version', expected: 'a version such as "1.0.0"' }]),
  ];
};

/** The draft with the number of its mistakes. Refusal 'invalid' where the text is no JSON, or does not say its kind, id and version. */
export const readDraft = (body: string, name: string | undefined, reader: Reader): NewDraft => {
  const parsed = demandValue(parseDocument(body, name));
  const missing = keyProblems(parsed.value);
  if (missing.length > 0) {
    const named = missing.map((problem) => (name === undefined ? problem : { document: name, ...problem }));
    refuse('invalid', 'A draft says at least what it is: its kind, its id and its version.', locateProblems(parsed, named));
  }
  const document = documentOf(parsed.value);
  const checked = readDocument(body, name, reader);
  return {
    ...document,
    title: typeof document.title === 'string' && document.title !== '' ? document.title : document.id,
    text: body,
    problems: checked.ok ? 0 : (checked.failure.problems?.length ?? 1),
  };
};
