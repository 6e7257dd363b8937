/** A log that is held in memory, with its key: what a witness is asked about. */
import { signCheckpoint } from '../../src/engine/audit/checkpoint.ts';
import { createNoteSigner } from '../../src/engine/audit/ed25519-signer.ts';
import { consistencyProof, type SubtreeHash, treeRoot } from '../../src/engine/audit/merkle-proof.ts';
import { leafHash } from '../../src/engine/audit/merkle-tree.ts';
import { writeVerifierKey } from '../../src/engine/audit/verifier-key.ts';
import { writeWitnessRequest } from '../../src/engine/audit/witness-request.ts';
import { hex } from '../../src/engine/model/hex.ts';
import { leafSubtrees } from './leaf-subtrees.ts';

export type MemoryLog = {
  readonly origin: string;
  /** Verifier key. */
  readonly key: string;
  readonly subtree: SubtreeHash;
  /** Lower-case hex. */
  rootAt(size: number): string;
  checkpoint(size: number): string;
  request(oldSize: number, size: number): string;
};

const TRUNK = 'the trunk';

/** A log of the entries of the trunk up to `from`, and of those of a branch after it. */
export const memoryLog = (
  entries: number,
  {
    origin = 'probity/one',
    keyByte = 7,
    branch = TRUNK,
    from = 0,
  }: Partial<Record<'origin' | 'branch', string> & Record<'keyByte' | 'from', number>> = {},
): MemoryLog => {
  const signer = createNoteSigner(origin, Buffer.alloc(32, keyByte));
  const leaves = Array.from({ length: entries }, (_, n) => leafHash(Buffer.from(`entry ${n} of ${n < from ? TRUNK : branch}`)));
  const subtree = leafSubtrees(leaves);
  const checkpoint = (size: number): string => signCheckpoint({ origin, size, root: treeRoot(subtree, size) }, signer);
  return {
    origin,
    key: writeVerifierKey(signer.key),
    subtree,
    rootAt: (size) => hex(treeRoot(subtree, size)),
    checkpoint,
    request: (oldSize, newSize) =>
      writeWitnessRequest({ oldSize, proof: consistencyProof(subtree, { oldSize, newSize }), checkpoint: checkpoint(newSize) }),
  };
};
