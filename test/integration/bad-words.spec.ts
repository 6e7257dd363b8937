/** Commands that ask for what is not there or cannot be: a clear refusal with exit code 2, and nothing written. */
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { guardedWorkspace, IMPACT, optionWords, shippedDocument } from '../support/guarded-workspace.ts';

const { at, write, harmlessRefusal, impact } = guardedWorkspace();

let impactRun = '';
let unit = '';

beforeAll(async () => {
  ({ run: impactRun, unit } = await impact());
});

describe('names and values of a command', () => {
  const impactWith = (wrong: { readonly [option: string]: string }): Promise<string> =>
    harmlessRefusal('impact', 'w.probity', ...optionWords({ ...IMPACT, ...wrong }));

  it.each([
    ['a date that is none', { date: '2025-02-30' }, /--date is "2025-02-30". Expected: a calendar date/],
    ['a reform date that is none', { 'reform-date': '1.3.2025' }, /--reform-date is "1\.3\.2025"/],
    ['an unknown population', { population: 'Twon' }, /no population "Twon"/i],
    ['an unknown policy', { baseline: 'nothing' }, /no published reform or policy "nothing"/i],
    ['an unknown version', { baseline: 'housing-support@9.0.0' }, /"housing-support@9\.0\.0"/],
    ['an unknown reform', { reform: 'nothing' }, /no published reform or policy "nothing"/i],
    ['a reform in a file that is not there', { reform: 'nothing.json' }, /"nothing\.json" cannot be read: there is no such file/],
    ['a field to group by that is not there', { by: 'nothing' }, /\/by\/0: there is no field "nothing". Expected: one of .*region/],
    ['no worker', { workers: '0' }, /--workers is "0". Expected: a whole number from 1 to 64/],
    ['a name with an escape', { population: '\u001b[2JTown' }, /no population "\\u001b\[2JTown"/i],
  ])('impact: %s', async (_, wrong, said) => {
    expect(await impactWith(wrong)).toMatch(said);
  });

  it('impact: of two files the second is bad, so the first is not published', async () => {
    write('sound.json', { ...shippedDocument('policies/housing-support.json'), id: 'sound' });
    const reform = shippedDocument('reforms/housing-support-higher-limit.json');
    write('bad-reform.json', {
      ...reform,
      of: { policy: 'sound', version: '1.0.0' },
      patch: { decisions: { limit: { feel: 'nothing + 1' } } },
    });
    expect(await impactWith({ baseline: 'sound.json', reform: 'bad-reform.json' })).toMatch(
      /bad-reform\.json, \/patch\/decisions\/limit\/feel/,
    );
    write('stray.json', { ...reform, id: 'stray', of: { policy: 'nowhere', version: '1.0.0' } });
    expect(await impactWith({ baseline: 'sound.json', reform: 'stray.json' })).toMatch(
      /stray\.json, \/of, .*nowhere@1\.0\.0 is not published/,
    );
  });

  it.each([
    ['units', '0'],
    ['units', '-5'],
    ['units', '1e3'],
    ['units', '99999999'],
  ])('population generate: --%s %s', async (option, value) => {
    const words = ['--policy', 'housing-support', '--seed', 's', '--name', 'New', `--${option}=${value}`];
    expect(await harmlessRefusal('population', 'generate', 'w.probity', ...words)).toMatch(/Expected: a whole number from 1 to 10000000/);
  });

  it('a run, a case, or a template that is not there', async () => {
    expect(await harmlessRefusal('run', 'show', 'w.probity', 'nothing')).toMatch(/no run "nothing"/i);
    expect(await harmlessRefusal('run', 'cancel', 'w.probity', 'nothing')).toMatch(/no run "nothing"/i);
    expect(await harmlessRefusal('run', 'start', 'w.probity', 'nothing')).toMatch(/no published workflow "nothing"/i);
    expect(await harmlessRefusal('case', 'explain', 'w.probity', 'nothing', unit)).toMatch(/no impact run "nothing"/i);
    expect(await harmlessRefusal('case', 'explain', 'w.probity', impactRun, 'nobody')).toMatch(/no household "nobody"/i);
    expect(await harmlessRefusal('report', 'export', 'w.probity', 'nothing', '-o', 'r.pdf')).toMatch(/no impact run "nothing"/i);
  });

  it('the input of a run', async () => {
    const start = (...words: readonly string[]) => harmlessRefusal('run', 'start', 'w.probity', 'eligibility-check', ...words);
    expect(await start('--input', 'policy')).toMatch(/--input "policy" is not understood. Expected: name=value/);
    expect(await start('--input', 'unit=1', '--input', 'unit=2')).toMatch(/--input "unit" is given twice/);
    expect(await start('--input', 'date=2025-02-30')).toMatch(/"policy" is missing.*\/date: /s);
    // A key that would be every object's prototype is no input of the run.
    expect(await start('--input', '__proto__={"policy": "x"}')).toMatch(/a member is named "__proto__"/);
  });

  it('the evidence of an appeal', async () => {
    const appeal = (evidence: string | object, of = unit) =>
      harmlessRefusal('appeal', 'file', 'w.probity', impactRun, of, '--evidence', write('e.json', evidence));
    expect(await appeal('{')).toMatch(/e\.json, row 1, column 2: not JSON/);
    expect(await appeal('{"inputs": {"income": 0.10000000000000000001}}')).toMatch(
      /\/inputs\/income, row 1, column 23: .*cannot be kept exactly/,
    );
    expect(await appeal({ inputs: { nothing: 1, income: 'x' }, members: [{ index: 99, set: {} }] })).toMatch(
      /\/inputs\/nothing.*\/inputs\/income.*\/members\/0\/index/s,
    );
    expect(await appeal('{"inputs": {"constructor": 1}}')).toMatch(/\/inputs\/constructor: "constructor" is no input/);
    expect(await appeal('{"inputs": {"__proto__": {"income": "1"}}}')).toMatch(/a member is named "__proto__"/);
    expect(await appeal({ inputs: { income: '1' } }, 'nobody')).toMatch(/no case "nobody"/i);
    expect(await appeal({})).toMatch(/changes nothing/);
  });

  it('words that are no command, and options that are none', async () => {
    expect(await harmlessRefusal('impcat', 'w.probity')).toMatch(/there is no command "impcat w\.probity"; did you mean "impact"\?/);
    expect(await harmlessRefusal('policy', 'list', 'w.probity', '--jsno')).toMatch(
      /--jsno is no option of this command. Did you mean "--json"\?/,
    );
  });
});

describe('a report', () => {
  it('takes the place of nothing but a report', async () => {
    write('mine.txt', 'mine');
    for (const target of ['w.probity', 'mine.txt']) {
      const before = readFileSync(at(target)).length;
      expect(await harmlessRefusal('report', 'export', 'w.probity', impactRun, '-o', target)).toMatch(/exists and is no PDF/);
      expect(readFileSync(at(target))).toHaveLength(before);
    }
    mkdirSync(at('folder'), { recursive: true });
    expect(await harmlessRefusal('report', 'export', 'w.probity', impactRun, '-o', 'folder')).toMatch(/it is a folder/);
    expect(await harmlessRefusal('report', 'export', 'w.probity', impactRun, '-o', 'no/r.pdf')).toMatch(/its folder does not exist/);
  });
  it.runIf(process.platform === 'linux')('leaves a device where it is', async () => {
    const { mode, rdev } = statSync('/dev/full');
    expect(await harmlessRefusal('report', 'export', 'w.probity', impactRun, '-o', '/dev/full')).toMatch(/it is no file/);
    expect(statSync('/dev/full')).toMatchObject({ mode, rdev });
  });
});
