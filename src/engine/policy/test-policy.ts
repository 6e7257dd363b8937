/** Runs the tests of a policy. */
import { Exact } from '../model/exact.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import type { Decision, PolicyDocument, PolicyTest, PolicyTestReport } from '../model/policy-document.ts';
import type { Result } from '../model/problem.ts';
import { CalendarDate, isList, Null, type Value } from '../model/value.ts';
import { checkPolicy } from './check-policy.ts';
import { type CompiledPolicy, compilePolicy } from './compile-policy.ts';
import { decisionJson } from './decision-json.ts';
import { readCase, readDecisionValue, readOverrides } from './read-case.ts';

type TestResult = PolicyTestReport['results'][number];

/** Exactly equal: amounts to the last digit, and a null only to a null. */
const isSame = (left: Value, right: Value): boolean => {
  if (isList(left))
    return isList(right) && left.length === right.length && left.every((item, index) => isSame(item, right[index] as Value));
  if (left instanceof Null) return right instanceof Null;
  if (left instanceof Exact) return right instanceof Exact && left.equals(right);
  if (left instanceof CalendarDate) return right instanceof CalendarDate && left.days === right.days;
  return left === right;
};

/** The test was checked with the policy (see `testProblems`), so a value that cannot be read is a bug of ours. */
const expectedValue = (decision: Decision, json: Json, name: string): Value => {
  const read = readDecisionValue(decision, json, name, '');
  if ('problems' in read) throw new Error(`expected ${name}: ${read.problems[0]?.message}`);
  return read.value;
};

const runTest = (policy: PolicyDocument, compiled: CompiledPolicy, test: PolicyTest): TestResult => {
  const { inputs } = readCase(policy, test.given);
  const { overrides } = readOverrides(policy, test.override ?? {}, inputs, '');
  const evaluation = compiled.evaluate(inputs, { overrides });
  const differences = Object.entries(test.expect).flatMap(([name, expected]) => {
    const decision = policy.decisions[name] as Decision;
    const actual = evaluation.value(name);
    return isSame(actual, expectedValue(decision, expected, name))
      ? []
      : [{ decision: name, expected, actual: decisionJson(decision, actual) }];
  });
  return { name: test.name, passed: differences.length === 0, differences };
};

/**
 * Reads tests that stand apart from the policy: a list, or an object with the list under "tests". Pointers of problems point into
 * that list's document.
 */
export const readTests = (policy: PolicyDocument, json: Json, name?: string): Result<readonly PolicyTest[]> => {
  const inside = isJsonObject(json) && json.tests !== undefined ? '/tests' : '';
  const tests = inside === '' ? json : (json as JsonObject).tests;
  const checked = checkPolicy({ ...policy, tests } as unknown as Json, name);
  if (checked.ok) return { ok: true, value: checked.value.tests };
  const problems = (checked.failure.problems ?? []).map((problem) => ({
    ...problem,
    pointer: inside + (problem.pointer ?? '').slice('/tests'.length),
  }));
  return { ok: false, failure: { ...checked.failure, message: 'the tests have mistakes', problems } };
};

/** Runs the policy's own tests, or the given ones. The policy, and the tests with it, were checked. */
export const testPolicy = (policy: PolicyDocument, tests: readonly PolicyTest[] = policy.tests): PolicyTestReport => {
  const byDate = new Map<string, CompiledPolicy>();
  const results = tests.map((test) => {
    const compiled = byDate.get(test.date) ?? compilePolicy(policy, test.date);
    byDate.set(test.date, compiled);
    return runTest(policy, compiled, test);
  });
  return { passed: results.filter(({ passed }) => passed).length, total: results.length, results };
};
