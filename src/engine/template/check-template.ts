/** Checks a workflow template: every mistake at once, each with its place and, where one is near, a mend. */
import { type SchemaFinding, schemaFindings } from '../document/schema-problems.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { isWithin, pointerTo } from '../model/json-pointer.ts';
import { mistakesIn, type Problem, type Result } from '../model/problem.ts';
import type { TemplateDocument, TemplateStep } from '../model/template-document.ts';
import type { TaskRegistry } from '../task/task-registry.ts';
import { checkGraph } from './check-graph.ts';
import { compileBody } from './compile-body.ts';
import { compileNewInputCheck } from './run-input.ts';

/** The parts in which the schema has found nothing that stands against understanding them. */
const soundParts = (document: JsonObject, findings: readonly SchemaFinding[]) => {
  const isSound = (pointer: string): boolean => !findings.some((finding) => !finding.harmless && isWithin(finding.pointer, pointer));
  const { input, output, appeals, steps } = document as unknown as Partial<TemplateDocument>;
  const all: readonly (readonly [string, TemplateStep])[] = isJsonObject(document.steps ?? null) ? Object.entries(steps ?? {}) : [];
  const sound = all.filter(([name]) => isSound(pointerTo('/steps', name)));
  return {
    names: all.map(([name]) => name),
    steps: Object.fromEntries(sound),
    ...(input !== undefined && isSound('/input') && { input }),
    ...(output !== undefined && { output }),
    ...(appeals !== undefined && isSound('/appeals') && { appeals }),
  };
};

/**
 * Refusal 'invalid' with all problems: what the schema says; unknown steps and task functions, cycles, steps that can never start; mistakes in
 * expressions, which are checked against the input's schema and what the steps give; reads of steps that are not waited for.
 * @param name what the document is called in problems: a file name.
 */
export const checkTemplate = (document: Json, tasks: TaskRegistry, name?: string): Result<TemplateDocument> => {
  const findings = schemaFindings('workflow', document);
  const problems: Problem[] = findings.map(({ problem }) => problem);
  if (isJsonObject(document)) {
    const parts = soundParts(document, findings);
    problems.push(...checkGraph(parts.steps, parts.names), ...compileBody(parts, tasks, compileNewInputCheck).problems);
  }
  return problems.length === 0 ? { ok: true, value: document as TemplateDocument } : mistakesIn('the template', problems, name);
};
