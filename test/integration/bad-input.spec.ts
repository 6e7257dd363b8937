/** Files that are not what they should be: a clear refusal with exit code 2, and nothing written. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Problem, TemplateDocument } from '../../src/engine/model/index.ts';
import { guardedWorkspace, policyFile, shippedDocument } from '../support/guarded-workspace.ts';

const workflowFile = join(import.meta.dirname, '../../templates/workflows/eligibility-check.json');
const { at, write, harmlessRefusal, run } = guardedWorkspace();

describe('a file of units', () => {
  const HEADER = 'id,income,region,disabled\n';
  const GOOD = 'h1,100,urban,true\n';
  const importing = (file: string, ...words: readonly string[]): Promise<string> => {
    write('persons.csv', 'id,age,earned\nh1,33,12.5\n');
    const given = ['--members', 'persons.csv', '--policy', 'housing-support', '--name', 'New', ...words];
    return harmlessRefusal('population', 'import', 'w.probity', file, ...given);
  };

  it.each([
    [
      'with a quote that is never closed',
      'a.csv',
      `${HEADER}${GOOD}h2,"1,rural,\nh3,1,urban,\n`,
      /a\.csv, row 3: a quote is opened here and never closed/,
    ],
    [
      'with bytes that are no UTF-8',
      'b.csv',
      Buffer.from(`${HEADER}${GOOD}h2,\xff,rural,\n`, 'latin1'),
      /b\.csv, row 3, column income: .*UTF-8/,
    ],
    ['with NUL bytes', 'c.csv', `${HEADER}${GOOD}h2,\0,rural,\n`, /c\.csv, row 3, column income: /],
    [
      'without a single row that fits',
      'd.csv',
      `${HEADER}h1,1\nh2,1,2,3,4\n`,
      /d\.csv, row 2: the row has 2 fields and the header 4.*\n.*row 3: the row has 5 fields/,
    ],
    [
      'with a column twice',
      'e.csv',
      `id,income,income,region\n${GOOD}`,
      /e\.csv, row 1, column 3: the name "income" stands for column 2 already/,
    ],
    ['with nothing but a header', 'f.csv', HEADER, /f\.csv, row 1: .*no rows after its header/],
    ['with nothing at all', 'g.csv', '', /g\.csv, row 1: the file is empty/],
    [
      'with 100,000 columns',
      'h.csv',
      `${Array.from({ length: 100_000 }, (_, i) => `c${i}`).join(',')}\n`,
      /h\.csv, row 1: there are 100000 columns. Expected: at most 4096/,
    ],
    [
      'without the columns of the policy',
      'i.csv',
      'id,incme,region\nh1,1,urban\n',
      /without --map.*\n.*no expression for the input "income"/,
    ],
  ])('%s', async (_, name, content, said) => {
    expect(await importing(write(name, content))).toMatch(said);
  });

  it('that is not there, or a folder', async () => {
    mkdirSync(at('folder.csv'));
    expect(await importing('missing.csv')).toMatch(/missing\.csv cannot be read: there is no such file/);
    expect(await importing('folder.csv')).toMatch(/folder\.csv is not a file/);
  });

  it.runIf(process.platform === 'linux')('that is a pipe or a device is not waited for', async () => {
    spawnSync('mkfifo', [at('pipe.csv')]);
    expect(await importing('pipe.csv')).toMatch(/pipe\.csv is not a file/);
    expect(await importing('/dev/zero')).toMatch(/zero is not a file/);
  });

  it('with a row longer than any row can be', async () => {
    write('long.csv', HEADER + GOOD);
    truncateSync(at('long.csv'), 300 * 1024 * 1024);
    expect(await importing('long.csv')).toMatch(/long\.csv, row 3: a row is longer than \d+ bytes|NUL|UTF-8/);
  });

  it('under a name that is taken, or of a policy that is not there', async () => {
    write('good.csv', HEADER + GOOD);
    const words = ['good.csv', '--members', 'persons.csv'];
    const taken = await harmlessRefusal('population', 'import', 'w.probity', ...words, '--policy', 'housing-support', '--name', 'Town');
    expect(taken).toMatch(/a population named "Town" exists already/i);
    const unknown = await harmlessRefusal('population', 'import', 'w.probity', ...words, '--policy', 'nothing', '--name', 'New');
    expect(unknown).toMatch(/no published policy "nothing"/i);
    const noFile = await harmlessRefusal('population', 'import', 'w.probity', ...words, '--policy', 'nothing.json', '--name', 'New');
    expect(noFile).toMatch(/"nothing\.json" cannot be read: there is no such file/);
  });

  describe('with a mapping', () => {
    const mapping = {
      kind: 'mapping',
      units: { key: 'id' },
      members: { key: 'id', fields: { age: 'age', earned: 'earned' } },
      inputs: { income: 'income', region: 'region', disabled: 'disabled' },
    };
    it.each([
      ['that is no JSON', '{"kind": ', [/row 1, column 10: not JSON/]],
      ['that is no mapping', { kind: 'policy' }, [/\/kind/]],
      [
        'of columns that are not there',
        { ...mapping, units: { key: 'idd' }, inputs: { ...mapping.inputs, income: 'incom', nothing: '1' } },
        [
          /\/units\/key: good\.csv has no column "idd".* Did you mean "id"\?/,
          /\/inputs\/income.*incom/,
          /\/inputs\/nothing: the policy has no input/,
        ],
      ],
      [
        'of wrong types',
        { ...mapping, inputs: { ...mapping.inputs, region: 'income > "3"' } },
        [/\/inputs\/region.*: the result is a boolean. Expected: one of/],
      ],
      [
        'of hostile names',
        JSON.stringify(mapping).replace('"income":', '"__proto__":').replace('"region":', '"constructor":'),
        [/__proto__/, /constructor/],
      ],
    ])('%s', async (_, content, said) => {
      write('good.csv', HEADER + GOOD);
      const text = await importing('good.csv', '--map', write('m.json', content));
      for (const part of said) expect(text).toMatch(part);
    });
  });
});

describe('a policy', () => {
  /** Five mistakes: a type, a date, a name, a sum of a number and a text, and an outcome that is no decision. */
  const spoilt = (): object => {
    const policy = shippedDocument<{
      inputs: { income: object };
      parameters: { review_band: { values: object } };
      decisions: { size: object; total_income: object };
    }>('policies/housing-support.json');
    Object.assign(policy.inputs.income, { type: 'decimall' });
    Object.assign(policy.parameters.review_band.values, { '2025-02-30': '0.2' });
    Object.assign(policy.decisions.size, { feel: 'max(1, min(cuont(members), 6))' });
    Object.assign(policy.decisions.total_income, { feel: 'income + region' });
    return { ...policy, outcome: 'outcomes' };
  };
  const POINTERS = [
    '/inputs/income/type',
    '/parameters/review_band/values/2025-02-30',
    '/decisions/size/feel',
    '/decisions/total_income/feel',
    '/outcome',
  ];

  it('with five mistakes has exactly these five told, each with its place', async () => {
    write('five.json', `${JSON.stringify(spoilt(), null, 2)}\n`);
    const said = await harmlessRefusal('policy', 'check', 'five.json');
    expect(said.split('\n')[0]).toBe('probity: the policy has 5 mistakes');
    const lines = said.split('\n').slice(1, -1);
    expect(lines.map((line) => /^ {2}five\.json, (\S+), row \d+, column \d+: .+[.?]$/.exec(line)?.[1])).toEqual(POINTERS);

    const { exitCode, stdout } = await run('policy', 'check', 'five.json', '--json');
    const { problems } = JSON.parse(stdout) as { problems: readonly Problem[] };
    expect(exitCode).toBe(2);
    expect(problems.map(({ document, pointer, row }) => [document, pointer, typeof row])).toEqual(
      POINTERS.map((pointer) => ['five.json', pointer, 'number']),
    );
  });

  it.each([['add'], ['publish']])('with mistakes is not taken in by "policy %s"', async (word) => {
    write('five.json', spoilt());
    expect(await harmlessRefusal('policy', word, 'w.probity', 'five.json')).toMatch(/the policy has 5 mistakes/);
  });

  it('published with other content under the same version is refused', async () => {
    write('other.json', { ...shippedDocument('policies/housing-support.json'), title: 'Other' });
    expect(await harmlessRefusal('policy', 'publish', 'w.probity', 'other.json')).toMatch(/was published with other content/);
  });

  it('with hostile names keeps every object as it was', async () => {
    const text = readFileSync(policyFile, 'utf8').replaceAll('"review_band"', '"__proto__"').replaceAll('review_band', 'constructor');
    expect(await harmlessRefusal('policy', 'check', write('proto.json', text))).toMatch(/__proto__/);
  });

  it('with terminal escapes in its texts is told without them', async () => {
    const said = await harmlessRefusal('policy', 'check', write('esc.json', { kind: '\u001b[2J\u009b31mpolicy\nprobity: all is well' }));
    expect(said).not.toMatch(/[^\P{Cc}\n]/u);
    expect(said.split('\n').filter((line) => line.startsWith('probity:'))).toHaveLength(1);
  });

  it.each([
    ['that is no JSON', '{', /row 1, column 2: not JSON/],
    ['of another kind', { kind: 'workflow' }, /kind/],
    ['nested too deep', '['.repeat(100_000), /at most 100 levels of nesting/],
    ['that is no text', Buffer.from([0xff, 0xfe]), /it is not UTF-8 text/],
  ])('%s', async (_, content, said) => {
    expect(await harmlessRefusal('policy', 'check', write('p.json', content))).toMatch(said);
    expect(await harmlessRefusal('policy', 'add', 'w.probity', 'p.json')).toMatch(/^probity: /);
  });
});

describe('a template', () => {
  it('with a cycle has the cycle told', async () => {
    const template = shippedDocument<TemplateDocument>('workflows/eligibility-check.json');
    const steps = { ...template.steps, policy: { ...template.steps.policy, needs: ['tell'] } };
    write('cycle.json', { ...template, id: 'cycle', steps });
    for (const word of ['add', 'publish']) {
      const said = await harmlessRefusal('template', word, 'w.probity', 'cycle.json');
      expect(said).toMatch(
        /cycle\.json, \/steps\/\w+\/needs\/0, row \d+, .*policy → decide → route → \w+ → tell → policy wait for each other/,
      );
    }
  });
  it('is not taken in as a policy, nor a policy as a template', async () => {
    expect(await harmlessRefusal('template', 'add', 'w.probity', policyFile)).toMatch(/of the kind "policy".*takes a workflow/);
    expect(await harmlessRefusal('policy', 'publish', 'w.probity', workflowFile)).toMatch(/of the kind "workflow"/);
  });
});
