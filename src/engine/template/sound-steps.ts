/** Which steps of a template can be understood although the schema has found mistakes in the document. */
import type { SchemaFinding } from '../document/schema-problems.ts';

/** The innermost step that a pointer leads into. */
const STEP = /^(?:\/(?:each|body|branches\/[^/]+))?\/steps\/[^/]+/;

const innermostStep = (pointer: string): string | undefined => {
  let step = '';
  for (let inner = STEP.exec(pointer); inner !== null; inner = STEP.exec(pointer.slice(step.length))) step += inner[0];
  return step === '' ? undefined : step;
};

/** Steps in which nothing is wrong that stands against understanding them; a mistake in an inner step leaves those around it alone. */
export const soundSteps = (findings: readonly SchemaFinding[]): ((pointer: string) => boolean) => {
  const unsound = new Set(findings.filter(({ harmless }) => !harmless).map(({ pointer }) => innermostStep(pointer)));
  return (pointer) => !unsound.has(pointer);
};
