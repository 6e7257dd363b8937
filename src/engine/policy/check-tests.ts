/** Checks the tests that stand in a policy: names and values of what is given and expected. Whether they pass is another question. */
import { didYouMean, wholeKey } from '../feel/index.ts';
import type { Json } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { PolicyDocument, PolicyTest } from '../model/policy-document.ts';
import type { Problem } from '../model/problem.ts';
import { readCase, readDecisionValue, readOverrides } from './read-case.ts';

const expectProblems = (policy: PolicyDocument, expect: { readonly [decision: string]: Json }, pointer: string): Problem[] =>
  Object.entries(expect).flatMap(([name, json]): Problem[] => {
    const at = pointerTo(pointer, name);
    const decision = Object.hasOwn(policy.decisions, name) ? policy.decisions[name] : undefined;
    if (decision === undefined) {
      return [
        {
          pointer: at,
          message: `${JSON.stringify(name)} is no decision of the policy`,
          ...didYouMean(name, Object.keys(policy.decisions), wholeKey(name)),
        },
      ];
    }
    if (json === null) return [];
    const read = readDecisionValue(decision, json, name, at);
    return 'problems' in read ? [...read.problems] : [];
  });

/** `policy` has sound inputs and decisions; `tests` are sound in their shape. */
export const testProblems = (policy: PolicyDocument, tests: readonly PolicyTest[], pointer: string): Problem[] => {
  const names = new Set<string>();
  return tests.flatMap((test, index) => {
    const at = pointerTo(pointer, index);
    const repeated = names.has(test.name);
    names.add(test.name);
    const { inputs, problems } = readCase(policy, test.given, pointerTo(at, 'given'));
    const overrides = test.override === undefined ? [] : readOverrides(policy, test.override, inputs, pointerTo(at, 'override')).problems;
    return [
      ...(repeated
        ? [{ pointer: pointerTo(at, 'name'), message: `two tests are called ${JSON.stringify(test.name)}`, expected: 'another name' }]
        : []),
      ...problems,
      ...overrides,
      ...expectProblems(policy, test.expect, pointerTo(at, 'expect')),
    ];
  });
};
