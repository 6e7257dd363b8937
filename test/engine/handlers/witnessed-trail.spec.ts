/** A reviewer on another machine vouches for a workspace's trail, and what that is worth shows in its verification. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { signCheckpoint } from '../../../src/engine/audit/checkpoint.ts';
import { addSignatureLine, cosign } from '../../../src/engine/audit/cosignature.ts';
import { createNoteSigner } from '../../../src/engine/audit/ed25519-signer.ts';
import { writeVerifierKey } from '../../../src/engine/audit/verifier-key.ts';
import type { TrustStatement } from '../../../src/engine/model/trust.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { type TestEngine, testEngine, testWorkspace } from '../../support/workspace.ts';

/** Takes a request over from one machine to the other, and the cosigned checkpoint back. */
const vouch = async (office: TestEngine, reviewer: TestEngine, oldSize: number, outside = true): Promise<number> => {
  const folder = scratchFolder();
  const [path, outPath] = [join(folder, 'request'), join(folder, 'cosigned')];
  await office.ask('audit.checkpoint', {});
  writeFileSync(path, (await office.ask('audit.consistency', { oldSize })).request);
  const { verifierKey } = await office.ask('logKey.info', {});
  const { size } = await reviewer.ask('witness.cosign', { path, outPath, ...(oldSize === 0 ? { logKey: verifierKey } : {}) });
  expect(await office.ask('audit.addAnchor', { path: outPath })).toMatchObject({ kind: 'cosignature', size, outside });
  return size;
};

const statementsOf = async (office: TestEngine): Promise<readonly TrustStatement[]> => {
  const { answer } = await office.completed((await office.ask('audit.verify', {})).task);
  if (!('verdict' in answer)) throw new Error('no verdict');
  return answer.verdict.statements;
};

test('what the reviewer saw no longer rests on one machine alone; what came after does', async () => {
  const office = await testWorkspace();
  const reviewer = testEngine({ seed: 'reviewer' });
  expect(await statementsOf(office)).toContainEqual({ kind: 'unanchored', from: 0, entries: expect.any(Number) });
  const first = await vouch(office, reviewer, 0);
  const { fingerprint } = await reviewer.ask('witness.info', {});
  const { size } = await office.ask('audit.list', { after: 0, limit: 1 });
  expect(size).toBeGreaterThan(first);
  const said = await statementsOf(office);
  expect(said).toContainEqual(
    expect.objectContaining({
      kind: 'anchored',
      anchor: expect.objectContaining({ kind: 'cosignature', size: first, outside: true, fingerprint }),
    }),
  );
  expect(said).toContainEqual(expect.objectContaining({ kind: 'unanchored', from: first, entries: size - first }));
  const second = await vouch(office, reviewer, first);
  expect(await statementsOf(office)).toContainEqual(expect.objectContaining({ kind: 'unanchored', from: second }));
});

test('an office that witnesses itself has nobody else to vouch for it', async () => {
  const office = await testWorkspace();
  const size = await vouch(office, office, 0, false);
  const said = await statementsOf(office);
  expect(said).toContainEqual(
    expect.objectContaining({ kind: 'anchored', anchor: expect.objectContaining({ kind: 'cosignature', size, outside: false }) }),
  );
  expect(said).toContainEqual(expect.objectContaining({ kind: 'unanchored', from: 0 }));
  expect(await office.ask('audit.anchors', {})).toContainEqual(expect.objectContaining({ kind: 'cosignature', outside: false }));
});

test('a witness that speaks of a state which the log never signed is told as such', async () => {
  const office = await testWorkspace();
  const { origin } = await office.ask('logKey.info', {});
  const witness = createNoteSigner('anybody', new Uint8Array(32).fill(7), 4);
  const made = signCheckpoint({ origin, size: 1, root: new Uint8Array(32) }, createNoteSigner(origin, new Uint8Array(32).fill(8)));
  const claimed = addSignatureLine(made, cosign(made, witness, 1_767_225_600));
  if (typeof claimed === 'string') throw new Error(claimed);
  const path = join(scratchFolder(), 'claimed');
  writeFileSync(path, claimed.note);
  const { task } = await office.ask('audit.verify', { anchorPath: path, witnessKey: writeVerifierKey(witness.key) });
  const { answer } = await office.completed(task);
  expect(answer).toMatchObject({
    verdict: {
      statements: expect.arrayContaining([
        expect.objectContaining({
          kind: 'contradicted',
          anchor: expect.objectContaining({ by: 'anybody, signed by no key that this trail names' }),
        }),
      ]),
    },
  });
});
