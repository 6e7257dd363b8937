/** The main job over a real workspace file, through the engine's public face only. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type EngineEvent, type InputOf, type OperationName, operations } from '../../src/engine/contract.ts';
import { builtWorker } from '../support/built-entries.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { makeTown, TOWN_IMPACT, testEngine, testWorkspace } from '../support/workspace.ts';

const IMPACT = {
  ...TOWN_IMPACT,
  reforms: [...TOWN_IMPACT.reforms, { reference: 'housing-support', date: '2026-03-01' }],
  by: ['region'],
  workers: 1,
} satisfies InputOf<'impact.start'>;

const worker = await builtWorker();

const withTown = async (units = 500) => {
  const test = await testWorkspace({ worker });
  await makeTown(test, units, 'town');
  return test;
};

describe('from an empty folder to a verified appeal', () => {
  it('every step answers for the next', async () => {
    const test = await withTown();
    const [town] = await test.ask('population.list', {});
    expect(town).toMatchObject({ name: 'Town', units: 500, quarantined: 0 });

    const { run } = await test.ask('impact.start', IMPACT);
    expect(await test.completed(run)).toEqual({ status: 'completed', answer: { run } });
    const result = await test.ask('impact.result', { run });
    expect(result.totals.units).toBe(500);
    expect(result.reforms).toHaveLength(2);
    expect(result.resultHash).toMatch(/^[0-9a-f]{64}$/);
    expect(result.groups.length).toBeGreaterThan(1);
    const view = await test.ask('run.show', { run });
    expect(view.steps.map(({ name, status }) => `${name} ${status}`)).toContain('evaluate completed');
    expect(view.output).toMatchObject({ resultHash: result.resultHash, units: 500 });

    const gained = await test.ask('case.list', { run, change: 'gain', limit: 1 });
    const [found] = gained.cases;
    expect(gained.total).toBe(result.totals.reforms[0]?.gainers);
    const explanation = await test.ask('case.explain', { run, unit: found?.unit ?? '' });
    expect(explanation.matchesStored).toBe(true);
    expect(explanation.flips[0]?.length).toBeGreaterThan(0);

    const appeal = await test.ask('appeal.file', {
      run,
      unit: found?.unit ?? '',
      evidence: { inputs: { income: '12345.67' }, note: 'lost the job' },
    });
    expect(appeal).toMatchObject({ originalRun: run, unit: found?.unit, note: 'lost the job' });
    expect(appeal.original).toMatchObject({ outcome: found?.baseline.outcome });
    expect(appeal.reforms).toHaveLength(2);
    expect(await test.ask('appeal.show', { run: appeal.run })).toEqual(appeal);
    expect(await test.ask('run.show', { run: appeal.run })).toMatchObject({ status: 'completed', originalRun: run });
    expect((await test.ask('case.explain', { run, unit: found?.unit ?? '' })).appeals).toEqual([appeal.run]);

    const { task } = await test.ask('audit.verify', {});
    const end = await test.completed(task);
    expect(end.answer).toMatchObject({ verdict: { verdict: 'consistent' } });
    const info = await test.ask('workspace.info', {});
    expect(info).toMatchObject({ name: 'Test', readOnly: false, populations: 1, policies: 5, runs: 2 });
    const page = await test.ask('audit.list', { limit: 1_000 });
    expect(page).toMatchObject({ size: info.auditEntries });
    expect(page.entries).toHaveLength(info.auditEntries);
  });

  it('gives the same result hash again, and after the workspace was closed and opened', async () => {
    const test = await withTown(60);
    const first = (await test.ask('impact.start', IMPACT)).run;
    await test.completed(first);
    await test.ask('workspace.close', {});
    expect(await test.refused('run.list', {})).toMatchObject({ kind: 'not-found', message: 'No workspace is open.' });
    await test.ask('workspace.open', { path: test.path });
    const second = (await test.ask('impact.start', { ...IMPACT, workers: 2 })).run;
    await test.completed(second);
    const hashes = await Promise.all([first, second].map(async (run) => (await test.ask('impact.result', { run })).resultHash));
    expect(hashes[0]).toBe(hashes[1]);
    const { total, runs } = await test.ask('run.list', {});
    expect({ total, newest: runs[0]?.id }).toEqual({ total: 2, newest: second });
    expect(runs[0]?.title).toMatch(/^Housing support, \d{4}-\d\d-\d\d → .+ · Town$/);
    expect(await test.ask('run.list', { template: 'impact-analysis', limit: 1 })).toEqual({ total: 2, runs: [runs[0]] });
    expect(await test.ask('run.list', { template: 'appeal-processing' })).toEqual({ total: 0, runs: [] });
  });
});

describe('a check of one case', () => {
  it('decides, says what is to be done, and can be appealed, as can the appeal', async () => {
    const test = await testWorkspace();
    const facts = {
      income: '5000',
      region: 'urban',
      disabled: false,
      members: [
        { age: 40, earned: '100.00' },
        { age: 9, earned: '0' },
      ],
    };
    const input = { policy: 'housing-support', date: '2025-03-01', unit: 'case-7', case: facts };
    const { run } = await test.ask('run.start', { template: 'eligibility-check', input });
    await test.completed(run);
    const view = await test.ask('run.show', { run });
    expect(view.output).toMatchObject({ unit: 'case-7', outcome: 'NOT_ELIGIBLE', next: expect.stringContaining('appeal') });
    expect(
      view.steps
        .filter(({ status }) => status === 'skipped')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['ask', 'grant', 'review']);

    const appeal = await test.ask('appeal.file', {
      run,
      unit: 'case-7',
      evidence: { inputs: { income: 200 }, members: [{ index: 0, set: { earned: '50' } }] },
    });
    expect(appeal).toMatchObject({ verdict: 'changed', original: { outcome: 'NOT_ELIGIBLE' }, appealed: { outcome: 'ELIGIBLE' } });
    expect(appeal.changed).toEqual([
      { name: 'income', before: '5000', after: '200' },
      { name: 'members[1].earned', before: '100', after: '50' },
    ]);
    const again = await test.ask('appeal.file', { run: appeal.run, unit: 'case-7', evidence: { inputs: { income: '5000' } } });
    expect(again).toMatchObject({ originalRun: appeal.run, verdict: 'changed', appealed: { outcome: 'NOT_ELIGIBLE' } });
  });

  it('says what a case lacks', async () => {
    const test = await testWorkspace();
    const input = {
      policy: 'housing-support',
      date: '2025-03-01',
      unit: 'x',
      case: { region: 'urban', members: [{ age: 40, earned: '1' }] },
    };
    const { run } = await test.ask('run.start', { template: 'eligibility-check', input });
    await test.completed(run);
    expect((await test.ask('run.show', { run })).output).toMatchObject({
      outcome: 'UNDETERMINED',
      next: expect.stringContaining('missing'),
    });
  });

  it('refuses facts that the policy does not know, with their place', async () => {
    const test = await testWorkspace();
    const input = { policy: 'housing-support', date: '2025-03-01', unit: 'x', case: { incom: '1', region: 'nowhere' } };
    const { run } = await test.ask('run.start', { template: 'eligibility-check', input });
    expect(await test.engine.ended(run)).toMatchObject({
      status: 'failed',
      failure: { kind: 'invalid', problems: [{ pointer: '/incom', suggestion: 'did you mean "income"?' }, { pointer: '/region' }] },
    });
  });
});

describe('calls', () => {
  it('are refused with pointers where the input does not fit', async () => {
    const test = await testWorkspace();
    const failure = await test.refused('run.list', { limit: 0 });
    expect(failure).toMatchObject({ kind: 'invalid', problems: [{ pointer: '/limit' }] });
    expect(await test.refused('workspace.info', { path: 1 } as unknown as InputOf<'workspace.info'>)).toMatchObject({ kind: 'invalid' });
  });

  it('that need a workspace are refused where none is open', async () => {
    const test = testEngine();
    for (const name of Object.keys(operations) as OperationName[]) {
      if (needsNoWorkspace(name)) continue;
      const failure = await test.refused(name, sample(name) as never);
      expect({ name, kind: failure.kind }).toEqual({ name, kind: 'not-found' });
    }
  });

  it('that change something are refused where another process holds the workspace, and queries are answered', async () => {
    const holder = await testWorkspace();
    const reader = testEngine({ seed: 'reader', path: holder.path });
    expect(await reader.ask('workspace.open', { path: holder.path })).toMatchObject({ readOnly: true, policies: 5 });
    const shipped = (await reader.ask('document.shipped', {})).filter(({ kind }) => kind === 'workflow');
    expect((await reader.ask('document.list', { kind: 'workflow' })).map(({ id }) => id).toSorted()).toEqual(
      shipped.map(({ id }) => id).toSorted(),
    );
    expect(await reader.refused('run.start', { template: 'eligibility-check', input: {} })).toMatchObject({ kind: 'busy' });
    const { task } = await reader.ask('audit.verify', {});
    expect(await reader.completed(task)).toMatchObject({ answer: { verdict: { verdict: 'consistent' } } });
  });
});

const WITHOUT_WORKSPACE: readonly OperationName[] = [
  'workspace.create',
  'workspace.open',
  'workspace.close',
  'document.shipped',
  'document.check',
  'source.preview',
  'evidence.verify',
  'report.complete',
  'report.timestampRequest',
  'report.timestamp',
];

/** Signers and witnesses are this machine's. */
const needsNoWorkspace = (name: OperationName): boolean => WITHOUT_WORKSPACE.includes(name) || /^(signer|witness)\./.test(name);

