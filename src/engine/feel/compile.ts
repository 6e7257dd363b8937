/** The face of the FEEL room: a source and the names it may read become something that runs, or a list of problems. */
import type { Problem } from '../model/problem.ts';
import type { Null, Value } from '../model/value.ts';
import { check } from './check/check.ts';
import { checkResult } from './check/check-result.ts';
import { checkTests } from './check/check-test.ts';
import { type Checker, type Findings, startChecker } from './check/checker.ts';
import { resolve } from './check/conformance/resolve.ts';
import { resolveTests } from './check/conformance/resolve-test.ts';
import type { Environment } from './environment.ts';
import { withinItems, withinLevels } from './interpret/call-limit.ts';
import { compilerFor } from './interpret/compile-node.ts';
import { compileTests, type RunTest } from './interpret/compile-test.ts';
import type { Frame, Run } from './interpret/frame.ts';
import { ITEMS_MAX } from './limits.ts';
import { parseExpression, parseUnaryTests } from './parse.ts';
import type { Scope } from './scope.ts';
import type { FeelType } from './type.ts';
import type { Typed, TypedTests } from './typed.ts';

/**
 * `typed`: mistakes of types are found before anything runs. `conformance`: the whole language as DMN 1.5 has it; only mistakes of
 * syntax are problems, and what has no meaning is a null with its cause when it runs.
 */
export type Mode = 'typed' | 'conformance';

export type Reads = {
  /** Free names that are read, in the order of their first place. A name that is bound inside is not one of them. */
  readonly reads: readonly string[];
  /** Fields of named contexts that are read, through paths, filters and bound names: "members.age". */
  readonly fields: readonly string[];
};

export type Expression = Reads & {
  readonly source: string;
  readonly type: FeelType;
  readonly syntax: Typed;
  evaluate(environment: Environment): Value;
};

export type UnaryTests = Reads & {
  readonly source: string;
  readonly syntax: TypedTests;
  /** Whether the value passes. A null where a missing value leaves it open. */
  test(value: Value, environment: Environment): boolean | Null;
};

const overlaps = (left: Problem, right: Problem): boolean =>
  left.range !== undefined && right.range !== undefined && left.range.from < right.range.to && right.range.from < left.range.to;

/** Problems of types that lie where the syntax is wrong are echoes of that. */
const withoutEchoes = (syntaxProblems: readonly Problem[], typeProblems: readonly Problem[]): Problem[] =>
  [...syntaxProblems, ...typeProblems.filter((problem) => !syntaxProblems.some((other) => overlaps(problem, other)))].sort(
    (left, right) => (left.range?.from ?? 0) - (right.range?.from ?? 0),
  );

const checked = <S, T>(
  source: string,
  scope: Scope,
  mode: Mode,
  parsed: { readonly syntax?: S; readonly problems: readonly Problem[] },
  work: (checker: Checker, syntax: S) => T,
): { readonly typed?: T; readonly findings: Findings; readonly problems: readonly Problem[] } => {
  const checker = startChecker(source, scope, mode === 'typed' ? check : resolve);
  const { findings } = checker;
  if (parsed.syntax === undefined) return { findings, problems: parsed.problems };
  const typed = work(checker, parsed.syntax);
  return { typed, findings, problems: withoutEchoes(parsed.problems, findings.problems) };
};

const readsIn = ({ reads, fields }: Findings): Reads => ({ reads: [...reads], fields: [...fields] });

const frameFor = (environment: Environment, slotCount: number): Frame => ({
  environment,
  slots: slotCount === 0 ? [] : new Array(slotCount),
  trace: environment.trace,
  itemsLeft: ITEMS_MAX,
});

/** Made on first use: most sources are never traced, and many that are traced never run without. */
const lazily = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

/**
 * Parses, checks and compiles one expression. All of its mistakes are reported at once, each with its range; `expression` is there
 * only where there are none. With `expected`, a result of another type is a mistake too. `unknownNames`: those that conformance mode
 * takes for null. Functions that are values can call each other, and with them expressions: what they may do together has a limit.
 */
export const compileExpression = (
  source: string,
  scope: Scope,
  expected?: FeelType,
  mode: Mode = 'typed',
): { readonly expression?: Expression; readonly problems: readonly Problem[]; readonly unknownNames?: readonly Problem[] } => {
  const { typed, findings, problems } = checked(source, scope, mode, parseExpression(source, scope), (checker, syntax) => {
    const result = checker.check(checker, syntax);
    if (mode === 'typed') checkResult(checker, result, expected);
    return result;
  });
  if (typed === undefined || problems.length > 0) return { problems };
  const plain = lazily<Run>(() => compilerFor(source, false).compile(typed));
  const traced = lazily<Run>(() => compilerFor(source, true).compile(typed));
  const { slotCount } = findings;
  const evaluate = (environment: Environment): Value => {
    const run = environment.trace === undefined ? plain() : traced();
    return run(frameFor(environment, slotCount));
  };
  const expression = { source, type: typed.type, syntax: typed, ...readsIn(findings), evaluate };
  if (mode === 'typed' && !findings.callsValues) return { expression, problems };
  const limited: Expression['evaluate'] = (environment) => {
    const run = environment.trace === undefined ? plain() : traced();
    return withinLevels(findings.deepest, source, () => withinItems(frameFor(environment, slotCount), source, run));
  };
  return { expression: { ...expression, evaluate: limited }, problems, unknownNames: findings.unknownNames };
};

/** The same for the unary tests of a decision table's cell, for an input of the given type. */
export const compileUnaryTests = (
  source: string,
  inputType: FeelType,
  scope: Scope,
  mode: Mode = 'typed',
): { readonly tests?: UnaryTests; readonly problems: readonly Problem[] } => {
  const { typed, findings, problems } = checked(source, scope, mode, parseUnaryTests(source, scope), (checker, syntax) =>
    mode === 'typed' ? checkTests(checker, syntax, inputType) : resolveTests(checker, syntax),
  );
  if (typed === undefined || problems.length > 0) return { problems };
  const plain = lazily<RunTest>(() => compileTests(compilerFor(source, false), typed));
  const traced = lazily<RunTest>(() => compileTests(compilerFor(source, true), typed));
  const { slotCount } = findings;
  const test = (value: Value, environment: Environment): boolean | Null => {
    const run = environment.trace === undefined ? plain() : traced();
    return run(frameFor(environment, slotCount), value);
  };
  const tests = { source, syntax: typed, ...readsIn(findings), test };
  if (mode === 'typed' && !findings.callsValues) return { tests, problems };
  const limited: UnaryTests['test'] = (value, environment) => {
    const run = environment.trace === undefined ? plain() : traced();
    return withinLevels(findings.deepest, source, () =>
      withinItems(frameFor(environment, slotCount), source, (frame) => run(frame, value)),
    );
  };
  return { tests: { ...tests, test: limited }, problems };
};
