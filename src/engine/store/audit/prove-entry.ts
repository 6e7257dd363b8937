/** Proofs about the trail for those who do not have it: that an entry is in it, and that one state of it continues another. */
import { consistencyProof, inclusionProof } from '../../audit/merkle-proof.ts';
import { writeTlogProof } from '../../audit/tlog-proof.ts';
import { writeWitnessRequest } from '../../audit/witness-request.ts';
import type { CheckpointInfo, ProofText } from '../../contract/evidence-operations.ts';
import { refuse } from '../../model/problem.ts';
import type { Reader } from '../handle.ts';
import { auditSize } from './audit-store.ts';
import { checkpointAt, newestCheckpoint } from './checkpoint-store.ts';
import { subtreeHash } from './log-tree.ts';
import getEntryData from './sql/get-entry-data.sql?raw';

/**
 * The path of an entry to a checkpoint that covers it, the newest unless another is given. For the proofs of many entries hand over one `subtree`, which
 * keeps what it has read. Refusal 'not-found' where there is no such entry, or no checkpoint that covers it.
 */
export const proveEntry = (
  reader: Reader,
  index: number,
  checkpoint: CheckpointInfo | undefined = newestCheckpoint(reader),
  subtree = subtreeHash(reader),
): ProofText => {
  const row = reader.one<{ readonly data: Uint8Array }>(getEntryData, { index });
  if (row === undefined) return refuse('not-found', `There is no entry ${index}: the trail has ${auditSize(reader)}, counted from 0.`);
  if (checkpoint === undefined || checkpoint.size <= index)
    return refuse('not-found', `No checkpoint covers entry ${index} yet. Make one ("audit checkpoint"), then ask again.`);
  const { size, note } = checkpoint;
  const proof = inclusionProof(subtree, { index, size });
  return { proof: writeTlogProof({ index, proof, checkpoint: note }), entry: Buffer.from(row.data).toString('utf8'), index, size };
};

type Sizes = {
  /** 0 for a witness that has not seen the log before. */
  readonly oldSize: number;
  /** Size of a checkpoint that there is; the newest one's if absent. */
  readonly newSize?: number | undefined;
};

/** What a C2SP witness is asked: that the checkpoint continues the trail of `oldSize` entries. Refusals: 'not-found', 'invalid'. */
export const proveConsistency = (reader: Reader, { oldSize, newSize }: Sizes): string => {
  const checkpoint = newSize === undefined ? newestCheckpoint(reader) : checkpointAt(reader, newSize);
  if (checkpoint === undefined)
    return refuse(
      'not-found',
      newSize === undefined
        ? 'There is no checkpoint yet. Make one ("audit checkpoint"), then ask again.'
        : `There is no checkpoint over exactly ${newSize} entries. "audit checkpoints" lists those that there are.`,
    );
  const { size, note } = checkpoint;
  if (oldSize > size) refuse('invalid', `A trail of ${size} entries cannot continue one of ${oldSize}: name the smaller size first.`);
  const proof = oldSize === 0 || oldSize === size ? [] : consistencyProof(subtreeHash(reader), { oldSize, newSize: size });
  return writeWitnessRequest({ oldSize, proof, checkpoint: note });
};