/** An input that fits the schema of the operation, with nothing behind it. */
const sample = (name: OperationName): unknown => {
  const evidence = {};
  const samples: Partial<Record<OperationName, unknown>> = {
    'document.get': { kind: 'policy', reference: 'x' },
    'document.add': { body: '{}' },
    'document.publish': { body: '{}' },
    'policy.test': { reference: 'x' },
    'policy.mutations': { reference: 'x' },
    'population.suggestMapping': { policy: 'x', unitsPath: 'x' },
    'mapping.check': { policy: 'x', unitsPath: 'x', mapping: '{}' },
    'population.import': { name: 'x', policy: 'x', unitsPath: 'x' },
    'population.generate': { name: 'x', policy: 'x', units: 1, seed: 'x' },
    'population.profile': { population: 'x' },
    'population.quarantine': { population: 'x' },
    'run.start': { template: 'x', input: {} },
    'impact.start': { population: 'x', baseline: 'x', reforms: [{ reference: 'x' }], date: '2025-01-01' },
    'sweep.start': { population: 'x', policy: 'x', date: '2025-01-01', vary: [{ parameter: 'x', values: { list: ['1'] } }] },
    'case.explain': { run: 'x', unit: 'x' },
    'appeal.file': { run: 'x', unit: 'x', evidence },
    'report.preview': { run: 'x' },
    'report.export': { run: 'x', outPath: 'x' },
    'evidence.export': { run: 'x', outPath: 'x' },
    'audit.prove': { index: 0 },
    'audit.consistency': { oldSize: 0 },
    'audit.exportLog': { outPath: 'x' },
    'audit.addAnchor': { path: 'x' },
    'audit.timestampRequest': { outPath: 'x' },
    'logKey.export': { outPath: 'x', passphrase: 'x' },
    'logKey.import': { path: 'x', passphrase: 'x' },
    'task.cancel': { task: 'x' },
    'document.compare': { kind: 'workflow', from: 'x', to: 'y' },
    'run.signal': { run: 'x', signal: 'x' },
    'run.decide': { run: 'x', step: 'x', decision: 'approved' },
    'member.set': { name: 'x', roles: [] },
  };
  const ofSteps = ['run.items', 'run.retry', 'run.fork', 'run.redrive'];
  const ofRuns = ['run.show', 'run.cancel', 'run.suspend', 'run.resume', 'run.trace'];
  const ofResults = ['impact.result', 'sweep.result', 'case.list', 'appeal.show'];
  if (ofSteps.includes(name)) return { run: 'x', step: 'x' };
  return samples[name] ?? ([...ofRuns, ...ofResults].includes(name) ? { run: 'x' } : {});
};

