/** Check 10: each disclosed case is a leaf of the result tree, and its explanation says the same as the leaf. */

import { createHmac } from 'node:crypto';
import { verifyInclusion } from '../../audit/merkle-proof.ts';
import { leafHash } from '../../audit/merkle-tree.ts';
import { counted } from '../../model/counted.ts';
import type { Check } from '../../model/trust.ts';
import { casePath, explanationPath } from '../bundle-paths.ts';
import { readJsonFile } from './bundle-json.ts';
import { decidedText, rowSchema } from './bundle-shapes.ts';
import { checkOf, type Flaw, firstFlaw, notChecked } from './check.ts';
import type { BundleCase, OpenBundle } from './open-bundle.ts';

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

const flawOfCase = (bundle: OpenBundle, appeals: ReadonlyMap<unknown, number>, at: BundleCase): Flaw => {
  const { n, disclosed, outline } = at;
  const { manifest, result, plan } = bundle;
  const row = readJsonFile(`${casePath(n)}, its row`, Buffer.from(disclosed.row, 'utf8'), rowSchema);
  if ('flaw' in row) return row.flaw;
  if (disclosed.units !== result.value.totals.units)
    return `${casePath(n)}: its tree has ${disclosed.units} cases, the result ${result.value.totals.units}.`;
  if (row.value.unit !== disclosed.unit) return `${casePath(n)}: its row is of "${row.value.unit}", expected "${disclosed.unit}".`;
  const leaf = leafFlaw(bundle, at);
  if (leaf !== undefined) return leaf;
  const file = explanationPath(n);
  if (outline.run !== manifest.run || outline.unit !== disclosed.unit) return `${file}: it explains another run or another case.`;
  if (outline.sides !== plan.value.reforms.length + 1) return `${file}: it does not explain every reform of the plan.`;
  if (outline.decided !== decidedText(row.value.sides)) return `${file}: outcome or amounts are not those of the row that was recorded.`;
  if (!outline.matchesStored) return `${file}: the program itself found that the stored decision does not follow from the facts.`;
  return firstFlaw(outline.appeals, (run) => {
    const entries = appeals.get(run) ?? 0;
    return entries === 1
      ? undefined
      : `${file}: ${counted(entries, 'entry', 'entries')} in the bundle say "appeal.recorded" about run ${run}; one was expected.`;
  });
};

/** How many entries record an appeal of this run, by the run that decided it. */
const recordedAppeals = ({ entries, manifest }: OpenBundle): ReadonlyMap<unknown, number> => {
  const recorded = new Map<unknown, number>();
  for (const { entry } of entries)
    if (entry.kind === 'appeal.recorded' && entry.subject.originalRun === manifest.run)
      recorded.set(entry.subject.run, (recorded.get(entry.subject.run) ?? 0) + 1);
  return recorded;
};

/** An appeal that no explanation names would be hidden in plain sight. That there is none beyond them, a bundle cannot show. */
const unnamedAppeal = ({ entries, cases }: OpenBundle): Flaw => {
  const named = new Set<unknown>(cases.flatMap(({ outline }) => outline.appeals));
  return firstFlaw(entries, ({ path, entry: { kind, subject } }) =>
    kind !== 'appeal.recorded' || named.has(subject.run)
      ? undefined
      : `${path}: it records an appeal that the explanation of no case names.`,
  );
};

export const checkCases = (bundle: OpenBundle): Check => {
  const what = 'Each disclosed case is a leaf of the result tree';
  const { cases, manifest } = bundle;
  if (cases.length === 0) return notChecked(what, 'No case is disclosed in this bundle.');
  const appeals = recordedAppeals(bundle);
  const units = new Set(cases.map(({ disclosed }) => disclosed.unit));
  const flaw =
    units.size < cases.length
      ? 'A case stands in the bundle twice.'
      : (firstFlaw(cases, (at) => flawOfCase(bundle, appeals, at)) ?? unnamedAppeal(bundle));
  return checkOf(
    what,
    flaw,
    `${counted(cases.length, 'case')}: each row leads under its salt to the result hash ${manifest.resultHash}, and each explanation says the same.`,
  );
};
