/** One test of a policy, ready to run: from the policy's document, or from a file in another form. */
import { equal } from '../feel/compare.ts';
import { absent } from '../feel/index.ts';
import { Exact } from '../model/exact.ts';
import type { Json } from '../model/json.ts';
import type { Decision, PolicyDocument, PolicyTest, PolicyTestReport } from '../model/policy-document.ts';
import { type Context, isList, Null, type Value } from '../model/value.ts';
import type { CompiledPolicy } from './compile-policy.ts';
import { decisionJson } from './decision-json.ts';
import { readCase, readDecisionValue, readOverrides } from './read-case.ts';

/** A value that is expected; `row` is the index of the member, where only one member's value is expected. */
export type Expectation = { readonly decision: string; readonly row?: number; readonly value: Value; readonly json: Json };

export type TestCase = {
  readonly name: string;
  readonly date: string;
  readonly inputs: Context;
  readonly overrides: ReadonlyMap<string, Value>;
  readonly expected: readonly Expectation[];
  /** How far an amount may be off; without them not at all. Where both are given, both have to hold. */
  readonly margins?: { readonly absolute?: Exact; readonly relative?: Exact };
};

type TestResult = PolicyTestReport['results'][number];

/** The test was checked with the policy (see `testProblems`), so a value that cannot be read is a bug of ours. */
const expectedValue = (decision: Decision, json: Json, name: string): Value => {
  const read = readDecisionValue(decision, json, name, '');
  if ('problems' in read) throw new Error(`expected ${name}: ${read.problems[0]?.message}`);
  return read.value;
};

/** The checked test of a policy's document. */
export const testCaseOf = (policy: PolicyDocument, { name, date, given, override, expect }: PolicyTest): TestCase => {
  const { inputs } = readCase(policy, given);
  const { overrides } = readOverrides(policy, override ?? {}, inputs, '');
  const expected = Object.entries(expect).map(([decision, json]): Expectation => {
    const value = json === null ? absent(decision) : expectedValue(policy.decisions[decision] as Decision, json, decision);
    return { decision, value, json };
  });
  return { name, date, inputs, overrides, expected };
};

const isNear = (left: Exact, right: Exact, { absolute, relative }: NonNullable<TestCase['margins']>): boolean => {
  const distance = left.subtract(right);
  const size = distance.sign < 0 ? distance.negate() : distance;
  const target = right.sign < 0 ? right.negate() : right;
  if (absolute !== undefined && size.compare(absolute) > 0) return false;
  return relative === undefined || size.compare(relative.multiply(target)) <= 0;
};

/** Without margins exactly equal: amounts to the last digit. A null is equal only to a null. */
const isSame = (left: Value, right: Value, margins: TestCase['margins']): boolean => {
  if (isList(left)) {
    return isList(right) && left.length === right.length && left.every((item, index) => isSame(item, right[index] as Value, margins));
  }
  if (left instanceof Null) return right instanceof Null;
  if (margins !== undefined && left instanceof Exact && right instanceof Exact) return isNear(left, right, margins);
  return equal(left, right) === true;
};

const oneOf = (value: Value, row: number | undefined): Value =>
  row === undefined || !isList(value) ? value : ((value as readonly Value[])[row] as Value);

/** `compiled` is the policy at the test's date. */
export const runTestCase = (compiled: CompiledPolicy, { name, inputs, overrides, expected, margins }: TestCase): TestResult => {
  const evaluation = compiled.evaluate(inputs, { overrides, only: [] });
  const differences = expected.flatMap(({ decision, row, value, json }) => {
    const actual = oneOf(evaluation.value(decision), row);
    if (isSame(actual, value, margins)) return [];
    const declared = compiled.policy.decisions[decision] as Decision;
    return [{ decision: row === undefined ? decision : `${decision}[${row + 1}]`, expected: json, actual: decisionJson(declared, actual) }];
  });
  return { name, passed: differences.length === 0, differences };
};
