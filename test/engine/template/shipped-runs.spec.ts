/** The workflows that come with the program do what they say, from their start to their output. */
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/engine/model/json.ts';
import type { RunView } from '../../../src/engine/model/run.ts';
import { makeTown, type TestEngine, testEngine, testWorkspace } from '../../support/workspace.ts';

const single = (income: string, disabled: boolean | null = false): JsonObject => ({
  income,
  region: 'urban',
  disabled,
  members: [{ age: 40, earned: '0' }],
});
/** By the policy's own tests: clearly eligible, within the review band, clearly above it. */
const [LOW, NEAR, HIGH] = [single('500.00'), single('1320.00'), single('2000.00')];

const DATE = '2025-03-01';

const started = async (test: TestEngine, template: string, input: JsonObject): Promise<string> =>
  (await test.ask('run.start', { template, input })).run;

const outputOf = async (test: TestEngine, template: string, input: JsonObject): Promise<Json> => {
  const run = await started(test, template, input);
  await test.completed(run);
  return (await test.ask('run.show', { run })).output ?? null;
};

/** Until the run waits for a person, or is over. */
const untilItRests = (test: TestEngine, run: string): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = async (): Promise<void> => {
    const { status } = await test.ask('run.show', { run });
    if (!['pending', 'running'].includes(status)) resolve();
  };
  test.engine.subscribe((event) => {
    if (event.type === 'run.changed' && event.run === run) void look();
  });
  void look();
  return promise;
};

const statusesOf = ({ steps }: RunView): Readonly<Record<string, string>> =>
  Object.fromEntries(steps.map(({ path, status }) => [path, status]));

/** A workspace of Ada's in which Ben is a reviewer, with a run of hers that waits for one; what `decide` does is done by him. */
const reviewedByBen = async (
  template: string,
  inputFor: (test: TestEngine) => Promise<JsonObject>,
  decide: (ben: TestEngine, run: string) => Promise<unknown>,
): Promise<{ readonly ben: TestEngine; readonly run: string; readonly view: RunView }> => {
  const ada = await testWorkspace();
  await ada.ask('member.set', { name: 'ben', roles: ['reviewer'] });
  await ada.ask('member.set', { name: 'ada', roles: ['owner', 'reviewer'] });
  const run = await started(ada, template, await inputFor(ada));
  await untilItRests(ada, run);
  expect((await ada.ask('run.show', { run })).status).toBe('waiting');
  const own = await ada.refused('run.decide', { run, step: 'review', decision: 'approved', form: { reason: 'it is mine' } });
  expect(own.kind).toBe('forbidden');
  await ada.engine.close();

  const ben = testEngine({ actor: 'ben', seed: 'ben', path: ada.path });
  await ben.ask('workspace.open', { path: ada.path });
  await decide(ben, run);
  await ben.completed(run);
  return { ben, run, view: await ben.ask('run.show', { run }) };
};

describe('eligibility-check', () => {
  it.each([
    ['500.00', 'ELIGIBLE', '307.5', /can be paid/],
    ['1320.00', 'NEEDS_REVIEW', '0', /A person has to look/],
    ['2000.00', 'NOT_ELIGIBLE', '0', /an appeal can be filed/],
  ])('of an income of %s says %s', async (income, outcome, benefit, next) => {
    const test = await testWorkspace();
    const input = { policy: 'housing-support', date: DATE, unit: 'H1', case: single(income) };
    expect(await outputOf(test, 'eligibility-check', input)).toMatchObject({
      unit: 'H1',
      outcome,
      amounts: { benefit },
      next: expect.stringMatching(next),
      policy: 'housing-support@1.0.0',
    });
  });

  it('asks for a fact that is missing', async () => {
    const test = await testWorkspace();
    const input = { policy: 'housing-support', date: DATE, unit: 'H1', case: single('1000.00', null) };
    expect(await outputOf(test, 'eligibility-check', input)).toMatchObject({
      outcome: 'UNDETERMINED',
      next: expect.stringMatching(/ask for it/),
    });
  });
});

describe('appeal-with-approval', () => {
  const appeal = async (test: TestEngine): Promise<JsonObject> => {
    const original = await started(test, 'eligibility-check', { policy: 'housing-support', date: DATE, unit: 'H1', case: HIGH });
    await test.completed(original);
    return { run: original, unit: 'H1', evidence: { inputs: { income: '500.00' }, note: 'The payslip was of another person.' } };
  };

  it('records the finding once a second person has approved it', async () => {
    const { ben, run, view } = await reviewedByBen('appeal-with-approval', appeal, async (reviewer, waiting) => {
      const [pending] = await reviewer.ask('approval.list', {});
      expect(pending).toMatchObject({
        run: waiting,
        step: 'review',
        overdue: false,
        question: { unit: 'H1', verdict: 'changed', appealed: [{ outcome: 'ELIGIBLE' }] },
        mayDecide: { allowed: true },
      });
      await reviewer.ask('run.decide', { run: waiting, step: 'review', decision: 'approved', note: 'The new payslip is sound.' });
    });
    expect(view.output).toMatchObject({ decision: 'approved', by: 'ben', next: expect.stringMatching(/Issue the new decision/) });
    expect(await ben.ask('appeal.show', { run })).toMatchObject({
      unit: 'H1',
      verdict: 'changed',
      original: { outcome: 'NOT_ELIGIBLE' },
      appealed: { outcome: 'ELIGIBLE', amounts: { benefit: '307.5' } },
    });
    expect(view.originalRun).toBeDefined();
    const verified = await ben.completed((await ben.ask('audit.verify', {})).task);
    expect(verified.answer).toMatchObject({ verdict: { verdict: 'consistent' } });
  });

  it('records nothing where that person says no, and tells why', async () => {
    const { ben, run, view } = await reviewedByBen('appeal-with-approval', appeal, (reviewer, waiting) =>
      reviewer.ask('run.decide', { run: waiting, step: 'review', decision: 'rejected', note: 'The payslip is not signed.' }),
    );
    expect(view.output).toMatchObject({
      decision: 'rejected',
      appeal: null,
      next: 'Nothing was recorded: ben did not approve the finding, because: The payslip is not signed.',
    });
    expect(statusesOf(view)).toMatchObject({ record: 'skipped', approved: 'skipped', refused: 'completed' });
    expect(await ben.refused('appeal.show', { run })).toMatchObject({ kind: 'not-found' });
  });
});

