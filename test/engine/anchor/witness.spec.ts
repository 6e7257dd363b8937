/** A witness cosigns one history of a log and no other, whatever it is asked, and remembers that for as long as it has its key. */
import { copyFileSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openWitness, type Witness } from '../../../src/engine/anchor/witness.ts';
import { parseCheckpoint } from '../../../src/engine/audit/checkpoint.ts';
import { createNoteSigner } from '../../../src/engine/audit/ed25519-signer.ts';
import { keyFingerprint } from '../../../src/engine/audit/verifier-key.ts';
import { namedCosignatures } from '../../../src/engine/audit/witness-name.ts';
import { hex } from '../../../src/engine/model/hex.ts';
import { type MemoryLog, memoryLog } from '../../support/memory-log.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { testWorld } from '../../support/test-world.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';

const NOW = '2026-03-01T12:00:00.000Z';

const witnessIn = (machineFolder: string, now: () => string = () => NOW): Witness => {
  const witness = openWitness({ ...testWorld(machineFolder), machineFolder, clock: { now, monotonicMs: () => 0 } });
  onTestFinished(() => witness.close());
  return witness;
};
const freshWitness = (): Witness => witnessIn(scratchFolder({ inMemory: true }));
const refusalOf = (witness: Witness, request: string, key?: string) => thrownRefusal(() => witness.cosign(request, key));

const log = memoryLog(40);
const fork = memoryLog(40, { branch: 'b', from: 15 });

describe('first meeting', () => {
  test('needs the key of the log, from elsewhere than the request', () => {
    expect(refusalOf(freshWitness(), log.request(0, 10))).toMatchObject({ kind: 'invalid', message: expect.stringMatching(/--log-key/) });
  });

  test('gives a cosignature that names its key', () => {
    const witness = freshWitness();
    const { answer, checkpoint } = witness.cosign(log.request(0, 10), log.key);
    expect(answer).toMatchObject({ origin: 'probity/one', size: 10, oldSize: 0 });
    expect(answer.logKeyFingerprint).toBe(keyFingerprint(createNoteSigner('probity/one', Buffer.alloc(32, 7)).key));
    expect(checkpoint).toBe(`${log.checkpoint(10)}${answer.cosignature}\n`);
    const parsed = parseCheckpoint(checkpoint);
    if (typeof parsed === 'string') throw new Error(parsed);
    expect(namedCosignatures(parsed.note)).toEqual([{ key: expect.anything(), atSeconds: Date.parse(NOW) / 1_000 }]);
    expect(namedCosignatures(parsed.note).map(({ key }) => keyFingerprint(key))).toEqual([keyFingerprint(witness.key)]);
  });

  test('is refused where the key is of another log, another key of it, or no key', () => {
    const witness = freshWitness();
    expect(refusalOf(witness, log.request(0, 10), memoryLog(1, { origin: 'probity/two' }).key).message).toMatch(
      /of the log "probity\/two"/,
    );
    expect(refusalOf(witness, log.request(0, 10), memoryLog(1, { keyByte: 8 }).key).message).toMatch(/not signed by the key/);
    expect(refusalOf(witness, log.request(0, 10), 'no key').message).toMatch(/verifier key/);
    expect(refusalOf(witness, 'no request', log.key)).toMatchObject({ kind: 'invalid' });
    expect(refusalOf(witness, memoryLog(1).request(0, 0), log.key).message).toMatch(/nothing to cosign/);
    expect(refusalOf(witness, log.request(0, 10)).message).toMatch(/for the first time/);
  });
});

describe('afterwards', () => {
  const met = (): Witness => {
    const witness = freshWitness();
    witness.cosign(log.request(0, 20), log.key);
    return witness;
  };

  test('a continuation is cosigned without its key', () => {
    expect(met().cosign(log.request(20, 30)).answer).toMatchObject({ size: 30, oldSize: 20 });
  });

  test('the same state may be asked for again', () => {
    const witness = met();
    expect(witness.cosign(log.request(0, 20)).answer.cosignature).toBe(witness.cosign(log.request(20, 20)).answer.cosignature);
  });

  test('a request from another size is told from which', () => {
    for (const oldSize of [0, 10, 25])
      expect(refusalOf(met(), log.request(oldSize, 30))).toMatchObject({
        kind: 'conflict',
        message: expect.stringMatching(/cosigned 20 entries .* audit consistency <ws> 20/),
      });
  });

  test('a log that was rolled back is refused with what was seen', () => {
    expect(refusalOf(met(), log.request(0, 10))).toMatchObject({ kind: 'conflict', message: expect.stringMatching(/rolled back/) });
    expect(refusalOf(met(), log.request(0, 10)).message).toContain(log.rootAt(20));
    expect(refusalOf(met(), log.request(0, 10)).message).toContain('2026-03-01T12:00:00.000Z');
  });

  test('a fork is refused, of the same size and of a larger one', () => {
    expect(refusalOf(met(), fork.request(20, 20), log.key).message).toMatch(/two histories/);
    expect(refusalOf(met(), fork.request(20, 30), log.key).message).toMatch(/two histories/);
    expect(refusalOf(met(), fork.request(20, 30), log.key)).toMatchObject({ kind: 'conflict' });
  });

  test('a new key of the log is taken when it is handed over, and only for a continuation', () => {
    const renewed = memoryLog(40, { keyByte: 9 });
    const witness = met();
    expect(refusalOf(witness, renewed.request(20, 30)).message).toMatch(/new key/);
    expect(refusalOf(witness, memoryLog(40, { keyByte: 9, branch: 'b' }).request(20, 30), renewed.key).message).toMatch(/two histories/);
    expect(witness.cosign(renewed.request(20, 30), renewed.key).answer.size).toBe(30);
    expect(refusalOf(witness, log.request(30, 40)).message).toMatch(/not signed by the key/);
  });

  test('a clock that was set back makes no earlier cosignature', () => {
    let now = NOW;
    const witness = witnessIn(scratchFolder({ inMemory: true }), () => now);
    witness.cosign(log.request(0, 10), log.key);
    now = '2020-01-01T00:00:00.000Z';
    const parsed = parseCheckpoint(witness.cosign(log.request(10, 20)).checkpoint);
    if (typeof parsed === 'string') throw new Error(parsed);
    expect(namedCosignatures(parsed.note)[0]?.atSeconds).toBe(Date.parse(NOW) / 1_000);
  });
});

