/** Resolves what the steps of a template name by a constant to the exact versions that a run will use. */
import { pointerTo } from '../model/json-pointer.ts';
import { type Problem, refuse } from '../model/problem.ts';
import type { Pin } from '../model/run.ts';
import type { BlockDocument } from '../model/template-document.ts';
import { findDocument, type StoredDocument } from '../store/document/document-store.ts';
import type { Reader } from '../store/handle.ts';
import { innerBlocks } from '../template/inner-blocks.ts';
import type { TemplateGraph } from '../template/template-graph.ts';

type Reference = TemplateGraph['references'][number];

/** The members in which steps name documents. */
const NAMING = ['policy', 'template', 'baseline', 'reforms'] as const;

/** Where the template names the reference: the step's name and a pointer. */
const placesOf = (block: BlockDocument, reference: string, at = ''): readonly { readonly step: string; readonly pointer: string }[] =>
  Object.entries(block.steps).flatMap(([name, step]) => {
    const pointer = pointerTo(`${at}/steps`, name);
    const members: { readonly [member: string]: unknown } = step;
    const named = NAMING.filter((member) => JSON.stringify(members[member])?.includes(JSON.stringify(reference)));
    return [
      ...named.map((member) => ({ step: name, pointer: `${pointer}/${member}` })),
      ...innerBlocks(step, pointer).flatMap((inner) => placesOf(inner.block, reference, inner.pointer)),
    ];
  });

const find = (reader: Reader, { kind, reference }: Reference): StoredDocument | undefined =>
  kind === 'workflow'
    ? findDocument(reader, kind, reference)
    : (findDocument(reader, 'reform', reference) ?? findDocument(reader, kind, reference));

/** Refusal 'not-found' with a problem for each step that names what is not published; 'unreadable' where a document is not what was published. */
export const pinReferences = (reader: Reader, { document, references }: TemplateGraph): readonly Pin[] => {
  const pins: Pin[] = [];
  const problems: Problem[] = [];
  for (const named of references) {
    const found = find(reader, named);
    if (found === undefined) {
      const what = named.kind === 'workflow' ? 'template' : 'policy or reform';
      for (const { step, pointer } of placesOf(document, named.reference)) {
        const message = `step "${step}" names the ${what} "${named.reference}", and none of that name is published`;
        problems.push({ document: `${document.id}@${document.version}`, pointer, message });
      }
      continue;
    }
    const { id, version, hash } = found;
    pins.push({ kind: found.kind as Pin['kind'], reference: named.reference, id, version, hash });
  }
  if (problems.length > 0) refuse('not-found', `The run was not started: ${problems[0]?.message}.`, problems);
  return pins;
};
