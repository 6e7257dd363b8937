/** Check 3: every entry is in the log that the checkpoint signs, at the place that it names. */

import { verifyInclusion } from '../../audit/merkle-proof.ts';
import { leafHash } from '../../audit/merkle-tree.ts';
import { readTlogProof } from '../../audit/tlog-proof.ts';
import { counted } from '../../model/counted.ts';
import type { Check } from '../../model/trust.ts';
import { checkOf, type Flaw, firstFlaw } from './check.ts';
import type { BundleEntry, OpenBundle } from './open-bundle.ts';

const flawOf = (
  { path, index, bytes, entry, proof: text }: BundleEntry,
  { checkpoint: { checkpoint }, checkpointText }: OpenBundle,
): Flaw => {
  if (entry.index !== index) return `${path}: the entry calls itself ${entry.index}; its file calls it ${index}.`;
  const proofFile = path.replace(/json$/, 'tlog-proof');
  const proof = readTlogProof(text);
  if (typeof proof === 'string') return `${proofFile}: ${proof}`;
  if (proof.index !== index) return `${proofFile}: it is a proof of entry ${proof.index}, expected ${index}.`;
  if (proof.checkpoint !== checkpointText) return `${proofFile}: it leads to another checkpoint than the bundle's.`;
  const { size, root } = checkpoint;
  const flaw = verifyInclusion({ index, size, leaf: leafHash(bytes), proof: proof.proof, root });
  return flaw === undefined ? undefined : `${path}: it is not in the log that the checkpoint signs. ${flaw}`;
};

export const checkProofs = (bundle: OpenBundle): Check =>
  checkOf(
    'Every entry is in the log, at its own place',
    firstFlaw(bundle.entries, (entry) => flawOf(entry, bundle)),
    `${counted(bundle.entries.length, 'entry', 'entries')} hashed; each proof leads to the root of the checkpoint over ${counted(bundle.checkpoint.checkpoint.size, 'entry', 'entries')}.`,
  );