test('a witness never cosigns two histories', () => {
  const SIZE = 24;
  const step = fc.record({ branch: fc.nat(2), oldSize: fc.nat(SIZE), size: fc.integer({ min: 1, max: SIZE }), withKey: fc.boolean() });
  const forkAt = fc.integer({ min: 0, max: SIZE });
  let cosigned = 0;
  let refused = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), forkAt, forkAt, (steps, a, b) => {
      const histories: readonly MemoryLog[] = [
        memoryLog(SIZE),
        memoryLog(SIZE, { branch: 'b', from: a }),
        memoryLog(SIZE, { branch: 'c', from: b }),
      ];
      const witness = openWitness({ ...testWorld(), machineFolder: scratchFolder({ inMemory: true }) });
      const seen: { readonly size: number; readonly root: string }[] = [];
      for (const { branch, oldSize, size, withKey } of steps) {
        const history = histories[branch] as MemoryLog;
        try {
          // Every other request starts from what was cosigned last, so that many are good.
          const from = withKey ? (seen.at(-1)?.size ?? 0) : oldSize;
          witness.cosign(history.request(Math.min(from, size), size), withKey || seen.length === 0 ? history.key : undefined);
          seen.push({ size, root: history.rootAt(size) });
          cosigned++;
        } catch {
          refused++;
        }
      }
      witness.close();
      expect(histories.some((history) => seen.every(({ size, root }) => history.rootAt(size) === root))).toBe(true);
      expect(seen.map(({ size }) => size)).toEqual(seen.map(({ size }) => size).toSorted((x, y) => x - y));
    }),
    { numRuns: 60 },
  );
  expect(cosigned).toBeGreaterThan(60);
  expect(refused).toBeGreaterThan(60);
});

describe('memory', () => {
  test('two processes are one witness', () => {
    const folder = scratchFolder();
    const [first, second] = [witnessIn(folder), witnessIn(folder)];
    expect(hex(second.key.publicKey)).toBe(hex(first.key.publicKey));
    first.cosign(log.request(0, 20), log.key);
    expect(refusalOf(second, fork.request(0, 20), log.key).message).toMatch(/two histories/);
    second.cosign(log.request(20, 30));
    expect(refusalOf(first, log.request(20, 40)).message).toMatch(/cosigned 30 entries/);
  });

  test('what was given out is on the disk: a copy of the file, taken at once, knows it', () => {
    const [folder, copy] = [scratchFolder(), scratchFolder()];
    witnessIn(folder).cosign(log.request(0, 20), log.key);
    copyFileSync(join(folder, 'witness.db'), join(copy, 'witness.db'));
    expect(refusalOf(witnessIn(copy), fork.request(0, 20), log.key).message).toMatch(/two histories/);
  });

  test('who loses the memory loses the key with it', () => {
    const folder = scratchFolder();
    const before = witnessIn(folder);
    before.close();
    rmSync(join(folder, 'witness.db'));
    const after = openWitness({ ...testWorld('another chance'), machineFolder: folder });
    expect(hex(after.key.publicKey)).not.toBe(hex(before.key.publicKey));
    after.close();
  });

  test('a damaged file is refused with what to do, and stays as it is', () => {
    for (const content of ['no database at all, though long enough to be read as one'.repeat(100), '']) {
      const folder = scratchFolder();
      witnessIn(folder).close();
      const path = join(folder, 'witness.db');
      if (content === '') {
        const bytes = Buffer.alloc(statSync(path).size, 0x55);
        Buffer.from('SQLite format 3\0').copy(bytes);
        writeFileSync(path, bytes);
      } else writeFileSync(path, content);
      const refusal = thrownRefusal(() => witnessIn(folder));
      expect(refusal).toMatchObject({ kind: 'unreadable', message: expect.stringMatching(/Put a good copy .* another key/) });
      expect(readdirSync(folder)).toEqual(['witness.db']);
    }
  });

  test('a folder that cannot be written is refused', () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, 'witness.db'));
    expect(thrownRefusal(() => witnessIn(folder))).toMatchObject({ kind: 'unwritable' });
  });

  test.skipIf(process.platform === 'win32')('nobody else can read the key', () => {
    const folder = scratchFolder();
    witnessIn(folder);
    expect(statSync(join(folder, 'witness.db')).mode & 0o077).toBe(0);
  });
});
