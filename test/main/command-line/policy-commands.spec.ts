/** `feel eval` and the commands on policy files: answers, exit codes, and how they deal with lines from elsewhere. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExplanationNode, Failure, Json, PolicyDocument, PolicyTestReport } from '../../../src/engine/model/index.ts';
import { commandLineIn, expectNoFault, startProbity } from '../../support/command-line.ts';
import { fileFolder } from '../../support/file-folder.ts';

const project = join(import.meta.dirname, '../../..');
const policyFile = join(project, 'templates/policies/ky-ktap.json');
const reformFile = join(project, 'templates/reforms/ky-ktap-keep-maxima.json');
const policy = JSON.parse(readFileSync(policyFile, 'utf8')) as PolicyDocument;

const folder = fileFolder();
const { run, feed, answer, refusal } = commandLineIn(folder);

const write = (name: string, value: unknown): string => {
  writeFileSync(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));
  return name;
};

describe('feel eval', () => {
  const evaluate = async (...words: readonly string[]) => {
    const { exitCode, stdout } = await run('feel', 'eval', ...words);
    return { exitCode, ...(JSON.parse(stdout) as { value?: Json; error?: Failure; cause?: Json; warnings?: Json }) };
  };

  it('is exact, and takes names from a JSON file', async () => {
    write('c.json', '{"income": 0.1, "x y": {"z": [1, 2]}, "__proto__": 7}');
    expect(await evaluate('income + 0.2 = 0.3', '--context', 'c.json')).toEqual({ exitCode: 0, value: true });
    expect(await evaluate('10000000000000000000000001 * 3 - 0.1 + 0.1 = 30000000000000000000000003')).toEqual({ exitCode: 0, value: true });
    expect(await evaluate('-1 + 2')).toEqual({ exitCode: 0, value: 1 });
  });

  it('names what is wrong, and its place', async () => {
    expect(await evaluate('incom + 1')).toMatchObject({
      exitCode: 2,
      error: { kind: 'invalid', problems: [{ range: { from: 0, to: 5 } }] },
    });
    const noObject = { error: { problems: [{ message: 'the context is no JSON object' }] } };
    expect(await evaluate('1', '--context', write('list.json', '[]'))).toMatchObject({ exitCode: 2, ...noObject });
    expect(await refusal('feel', 'eval', '1', '--context', 'missing.json')).toContain('there is no such file');
  });

  it('speaks the whole language, with a null and its cause where an operation has no meaning', async () => {
    expect(await evaluate('{f: function(n) if n < 2 then 1 else n * f(n - 1), of ten: f(10)}.of ten')).toEqual({
      exitCode: 0,
      value: 3628800,
    });
    expect(await evaluate('[1, "a"][2] + 1')).toMatchObject({ exitCode: 0, value: null, cause: { kind: 'error' } });
    expect(await evaluate('[1, 2 < "a"]')).toMatchObject({ exitCode: 0, value: [1, null], warnings: [{ kind: 'error', at: '2 < "a"' }] });
  });

  it('shows control characters instead of sending them to the terminal', async () => {
    const { stdout } = await run('feel', 'eval', '"\\u001b[31m" + "\u009b2J"');
    expect(stdout).toBe('{"value":"\\u001b[31m\\u009b2J"}\n');
  });
});

describe('policy check', () => {
  it('finds nothing in a sound policy and in a sound reform', async () => {
    expect(await answer('policy', 'check', policyFile)).toEqual({ problems: [], notes: [] });
    expect(await answer('policy', 'check', reformFile)).toEqual({ problems: [], notes: [] });
  });

  it('tells a person what is in a sound policy', async () => {
    const { stdout } = await run('policy', 'check', policyFile);
    expect(stdout.split('\n').slice(1, 5)).toEqual([
      '  5 inputs and 8 fields of members',
      '  11 parameters with 50 values from 1997-07-01 to 2025-11-01',
      '  26 decisions',
      '  1 table with 3 rules, no gap or contradiction found',
    ]);
  });
});

describe('policy test', () => {
  it('passes with the tests of the policy', async () => {
    const report = await answer<PolicyTestReport>('policy', 'test', policyFile);
    expect(report.passed).toBe(policy.tests.length);
    expect(report.total).toBe(policy.tests.length);
  });

  it('fails with exit code 1 where an expectation is not met, and says by how much', async () => {
    const [first] = policy.tests;
    const wrong = { ...first, name: 'wrong', expect: { ky_ktap: '999.99' } };
    const { exitCode, stdout } = await run('policy', 'test', policyFile, write('tests.json', [first, wrong]));
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^FAILED wrong\n {2}ky_ktap: expected "999.99", got [^\n]+\nky-ktap@1.0.0: 1 of 2 tests passed\n$/);
  });

  it('runs the tests against what a reform makes of the policy', async () => {
    const { exitCode, stdout } = await run('policy', 'test', policyFile, '--reform', reformFile, '--json');
    expect(exitCode).toBe(1);
    expect((JSON.parse(stdout) as PolicyTestReport).passed).toBeLessThan(policy.tests.length);
  });

  const YAML = `- name: need of three
  period: 2025-11
  input: { KY: true, spm_unit_size: 3 }
  output: { ky_ktap_standard_of_need: 631, ky_ktap_payment_maximum: 341 }
`;

  it('runs tests in YAML, and says where one cannot be read', async () => {
    const { exitCode, stdout } = await run('policy', 'test', policyFile, write('good.yaml', YAML));
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'ky-ktap@1.0.0: 1 of 1 test passed\n' });
    expect((await run('policy', 'test', policyFile, write('off.yml', YAML.replace('341', '341.0001')))).exitCode).toBe(1);
    const wrong = await run('policy', 'test', policyFile, write('wrong.yaml', YAML.replace('size:', 'sise:')));
    expect(wrong.exitCode).toBe(2);
    expect(wrong.stderr).toContain('row 3, column 22');
    expect(wrong.stderr).toContain('id you mean "spm_unit_size"?');
  });

  it('names the changes to a policy that no test notices', async () => {
    const whole = await run('policy', 'test', policyFile, '--mutations');
    expect(whole.exitCode).toBe(0);
    expect(whole.stdout).toMatch(/\n(\d+) of \1 changes noticed\n$/);
    const { exitCode, stdout } = await run('policy', 'test', policyFile, 'good.yaml', '--mutations');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('UNNOTICED /parameters/resource_limit/values/2023-02-16: "10001" instead of "10000"\n');
    expect(stdout).toContain('UNNOTICED /parameters/benefit_rate/values/1997-07-01: "0.56" instead of "0.55"\n');
    expect(stdout).not.toContain('UNNOTICED /parameters/payment_maximum/values/2025-11-01/3');
    const report = await answer<{ mutations: { tried: number; noticed: number } }>(
      'policy',
      'test',
      policyFile,
      'good.yaml',
      '--mutations',
    );
    // The four changes to the two cells that the test reads.
    expect(report.mutations.noticed).toBe(4);
  });

  it('tells of no changes where a test fails without any', async () => {
    const { exitCode, stdout } = await run('policy', 'test', policyFile, 'off.yml', '--mutations');
    expect(exitCode).toBe(1);
    expect(stdout).not.toContain('noticed');
  });
});

describe('policy evaluate', () => {
  type Line = { id?: Json; decisions?: { [name: string]: Json }; trace?: readonly ExplanationNode[]; error?: Failure };

  /** A household of one adult with earnings and one small child. */
  const input = (earned: string) => {
    const member = { tanf_gross_unearned_income: '0', child_support_received: '0', care_expenses: '0', is_incapable_of_self_care: false };
    const members = [
      { ...member, age: 30, is_adult: true, is_tax_unit_dependent: false, tanf_gross_earned_income: earned },
      { ...member, age: 3, is_adult: false, is_tax_unit_dependent: true, tanf_gross_earned_income: '0' },
    ];
    const unit = { KY: true, spm_unit_size: 2, is_demographic_tanf_eligible: true, spm_unit_cash_assets: '0', childcare_expenses: '0' };
    return { ...unit, members };
  };
  const evaluate = async (lines: readonly (Json | object | Buffer)[], ...words: readonly string[]) => {
    const bytes = lines.flatMap((line) => [Buffer.isBuffer(line) ? line : Buffer.from(JSON.stringify(line)), Buffer.from('\n')]);
    const ended = await feed(Buffer.concat(bytes), 'policy', 'evaluate', policyFile, '--date', '2025-11-01', ...words);
    expectNoFault(ended);
    const answers = ended.stdout.split('\n').filter((line) => line !== '');
    return { exitCode: ended.exitCode, stderr: ended.stderr, answers: answers.map((line) => JSON.parse(line) as Line) };
  };

  it('gives a line for each line, with exact amounts as texts', async () => {
    const { exitCode, stderr, answers } = await evaluate([{ id: 'a', input: input('100.10') }, { input: input('0') }]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(answers.map(({ id }) => id)).toEqual(['a', undefined]);
    expect(Object.keys(answers[0]?.decisions ?? {})).toEqual(Object.keys(policy.decisions));
    expect(answers[0]?.decisions).toMatchObject({ gross_income: '100.1', outcome: 'ELIGIBLE', incapable_adult: [false, false] });
  });

  it('takes a date, decisions and overrides from the line, and traces when asked', async () => {
    const asked = { input: input('0'), decisions: ['ky_ktap_payment_maximum'] };
    const { answers } = await evaluate(
      [asked, { ...asked, date: '2023-03-01' }, { ...asked, decisions: ['ky_ktap'], override: { ky_ktap_payment_maximum: '12.34' } }],
      '--trace',
    );
    const amounts = answers.map(({ decisions }) => Object.values(decisions ?? {}));
    expect(amounts.map((found) => found.length)).toEqual([1, 1, 1]);
    expect(amounts[0]).not.toEqual(amounts[1]);
    expect(amounts[2]).toEqual(['12.34']);
    for (const { trace } of answers) expect(trace?.length).toBeGreaterThan(0);
  });

  it('evaluates what a reform makes of the policy', async () => {
    const lines = [{ input: input('0'), decisions: ['ky_ktap'] }];
    const [before, after] = [await evaluate(lines), await evaluate(lines, '--reform', reformFile)];
    expect(Number(after.answers[0]?.decisions?.ky_ktap)).toBeGreaterThan(Number(before.answers[0]?.decisions?.ky_ktap));
  });

  it('answers a bad line with an error line and goes on', async () => {
    const { exitCode, stderr, answers } = await evaluate([
      Buffer.from('{"id": 1, '),
      Buffer.from([0x22, 0xff, 0x22]),
      Buffer.from('"x\0y"'),
      ['no object'],
      { id: 2, input: { ...input('0'), spm_unit_size: 'two', nothing: 1 } },
      { id: 3, input: input('0'), date: '2025-02-30' },
      { id: 4, input: input('0'), override: { nothing: 1 }, decisions: ['ky_ktap', 'nothing'] },
      Buffer.from('{"__proto__": {"input": {}}, "constructor": 1, "id": 5, "input": {"__proto__": {"KY": true}}}'),
      { id: 6, input: input('0'), decisions: ['outcome'] },
      { id: 7, input: {}, decisions: ['outcome', 'ky_ktap_standard_of_need'] },
    ]);
    expect(exitCode).toBe(2);
    expect(stderr).toBe('probity: 8 lines were refused; each has an "error" on standard output\n');
    expect(answers.map(({ id, error }) => (error === undefined ? id : error.problems?.length))).toEqual([1, 1, 1, 1, 2, 1, 2, 1, 6, 7]);
    expect(answers[4]?.error?.problems?.map(({ pointer }) => pointer)).toEqual(['/input/nothing', '/input/spm_unit_size']);
    expect(answers[8]?.decisions).toEqual({ outcome: 'ELIGIBLE' });
    expect(answers[9]?.decisions?.ky_ktap_standard_of_need).toBeNull();
  });

  it('takes huge numbers as they are or refuses their line', async () => {
    const huge = (literal: string): Buffer =>
      Buffer.from(JSON.stringify({ input: input('HERE'), decisions: ['gross_income'] }).replace('"HERE"', literal));
    const digits = '9'.repeat(400);
    const { answers } = await evaluate([huge(digits), huge('1e999'), huge('1e99999999'), huge('-5'), huge('0.1')]);
    expect(answers[0]?.decisions?.gross_income).toBe(digits);
    expect(answers[1]?.decisions?.gross_income).toBe(`1${'0'.repeat(999)}`);
    expect(answers[2]?.error).toMatchObject({ kind: 'invalid' });
    expect(answers[4]?.decisions?.gross_income).toBe('0.1');
  });

  it('begins to answer before the input has ended', async () => {
    const { child, ended } = startProbity(['policy', 'evaluate', policyFile, '--date', '2025-11-01'], { cwd: folder });
    const answered = new Promise<void>((resolve) => child.stdout?.once('data', () => resolve()));
    child.stdin?.write(`${JSON.stringify({ id: 'early', input: input('0') })}\n`);
    await answered;
    child.stdin?.end();
    expect((await ended).stdout).toContain('"early"');
  });

  it('reads no further than its reader takes, and ends quietly when that stops', async () => {
    const line = `${JSON.stringify({ input: input('0') })}\n`;
    const { child, ended } = startProbity(['policy', 'evaluate', policyFile, '--date', '2025-11-01', '--trace'], { cwd: folder });
    const taken = new Promise<number>((resolve) => {
      let written = 0;
      child.stdin?.on('error', () => resolve(written));
      const more = (): void => {
        while (child.stdin?.write(line)) written += 1;
      };
      child.stdin?.on('drain', more);
      more();
    });
    child.stdout?.once('data', () => child.stdout?.destroy());
    const { exitCode, signal, stderr } = await ended;
    expect({ exitCode, signal, stderr }).toEqual({ exitCode: 0, signal: null, stderr: '' });
    expect(await taken).toBeLessThan(10_000);
  });

  it('asks for a date, and for one that exists', async () => {
    expect(await refusal('policy', 'evaluate', policyFile)).toContain('--date D is missing');
    expect(await refusal('policy', 'evaluate', policyFile, '--date', '2025-02-30')).toBe(
      'probity: --date is "2025-02-30". Expected: a calendar date, such as 2025-03-01.\n',
    );
  });
});

describe.runIf(process.platform === 'linux')('standard output', () => {
  const shell = (line: string) =>
    new Promise<{ exitCode: number | null; stderr: string }>((resolve) => {
      const { args, command } = { command: 'bash', args: ['-c', `set -o pipefail; ${line}`, 'bash'] };
      const { child, ended } = startProbity(['policy', 'evaluate', policyFile, '--date', '2025-11-01'], {
        cwd: folder,
        wrapper: [command, ...args],
      });
      child.stdin?.end(`${JSON.stringify({ input: {} })}\n`.repeat(200));
      void ended.then(({ exitCode, stderr }) => resolve({ exitCode, stderr }));
    });

  it('may be closed early by its reader', async () => {
    expect(await shell('"$@" | head -1')).toEqual({ exitCode: 0, stderr: '' });
  });
  it('that is full is told, with exit code 2', async () => {
    const { exitCode, stderr } = await shell('"$@" >/dev/full');
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^probity: the answer cannot be written to standard output: ENOSPC[^\n]*\n$/);
  });
  it('may be closed from the beginning', async () => {
    expect(await shell('"$@" >&- 2>&-')).toMatchObject({ exitCode: 0 });
  });
});
