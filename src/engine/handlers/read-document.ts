/** Reads a policy, reform or workflow from its text, checked as far as it can be. */
import { pinSide } from '../impact/planned-side.ts';
import type { DocumentKind } from '../model/document.ts';
import type { Json } from '../model/json.ts';
import type { ReformDocument } from '../model/policy-document.ts';
import { mistakesIn, type Result } from '../model/problem.ts';
import type { TemplateDocument } from '../model/template-document.ts';
import { applyReform } from '../policy/apply-reform.ts';
import {
  type CheckedDocument,
  checkDocumentText,
  type DocumentChecker,
  policyCheckers,
  policyNoters,
} from '../policy/check-document-text.ts';
import { checkReform } from '../policy/check-reform.ts';
import { wholePolicy } from '../policy/whole-policy.ts';
import { findDocument, type NewDocument } from '../store/document/document-store.ts';
import type { Reader } from '../store/handle.ts';
import { ALL_TASKS } from '../task/all-tasks.ts';
import { checkNamedConstants, type NamedInputs } from '../template/check-constants.ts';
import { checkTemplate } from '../template/check-template.ts';
import { templateNotes } from '../template/template-notes.ts';
import { checkReferences, statedReferences } from '../template/template-references.ts';

/** The version of a reform that gives none. */
const FIRST_VERSION = '1.0.0';

type Head = { readonly kind: DocumentKind; readonly id: string; readonly version?: string; readonly title: string };

/** A checked document with its key. */
export const documentOf = (content: Json): NewDocument => {
  const { kind, id, version = FIRST_VERSION, title } = content as Head;
  return { kind, id, version, title, content };
};

/** Whether the policy that a reform gives is sound. The policy that it changes must be published. */
const checkApplied =
  (reader: Reader): DocumentChecker =>
  (document, name) => {
    const checked = checkReform(document, name);
    if (!checked.ok) return checked;
    const { of } = document as ReformDocument;
    const original = findDocument(reader, 'policy', `${of.policy}@${of.version}`);
    if (original !== undefined) {
      const applied = applyReform(wholePolicy(JSON.parse(original.body) as Json), checked.value, name);
      return applied.ok ? checked : applied;
    }
    const message = `the policy ${of.policy}@${of.version} is not published in this workspace`;
    const problem = { ...(name !== undefined && { document: name }), pointer: '/of', message, expected: 'a published policy' };
    return { ok: false, failure: { kind: 'invalid', message: 'the reform cannot be applied', problems: [problem] } };
  };

/** Whether all that the template names is published; it may name itself. */
const checkNamed =
  (reader: Reader): DocumentChecker =>
  (document, name) => {
    const checked = checkTemplate(document, ALL_TASKS, name);
    if (!checked.ok) return checked;
    const { id, version, input } = checked.value;
    /** By its name without a version too: that is going to be this one, whatever was published before it. */
    const isItself = (reference: string): boolean => reference === id || reference === `${id}@${version}`;
    const exists = (kind: 'policy' | 'workflow', reference: string): boolean => {
      if (kind === 'workflow') return isItself(reference) || findDocument(reader, kind, reference) !== undefined;
      return (findDocument(reader, 'policy', reference) ?? findDocument(reader, 'reform', reference)) !== undefined;
    };
    const named: NamedInputs = {
      policy: (reference) => (exists('policy', reference) ? pinSide(reader, reference, '').policy.inputs : undefined),
      workflow: (reference) => {
        if (isItself(reference)) return input.schema;
        const published = findDocument(reader, 'workflow', reference);
        return published === undefined ? undefined : (JSON.parse(published.body) as TemplateDocument).input.schema;
      },
    };
    const problems = [...checkReferences(statedReferences(checked.value), exists), ...checkNamedConstants(checked.value, named)];
    return problems.length === 0 ? checked : mistakesIn('the template', problems, name);
  };

/** The same with all that checking found out. */
export const readChecked = (body: string, name: string | undefined, reader: Reader | undefined): Result<CheckedDocument> =>
  checkDocumentText(
    body,
    name,
    {
      ...policyCheckers,
      ...(reader !== undefined && { reform: checkApplied(reader) }),
      workflow: reader === undefined ? (document, documentName) => checkTemplate(document, ALL_TASKS, documentName) : checkNamed(reader),
    },
    { ...policyNoters, workflow: (document) => templateNotes(document as TemplateDocument) },
  );

/**
 * The document as it was given, or all that is wrong with it with row and column.
 * @param reader for what a document refers to; without it reforms and workflows are checked by themselves only.
 */
export const readDocument = (body: string, name: string | undefined, reader: Reader | undefined): Result<NewDocument> => {
  const checked = readChecked(body, name, reader);
  return checked.ok ? { ok: true, value: documentOf(checked.value.content) } : checked;
};
