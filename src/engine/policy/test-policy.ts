/** Runs tests of a policy: its own, or some that stand apart from it. */
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import type { PolicyDocument, PolicyTest, PolicyTestReport } from '../model/policy-document.ts';
import type { Result } from '../model/problem.ts';
import { checkPolicy } from './check-policy.ts';
import { type CompiledPolicy, compilePolicy } from './compile-policy.ts';
import { runTestCase, type TestCase, testCaseOf } from './test-case.ts';

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

/** Runs tests that were read for this policy. */
export const runTests = (policy: PolicyDocument, tests: readonly TestCase[]): PolicyTestReport => {
  const byDate = new Map<string, CompiledPolicy>();
  const results = tests.map((test) => {
    const compiled = byDate.get(test.date) ?? compilePolicy(policy, test.date);
    byDate.set(test.date, compiled);
    return runTestCase(compiled, test);
  });
  return { passed: results.filter(({ passed }) => passed).length, total: results.length, results };
};

/** Runs the policy's own tests, or the given ones. The policy, and the tests with it, were checked. */
export const testPolicy = (policy: PolicyDocument, tests: readonly PolicyTest[] = policy.tests): PolicyTestReport =>
  runTests(
    policy,
    tests.map((test) => testCaseOf(policy, test)),
  );