describe('documents', () => {
  const workflow = (version: string, value: unknown) =>
    JSON.stringify({
      kind: 'workflow',
      dsl: '1',
      id: 'mine',
      version,
      title: 'Mine',
      input: { schema: { type: 'object', additionalProperties: false } },
      output: '= steps.only.output',
      steps: { only: { type: 'set', value } },
    });

  it('a workflow that is only JSON can be added, published and run', async () => {
    const test = await testWorkspace();
    expect(await test.ask('document.add', { body: workflow('1.0.0', 1) })).toMatchObject({ kind: 'workflow', id: 'mine', state: 'draft' });
    expect(await test.refused('run.start', { template: 'mine', input: {} })).toMatchObject({ kind: 'not-found' });
    const info = await test.ask('document.publish', { kind: 'workflow', reference: 'mine' });
    expect(info).toMatchObject({ state: 'published', hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const { run } = await test.ask('run.start', { template: 'mine', input: {} });
    await test.completed(run);
    expect(await test.ask('run.show', { run })).toMatchObject({ output: 1, template: { id: 'mine', version: '1.0.0', hash: info.hash } });
  });

  it('the same content twice is the same document, other content under the same version a conflict', async () => {
    const test = await testWorkspace();
    const first = await test.ask('document.publish', { body: workflow('1.0.0', 1) });
    const { auditEntries } = await test.ask('workspace.info', {});
    expect(await test.ask('document.publish', { body: workflow('1.0.0', 1) })).toEqual(first);
    expect(await test.ask('workspace.info', {})).toMatchObject({ auditEntries });
    expect(await test.refused('document.publish', { body: workflow('1.0.0', 2) })).toMatchObject({ kind: 'conflict' });
  });

  it('a run goes by the version that was the newest when it started', async () => {
    const test = await testWorkspace();
    await test.ask('document.publish', { body: workflow('1.0.0', 'old') });
    const { run } = await test.ask('run.start', { template: 'mine', input: {} });
    await test.ask('document.publish', { body: workflow('1.1.0', 'new') });
    await test.completed(run);
    expect(await test.ask('run.show', { run })).toMatchObject({ output: 'old', template: { version: '1.0.0' } });
    const pinned = await test.ask('run.start', { template: 'mine@1.0.0', input: {} });
    const newest = await test.ask('run.start', { template: 'mine', input: {} });
    await test.completed(pinned.run);
    await test.completed(newest.run);
    expect(await test.ask('run.show', pinned)).toMatchObject({ output: 'old' });
    expect(await test.ask('run.show', newest)).toMatchObject({ output: 'new' });
  });

  it('mistakes are told with row and column, and nothing is stored', async () => {
    const test = await testWorkspace();
    const body =
      '{\n  "kind": "workflow",\n  "dsl": "1",\n  "id": "bad",\n  "version": "1.0.0",\n  "title": "Bad",\n  "input": { "schema": { "type": "object" } },\n  "steps": {\n    "a": { "type": "task", "run": "policy.pni" }\n  }\n}';
    const expected = [
      expect.objectContaining({ document: 'bad.json', pointer: '/steps/a/run', row: 9, suggestion: 'did you mean "policy.pin"?' }),
    ];
    expect((await test.ask('document.check', { body, name: 'bad.json' })).problems).toEqual(expected);
    expect((await test.refused('document.publish', { body, name: 'bad.json' })).problems).toEqual(expected);
    expect((await test.refused('document.add', { body, name: 'bad.json' })).problems).toEqual(expected);
    expect((await test.ask('document.list', {})).map(({ id }) => id)).not.toContain('bad');
  });

  it('a draft may be saved with its mistakes, which are counted; publishing refuses them', async () => {
    const test = await testWorkspace();
    const body = '{ "kind": "policy", "id": "half-done", "version": "0.1.0", "inputs": { "income": { "type": "decimall" } } }';
    const { problems } = await test.ask('document.check', { body });
    expect(problems.length).toBeGreaterThan(1);
    const saved = await test.ask('document.add', { body, unfinished: true });
    expect(saved).toMatchObject({ id: 'half-done', title: 'half-done', state: 'draft', problems: problems.length });
    expect(await test.ask('document.get', { kind: 'policy', reference: 'half-done' })).toEqual({ ...saved, body });
    expect(await test.ask('document.list', { kind: 'policy' })).toContainEqual(saved);
    expect((await test.refused('document.publish', { kind: 'policy', reference: 'half-done' })).problems).toHaveLength(problems.length);
  });

  it.each([
    ['no JSON', '{ "kind": ', undefined],
    ['no object', '[]', ''],
    ['no kind', '{ "id": "x", "version": "1.0.0" }', '/kind'],
    ['no id', '{ "kind": "policy", "version": "1.0.0" }', '/id'],
    ['an id that no reference can hold', '{ "kind": "policy", "id": "a b", "version": "1.0.0" }', '/id'],
    ['no version', '{ "kind": "policy", "id": "x" }', '/version'],
  ])('a text with %s is not even a draft', async (_name, body, pointer) => {
    const test = await testWorkspace();
    const failure = await test.refused('document.add', { body, unfinished: true, name: 'x.json' });
    expect(failure).toMatchObject({
      kind: 'invalid',
      problems: [{ document: 'x.json', ...(pointer !== undefined && { pointer }), row: 1 }],
    });
    expect((await test.ask('document.list', {})).filter(({ state }) => state === 'draft')).toEqual([]);
  });

  it.each([
    ['no JSON', '{ "kind": '],
    ['no object', '[]'],
    ['no kind', '{ "id": "x" }'],
    ['an unknown kind', '{ "kind": "polciy" }'],
    [
      'a reform of a policy that is not there',
      '{ "kind": "reform", "id": "r", "title": "R", "of": { "policy": "nothing", "version": "1.0.0" }, "patch": {} }',
    ],
  ])('%s is one problem', async (_name, body) => {
    const test = await testWorkspace();
    const { problems } = await test.ask('document.check', { body });
    expect(problems).toHaveLength(1);
  });

  it('are checked also where no workspace is open', async () => {
    const test = testEngine();
    expect(await test.ask('document.check', { body: workflow('1.0.0', 1) })).toEqual({ problems: [], notes: [] });
    expect((await test.ask('document.check', { body: '{}' })).problems).toHaveLength(1);
  });

  it("a policy's own tests are run", async () => {
    const test = await testWorkspace();
    for (const { id } of await test.ask('document.list', { kind: 'policy' })) {
      const report = await test.ask('policy.test', { reference: id });
      expect(report).toMatchObject({ passed: report.total });
      expect(report.total).toBeGreaterThan(0);
    }
  });

  it('tests of a file are run in place of its own, and every mistake in them is told', async () => {
    const test = await testWorkspace();
    const asked = (text: string) => ({ reference: 'housing-support', tests: { name: 'some.yaml', text } });
    const right =
      '- name: nobody\n  period: 2025-03\n  input: { income: 0, region: rural, disabled: false, members: { one: { age: 30, earned: 0 } } }\n  output: { children: 0 }\n';
    expect(await test.ask('policy.test', asked(right))).toMatchObject({ passed: 1, total: 1 });
    const wrong = await test.engine.call('policy.test', asked(right.replace('children', 'childen')));
    expect(wrong).toMatchObject({ ok: false, failure: { kind: 'invalid', problems: [{ suggestion: 'did you mean "children"?' }] } });
  });

  it('changes that no test would notice are found by a task, which a failing test refuses', async () => {
    const test = await testWorkspace();
    const { task } = await test.ask('policy.mutations', { reference: 'housing-support' });
    const end = await test.engine.ended(task);
    expect(end).toMatchObject({ status: 'completed', answer: { mutations: { isCutOff: false } } });

    const failing =
      '- name: wrong\n  period: 2025-03\n  input: { income: 0, region: rural, disabled: false, members: { one: { age: 30, earned: 0 } } }\n  output: { children: 7 }\n';
    const other = await test.ask('policy.mutations', { reference: 'housing-support', tests: { name: 'wrong.yml', text: failing } });
    expect(await test.engine.ended(other.task)).toMatchObject({ status: 'failed', failure: { kind: 'invalid' } });
  });
});

describe('long tasks', () => {
  it('tell how far they are, at most ten times a second', async () => {
    const test = await withTown(2_000);
    const told = test.events.filter((event) => event.type === 'task.progress');
    expect(told.length).toBeGreaterThan(0);
    expect(told.every(({ done, total }) => done <= total)).toBe(true);
    const ends = test.events.filter((event): event is Extract<EngineEvent, { type: 'task.ended' }> => event.type === 'task.ended');
    expect(ends).toHaveLength(1);
    expect(ends[0]?.end).toMatchObject({ status: 'completed', answer: { population: { name: 'Town', units: 2_000 } } });
  });

  it('are cancelled within a second and leave nothing behind', async () => {
    const test = await testWorkspace();
    const { task } = await test.ask('population.generate', { name: 'Land', policy: 'housing-support', units: 200_000, seed: 'x' });
    const startedMs = performance.now();
    await test.ask('task.cancel', { task });
    expect(await test.engine.ended(task)).toEqual({ status: 'cancelled' });
    expect(performance.now() - startedMs).toBeLessThan(1_000);
    expect(await test.ask('population.list', {})).toEqual([]);
    expect(await test.refused('task.cancel', { task })).toMatchObject({ kind: 'conflict' });
    expect(await test.refused('task.cancel', { task: 'nothing' })).toMatchObject({ kind: 'not-found' });
  });

  it('refuse a name that is taken before they begin', async () => {
    const test = await withTown(10);
    const again = await test.refused('population.generate', { name: 'Town', policy: 'housing-support', units: 10, seed: 'x' });
    expect(again).toMatchObject({ kind: 'conflict' });
  });

  it('an import reads real files through the same door', async () => {
    const test = await testWorkspace();
    const folder = scratchFolder();
    const units = join(folder, 'units.csv');
    const persons = join(folder, 'persons.csv');
    writeFileSync(units, 'id,income,region,disabled\na,100.00,urban,true\nb,1O0,rural,false\n');
    writeFileSync(persons, 'unit,age,earned\na,40,10.00\na,7,0\n');
    expect(await test.ask('source.preview', { path: units })).toMatchObject({
      columns: ['id', 'income', 'region', 'disabled'],
      problems: [],
    });
    const mapping = JSON.stringify({
      kind: 'mapping',
      units: { key: 'id' },
      members: { key: 'unit', fields: { age: 'age', earned: 'earned' } },
      inputs: { income: 'income', region: 'region', disabled: 'disabled' },
    });
    const files = { policy: 'housing-support', unitsPath: units, membersPath: persons };
    expect(await test.ask('mapping.check', { ...files, mapping })).toEqual({ problems: [] });
    const misspelt = await test.ask('mapping.check', { ...files, mapping: mapping.replace('"income":"income"', '"income":"incme"') });
    expect(misspelt.problems).toMatchObject([{ pointer: '/inputs/income', suggestion: expect.stringContaining('income') }]);
    const { problems } = await test.ask('mapping.check', { ...files, mapping: '{"kind":"mapping"}' });
    expect(problems.length).toBeGreaterThan(1);
    expect((await test.ask('mapping.check', { ...files, mapping: 'no JSON' })).problems).toHaveLength(1);
    const { task } = await test.ask('population.import', {
      name: 'Two',
      policy: 'housing-support',
      unitsPath: units,
      membersPath: persons,
      mapping,
    });
    await test.completed(task);
    expect(await test.ask('population.list', {})).toMatchObject([{ name: 'Two', units: 1, members: 2, quarantined: 1 }]);
    const { rows } = await test.ask('population.quarantine', { population: 'Two' });
    expect(rows).toMatchObject([{ row: 3, column: 'income' }]);
    expect((await test.ask('population.profile', { population: 'Two' })).columns.length).toBeGreaterThan(4);
  });
});

describe('an impact that goes wrong', () => {
  it('is refused with all the reasons before there is a run of it', async () => {
    const test = await withTown(10);
    const before = await test.ask('workspace.info', {});
    for (const wrong of [{ population: 'nowhere' }, { baseline: 'nothing' }, { by: ['nothing'] }]) {
      await test.refused('impact.start', { ...IMPACT, ...wrong });
    }
    const { problems } = await test.refused('impact.start', { ...IMPACT, baseline: 'ky-ktap', by: ['nothing'] });
    expect(problems?.map(({ pointer }) => pointer)).toEqual(expect.arrayContaining(['/unit', '/inputs/KY', '/by/0']));
    expect(await test.ask('workspace.info', {})).toEqual(before);
  });

  it('started like every other run ends with all the reasons, and no result', async () => {
    const test = await withTown(10);
    const input = { population: 'Town', baseline: 'ky-ktap', reforms: IMPACT.reforms, date: IMPACT.date, by: ['nothing'] };
    const { run } = await test.ask('run.start', { template: 'impact-analysis', input });
    const end = await test.engine.ended(run);
    expect(end).toMatchObject({ status: 'failed', failure: { kind: 'invalid' } });
    expect(await test.ask('run.show', { run })).toMatchObject({ status: 'faulted', failure: { kind: 'invalid' } });
    expect(await test.refused('impact.result', { run })).toMatchObject({ kind: 'not-found' });
    expect(await test.refused('appeal.file', { run, unit: 'u', evidence: {} })).toMatchObject({ kind: 'conflict' });
  });

  it('can be cancelled while it evaluates', async () => {
    const test = await withTown(2_000);
    const evaluating = new Promise<void>((resolve) => {
      test.engine.subscribe((event) => {
        if (event.type === 'run.changed' && event.steps.includes('evaluate')) resolve();
      });
    });
    const { run } = await test.ask('impact.start', IMPACT);
    await evaluating;
    const startedMs = performance.now();
    await test.ask('run.cancel', { run });
    expect(await test.engine.ended(run)).toEqual({ status: 'cancelled' });
    expect(performance.now() - startedMs).toBeLessThan(1_000);
    expect(await test.ask('run.show', { run })).toMatchObject({ status: 'cancelled' });
  });
});
