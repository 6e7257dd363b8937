/** Everything that can be wrong with what the command line is given: a clear refusal with exit code 2, and nothing written. */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Problem, TemplateDocument } from '../../src/engine/model/index.ts';
import { commandLineIn } from '../support/command-line.ts';
import { fileFolder } from '../support/file-folder.ts';

const project = join(import.meta.dirname, '../..');
const policyFile = join(project, 'templates/policies/housing-support.json');
const reformFile = join(project, 'templates/reforms/housing-support-higher-limit.json');
const readJson = (path: string) => JSON.parse(readFileSync(join(project, path), 'utf8')) as { [name: string]: never };

const folder = fileFolder();
const { answer, refusal, run } = commandLineIn(folder);
const at = (name: string): string => join(folder, name);
const write = (name: string, content: string | Buffer | object): string => {
  writeFileSync(at(name), typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
  return name;
};

/** How many rows each table of the workspace has. */
const rowCounts = (path = at('w.probity')): Record<string, number> => {
  const database = new Database(path, { readonly: true });
  try {
    const tables = database.prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    return Object.fromEntries(
      tables.map(({ name }) => [name, database.prepare<[], { n: number }>(`SELECT count(*) AS n FROM "${name}"`).get()?.n ?? 0]),
    );
  } finally {
    database.close();
  }
};

/** Runs the command, which has to refuse and leave workspace and folder as they were; gives what it says. */
const harmlessRefusal = async (...words: readonly string[]): Promise<string> => {
  const before = { rows: rowCounts(), files: readdirSync(folder) };
  const said = await refusal(...words);
  expect({ rows: rowCounts(), files: readdirSync(folder) }).toEqual(before);
  return said;
};

let impactRun = '';
let unit = '';

beforeAll(async () => {
  await answer('workspace', 'create', 'w.probity', '--name', 'W');
  await answer('population', 'generate', 'w.probity', '--policy', policyFile, '--units', '30', '--seed', 'a', '--name', 'Town');
  const words = ['--population', 'Town', '--baseline', 'housing-support', '--reform', reformFile, '--date', '2025-03-01'];
  impactRun = (await answer<{ run: string }>('impact', 'w.probity', ...words)).run;
  unit = (await answer<{ cases: { unit: string }[] }>('case', 'list', 'w.probity', impactRun)).cases[0]?.unit ?? '';
}, 60_000);

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
    const { spawnSync } = await import('node:child_process');
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
    const policy = structuredClone(readJson('templates/policies/housing-support.json')) as unknown as {
      inputs: { income: object };
      parameters: { review_band: { values: object } };
      decisions: { size: object; total_income: object };
    };
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
    expect(lines.map((line) => /^ {2}five\.json, (\S+), row \d+, column \d+: .+\.|\?$/.exec(line)?.[1])).toEqual(POINTERS);

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
    write('other.json', { ...readJson('templates/policies/housing-support.json'), title: 'Other' });
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
    const template = structuredClone(readJson('templates/workflows/eligibility-check.json')) as unknown as TemplateDocument;
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
    const template = join(project, 'templates/workflows/eligibility-check.json');
    expect(await harmlessRefusal('policy', 'publish', 'w.probity', template)).toMatch(/of the kind "workflow"/);
  });
});

