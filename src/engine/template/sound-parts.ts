/** The parts of a template that can be understood although the schema has found mistakes in the document. */
import type { SchemaFinding } from '../document/schema-problems.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import { isWithin } from '../model/json-pointer.ts';
import type { TemplateDocument } from '../model/template-document.ts';

/** The innermost step that a pointer leads into. */
const STEP = /^(?:\/(?:each|body|branches\/[^/]*))?\/steps\/[^/]*/;

const innermostStep = (pointer: string): string | undefined => {
  let step = '';
  for (let inner = STEP.exec(pointer); inner !== null; inner = STEP.exec(pointer.slice(step.length))) step += inner[0];
  return step === '' ? undefined : step;
};

/** A key too many stands against nothing, unless it looks like a misspelt one: what it was meant to say is then not known. */
const isGrave = ({ harmless, problem }: SchemaFinding): boolean => !harmless || problem.suggestion !== undefined;

/**
 * Whether the step at a pointer has no mistakes that stand against understanding it; a mistake in an inner step leaves those around it alone. Also
 * for other parts: "/input".
 */
export const soundness = (findings: readonly SchemaFinding[]): ((pointer: string) => boolean) => {
  const grave = findings.filter(isGrave).map(({ pointer }) => pointer);
  const steps = new Set(grave.map(innermostStep));
  return (pointer) => (pointer.startsWith('/steps/') ? !steps.has(pointer) : !grave.some((mistake) => isWithin(mistake, pointer)));
};

const NOTHING_KNOWN: JsonObject = { type: 'object' };

/** The template, with what cannot be understood left out; but not its steps, for which `isSound` is asked. */
export const soundParts = (document: JsonObject, isSound: (pointer: string) => boolean): TemplateDocument => {
  const { input, output, appeals, steps, use, timeouts } = document as unknown as Partial<TemplateDocument>;
  return {
    ...({ kind: 'workflow', dsl: '1', id: '', version: '', title: '' } as const),
    input: input !== undefined && isSound('/input') ? input : { schema: NOTHING_KNOWN },
    steps: isJsonObject(document.steps) && steps !== undefined ? steps : {},
    ...(output !== undefined && { output }),
    ...(appeals !== undefined && isSound('/appeals') && { appeals }),
    ...(use !== undefined && isSound('/use') && { use }),
    ...(timeouts !== undefined && isSound('/timeouts') && { timeouts }),
  };
};
