/** Check 10: each disclosed case is a leaf of the result tree, and its explanation says the same as the leaf. */

import { createHmac } from 'node:crypto';
import { verifyInclusion } from '../../audit/merkle-proof.ts';
import { leafHash } from '../../audit/merkle-tree.ts';
import { counted } from '../../model/counted.ts';
import type { Check } from '../../model/trust.ts';
import { casePath, explanationPath } from '../bundle-paths.ts';
import { readJsonFile } from './bundle-json.ts';
import { type ExplainedCase, rowSchema } from './bundle-shapes.ts';
import { checkOf, type Flaw, firstFlaw, notChecked } from './check.ts';
import { isSame } from './check-plan.ts';
import { findEntry } from './find-entry.ts';
import type { BundleCase, OpenBundle } from './open-bundle.ts';

const decidedIn = ({ baseline, reforms }: ExplainedCase) =>
  [baseline, ...reforms].map(({ outcome, amounts }) => ({
    outcome,
    amounts: Object.fromEntries(amounts.map(({ name, value }) => [name, value])),
  }));

const leafFlaw = ({ manifest }: OpenBundle, { n, disclosed }: BundleCase): Flaw => {
  const { index, units, row, salt, path } = disclosed;
  const leaf = createHmac('sha256', Buffer.from(salt, 'hex')).update(row, 'utf8').digest();
  const flaw = verifyInclusion({
    index,
    size: units,
    leaf: leafHash(leaf),
    proof: path.map((hash) => Buffer.from(hash, 'hex')),
    root: Buffer.from(manifest.resultHash, 'hex'),
  });
  return flaw === undefined
    ? undefined
    : `${casePath(n)}: row and salt are no leaf ${index} of the result tree. ${flaw.replace('entry', 'case').replace('entries', 'cases')}`;
};

const flawOfCase = (bundle: OpenBundle, at: BundleCase): Flaw => {
  const { n, disclosed, explanation } = at;
  const { manifest, result, plan } = bundle;
  const row = readJsonFile(`${casePath(n)}, its row`, Buffer.from(disclosed.row, 'utf8'), rowSchema);
  if ('flaw' in row) return row.flaw;
  if (disclosed.units !== result.value.totals.units)
    return `${casePath(n)}: its tree has ${disclosed.units} cases, the result ${result.value.totals.units}.`;
  if (row.value.unit !== disclosed.unit) return `${casePath(n)}: its row is of "${row.value.unit}", expected "${disclosed.unit}".`;
  const leaf = leafFlaw(bundle, at);
  if (leaf !== undefined) return leaf;
  const file = explanationPath(n);
  if (explanation.run !== manifest.run || explanation.unit !== disclosed.unit) return `${file}: it explains another run or another case.`;
  if (explanation.reforms.length !== plan.value.reforms.length) return `${file}: it does not explain every reform of the plan.`;
  if (
    !isSame(
      decidedIn(explanation),
      row.value.sides.map(({ outcome, amounts }) => ({ outcome, amounts })),
    )
  )
    return `${file}: outcome or amounts are not those of the row that was recorded.`;
  if (!explanation.matchesStored) return `${file}: the program itself found that the stored decision does not follow from the facts.`;
  return firstFlaw(explanation.appeals, (run) => {
    const entry = findEntry(bundle, { kind: 'appeal.recorded', subject: { run, originalRun: manifest.run } });
    return typeof entry === 'string' ? `${file}: ${entry}` : undefined;
  });
};

/** An appeal that no explanation names would be hidden in plain sight. That there is none beyond them, a bundle cannot show. */
const unnamedAppeal = ({ entries, cases }: OpenBundle): Flaw =>
  firstFlaw(entries, ({ path, entry: { kind, subject } }) =>
    kind !== 'appeal.recorded' || cases.some(({ explanation }) => explanation.appeals.some((run) => run === subject.run))
      ? undefined
      : `${path}: it records an appeal that the explanation of no case names.`,
  );

export const checkCases = (bundle: OpenBundle): Check => {
  const what = 'Each disclosed case is a leaf of the result tree';
  const { cases, manifest } = bundle;
  if (cases.length === 0) return notChecked(what, 'No case is disclosed in this bundle.');
  const units = new Set(cases.map(({ disclosed }) => disclosed.unit));
  const flaw =
    units.size < cases.length
      ? 'A case stands in the bundle twice.'
      : (firstFlaw(cases, (at) => flawOfCase(bundle, at)) ?? unnamedAppeal(bundle));
  return checkOf(
    what,
    flaw,
    `${counted(cases.length, 'case')}: each row leads under its salt to the result hash ${manifest.resultHash}, and each explanation says the same.`,
  );
};
