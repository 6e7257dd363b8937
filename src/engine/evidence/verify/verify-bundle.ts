/** Checks a bundle, from its packing to its last case. Each check says what it looked at; what a bundle cannot show is said too. */
import type { VerifierKey } from '../../audit/verifier-key.ts';
import type { Anchor, Check } from '../../model/trust.ts';
import { CHECKPOINT, MANIFEST } from '../bundle-paths.ts';
import { readZip, type UnpackedFiles } from '../zip/read-zip.ts';
import { readJsonFile } from './bundle-json.ts';
import { manifestSchema } from './bundle-shapes.ts';
import { bad, good, notChecked } from './check.ts';
import { checkAnchors } from './check-anchors.ts';
import { checkCases } from './check-cases.ts';
import { checkCheckpoint } from './check-checkpoint.ts';
import { checkChunks } from './check-chunks.ts';
import { checkDecisions, DECISIONS } from './check-decisions.ts';
import { checkDocuments } from './check-documents.ts';
import { checkFiles } from './check-files.ts';
import { checkLogKeys } from './check-log-keys.ts';
import { checkPlan } from './check-plan.ts';
import { checkPopulation } from './check-population.ts';
import { checkPrepared } from './check-prepared.ts';
import { checkProofs } from './check-proofs.ts';
import { checkReadme } from './check-readme.ts';
import { checkResult } from './check-result.ts';
import type { SignedState } from './check-witnesses.ts';
import { type OpenBundle, openBundle } from './open-bundle.ts';

/** What was found; `bundle` where it could be opened, `anchors` where they are good. `states`: of the log, as checkpoints in the bundle have them. */
export type BundleFindings = {
  readonly checks: readonly Check[];
  readonly bundle?: OpenBundle;
  readonly anchors: readonly Anchor[];
  readonly states: readonly SignedState[];
};

const PACKING = 'The file is a ZIP file in the layout of a bundle';
const SHAPE = 'Every file has the form that the layout gives it';

const refused = (...checks: readonly Check[]): BundleFindings => ({ checks, anchors: [], states: [] });

/** Files that do not have their hashes are not looked into: what is said of the rest would only mislead. */
const checkUnpacked = (files: UnpackedFiles, logKey: VerifierKey | undefined): BundleFindings => {
  const packed = good(PACKING, `${files.size} files.`);
  const bytes = files.get(MANIFEST);
  if (bytes === undefined) return refused(packed, bad(SHAPE, `${MANIFEST} is missing.`));
  const manifest = readJsonFile(MANIFEST, bytes, manifestSchema);
  if ('flaw' in manifest) return refused(packed, bad(SHAPE, manifest.flaw));
  const listed = checkFiles(files, manifest.value);
  if (listed.outcome === 'bad') return refused(packed, listed);
  const bundle = openBundle(files, manifest.value);
  if (typeof bundle === 'string') return refused(packed, listed, bad(SHAPE, bundle));
  const { check: anchored, anchors, states } = checkAnchors(bundle);
  const plain = [
    packed,
    listed,
    good(SHAPE, 'JSON files are in the one form of RFC 8785; no file is in the bundle that belongs to nothing.'),
    ...checkCheckpoint(bundle, logKey),
    checkProofs(bundle),
    checkLogKeys(bundle),
    checkPrepared(bundle),
    checkDocuments(bundle),
    checkPlan(bundle),
    checkResult(bundle),
    checkChunks(bundle),
    checkPopulation(bundle),
    checkCases(bundle),
    anchored,
    checkReadme(bundle),
  ];
  // Policies that nobody vouches for are not carried out.
  const isRefused = plain.some(({ outcome }) => outcome === 'bad');
  const checks = [...plain, isRefused ? notChecked(DECISIONS, 'The bundle is refused without it.') : checkDecisions(bundle)];
  return { checks, bundle, anchors, states: [{ path: CHECKPOINT, parsed: bundle.checkpoint }, ...states] };
};

/** Nothing that is given makes it throw. */
export const verifyBundle = (bytes: Uint8Array, logKey: VerifierKey | undefined): BundleFindings => {
  const files = readZip(bytes);
  return typeof files === 'string' ? refused(bad(PACKING, files)) : checkUnpacked(files, logKey);
};
