/** The anchors of a trail as files of a bundle: as they came, with what others need to check them. */
import { consistencyProof, type SubtreeHash } from '../audit/merkle-proof.ts';
import { writeWitnessRequest } from '../audit/witness-request.ts';
import type { CheckpointInfo } from '../contract/evidence-operations.ts';
import type { StoredAnchor } from '../store/audit/anchor-store.ts';
import { anchorPath, consistencyPath, stampedPath, witnessKeyPath } from './bundle-paths.ts';
import { ANCHORS_MAX } from './evidence-bounds.ts';
import type { PackedFile } from './zip/write-zip.ts';

const textFile = (path: string, text: string): PackedFile => ({ path, bytes: Buffer.from(text, 'utf8') });

/** That the bundle's checkpoint continues what the anchor saw; nothing to prove where they are of one size. */
const continuation = (oldSize: number, { size, note }: CheckpointInfo, subtree: SubtreeHash): string | undefined =>
  oldSize >= size
    ? undefined
    : writeWitnessRequest({ oldSize, proof: consistencyProof(subtree, { oldSize, newSize: size }), checkpoint: note });

/** What this machine remembers proves nothing to others, and a report is a file of its own that others hold: those stay out. Numbered from 1, the newest first. */
export const anchorFiles = (anchors: readonly StoredAnchor[], checkpoint: CheckpointInfo, subtree: SubtreeHash): readonly PackedFile[] =>
  anchors
    .filter(({ anchor }) => anchor.kind !== 'sighting' && anchor.kind !== 'report')
    .slice(0, ANCHORS_MAX)
    .flatMap(({ anchor: { kind, size }, checkpoint: stamped, key, data }, i) => {
      const n = i + 1;
      const continued = continuation(size, checkpoint, subtree);
      return [
        { path: anchorPath(n, kind), bytes: data },
        ...(kind === 'timestamp' ? [textFile(stampedPath(n), stamped)] : []),
        ...(key === undefined ? [] : [textFile(witnessKeyPath(n), `${key}\n`)]),
        ...(continued === undefined ? [] : [textFile(consistencyPath(n), continued)]),
      ];
    });
