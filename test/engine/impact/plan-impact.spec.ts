/** Planning an impact: references are pinned, and everything that does not go together is said at once before anything runs. */
import { expect, test } from 'vitest';
import { measuresSchema } from '../../../src/engine/impact/measure/measures-schema.ts';
import { type ImpactRequest, loadSides, planImpact } from '../../../src/engine/impact/plan-impact.ts';
import type { Json } from '../../../src/engine/model/json.ts';
import { mergePatch } from '../../../src/engine/policy/merge-patch.ts';
import { publishDocument } from '../../../src/engine/store/document/document-store.ts';
import { fillWorkspace, grantPolicy, grantRequest } from '../../support/impact-workspace.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';
import { scratchWorkspace } from '../store/scratch-workspace.ts';

const workspace = () => {
  const store = scratchWorkspace();
  fillWorkspace(store, { units: 20, chunkUnits: 16 });
  const publish = (version: string, changes: Json): void => {
    const content = mergePatch(grantPolicy as unknown as Json, { version, ...(changes as object) });
    store.change('ada', (writer) => publishDocument(writer, { kind: 'policy', id: 'grant', version, title: 'Grant', content }));
  };
  const plan = (request: Partial<ImpactRequest>) => store.read((reader) => planImpact(reader, { ...grantRequest, ...request }));
  return { store, publish, plan };
};

test('sides are pinned by hash, and a later version does not change the plan', () => {
  const { store, publish, plan } = workspace();
  const before = plan({});
  expect(before).toMatchObject({
    population: { id: 'p1', name: 'people', units: 20 },
    baseline: { title: 'Grant', policy: 'grant', version: '1.0.0', date: '2024-06-01', documents: [{ kind: 'policy' }] },
    reforms: [{ title: 'Grant' }, { title: 'Wider grant', reform: 'wider-grant', documents: [{ kind: 'reform' }, { kind: 'policy' }] }],
    amount: 'grant',
    outcomes: ['ELIGIBLE', 'NOT_ELIGIBLE', 'UNDETERMINED'],
  });
  publish('1.1.0', { parameters: { limit: { values: { '2024-01-01': '1' } } } });
  expect(plan({}).baseline.version).toBe('1.1.0');
  const sides = store.read((reader) => loadSides(reader, before));
  expect(sides.baseline.policy.parameters.limit?.values['2024-01-01']).toBe('1000');
  expect(sides.reforms[1]?.policy.parameters.limit?.values['2025-01-01']).toBe('1500');
});

test('the hash of a reformed policy is that of its content', () => {
  const { plan } = workspace();
  const [same, changed] = plan({}).reforms;
  expect(same?.hash).toBe(plan({}).baseline.hash);
  expect(changed?.hash).not.toBe(same?.hash);
});

test('a plan whose document has another hash now is not evaluated', () => {
  const { store, plan } = workspace();
  const { baseline, ...rest } = plan({});
  const forged = { ...rest, baseline: { ...baseline, hash: '0'.repeat(64) } };
  expect(thrownRefusal(() => store.read((reader) => loadSides(reader, forged)))).toMatchObject({ kind: 'unreadable' });
});

test('what is not there is not found', () => {
  const { plan } = workspace();
  expect(thrownRefusal(() => plan({ population: 'nobody' })).kind).toBe('not-found');
  expect(thrownRefusal(() => plan({ baseline: 'nothing' })).kind).toBe('not-found');
  expect(thrownRefusal(() => plan({ reforms: [{ reference: 'nothing' }] }))).toMatchObject({
    kind: 'not-found',
    message: expect.stringContaining('"nothing"'),
  });
});

test('groupings that cannot be are all named, with what can', () => {
  const { plan } = workspace();
  expect(plan({ by: ['region', 'district', 'size', 'outcome', 'income:quantiles=10'] }).by).toHaveLength(5);
  const { kind, problems } = thrownRefusal(() =>
    plan({ by: ['income', 'region+size', 'members', 'colour', 'region:quantiles=4', 'income:quantiles=1'] }),
  );
  expect(kind).toBe('invalid');
  expect(problems?.map(({ pointer, message }) => `${pointer} ${message}`)).toEqual([
    '/by/2 there is no field "members"',
    '/by/3 there is no field "colour"',
    '/by/4 "region" is of the type enum and no number',
    '/by/5 "income:quantiles=1" is nothing to group by',
  ]);
  expect(problems?.[0]?.expected).toBe('one of income, region, district, weight, children, grant, outcome, size');
  expect(problems?.[2]?.expected).toBe('one of income, weight, children, grant, size');
});

test('measures that cannot be taken are all named with their place', () => {
  const { plan } = workspace();
  const measures = (request: object) => thrownRefusal(() => plan({ measures: measuresSchema.parse(request) })).problems;
  const found = measures({
    weight: 'income',
    bands: { absolute: ['10', '5'], relative: ['-0.1'] },
    resource: { of: 'region', scale: 'sise', lines: [{ amount: '0' }, { share: 'most' }] },
    nearThreshold: [{ value: 'income', limit: 'limt', share: 'x' }],
    marginalRate: { income: 'weight', step: '0.01' },
  });
  expect(found?.map(({ pointer, message }) => `${pointer} ${message}`)).toEqual([
    expect.stringMatching(/^\/measures\/weight \d+ units have no "income"$/),
    '/measures/bands/absolute the limits do not ascend',
    '/measures/bands/relative/0 "-0.1" cannot stand here',
    '/measures/resource/of "region" is of the type enum and no number',
    '/measures/resource/scale there is no field "sise"',
    '/measures/resource/lines/0/amount "0" cannot stand here',
    '/measures/resource/lines/1/share "most" cannot stand here',
    '/measures/nearThreshold/0/limit there is no field "limt"',
    '/measures/nearThreshold/0/share "x" cannot stand here',
    '/measures/marginalRate/income there is no field "weight"',
  ]);
  expect(found?.[4]?.suggestion).toContain('size');
  expect(measures({ marginalRate: { income: 'income', step: '0.001' } })?.[0]).toMatchObject({
    pointer: '/measures/marginalRate/step',
    expected: 'an amount above zero with at most 2 digits after the point',
  });
});

test('inputs that the population lacks, has otherwise, or beyond the range are all named', () => {
  const { publish, plan } = workspace();
  publish('2.0.0', {
    unit: 'person',
    inputs: {
      income: { max: '100' },
      region: { values: ['south'] },
      wealth: { type: 'decimal' },
      members: { of: { age: { type: 'decimal', min: null, max: null }, pet: { type: 'boolean' } } },
    },
  });
  const { problems } = thrownRefusal(() =>
    plan({ baseline: 'grant@2.0.0', reforms: [{ reference: 'grant@2.0.0', date: '2025-06-01' }, { reference: 'wider-grant' }] }),
  );
  expect(problems?.map(({ document, pointer, expected }) => `${document} ${pointer} ${expected}`)).toEqual([
    'grant@2.0.0 /unit household',
    'grant@2.0.0 /inputs/income at most 100',
    'grant@2.0.0 /inputs/members/of/age decimal',
    'grant@2.0.0 /inputs/members/of/pet boolean',
    'grant@2.0.0 /inputs/region south',
    'grant@2.0.0 /inputs/wealth decimal',
  ]);
});
