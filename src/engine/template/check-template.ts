/** Checks a workflow template: every mistake at once, each with its place and, where one is near, a mend. */
import { type SchemaFinding, schemaFindings } from '../document/schema-problems.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { mistakesIn, type Problem, type Result } from '../model/problem.ts';
import type { TemplateDocument } from '../model/template-document.ts';
import type { TaskRegistry } from '../task/task-registry.ts';
import { checkConstants } from './check-constants.ts';
import { checkGraph } from './check-graph.ts';
import { checkNesting } from './check-nesting.ts';
import { checkRules } from './check-rules.ts';
import { compileParts } from './compile-template.ts';
import { eachBlock } from './each-step.ts';
import { templateSchemaProblems } from './json-schema-check.ts';
import { soundness, soundParts } from './sound-parts.ts';

const PROBLEMS_MAX = 1_000;

/** For keys that stood elsewhere in earlier versions of the language. */
const withMove = (problem: Problem): Problem => {
  if (problem.pointer?.endsWith('/maximumAttempts') !== true || problem.suggestion !== undefined) return problem;
  return { ...problem, suggestion: 'it stands under "retry" now: { "retry": { "maximumAttempts": 2 } }' };
};

const checkSound = (document: JsonObject, findings: readonly SchemaFinding[], tasks: TaskRegistry): readonly Problem[] => {
  const isSound = soundness(findings);
  const parts = soundParts(document, isSound);
  const blocks = eachBlock(parts, isSound);
  const compiled = compileParts(parts, tasks, { isSound }).problems;
  return [
    ...templateSchemaProblems(parts, blocks),
    ...checkGraph(blocks),
    ...checkRules(parts, blocks, tasks),
    ...compiled,
    ...checkConstants(blocks, tasks).filter(({ pointer = '' }) => !compiled.some((known) => known.pointer === pointer)),
  ];
};

/**
 * Refusal 'invalid' with all problems: what the schema says; unknown steps and task functions, cycles, steps that can never start; mistakes in
 * expressions, which are checked against the input's schema and what the steps give; reads of steps that are not waited for; rules that contradict
 * each other (see check-rules.ts); constants that their readers would refuse.
 * @param name what the document is called in problems: a file name.
 */
export const checkTemplate = (document: Json, tasks: TaskRegistry, name?: string): Result<TemplateDocument> => {
  const problems: Problem[] = [...checkNesting(document)];
  if (problems.length === 0) {
    const findings = schemaFindings('workflow', document);
    problems.push(...findings.map(({ problem }) => withMove(problem)));
    if (isJsonObject(document)) problems.push(...checkSound(document, findings, tasks));
  }
  return problems.length === 0
    ? { ok: true, value: document as TemplateDocument }
    : mistakesIn('the template', problems.slice(0, PROBLEMS_MAX), name);
};
