/** Anchors travel with a bundle, and whoever gets it can check who vouches, and that the bundle continues what was vouched for. */
import { beforeAll, describe, expect, it } from 'vitest';
import { addSignatureLine, cosign } from '../../../src/engine/audit/cosignature.ts';
import { createNoteSigner } from '../../../src/engine/audit/ed25519-signer.ts';
import { keyFingerprint, writeVerifierKey } from '../../../src/engine/audit/verifier-key.ts';
import type { CheckpointInfo } from '../../../src/engine/contract/evidence-operations.ts';
import { verifyBundle } from '../../../src/engine/evidence/verify/verify-bundle.ts';
import { sha256 } from '../../../src/engine/model/sha256.ts';
import type { Anchor, AnchorKind } from '../../../src/engine/model/trust.ts';
import { timestampRequest } from '../../../src/engine/signing/timestamp.ts';
import { addAnchor } from '../../../src/engine/store/audit/anchor-store.ts';
import type { Store } from '../../../src/engine/store/store.ts';
import { evidenceStore, zipped } from '../../support/evidence-workspace.ts';
import { fileFolder } from '../../support/file-folder.ts';
import { type Files, forged, unpacked } from '../../support/forged-bundle.ts';
import { answer } from '../signing/test-authority.ts';

const AT_SECONDS = 1_767_225_600;
const witness = createNoteSigner('audit-office.example', new Uint8Array(32).fill(3), 4);
const stranger = createNoteSigner('audit-office.example', new Uint8Array(32).fill(4), 4);
const folder = fileFolder();

let bundle: Uint8Array;
let firstState: CheckpointInfo;

const keep = (store: Store, { note, size, root }: CheckpointInfo, kind: AnchorKind, data: Uint8Array, key?: string): void => {
  const anchor = { kind, size, root, by: 'somebody', at: '2026-01-01T00:00:00.000Z', outside: true };
  store.change('ada', (writer) => addAnchor(writer, { anchor, checkpoint: note, data, ...(key !== undefined && { key }) }));
};

const cosigned = ({ note }: CheckpointInfo, by = witness): Uint8Array => {
  const added = addSignatureLine(note, cosign(note, by, AT_SECONDS));
  if (typeof added === 'string') throw new Error(added);
  return Buffer.from(added.note);
};

beforeAll(() => {
  const store = evidenceStore(folder, 'anchors');
  firstState = store.checkpoint();
  keep(store, firstState, 'checkpoint', Buffer.from(firstState.note));
  keep(store, firstState, 'sighting', Buffer.from('of this machine'));
  const second = store.checkpoint();
  keep(store, second, 'cosignature', cosigned(second), writeVerifierKey(witness.key));
  const third = store.checkpoint();
  keep(store, third, 'timestamp', answer(timestampRequest(sha256(third.note))));
  bundle = zipped(store);
  store.close();
});

const found = (bytes: Uint8Array) => {
  const { checks, anchors } = verifyBundle(bytes, undefined);
  return { check: checks.find(({ what }) => what === 'The anchors agree with the checkpoint'), anchors };
};

it('are in the bundle with what it takes to check them, and what this machine saw is not', () => {
  expect([...unpacked(bundle).keys()].filter((path) => path.startsWith('anchors/'))).toEqual([
    'anchors/1-timestamp.tsr',
    'anchors/1.checkpoint',
    'anchors/1.consistency',
    'anchors/2-cosignature.checkpoint',
    'anchors/2.consistency',
    'anchors/2.key',
    'anchors/3-checkpoint.checkpoint',
    'anchors/3.consistency',
  ]);
});

it('are good, and say who vouches for which state', () => {
  const { check, anchors } = found(bundle);
  expect(check?.outcome).toBe('good');
  expect(anchors.map(({ kind, by, outside }: Anchor) => ({ kind, by, outside }))).toEqual([
    { kind: 'timestamp', by: 'Test Time Authority', outside: true },
    { kind: 'cosignature', by: 'audit-office.example', outside: true },
    { kind: 'checkpoint', by: expect.stringMatching(/^probity\//), outside: false },
  ]);
  expect(anchors[1]).toMatchObject({ at: '2026-01-01T00:00:00.000Z', fingerprint: keyFingerprint(witness.key) });
  expect(anchors[2]).toMatchObject({ size: firstState.size, root: firstState.root });
});

describe('are refused', () => {
  const text = (files: Files, path: string): string => Buffer.from(files.get(path) as Uint8Array).toString();
  const put = (files: Files, path: string, content: string | Uint8Array): void => {
    files.set(path, Buffer.from(content));
  };
  it.each<readonly [string, (files: Files) => void, RegExp]>([
    [
      'with the cosignature of another under the same name',
      (files) => {
        const note = text(files, 'anchors/3-checkpoint.checkpoint');
        put(files, 'anchors/2-cosignature.checkpoint', cosigned({ ...firstState, note }, stranger));
      },
      /^anchors\/2-cosignature\.checkpoint: it has no good cosignature of "audit-office\.example"/,
    ],
    ['without the key of the witness', (files) => files.delete('anchors/2.key'), /the key of its witness is missing/],
    [
      'without the proof that the bundle continues them',
      (files) => files.delete('anchors/3.consistency'),
      /proof that the checkpoint .* is missing/,
    ],
    [
      'with a proof about other states',
      (files) => put(files, 'anchors/3.consistency', text(files, 'anchors/1.consistency')),
      /^anchors\/3-checkpoint\.checkpoint: its proof of continuation is about other states/,
    ],
    [
      'with a proof that leads elsewhere',
      (files) =>
        put(files, 'anchors/3.consistency', text(files, 'anchors/3.consistency').replace(/\n[A-Za-z0-9+/]{43}=/, `\n${'A'.repeat(43)}=`)),
      /^anchors\/3-checkpoint\.checkpoint: /,
    ],
    [
      'with a timestamp of another checkpoint',
      (files) => put(files, 'anchors/1.checkpoint', text(files, 'anchors/3-checkpoint.checkpoint')),
      /^anchors\/1-timestamp\.tsr: /,
    ],
    [
      'with a checkpoint that the log did not sign',
      (files) => put(files, 'anchors/3-checkpoint.checkpoint', text(files, 'anchors/3-checkpoint.checkpoint').replace(/\n\d+\n/, '\n1\n')),
      /^anchors\/3-checkpoint\.checkpoint: the checkpoint in it is signed by no key of the log/,
    ],
  ])('%s', (_, change, says) => {
    const { check, anchors } = found(forged(bundle, change));
    expect(check).toMatchObject({ outcome: 'bad', found: expect.stringMatching(says) });
    expect(anchors).toEqual([]);
  });
});
