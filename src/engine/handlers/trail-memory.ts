/** What this machine remembers of an open workspace's trail, outside of its file: noted at every checkpoint, and held against it when it is opened. */
import { seenFrom } from '../anchor/own-witness.ts';
import { openSightings } from '../anchor/sightings.ts';
import { treeRoot } from '../audit/merkle-proof.ts';
import type { CheckpointInfo } from '../contract/evidence-operations.ts';
import { hex } from '../model/hex.ts';
import { Refusal } from '../model/problem.ts';
import type { Anchor } from '../model/trust.ts';
import type { Port } from '../port.ts';
import { auditSize } from '../store/audit/audit-store.ts';
import { newestCheckpoint } from '../store/audit/checkpoint-store.ts';
import { logOrigin } from '../store/audit/log-keys.ts';
import { subtreeHash } from '../store/audit/log-tree.ts';
import type { Reader } from '../store/handle.ts';
import type { Store } from '../store/store.ts';

export type TrailMemory = {
  /** To be called once the workspace is open. */
  begin(store: Store): void;
  /** To be called at every checkpoint. */
  note(checkpoint: CheckpointInfo): void;
  /** Sentences for whoever opened the workspace: what this machine has seen of another state, and what it cannot do for the trail. */
  notice(): string | undefined;
  /** Newest first. */
  sightings(): readonly Anchor[];
  /** What tells how an anchor is on this machine, which may be its witness itself. */
  seenHere(): (anchor: Anchor) => Anchor;
  close(): void;
};

export const createTrailMemory = (port: Pick<Port, 'clock' | 'machineFolder'>): TrailMemory => {
  const sightings = openSightings(port.machineFolder);
  let origin: string | undefined;
  let found: string | undefined;
  let opened: Pick<Store, 'unsignedBecause'> | undefined;
  /** Checkpoints that were made while the workspace was being opened. */
  const early: CheckpointInfo[] = [];
  const note = ({ size, root, note: text }: CheckpointInfo): void => {
    if (origin !== undefined) sightings.note(origin, { size, root, at: port.clock.now(), note: text });
  };
  return {
    begin: (store) => {
      const of = store.read(logOrigin);
      found = store.read((reader) => departure(reader, sightings.list(of)));
      origin = of;
      const newest = newestOf(store);
      for (const checkpoint of newest === undefined ? early : [newest, ...early]) note(checkpoint);
      early.length = 0;
      opened = store;
    },
    note: (checkpoint) => {
      if (origin === undefined) early.push(checkpoint);
      else note(checkpoint);
    },
    notice: () => sentences([found, unsigned(opened?.unsignedBecause), sightings.notice()]),
    sightings: () => (origin === undefined ? [] : sightings.list(origin)),
    seenHere: () => seenFrom(port.machineFolder),
    close: () => sightings.close(),
  };
};

const unsigned = (because: string | undefined): string | undefined =>
  because && `Checkpoints of this workspace are not signed on this machine. ${because}`;

const sentences = (parts: readonly (string | undefined)[]): string | undefined => {
  const said = parts.filter((part) => part !== undefined);
  return said.length === 0 ? undefined : said.join(' ');
};

/** What is damaged has no newest checkpoint; that is for the verification to say. */
const newestOf = (store: Store): CheckpointInfo | undefined => store.read((reader) => readable(() => newestCheckpoint(reader)));

const readable = <T>(work: () => T): T | undefined => {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
};

/**
 * Whether the trail is a continuation of what was seen. Only the largest state is looked at, and the largest that the trail reaches: that takes some
 * hashes of it, not all; the verification holds it against every sighting.
 */
const departure = (reader: Reader, seen: readonly Anchor[]): string | undefined => {
  const size = auditSize(reader);
  const bySize = seen.toSorted((a, b) => b.size - a.size);
  const reached = bySize.find((sighting) => sighting.size <= size);
  const root = reached && readable(() => hex(treeRoot(subtreeHash(reader), reached.size)));
  if (reached !== undefined && root !== reached.root)
    return (
      `This machine saw other entries in this workspace on ${reached.at}: its trail was rewritten, or goes on from a copy that was taken before. ` +
      '"audit verify" tells more.'
    );
  const [largest] = bySize;
  if (largest === undefined || largest.size <= size) return undefined;
  return (
    `This machine saw ${largest.size} entries in this workspace on ${largest.at}, and now there are ${size}: it is an older copy, or its end was ` +
    'cut off. "audit verify" tells more.'
  );
};
