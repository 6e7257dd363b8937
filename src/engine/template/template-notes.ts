/** What the author of a sound template may want to know. */
import { pointerTo } from '../model/json-pointer.ts';
import type { Problem } from '../model/problem.ts';
import type { TemplateDocument } from '../model/template-document.ts';
import { eachStep } from './each-step.ts';

/** One note for each retry policy that no step uses. */
export const templateNotes = (document: TemplateDocument): readonly Problem[] => {
  const used = new Set(eachStep(document).flatMap(({ step }) => ('retry' in step && typeof step.retry === 'string' ? [step.retry] : [])));
  return Object.keys(document.use?.retries ?? {})
    .filter((name) => !used.has(name))
    .map((name) => ({ pointer: pointerTo('/use/retries', name), message: `no step uses the retry policy "${name}"` }));
};
