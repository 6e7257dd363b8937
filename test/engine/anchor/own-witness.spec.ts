/** A machine's own cosignature is not taken for somebody else's word. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seenFrom } from '../../../src/engine/anchor/own-witness.ts';
import { openWitness } from '../../../src/engine/anchor/witness.ts';
import { keyFingerprint } from '../../../src/engine/audit/verifier-key.ts';
import type { Anchor } from '../../../src/engine/model/trust.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { testWorld } from '../../support/test-world.ts';

const witnessOf = (machineFolder: string): string => {
  const witness = openWitness({ ...testWorld(machineFolder), machineFolder });
  witness.close();
  return keyFingerprint(witness.key);
};
const anchorBy = (fingerprint: string): Anchor => ({
  kind: 'cosignature',
  by: 'a witness',
  at: '2026-01-01T00:00:00.000Z',
  outside: true,
  size: 1,
  root: '00'.repeat(32),
  fingerprint,
});

test('a cosignature is outside of every machine but the one that made it', () => {
  const [mine, theirs] = [scratchFolder(), scratchFolder()];
  const anchor = anchorBy(witnessOf(mine));
  witnessOf(theirs);
  expect(seenFrom(mine)(anchor)).toEqual({ ...anchor, outside: false });
  expect(seenFrom(theirs)(anchor)).toEqual(anchor);
  expect(seenFrom(mine)({ ...anchor, kind: 'timestamp' }).outside).toBe(true);
});

test('a machine that is no witness, or has lost its key, finds all of them outside and makes no key for it', () => {
  const folder = scratchFolder();
  const anchor = anchorBy('ab'.repeat(32));
  expect(seenFrom(folder)(anchor)).toEqual(anchor);
  expect(readdirSync(folder)).toEqual([]);
  writeFileSync(join(folder, 'witness.db'), 'no database at all '.repeat(100));
  expect(seenFrom(folder)(anchor)).toEqual(anchor);
  const other = scratchFolder();
  mkdirSync(join(other, 'witness.db'));
  expect(seenFrom(other)(anchor)).toEqual(anchor);
});
