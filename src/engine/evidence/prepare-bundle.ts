/** Says in the trail that a bundle is about to be made, so that the bundle can hold the proof of by whom, when and with which build that was. */
import type { EvidenceManifest } from '../model/evidence-manifest.ts';
import { PROGRAM_VERSION } from '../model/program-version.ts';
import type { Store } from '../store/store.ts';

type Asked = {
  readonly run: string;
  /** How many are disclosed. */
  readonly cases: number;
  /** As `Port.build` gives it. */
  readonly build: string;
};

/** `checkpoint`: a signed note, whose last entry is the one that was recorded. */
export type PreparedBundle = { readonly made: EvidenceManifest['made']; readonly checkpoint: string };

/**
 * An export that is cancelled or fails later leaves the entry alone, which says no more than what is so. Nothing is recorded between entry and checkpoint:
 * the place of the entry, as the last one that is signed, binds it to this bundle and to no other of the same run. Refusal 'unwritable'.
 */
export const prepareBundle = (store: Store, actor: string, { run, cases, build }: Asked): PreparedBundle => {
  const prepare = () => {
    const {
      index,
      at,
      actor: by,
    } = store.change(actor, (writer) =>
      writer.record({ kind: 'evidence.prepared', subject: { run }, detail: { cases, program: { version: PROGRAM_VERSION, build } } }),
    );
    const { size, note } = store.checkpoint();
    return { prepared: { made: { at, by }, checkpoint: note }, isLast: index === size - 1 };
  };
  const { prepared, isLast } = prepare();
  // A machine that signs here for the first time names its key behind what it signs first.
  return isLast ? prepared : prepare().prepared;
};
