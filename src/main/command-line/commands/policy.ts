/** `policy check|test|evaluate` on files, and `policy add|publish|list` in a workspace. */
import { createInterface } from 'node:readline';
import type { Json, PolicyDocument, ReformDocument, Result } from '../../../engine/model/index.ts';
import { Refusal, refuse } from '../../../engine/model/problem.ts';
import { applyReform } from '../../../engine/policy/apply-reform.ts';
import { checkDocumentText } from '../../../engine/policy/check-document-text.ts';
import { evaluateLines } from '../../../engine/policy/evaluate-lines.ts';
import { readTests, testPolicy } from '../../../engine/policy/test-policy.ts';
import { type Command, EXIT } from '../command.ts';
import { describeFailure } from '../describe-failure.ts';
import { readTextFile } from '../engine-calls.ts';
import { documentCommands } from './document.ts';

const demandValue = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Refusal(result.failure);
  return result.value;
};

const readChecked = (file: string, kind: 'policy' | 'reform'): Json => {
  const checked = demandValue(checkDocumentText(readTextFile(file), file));
  return checked.kind === kind ? checked.value : refuse('invalid', `"${file}" is a ${checked.kind}, not a ${kind}`);
};

const readPolicy = (file: string, reformFile: string | undefined): PolicyDocument => {
  const policy = readChecked(file, 'policy') as unknown as PolicyDocument;
  if (reformFile === undefined) return policy;
  return demandValue(applyReform(policy, readChecked(reformFile, 'reform') as unknown as ReformDocument, reformFile));
};

const check: Command = {
  name: 'policy check',
  summary: 'Finds every mistake of a policy or reform: types, names, gaps and overlaps of decision tables.',
  positionals: ['policy.json'],
  options: {},
  usage: '<policy.json>',
  run: async ({ terminal, json, argument }) => {
    const file = argument('policy.json');
    const checked = checkDocumentText(readTextFile(file), file);
    if (checked.ok) {
      terminal.print(json ? JSON.stringify({ problems: [] }) : `${file}: no mistake found`);
      return EXIT.done;
    }
    for (const line of describeFailure(checked.failure)) terminal.remark(line);
    if (json) terminal.print(JSON.stringify({ problems: checked.failure.problems ?? [] }));
    return EXIT.badInput;
  },
};

const readTestFile = (policy: PolicyDocument, file: string) => {
  const text = readTextFile(file);
  try {
    return demandValue(readTests(policy, JSON.parse(text) as Json, file));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refuse('invalid', `"${file}" is not JSON`, [
      { document: file, message: error.message, expected: 'a list of tests as in a policy' },
    ]);
  }
};

const test: Command = {
  name: 'policy test',
  summary: 'Runs the tests of a policy, or those of a file; amounts have to be equal to the last digit.',
  positionals: ['policy.json', 'tests.json?'],
  options: {},
  usage: '<policy.json> [tests.json]',
  run: async ({ terminal, json, argument, optionalArgument }) => {
    const policy = readPolicy(argument('policy.json'), undefined);
    const file = optionalArgument('tests.json');
    const report = file === undefined ? testPolicy(policy) : testPolicy(policy, readTestFile(policy, file));
    if (json) terminal.print(JSON.stringify(report));
    else {
      for (const result of report.results.filter(({ passed }) => !passed)) {
        terminal.print(`FAILED ${result.name}`);
        for (const { decision, expected, actual } of result.differences) {
          terminal.print(`  ${decision}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
        }
      }
      terminal.print(`${policy.id}@${policy.version}: ${report.passed} of ${report.total} tests passed`);
    }
    return report.passed === report.total ? EXIT.done : EXIT.no;
  },
};

const evaluate: Command = {
  name: 'policy evaluate',
  summary: 'Evaluates cases from standard input (JSON Lines) to standard output; a bad line gets an error line, the others go on.',
  positionals: ['policy.json'],
  options: { reform: { type: 'string' }, date: { type: 'string' }, trace: { type: 'boolean' } },
  usage: '<policy.json> [--reform r.json] --date D [--trace]  <in.jsonl >out.jsonl',
  run: async ({ terminal, argument, option, flag }) => {
    const policy = readPolicy(argument('policy.json'), option('reform'));
    const lines = createInterface({ input: terminal.input, crlfDelay: Number.POSITIVE_INFINITY });
    let refused = 0;
    const onRefused = (): void => {
      refused += 1;
    };
    const answers = evaluateLines(lines, { policy, date: option('date') ?? '', trace: flag('trace'), onRefused });
    for await (const answer of answers) await terminal.write(`${answer}\n`);
    if (refused > 0) terminal.remark(`probity: ${refused} lines were refused; each has an "error" on standard output`);
    return refused > 0 ? EXIT.badInput : EXIT.done;
  },
};

export const policyCommands: readonly Command[] = [check, test, evaluate, ...documentCommands('policy', ['policy', 'reform'])];
