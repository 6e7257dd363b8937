/** `policy check|test|evaluate` on files, and `policy add|publish|list` in a workspace. */
import { counted } from '../../../engine/model/counted.ts';
import type { Json, MutationReport, PolicyDocument, PolicyTestReport, ReformDocument, Unnoticed } from '../../../engine/model/index.ts';
import { demandValue, refuse } from '../../../engine/model/problem.ts';
import { applyReform } from '../../../engine/policy/apply-reform.ts';
import { checkDocumentText } from '../../../engine/policy/check-document-text.ts';
import { evaluateLines } from '../../../engine/policy/evaluate-lines.ts';
import { mutationReport } from '../../../engine/policy/mutation/mutation-report.ts';
import { readTestCases } from '../../../engine/policy/read-test-cases.ts';
import { type TestCase, testCaseOf } from '../../../engine/policy/test-case.ts';
import { runTests } from '../../../engine/policy/test-policy.ts';
import { type Command, type CommandOption, EXIT } from '../command.ts';
import { describeCheck } from '../describe-check.ts';
import { describeFailure } from '../describe-failure.ts';
import { readDate } from '../read-date.ts';
import { readLines } from '../read-lines.ts';
import { readTextFile } from '../read-text-file.ts';
import { documentCommands } from './document.ts';

const REFORM = { value: 'r.json', help: 'reform that is applied to the policy first' } as const satisfies CommandOption;

const readChecked = (file: string, kind: 'policy' | 'reform'): Json => {
  const checked = demandValue(checkDocumentText(readTextFile(file), file));
  return checked.kind === kind ? checked.value : refuse('invalid', `"${file}" is a ${checked.kind}, not a ${kind}`);
};

const readPolicy = (file: string, reformFile: string | undefined): PolicyDocument => {
  const policy = readChecked(file, 'policy') as PolicyDocument;
  if (reformFile === undefined) return policy;
  return demandValue(applyReform(policy, readChecked(reformFile, 'reform') as ReformDocument, reformFile));
};

const check: Command = {
  name: 'policy check',
  summary: 'Finds every mistake of a policy or reform: types, names, gaps and overlaps of decision tables.',
  positionals: { policy: '<policy.json>' },
  options: {},
  run: async ({ terminal, json, argument }) => {
    const file = argument('policy');
    const checked = checkDocumentText(readTextFile(file), file);
    if (checked.ok) {
      const notes = checked.value.notes();
      terminal.print(...(json ? [JSON.stringify({ problems: [], notes })] : describeCheck(file, checked.value, notes)));
      return EXIT.done;
    }
    terminal.remark(...describeFailure(checked.failure));
    if (json) terminal.print(JSON.stringify({ problems: checked.failure.problems ?? [], notes: [] }));
    return EXIT.badInput;
  },
};

const describeTests = ({ id, version }: PolicyDocument, report: PolicyTestReport): readonly string[] => [
  ...report.results
    .filter(({ passed }) => !passed)
    .flatMap(({ name, differences }) => [
      `FAILED ${name}`,
      ...differences.map(
        ({ decision, expected, actual }) => `  ${decision}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`,
      ),
    ]),
  `${id}@${version}: ${report.passed} of ${counted(report.total, 'test')} passed`,
];

const testCasesOf = (policy: PolicyDocument, file: string | undefined): readonly TestCase[] =>
  file === undefined ? policy.tests.map((own) => testCaseOf(policy, own)) : demandValue(readTestCases(policy, readTextFile(file), file));

const changeText = ({ before, after }: Unnoticed): string =>
  after === undefined ? `"${before}" taken away` : `"${after}" instead of "${before}"`;

const UNNOTICED_MAX = 200;

const describeMutations = ({ tried, noticed, unnoticed, isCutOff }: MutationReport): readonly string[] => [
  ...unnoticed.slice(0, UNNOTICED_MAX).map((change) => {
    const why = change.reason === 'untested' ? ' (no test is for a date at which it holds)' : '';
    return `UNNOTICED ${change.pointer}: ${changeText(change)}${why}`;
  }),
  ...(unnoticed.length > UNNOTICED_MAX ? [`… and ${unnoticed.length - UNNOTICED_MAX} more`] : []),
  `${noticed} of ${counted(tried, 'change')} noticed${isCutOff ? '; there are more changes than are tried' : ''}`,
];

const test: Command = {
  name: 'policy test',
  summary:
    'Runs the tests of a policy, or those of a file (JSON, or YAML as OpenFisca and PolicyEngine write it); amounts have to be equal to the last digit.',
  positionals: { policy: '<policy.json>', tests: '[tests.json|tests.yaml]' },
  options: {
    reform: REFORM,
    mutations: { help: 'change each parameter value, table rule and comparison in turn, and name the changes that no test notices' },
  },
  run: async ({ terminal, json, argument, optionalArgument, option, flag }) => {
    const policy = readPolicy(argument('policy'), option('reform'));
    const tests = testCasesOf(policy, optionalArgument('tests'));
    const report = runTests(policy, tests);
    const isPassed = report.passed === report.total;
    // With a test that fails anyway nobody could tell whether a change is noticed.
    const mutations = flag('mutations') && isPassed ? mutationReport(policy, tests) : undefined;
    if (json) terminal.print(JSON.stringify(mutations === undefined ? report : { ...report, mutations }));
    else terminal.print(...describeTests(policy, report), ...(mutations === undefined ? [] : describeMutations(mutations)));
    return isPassed ? EXIT.done : EXIT.no;
  },
};

const evaluate: Command = {
  name: 'policy evaluate',
  summary: 'Evaluates cases from standard input (JSON Lines) to standard output; a bad line gets an error line, the others go on.',
  positionals: { policy: '<policy.json>' },
  options: {
    reform: REFORM,
    date: { value: 'D', required: true, help: 'date for lines without a "date" of their own, such as 2025-03-01' },
    trace: { help: 'add to every line how each decision came about' },
  },
  redirections: '<in.jsonl >out.jsonl',
  run: async ({ terminal, argument, option, requiredOption, flag }) => {
    const date = readDate('date', requiredOption('date'));
    const policy = readPolicy(argument('policy'), option('reform'));
    let refused = 0;
    const onRefused = (): void => {
      refused += 1;
    };
    const answers = evaluateLines(readLines(terminal.input), { policy, date, trace: flag('trace'), onRefused });
    for await (const answer of answers) if (!(await terminal.write(answer))) break;
    if (refused === 0) return EXIT.done;
    terminal.remark(`probity: ${counted(refused, 'line was', 'lines were')} refused; each has an "error" on standard output`);
    return EXIT.badInput;
  },
};

export const policyCommands: readonly Command[] = [
  check,
  test,
  evaluate,
  ...documentCommands('policy', 'policy or reform', ['policy', 'reform']),
];
