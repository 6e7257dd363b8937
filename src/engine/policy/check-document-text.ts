/** Checks the text of a document by the kind that it names, every problem with its row and column. */
import { type ParsedDocument, parseDocument } from '../document/parse-document.ts';
import { didYouMean, wholeText } from '../feel/index.ts';
import { isJsonObject, type Json } from '../model/json.ts';
import type { PolicyDocument } from '../model/policy-document.ts';
import type { Problem, Result } from '../model/problem.ts';
import { checkPolicy } from './check-policy.ts';
import { checkReform } from './check-reform.ts';
import { policyNotes } from './policy-notes.ts';

/** Checks a parsed document of one kind. */
export type DocumentChecker = (document: Json, name?: string) => Result<unknown>;
export type DocumentCheckers = { readonly [kind: string]: DocumentChecker };

/** What the author of a sound document of one kind may want to know; pointers are into the document. */
export type DocumentNoters = { readonly [kind: string]: (value: Json) => readonly Problem[] };

export const policyNoters: DocumentNoters = { policy: (value) => policyNotes(value as PolicyDocument) };

export const policyCheckers = { policy: checkPolicy, reform: checkReform } as const satisfies DocumentCheckers;

/** `content` is the document as it was given: what is stored and hashed. `value` is what its checker gives: ready for use. */
export type CheckedDocument = {
  readonly kind: string;
  readonly content: Json;
  readonly value: Json;
  /** What its author may want to know although nothing is wrong, with row and column. Found when it is asked for. */
  readonly notes: () => readonly Problem[];
};

/** The fix with the change that it makes to the document's text. */
const withEdit = ({ editOf }: ParsedDocument, { pointer = '', fix }: Problem): Pick<Problem, 'fix'> => {
  const edit = fix === undefined ? undefined : editOf(pointer, fix);
  return fix === undefined || edit === undefined ? {} : { fix: { ...fix, edit } };
};

/** Adds row and column to problems that point into the document; in an expression, to the place within it. */
export const locateProblems = (parsed: ParsedDocument, problems: readonly Problem[]): Problem[] =>
  problems
    .map((problem) => ({ ...problem, ...withEdit(parsed, problem), ...parsed.locate(problem.pointer ?? '', problem.range?.from) }))
    .sort((left, right) => left.row - right.row || left.column - right.column);

const refused = (message: string, problems: readonly Problem[]): Result<CheckedDocument> => ({
  ok: false,
  failure: { kind: 'invalid', message, problems },
});

/** Reads and checks a document. `checkers` has one for each kind that is accepted. */
export const checkDocumentText = (
  text: string,
  name?: string,
  checkers: DocumentCheckers = policyCheckers,
  noters: DocumentNoters = policyNoters,
): Result<CheckedDocument> => {
  const parsed = parseDocument(text, name);
  if (!parsed.ok) return parsed;
  const { value } = parsed.value;
  const kind = isJsonObject(value) ? value.kind : undefined;
  const checker = typeof kind === 'string' && Object.hasOwn(checkers, kind) ? checkers[kind] : undefined;
  if (checker === undefined || typeof kind !== 'string') {
    const kinds = Object.keys(checkers);
    const problem: Problem = {
      ...(name === undefined ? {} : { document: name }),
      pointer: kind === undefined ? '' : '/kind',
      message: kind === undefined ? 'the document does not say its kind' : `${JSON.stringify(kind)} is no kind of document`,
      expected: `"kind" as one of ${kinds.map((known) => JSON.stringify(known)).join(', ')}`,
      ...(typeof kind === 'string' ? didYouMean(kind, kinds, wholeText(kind)) : {}),
    };
    return refused('the kind of the document is not known', locateProblems(parsed.value, [problem]));
  }
  const checked = checker(value, name);
  if (checked.ok) {
    const content = checked.value as Json;
    const notes = (): readonly Problem[] => locateProblems(parsed.value, noters[kind]?.(content) ?? []);
    return { ok: true, value: { kind, content: value, value: content, notes } };
  }
  return refused(checked.failure.message, locateProblems(parsed.value, checked.failure.problems ?? []));
};
