/** The whole main job by commands alone, as somebody does it who has nothing but the program. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { WorkspaceInfo } from '../../../src/engine/contract.ts';
import type {
  AppealView,
  AuditEntry,
  AuditVerdict,
  CaseExplanation,
  CaseRow,
  DocumentInfo,
  ImpactResult,
  PopulationInfo,
  RunSummary,
  RunView,
  SweepResult,
} from '../../../src/engine/model/index.ts';
import { commandLineIn } from '../../support/command-line.ts';
import { fileFolder } from '../../support/file-folder.ts';

const project = join(import.meta.dirname, '../../..');
const policyFile = join(project, 'templates/policies/housing-support.json');
const reformFile = join(project, 'templates/reforms/housing-support-higher-limit.json');
const WS = 'town.probity';
const UNITS = 300;

const folder = fileFolder();
const { run, answer } = commandLineIn(folder);

const impact = (...words: readonly string[]): Promise<ImpactResult> =>
  answer<ImpactResult>('impact', WS, '--population', 'Town', '--baseline', 'housing-support', '--date', '2025-03-01', ...words);

/** The first impact, of which the cases are looked at. */
let first: ImpactResult;

beforeAll(async () => {
  const info = await answer<WorkspaceInfo>('workspace', 'create', WS, '--name', 'Town hall');
  expect(info).toMatchObject({ name: 'Town hall', path: join(folder, WS), readOnly: false, populations: 0, runs: 0 });
  expect(await answer<DocumentInfo>('policy', 'add', WS, policyFile)).toMatchObject({ id: 'housing-support', state: 'draft' });
  const published = await answer<DocumentInfo>('policy', 'publish', WS, 'housing-support');
  expect(published).toMatchObject({ kind: 'policy', version: '1.0.0', state: 'published', hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  const words = ['population', 'generate', WS, '--policy', 'housing-support', '--units', String(UNITS), '--seed', 'a', '--name', 'Town'];
  expect(await answer<PopulationInfo>(...words)).toMatchObject({ name: 'Town', units: UNITS, quarantined: 0 });
  first = await impact('--reform', reformFile, '--by', 'region');
});

describe('documents', () => {
  it('a reform is added, published by its id, and listed with the policy', async () => {
    const reform = JSON.parse(readFileSync(reformFile, 'utf8')) as object;
    writeFileSync(join(folder, 'gentle.json'), JSON.stringify({ ...reform, id: 'gentle' }));
    expect(await answer<DocumentInfo>('policy', 'add', WS, 'gentle.json')).toMatchObject({ kind: 'reform', state: 'draft' });
    expect(await answer<DocumentInfo>('policy', 'publish', WS, 'gentle')).toMatchObject({ kind: 'reform', state: 'published' });
    const documents = await answer<readonly DocumentInfo[]>('policy', 'list', WS);
    expect(documents.map(({ kind, id, state }) => `${kind} ${id} ${state}`)).toEqual([
      'policy housing-support published',
      'reform housing-support-higher-limit published',
      'reform gentle published',
    ]);
  });

  it('a template is a JSON file; the shipped ones are there from the beginning', async () => {
    const shipped = JSON.parse(readFileSync(join(project, 'templates/workflows/eligibility-check.json'), 'utf8')) as object;
    writeFileSync(join(folder, 'mine.json'), JSON.stringify({ ...shipped, id: 'mine' }));
    await answer('template', 'add', WS, 'mine.json');
    expect(await answer<DocumentInfo>('template', 'publish', WS, 'mine')).toMatchObject({
      kind: 'workflow',
      id: 'mine',
      state: 'published',
    });
    const ids = (await answer<readonly DocumentInfo[]>('template', 'list', WS)).map(({ id }) => id);
    const files = readdirSync(join(project, 'templates/workflows')).map((name) => name.replace('.json', ''));
    expect(ids.toSorted()).toEqual([...files, 'mine'].toSorted());
  });
});

describe('a population of files', () => {
  it('is imported with its bad rows in quarantine, and listed', async () => {
    writeFileSync(join(folder, 'units.csv'), 'id,income,region,disabled\nh1,100.50,urban,true\nh2,-1,rural,\nh3,7,moon,false\nh4,1,2\n');
    writeFileSync(join(folder, 'persons.csv'), 'id,age,earned\nh1,33,12.5\nh1,7,0\nh2,50,1\nh3,1,1\nh9,1,1\n');
    const words = ['units.csv', '--members', 'persons.csv', '--policy', 'housing-support', '--name', 'Files'];
    const { exitCode, stdout } = await run('population', 'import', WS, ...words);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Population "Files": 1 unit, 2 members, 6 rows in quarantine');
    expect(stdout).toMatch(/^units +3 +income +/m);
    const rows = await answer<readonly { file: string; row: number; column: string; raw: string }[]>(
      'population',
      'quarantine',
      WS,
      'Files',
    );
    expect(rows.map(({ file, row, column, raw }) => `${file} ${row} ${column}: ${raw}`)).toEqual([
      'units 3 income: h2,-1,rural,',
      'units 4 region: h3,7,moon,false',
      'units 5 : h4,1,2',
      'members 4 id: h2,50,1',
      'members 5 id: h3,1,1',
      'members 6 id: h9,1,1',
    ]);
    const populations = await answer<readonly PopulationInfo[]>('population', 'list', WS);
    expect(populations.map(({ name, units, members, quarantined }) => [name, units, members, quarantined])).toEqual([
      ['Town', UNITS, expect.any(Number), 0],
      ['Files', 1, 2, 6],
    ]);
  });
});

describe('impact', () => {
  it('has totals, matrix and groups that agree with each other', () => {
    const { totals, matrix, groups, outcomes } = first;
    expect(outcomes).toEqual(['ELIGIBLE', 'NOT_ELIGIBLE', 'NEEDS_REVIEW', 'UNDETERMINED']);
    expect(first).toMatchObject({ run: expect.any(String), resultHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const [figures] = totals.reforms;
    expect(totals.units).toBe(UNITS);
    expect(matrix[0]?.flat().reduce((a, b) => a + b)).toBe(UNITS);
    expect(figures?.gainers).toBeGreaterThan(0);
    expect(Number(figures?.reformCost) - Number(figures?.baselineCost)).toBeCloseTo(Number(figures?.costChange), 6);
    expect(groups.map(({ by, value }) => `${by} ${value}`)).toEqual(['region metropolitan', 'region rural', 'region urban']);
    expect(groups.reduce((sum, { units }) => sum + units, 0)).toBe(UNITS);
  });

  it('gives the same result with 1 and 2 workers, and with a field to group by named twice', async () => {
    const hashes = [first.resultHash];
    for (const workers of ['1', '2']) {
      const result = await impact('--reform', 'housing-support-higher-limit', '--workers', workers, '--by', 'region,region');
      expect({ ...result, run: first.run, elapsedMs: 0 }).toEqual({ ...first, elapsedMs: 0 });
      hashes.push(result.resultHash);
    }
    expect(new Set(hashes).size).toBe(1);
  });

  it('takes several reforms, and the baseline itself at another date: law then, law now', async () => {
    const then = await impact('--reform', 'housing-support', '--reform-date', '2026-03-01');
    expect(then.baseline).toMatchObject({ policy: 'housing-support', date: '2025-03-01' });
    expect(then.reforms).toMatchObject([{ policy: 'housing-support', date: '2026-03-01', hash: then.baseline.hash }]);
    expect(then.totals.reforms[0]?.costChange).not.toBe('0');
    const both = await impact('--reform', 'housing-support-higher-limit@1.0.0', '--reform', policyFile);
    expect(both.matrix).toHaveLength(2);
    expect(both.matrix[0]).toEqual(first.matrix[0]);
    expect(both.totals.reforms[1]).toMatchObject({ costChange: '0', gainers: 0, losers: 0 });
  });

  it('takes a date for each of several reforms, and no other number of dates', async () => {
    const reforms = ['--reform', 'housing-support', '--reform', 'housing-support-higher-limit'];
    const result = await impact(...reforms, '--reform-date', '2026-03-01', '--reform-date', '2025-06-01');
    expect(result.reforms.map(({ date }) => date)).toEqual(['2026-03-01', '2025-06-01']);
    const words = ['--population', 'Town', '--baseline', 'housing-support', '--date', '2025-03-01', ...reforms, '--reform', policyFile];
    const { exitCode, stderr } = await run('impact', WS, ...words, '--reform-date', '2026-03-01', '--reform-date', '2025-06-01');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--reform-date is given 2 times for 3 reforms');
  });

  it('measures what is asked for, by quantiles and several fields at once', async () => {
    const grouping = ['--by', 'income:quantiles=4', '--by', 'region+size'];
    const measures = ['--weight', 'income', '--resource', 'income+amount/size', '--persons', 'size', '--near', 'total_income:limit:5%'];
    const { groups, measures: found } = await impact('--reform', reformFile, ...grouping, ...measures, '--marginal', 'members.earned:0.01');
    expect(groups.filter(({ by }) => by === 'income:quantiles=4').reduce((units, group) => units + group.units, 0)).toBe(UNITS);
    expect(groups.some(({ by, value }) => by === 'region+size' && value === 'urban + 1')).toBe(true);
    expect(found.inequality?.sides).toHaveLength(2);
    expect(found.nearThreshold).toMatchObject([{ value: 'total_income', limit: 'limit', share: '0.05' }]);
    expect(found.needsReview?.[0]?.units).toBe(first.totals.baseline.NEEDS_REVIEW);
    expect(found.marginalRate).toMatchObject({ income: 'members.earned', step: '0.01' });
    const names = new Set(found.definitions.map(({ id }) => id));
    expect([...names]).toEqual(expect.arrayContaining(['weight', 'quantile-groups', 'gini', 'gap', 'near-threshold', 'marginal-rate']));
  });

  it('is swept over parameters, as JSON and as a table', async () => {
    const words = ['--population', 'Town', '--policy', 'housing-support', '--date', '2025-03-01', '--vary', 'support_rate=0.35..0.4:0.025'];
    const curve = await answer<SweepResult>('sweep', WS, ...words);
    expect(curve.points.map(({ at }) => at)).toEqual([['0.35'], ['0.375'], ['0.4']]);
    expect(curve.points[1]?.figures).toMatchObject({ costChange: '0', gainers: 0, losers: 0 });
    expect(curve.points[0]?.figures.losers).toBe(curve.points[2]?.figures.gainers);
    const { stdout } = await run('sweep', WS, ...words.slice(0, -1), 'base_limit*=0.9,1');
    expect(stdout).toMatch(/base_limit × +cost +change +caseload +gainers +losers/);
    expect(await run('sweep', WS, ...words.slice(0, -1), 'support_rate=many')).toMatchObject({ exitCode: 2 });
  });

  it('is told as lined-up text', async () => {
    const words = [
      '--population',
      'Town',
      '--baseline',
      'housing-support',
      '--reform',
      reformFile,
      '--date',
      '2025-03-01',
      '--by',
      'region',
    ];
    const { exitCode, stdout, stderr } = await run('impact', WS, ...words);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain(`Impact on "Town": ${UNITS} units, amount benefit`);
    expect(stdout).toMatch(/^before \\ after {2}ELIGIBLE {2}NOT_ELIGIBLE {2}NEEDS_REVIEW {2}UNDETERMINED$/m);
    expect(stdout).toContain(`result hash  ${first.resultHash}`);
  });
});

describe('cases', () => {
  it('are listed, explained and appealed, and the original stays', async () => {
    const { total, cases } = await answer<{ total: number; cases: readonly CaseRow[] }>('case', 'list', WS, first.run, '--change', 'gain');
    expect(total).toBe(first.totals.reforms[0]?.gainers);
    const unit = cases[0]?.unit ?? '';
    const explanation = await answer<CaseExplanation>('case', 'explain', WS, first.run, unit);
    expect(explanation).toMatchObject({ run: first.run, unit, matchesStored: true, appeals: [] });
    expect(explanation.flips[0]?.length).toBeGreaterThan(0);
    expect((await run('case', 'explain', WS, first.run, unit)).stdout).toContain('What made the difference:');

    const before = await answer<RunView>('run', 'show', WS, first.run);
    writeFileSync(join(folder, 'e.json'), JSON.stringify({ inputs: { income: '12345.67' }, note: 'a pay slip' }));
    const appeal = await answer<AppealView>('appeal', 'file', WS, first.run, unit, '--evidence', 'e.json');
    expect(appeal).toMatchObject({ originalRun: first.run, unit, note: 'a pay slip', verdict: 'changed' });
    expect(appeal.appealed.outcome).toBe('NOT_ELIGIBLE');
    expect(await answer<RunView>('run', 'show', WS, appeal.run)).toMatchObject({ status: 'completed', originalRun: first.run });
    expect(await answer<RunView>('run', 'show', WS, first.run)).toEqual(before);
  });
});

describe('runs', () => {
  const words = ['--input', 'policy=housing-support', '--input', 'date=2025-03-01', '--input', 'unit=h1'];
  const facts = JSON.stringify({ income: '900.00', region: 'urban', disabled: false, members: [{ age: 40, earned: '0' }] });

  it('of a template give their id, or all of it when waited for', async () => {
    const { run: id } = await answer<{ run: string }>('run', 'start', WS, 'eligibility-check', ...words, '--input', `case=${facts}`);
    const view = await answer<RunView>('run', 'start', WS, 'eligibility-check', ...words, '--input', `case=${facts}`, '--wait');
    expect(view).toMatchObject({ status: 'completed', output: { outcome: 'ELIGIBLE', unit: 'h1' } });
    const listed = await answer<readonly RunSummary[]>('run', 'list', WS);
    expect(listed.slice(0, 2).map((summary) => summary.id)).toEqual([view.id, id]);
    expect((await run('run', 'start', WS, 'eligibility-check', ...words, '--input', `case=${facts}`)).stdout).toMatch(/^[0-9a-f-]{36}\n$/);
  });

  it('that fault end with exit code 1, and say why', async () => {
    const { exitCode, stdout } = await run('run', 'start', WS, 'eligibility-check', ...words, '--input', 'case={"income": "x"}');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^decide +task +faulted +1 /m);
  });

  it('show their steps, and their entries in the audit trail', async () => {
    const shown = await answer<RunView & { audit: readonly AuditEntry[] }>('run', 'show', WS, first.run, '--audit');
    expect(shown.steps.find(({ name }) => name === 'evaluate')).toMatchObject({ status: 'completed', attempts: [{ number: 1 }] });
    expect(shown.audit[0]).toMatchObject({ kind: 'run.started', subject: { run: first.run } });
    expect(shown.audit.at(-1)).toMatchObject({ kind: 'run.finished' });
    const { stdout } = await run('run', 'show', WS, first.run, '--audit');
    expect(stdout).toMatch(/^ +\d+ {2}\S+ {2}\S+ +run\.started$/m);
  });
});

describe('audit and report', () => {
  it('the trail verifies', async () => {
    const verdict = await answer<AuditVerdict>('audit', 'verify', WS);
    expect(verdict).toMatchObject({ verdict: 'consistent', root: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(verdict.objectsChecked).toBeGreaterThan(10);
  });

  it('the report is a PDF, without a display, and is replaced by the next', async () => {
    for (const _ of ['made', 'replaced']) {
      const report = await answer<{ path: string; bytes: number; sha256: string }>('report', 'export', WS, first.run, '-o', 'r.pdf');
      expect(report).toMatchObject({ path: join(folder, 'r.pdf'), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
      const bytes = readFileSync(report.path);
      expect([bytes.length, bytes.toString('latin1', 0, 5)]).toEqual([report.bytes, '%PDF-']);
    }
  });
});
