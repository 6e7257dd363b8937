/** The program's verifier on bundles that were written without it: it refuses every forgery that the verifier page refuses. */
import { expect, it } from 'vitest';
import { DECISIONS } from '../../src/engine/evidence/verify/check-decisions.ts';
import { verifyBundle } from '../../src/engine/evidence/verify/verify-bundle.ts';
import { forgeries, furtherForgeries } from '../support/forgeries.ts';
import { judgedTimestamps } from '../support/judged-timestamps.ts';
import { type BundleFiles, plainBundle, zipOf } from '../support/plain-bundle.ts';

const STAMP = 'anchors/4-timestamp.tsr';
const CHECKPOINT = Buffer.from(plainBundle().get('anchors/4.checkpoint') as Uint8Array).toString();

/** What it finds wrong; `found` says how. */
const wrong = (files: BundleFiles) => verifyBundle(zipOf(files), undefined).checks.filter(({ outcome }) => outcome === 'bad');

it('finds nothing wrong in good evidence but what its policies decide, which are made up', () => {
  expect(wrong(plainBundle()).filter(({ what }) => what !== DECISIONS)).toEqual([]);
});

it.each([...forgeries, ...furtherForgeries])('refuses $what', ({ files }) => {
  expect(wrong(files()).filter(({ what }) => what !== DECISIONS).length).toBeGreaterThan(0);
});

it.each(judgedTimestamps)('believes a timestamp $what: $good', ({ good, over }) => {
  const found = wrong(plainBundle({ change: (files) => files.set(STAMP, over(CHECKPOINT)) })).filter(({ what }) => what !== DECISIONS);
  expect(found).toEqual(good ? [] : [expect.objectContaining({ found: expect.stringMatching(/^anchors\/4-timestamp\.tsr: /) })]);
});