describe('reviewed-eligibility', () => {
  const input = (facts: JsonObject): JsonObject => ({
    policy: 'housing-support',
    date: DATE,
    otherDate: '2026-03-01',
    unit: 'H1',
    case: facts,
  });

  it('decides a clear case by the rules, checked from all sides', async () => {
    const test = await testWorkspace();
    const run = await started(test, 'reviewed-eligibility', input(LOW));
    await test.completed(run);
    const view = await test.ask('run.show', { run });
    expect(view.output).toMatchObject({
      outcome: 'ELIGIBLE',
      amounts: { benefit: '307.5' },
      reviewedBy: null,
      atOtherDate: 'ELIGIBLE',
      notice: `Case H1, ${DATE}: ELIGIBLE by the rules of Housing support`,
    });
    expect(statusesOf(view)).toMatchObject({
      'checks/now/decideNow': 'completed',
      'checks/other/decideOther': 'completed',
      'checks/completeness/missing': 'completed',
      review: 'skipped',
    });
  });

  it.each([
    ['approved', { form: { reason: 'Looked at the rent.' } }, 'ELIGIBLE by review: Looked at the rent.'],
    ['rejected', { note: 'The lease has ended.' }, 'NOT_ELIGIBLE by review: The lease has ended.'],
  ] as const)('has a case near the limit reviewed: %s', async (decision, reason, notice) => {
    const { view } = await reviewedByBen(
      'reviewed-eligibility',
      async () => input(NEAR),
      async (ben, run) => {
        const wordless = await ben.refused('run.decide', { run, step: 'review', decision: 'approved' });
        expect(wordless.kind).toBe('invalid');
        await ben.ask('run.decide', { run, step: 'review', decision, ...reason });
      },
    );
    expect(view.output).toMatchObject({ reviewedBy: 'ben', notice: `Case H1, ${DATE}: ${notice}` });
  });

  it('ends with what is wrong where the facts are not sound', async () => {
    const test = await testWorkspace();
    const run = await started(test, 'reviewed-eligibility', input({ ...LOW, income: 'much', rent: '700' }));
    expect(await test.engine.ended(run)).toMatchObject({ status: 'failed', failure: { error: 'unsound-facts' } });
    const { failure, steps } = await test.ask('run.show', { run });
    expect(failure?.message).toMatch(/^The facts cannot be decided on: .*\/rent.*no input.*\/income/);
    expect(steps.find(({ path }) => path === 'checks')?.status).toBe('skipped');
  });
});

describe('population-check', () => {
  const UNITS = 250;
  const withTown = async (): Promise<TestEngine> => {
    const test = await testWorkspace();
    await makeTown(test, UNITS, 'check');
    return test;
  };

  it('decides every unit, counts what came out and lists what failed', async () => {
    const test = await withTown();
    const run = await started(test, 'population-check', { population: 'Town', policy: 'housing-support', date: DATE });
    await test.completed(run);
    const { output } = await test.ask('run.show', { run });
    const told = output as {
      readonly decided: number;
      readonly failed: readonly { readonly unit: string; readonly why: string }[];
      readonly outcomes: readonly { readonly outcome: string; readonly count: number }[];
      readonly amounts: readonly { readonly name: string; readonly sum: string }[];
    };
    const impact = await test.ask('run.items', { run, step: 'decide', status: 'faulted', after: 0, limit: 100 });
    expect(told.decided + told.failed.length).toBe(UNITS);
    expect(told.outcomes.reduce((sum, { count }) => sum + count, 0)).toBe(told.decided);
    expect(told.failed.length).toBeGreaterThan(0);
    expect(impact.total).toBe(told.failed.length);
    for (const { unit, why } of told.failed) expect(why).toBe(`The facts of ${unit} leave the decision open.`);
  });

  it('ends once too many have failed', async () => {
    const test = await withTown();
    const run = await started(test, 'population-check', { population: 'Town', policy: 'housing-support', date: '2023-12-01' });
    expect(await test.engine.ended(run)).toMatchObject({ status: 'failed', failure: { kind: 'limit' } });
  });
});