describe('a workspace', () => {
  const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
  const spoil = (name: string, change: (path: string) => void): string => {
    copyFileSync(at('w.probity'), at(name));
    change(at(name));
    return name;
  };
  const truncate = (bytes: (size: number) => number) => (path: string) => truncateSync(path, bytes(statSync(path).size));

  it.each([
    ['cut in its middle', truncate((size) => Math.floor(size / 8192) * 4096), /damaged or truncated/],
    ['cut inside of its last page', truncate((size) => size - 100), /damaged or truncated/],
    ['cut inside of its first page', truncate(() => 1_000), /damaged or truncated/],
    ['that is empty', truncate(() => 0), /is empty: it is not a Probity workspace/],
    ['that is a text', (path: string) => writeFileSync(path, 'hello'), /not a Probity workspace/],
    ['that is another SQLite file', (path: string) => new Database(path).pragma('application_id = 7'), /is not a Probity workspace/],
    [
      'from a later version',
      (path: string) => new Database(path).pragma('user_version = 999'),
      /made by a later version of Probity: the file has version 999/,
    ],
  ])('%s is refused and left as it is', async (_, change, said) => {
    const name = spoil('bad.probity', change);
    const before = { hash: sha256(at(name)), files: readdirSync(folder) };
    const refused = [refusal('audit', 'verify', name), refusal('policy', 'publish', name, policyFile)];
    for (const text of await Promise.all(refused)) expect(text).toMatch(said);
    expect({ hash: sha256(at(name)), files: readdirSync(folder) }).toEqual(before);
  });

  it('that is not there, or a folder', async () => {
    expect(await harmlessRefusal('policy', 'list', 'none.probity')).toMatch(/none\.probity cannot be opened: there is no such file/);
    mkdirSync(at('folder.probity'), { recursive: true });
    expect(await harmlessRefusal('policy', 'list', 'folder.probity')).toMatch(/folder\.probity is not a file/);
  });

  it('is not created over anything, nor where there is no folder', async () => {
    symlinkSync('nowhere', at('dangling.probity'));
    for (const name of ['w.probity', 'folder.probity', 'dangling.probity']) {
      expect(await harmlessRefusal('workspace', 'create', name, '--name', 'X')).toMatch(/exists already/);
    }
    expect(await harmlessRefusal('workspace', 'create', 'w.probity/x.probity', '--name', 'X')).toMatch(/its folder does not exist/);
    expect(await harmlessRefusal('workspace', 'create', 'no/x.probity', '--name', 'X')).toMatch(/its folder does not exist/);
    expect(await harmlessRefusal('workspace', 'create', `${'x'.repeat(300)}.probity`, '--name', 'X')).toMatch(/ENAMETOOLONG|name/);
  });
});

describe('names and values of a command', () => {
  const IMPACT = { population: 'Town', baseline: 'housing-support', reform: 'housing-support-higher-limit', date: '2025-03-01' };
  const impact = (wrong: { readonly [option: string]: string }): Promise<string> =>
    harmlessRefusal('impact', 'w.probity', ...Object.entries({ ...IMPACT, ...wrong }).flatMap(([name, value]) => [`--${name}`, value]));

  it.each([
    ['a date that is none', { date: '2025-02-30' }, /--date is "2025-02-30". Expected: a calendar date/],
    ['a reform date that is none', { 'reform-date': '1.3.2025' }, /--reform-date is "1\.3\.2025"/],
    ['an unknown population', { population: 'Twon' }, /no population "Twon"/i],
    ['an unknown policy', { baseline: 'nothing' }, /no published reform or policy "nothing"/i],
    ['an unknown version', { baseline: 'housing-support@9.0.0' }, /"housing-support@9\.0\.0"/],
    ['an unknown reform', { reform: 'nothing' }, /no published reform or policy "nothing"/i],
    ['a reform in a file that is not there', { reform: 'nothing.json' }, /"nothing\.json" cannot be read: there is no such file/],
    [
      'a field to group by that is not there',
      { by: 'nothing' },
      /\/by\/0: there is no field "nothing" to group by. Expected: one of .*region/,
    ],
    ['no worker', { workers: '0' }, /--workers is "0". Expected: a whole number from 1 to 64/],
    ['a name with an escape', { population: '\u001b[2JTown' }, /no population "\\u001b\[2JTown"/i],
  ])('impact: %s', async (_, wrong, said) => {
    expect(await impact(wrong)).toMatch(said);
  });

  it('impact: of two files the second is bad, so the first is not published', async () => {
    write('sound.json', { ...readJson('templates/policies/housing-support.json'), id: 'sound' });
    const reform = readJson('templates/reforms/housing-support-higher-limit.json');
    write('bad-reform.json', {
      ...reform,
      of: { policy: 'sound', version: '1.0.0' },
      patch: { decisions: { limit: { feel: 'nothing + 1' } } },
    });
    expect(await impact({ baseline: 'sound.json', reform: 'bad-reform.json' })).toMatch(
      /bad-reform\.json, \/patch\/decisions\/limit\/feel/,
    );
    write('stray.json', { ...reform, id: 'stray', of: { policy: 'nowhere', version: '1.0.0' } });
    expect(await impact({ baseline: 'sound.json', reform: 'stray.json' })).toMatch(/stray\.json, \/of, .*nowhere@1\.0\.0 is not published/);
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
    // A key that would be every object's prototype is no input of the run.
    expect(await start('--input', '__proto__={"policy": "x"}', '--input', 'date=2025-02-30')).toMatch(/"policy" is missing.*\/date: /s);
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
    expect(await appeal('{"inputs": {"__proto__": {"income": "1"}, "constructor": 1}}')).toMatch(
      /\/inputs\/constructor: "constructor" is no input/,
    );
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
