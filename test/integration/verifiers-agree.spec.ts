/** The program's verifier on bundles that were written without it: it refuses every forgery that the verifier page refuses. */
import { expect, it } from 'vitest';
import { DECISIONS } from '../../src/engine/evidence/verify/check-decisions.ts';
import { verifyBundle } from '../../src/engine/evidence/verify/verify-bundle.ts';
import { forgeries, furtherForgeries } from '../support/forgeries.ts';
import { type BundleFiles, plainBundle, zipOf } from '../support/plain-bundle.ts';

/** What it finds wrong; `found` says how. */
const wrong = (files: BundleFiles) => verifyBundle(zipOf(files), undefined).checks.filter(({ outcome }) => outcome === 'bad');

it('finds nothing wrong in good evidence but what its policies decide, which are made up', () => {
  // What stands for a timestamp there is none.
  const good = plainBundle({ change: (files) => files.delete('anchors/4-timestamp.tsr') && files.delete('anchors/4.checkpoint') });
  expect(wrong(good).filter(({ what }) => what !== DECISIONS)).toEqual([]);
});

it.each([...forgeries, ...furtherForgeries])('refuses $what', ({ files }) => {
  const found = wrong(files()).filter(({ what, found: how }) => what !== DECISIONS && !how.startsWith('anchors/4-timestamp.tsr'));
  expect(found.length).toBeGreaterThan(0);
});
