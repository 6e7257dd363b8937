/** Tests of a policy that stand in a file of their own: JSON, or YAML as OpenFisca and PolicyEngine write it. */
import { parseDocument } from '../document/parse-document.ts';
import type { PolicyDocument } from '../model/policy-document.ts';
import type { Result } from '../model/problem.ts';
import { readYamlTests } from './read-yaml-tests.ts';
import { type TestCase, testCaseOf } from './test-case.ts';
import { readTests } from './test-policy.ts';

const YAML_FILE = /\.ya?ml$/i;

/** `name` of the file says which of the two it is. Problems have the pointers or the rows and columns of the file. */
export const readTestCases = (policy: PolicyDocument, text: string, name: string): Result<readonly TestCase[]> => {
  if (YAML_FILE.test(name)) return readYamlTests(policy, text, name);
  const parsed = parseDocument(text, name);
  if (!parsed.ok) return parsed;
  const tests = readTests(policy, parsed.value.value, name);
  return tests.ok ? { ok: true, value: tests.value.map((own) => testCaseOf(policy, own)) } : tests;
};
