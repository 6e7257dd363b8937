/** The documents that come with the program, and what of them every workspace has from its beginning. */
import type { AnswerOf } from '../contract.ts';
import type { Json } from '../model/json.ts';
import { shippedPolicyTexts } from '../policy/shipped.ts';
import { findDocument, publishDocument } from '../store/document/document-store.ts';
import type { Store } from '../store/store.ts';
import { shippedWorkflowTexts } from '../template/shipped.ts';
import { documentOf } from './read-document.ts';

type ShippedDocument = AnswerOf<'document.shipped'>[number];

const read = (body: string): ShippedDocument => {
  const { kind, id, version, title } = documentOf(JSON.parse(body) as Json);
  return { kind, id, version, title, body };
};

/** Documents before those that refer to them. */
export const shippedDocuments = (): readonly ShippedDocument[] => [...shippedPolicyTexts, ...shippedWorkflowTexts].map(read);

/** Publishes the workflows of this program that the workspace does not have yet; records nothing where it has them all. */
export const publishShippedWorkflows = (store: Store, actor: string): void => {
  const documents = shippedWorkflowTexts.map((text) => documentOf(JSON.parse(text) as Json));
  const missing = store.read((reader) =>
    documents.filter(({ kind, id, version }) => findDocument(reader, kind, `${id}@${version}`) === undefined),
  );
  if (missing.length === 0) return;
  store.change(actor, (writer) => {
    for (const document of missing) publishDocument(writer, document);
  });
};
