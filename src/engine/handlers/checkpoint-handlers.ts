/** The audit trail as evidence: checkpoints, proofs, and what vouches for it from outside. */
import { writeSmallFile } from '../file/write-small-file.ts';
import { refuse } from '../model/problem.ts';
import { sha256 } from '../model/sha256.ts';
import { isTimestampRequest, timestampRequest } from '../signing/timestamp.ts';
import { addAnchor } from '../store/audit/anchor-store.ts';
import { listCheckpoints } from '../store/audit/checkpoint-store.ts';
import { proveConsistency, proveEntry } from '../store/audit/prove-entry.ts';
import { demandAgreement, findAnchor } from './find-anchor.ts';
import type { Handlers } from './handler.ts';
import { knownAnchors } from './known-anchors.ts';

export const checkpointHandlers = {
  'audit.checkpoint': (_input, context) => context.workspace().store.checkpoint(),

  'audit.checkpoints': (page, context) => context.workspace().store.read((reader) => listCheckpoints(reader, page)),

  'audit.prove': ({ index }, context) => context.workspace().store.read((reader) => proveEntry(reader, index)),

  'audit.consistency': (sizes, context) => ({ request: context.workspace().store.read((reader) => proveConsistency(reader, sizes)) }),

  'audit.anchors': (_input, context) => knownAnchors(context.workspace()),

  'audit.addAnchor': async (asked, context) => {
    const { store, memory } = context.workspace();
    const found = await findAnchor({ store, port: context.port }, asked);
    demandAgreement(store, found.anchor);
    if (found.anchor.kind === 'checkpoint' && found.anchor.fingerprint === undefined)
      return refuse('invalid', 'The checkpoint is signed by no key that this trail names, so it vouches for nothing.');
    store.change(context.actor, (writer) => addAnchor(writer, found));
    context.workspaceChanged();
    return memory.seenHere()(found.anchor);
  },

  'audit.timestampRequest': async ({ outPath }, context) => {
    const { store } = context.workspace();
    const { size, note } = store.checkpoint();
    const content = timestampRequest(sha256(note));
    const file = await writeSmallFile({ outPath, content, replaces: isTimestampRequest });
    return { ...file, size };
  },
} satisfies Partial<Handlers>;
