/** The program's verifier on bundles that were written without it: it refuses every forgery that the verifier page refuses. */
import { expect, it } from 'vitest';
import { DECISIONS } from '../../src/engine/evidence/verify/check-decisions.ts';
import { verifyBundle } from '../../src/engine/evidence/verify/verify-bundle.ts';
import { anchorForgeries, forgeries } from '../support/forgeries.ts';
import { type BundleFiles, plainBundle, zipOf } from '../support/plain-bundle.ts';

/** What it finds wrong; `found` says how. */
const wrong = (files: BundleFiles) => verifyBundle(zipOf(files), undefined).checks.filter(({ outcome }) => outcome === 'bad');

it('finds nothing wrong in good evidence but what its policies decide, which are made up', () => {
  expect(wrong(plainBundle()).filter(({ what }) => what !== DECISIONS)).toEqual([]);
});

it.each([...forgeries, ...anchorForgeries])('refuses $what', ({ files }) => {
  expect(wrong(files()).filter(({ what }) => what !== DECISIONS).length).toBeGreaterThan(0);
});
