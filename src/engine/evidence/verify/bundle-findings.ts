/** What is found of a bundle, wherever it lies: in a file of its own, or attached to a report. */
import type { VerifierKey } from '../../audit/verifier-key.ts';
import { hex } from '../../model/hex.ts';
import { type good, notChecked } from './check.ts';
import type { OpenBundle } from './open-bundle.ts';
import { BUNDLE_LIMITS } from './verdict-limits.ts';
import type { Findings, VerifiedLog } from './verified-file.ts';
import { type BundleFindings, verifyBundle } from './verify-bundle.ts';

export const RERUN = 'The impact, run again here, gives the same result';

/** Runs the impact of a bundle again; gives the check, or nothing where that is not wanted. */
export type Rerun = (bundle: OpenBundle) => Promise<ReturnType<typeof good>>;

const logOf = ({ bundle }: BundleFindings): { readonly log?: VerifiedLog } => {
  if (bundle === undefined) return {};
  const { origin, size, root } = bundle.checkpoint.checkpoint;
  const objects = bundle.entries.length + bundle.documents.length + bundle.chunks.length + bundle.cases.length;
  return { log: { origin, size, root: hex(root), objects } };
};

/** Nothing is run again for a bundle that is refused already. */
export const bundleFindings = async (
  bytes: Uint8Array,
  logKey: VerifierKey | undefined,
  rerun: Rerun,
): Promise<Findings & Pick<BundleFindings, 'bundle'>> => {
  const found = verifyBundle(bytes, logKey);
  const { bundle, checks, anchors } = found;
  const isRefused = bundle === undefined || checks.some(({ outcome }) => outcome === 'bad');
  const again = isRefused ? notChecked(RERUN, 'The bundle is refused without it.') : await rerun(bundle);
  return {
    checks: [...checks, again],
    ...(isRefused ? {} : logOf(found)),
    ...(bundle !== undefined && { bundle }),
    anchors,
    limits: BUNDLE_LIMITS,
  };
};
