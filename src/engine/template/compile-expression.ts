/** Compiles a text that starts with "= ": a FEEL expression over what a template's steps give. */
import { compileExpression as compileFeel, type FeelType, type Scope, UNKNOWN } from '../feel/index.ts';
import type { Json } from '../model/json.ts';
import type { Problem } from '../model/problem.ts';
import type { Value } from '../model/value.ts';
import { isSettled, valueToJson } from './json-value.ts';
import { pathOf, type ReadPath, readPaths, readsOfPaths } from './read-paths.ts';
import { readJson, readValues, STEPS } from './read-values.ts';
import type { TemplateValues } from './template-graph.ts';

export const MARK = '= ';

/** A step that is read, and where. */
export type StepRead = { readonly step: string; readonly pointer: string; readonly range: NonNullable<Problem['range']> };

export type CompiledExpression = {
  readonly problems: readonly Problem[];
  readonly reads: readonly StepRead[];
  readonly type: FeelType;
  value(values: TemplateValues): Value;
  /** Refusal 'invalid' where the expression has no value for another reason than an absent fact. */
  json(values: TemplateValues): Json;
};

const never = (): never => {
  throw new Error('a template with mistakes cannot run');
};

const broken = (problems: readonly Problem[]): CompiledExpression => ({ problems, reads: [], type: UNKNOWN, value: never, json: never });

/** Ranges of an expression are counted from its start, those of problems from the start of the whole text. */
const inText = ({ from, to }: NonNullable<Problem['range']>): NonNullable<Problem['range']> => ({
  from: from + MARK.length,
  to: to + MARK.length,
});

const stepReads = (paths: readonly ReadPath[], pointer: string): readonly StepRead[] =>
  paths.flatMap(({ path: [name, step], range }) => (name === STEPS && step !== undefined ? [{ step, pointer, range: inText(range) }] : []));

const wholeReads = (paths: readonly ReadPath[], pointer: string): readonly Problem[] =>
  paths
    .filter(({ path }) => path.length === 1 && path[0] === STEPS)
    .map(({ range }) => ({
      pointer,
      range: inText(range),
      message: 'the steps are read without naming one',
      expected: '"steps.<name>.output"',
    }));

/**
 * @param expected a result of another type is a mistake.
 * @returns `json` hands on what a mere path leads to, without making values of it: lists of many items go from step to step like that.
 */
export const compileExpression = (text: string, pointer: string, scope: Scope, expected?: FeelType): CompiledExpression => {
  const { expression, problems } = compileFeel(text.slice(MARK.length), scope, expected);
  if (expression === undefined) {
    return broken(
      problems.map(({ range, fix, ...problem }) => ({
        ...problem,
        pointer,
        ...(range !== undefined && { range: inText(range) }),
        ...(fix !== undefined && { fix: { ...fix, range: inText(fix.range) } }),
      })),
    );
  }
  const paths = readPaths(expression.syntax);
  const unnamed = wholeReads(paths, pointer);
  if (unnamed.length > 0) return broken(unnamed);
  const reads = readsOfPaths(paths);
  const value = (values: TemplateValues): Value => expression.evaluate(readValues(values, reads));
  const path = pathOf(expression.syntax);
  const json = (values: TemplateValues): Json => {
    const passed = path === undefined ? undefined : readJson(values, path);
    return passed !== undefined && isSettled(passed) ? passed : valueToJson(value(values));
  };
  return { problems: [], reads: stepReads(paths, pointer), type: expression.type, value, json };
};
