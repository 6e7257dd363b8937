/** What is found of a bundle, wherever it lies: in a file of its own, or attached to a report. */
import { hex } from '../../model/hex.ts';
import { type good, notChecked } from './check.ts';
import { checkWitnesses } from './check-witnesses.ts';
import type { StatedTime } from './future-times.ts';
import type { GivenKeys } from './known-keys.ts';
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

const statedIn = ({ manifest: { made }, entries }: OpenBundle): readonly StatedTime[] => {
  const newest = entries.toSorted((a, b) => b.index - a.index)[0];
  return [
    { what: 'the manifest, of the making of the bundle,', at: made.at },
    ...(newest === undefined ? [] : [{ what: `entry ${newest.index}, the newest in the bundle,`, at: newest.entry.at }]),
  ];
};

/** Nothing is run again for a bundle that is refused already. */
export const bundleFindings = async (
  bytes: Uint8Array,
  given: GivenKeys,
  rerun: Rerun,
): Promise<Findings & Pick<BundleFindings, 'bundle'>> => {
  const found = verifyBundle(bytes, given.log);
  const { bundle, anchors } = found;
  const { checks: witnesses, witnessed } = checkWitnesses(found.states, given.witnesses);
  const checks = [...found.checks, ...witnesses];
  const isRefused = bundle === undefined || checks.some(({ outcome }) => outcome === 'bad');
  const again = isRefused ? notChecked(RERUN, 'The bundle is refused without it.') : await rerun(bundle);
  return {
    checks: [...checks, again],
    ...(isRefused ? {} : logOf(found)),
    ...(bundle !== undefined && { bundle, stated: statedIn(bundle) }),
    anchors,
    witnessed,
    limits: BUNDLE_LIMITS,
  };
};
