/** Goal: a reform gives a checked policy, and what is wrong with it is told in the reform's own terms. */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/engine/model/json.ts';
import type { ReformDocument } from '../../../src/engine/model/policy-document.ts';
import { applyReform } from '../../../src/engine/policy/apply-reform.ts';
import { checkReform } from '../../../src/engine/policy/check-reform.ts';
import { smallPolicy } from './small-policy.ts';

const reform = (patch: JsonObject, version = '1.0.0'): ReformDocument => ({
  kind: 'reform',
  id: 'change',
  title: 'Change',
  of: { policy: 'small', version },
  patch,
});

const problemsOf = (patch: JsonObject) => {
  const applied = applyReform(smallPolicy(), reform(patch));
  return applied.ok ? [] : (applied.failure.problems ?? []);
};

describe('applyReform', () => {
  it('changes what the patch names, deletes what it sets to null, and keeps the rest', () => {
    const patch = { parameters: { rate: { values: { '2025-01-01': '0.2', '2024-01-01': null } } } };
    expect(checkReform(reform(patch))).toMatchObject({ ok: true });
    const applied = applyReform(smallPolicy(), reform(patch));
    if (!applied.ok) throw new Error(applied.failure.message);
    expect(applied.value.parameters.rate?.values).toEqual({ '2025-01-01': '0.2' });
    expect(applied.value.parameters.limit).toEqual(smallPolicy().parameters.limit);
    expect(applied.value).toMatchObject({ id: 'small', version: '1.0.0' });
  });

  it('refuses a policy version that the reform does not name', () => {
    expect(applyReform(smallPolicy(), reform({ title: 'x' }, '1.0.1'))).toMatchObject({
      ok: false,
      failure: { kind: 'invalid', problems: [{ document: 'change', pointer: '/of' }] },
    });
  });

  it('points to the place in the patch', () => {
    expect(problemsOf({ parameters: { rate: { values: { '2026-01-01': '0.20001' } } } })).toMatchObject([
      { document: 'change', pointer: '/patch/parameters/rate/values/2026-01-01' },
    ]);
  });

  it('points to the deletion that breaks an expression elsewhere', () => {
    expect(problemsOf({ parameters: { rate: null } })).toMatchObject([{ pointer: '/patch', message: 'unknown name "rate"' }]);
  });

  it('takes a misspelt parameter for a mistake, once', () => {
    expect(problemsOf({ parameters: { rat: { values: { '2026-01-01': '0.2' } } } })).toEqual([
      {
        document: 'change',
        pointer: '/patch/parameters/rat',
        message: 'the policy has no parameter "rat"',
        suggestion: 'did you mean "rate"?',
        fix: { isKey: true, range: { from: 0, to: 3 }, replacement: 'rate' },
      },
    ]);
  });

  it('lets a reform add a whole parameter', () => {
    expect(problemsOf({ parameters: { extra: { type: 'integer', values: { '2025-01-01': 1 } } } })).toEqual([]);
  });

  it.each(['kind', 'id', 'version'])('never changes the %s of the policy', (key) => {
    expect(checkReform(reform({ [key]: 'other' }) as unknown as JsonObject)).toMatchObject({
      ok: false,
      failure: { problems: [{ pointer: `/patch/${key}` }] },
    });
  });
});
