/** Proof files, witness requests, cosignatures and tiles are as their specifications say, and come back as they were written. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCheckpoint, signCheckpoint } from '../../../src/engine/audit/checkpoint.ts';
import { addSignatureLine, cosign, readCosignature } from '../../../src/engine/audit/cosignature.ts';
import { createNoteSigner } from '../../../src/engine/audit/ed25519-signer.ts';
import { entriesPath, tilePath, writeEntryBundle } from '../../../src/engine/audit/log-tiles.ts';
import { leafHash } from '../../../src/engine/audit/merkle-tree.ts';
import type { Note } from '../../../src/engine/audit/signed-note.ts';
import { readTlogProof, writeTlogProof } from '../../../src/engine/audit/tlog-proof.ts';
import { readWitnessRequest, writeWitnessRequest } from '../../../src/engine/audit/witness-request.ts';
import { plainEntries } from '../../support/plain-log-folder.ts';

const signer = createNoteSigner('probity/one', Buffer.alloc(32, 7));
const witness = createNoteSigner('witness/one', Buffer.alloc(32, 9), 4);
const hashAt = (n: number): Uint8Array => leafHash(Buffer.from(`hash ${n}`));
const checkpoint = signCheckpoint({ origin: 'probity/one', size: 5, root: hashAt(0) }, signer);
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const noteOf = (text: string): Note => {
  const parsed = parseCheckpoint(text);
  if (typeof parsed === 'string') throw new Error(parsed);
  return parsed.note;
};
const withLine = (note: string, line: string): string => {
  const added = addSignatureLine(note, line);
  if (typeof added === 'string') throw new Error(added);
  return added.note;
};

describe('proof file', () => {
  test('is the first line, the index, the hashes, and the checkpoint after an empty line', () => {
    const text = writeTlogProof({ index: 4, proof: [hashAt(1)], checkpoint });
    expect(text).toBe(`c2sp.org/tlog-proof@v1\nindex 4\n${base64(hashAt(1))}\n\n${checkpoint}`);
    expect(writeTlogProof({ index: 0, proof: [], checkpoint, extra: Buffer.from('more') })).toBe(
      `c2sp.org/tlog-proof@v1\nextra bW9yZQ==\nindex 0\n\n${checkpoint}`,
    );
  });

  test('comes back as it was written', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(63), fc.option(fc.uint8Array(), { nil: undefined }), (index, count, extra) => {
        const proof = Array.from({ length: count }, (_, n) => hashAt(n));
        const read = readTlogProof(writeTlogProof({ index, proof, checkpoint, ...(extra === undefined ? {} : { extra }) }));
        if (typeof read === 'string') throw new Error(read);
        expect(read.index).toBe(index);
        expect(read.proof.map(base64)).toEqual(proof.map(base64));
        expect(read.checkpoint).toBe(checkpoint);
        expect(read.extra === undefined ? undefined : base64(read.extra)).toBe(extra === undefined ? undefined : base64(extra));
      }),
    );
  });

  const good = writeTlogProof({ index: 4, proof: [hashAt(1)], checkpoint });
  test.each([
    ['nothing', ''],
    ['another version', good.replace('@v1', '@v2')],
    ['no index', good.replace('index 4\n', '')],
    ['a leading zero', good.replace('index 4', 'index 04')],
    ['a negative index', good.replace('index 4', 'index -4')],
    ['extra data that is not base64', good.replace('index', 'extra ?\nindex')],
    ['extra data after the index', good.replace('index 4', 'index 4\nextra AAAA')],
    ['a cut hash', good.replace(base64(hashAt(1)), base64(hashAt(1)).slice(4))],
    ['too many hashes', good.replace('index 4\n', `index 4\n${`${base64(hashAt(1))}\n`.repeat(63)}`)],
    ['carriage returns', good.replaceAll('\n', '\r\n')],
    ['no checkpoint', good.slice(0, good.indexOf('\n\n') + 2)],
    ['something before', `\n${good}`],
    ['too many characters', good + 'x'.repeat(600_000)],
  ])('is refused with %s', (_, text) => {
    expect(readTlogProof(text)).toEqual(expect.any(String));
  });
});

describe('witness request', () => {
  test('is the old size, the hashes, and the checkpoint after an empty line', () => {
    const text = writeWitnessRequest({ oldSize: 3, proof: [hashAt(1), hashAt(2)], checkpoint });
    expect(text).toBe(`old 3\n${base64(hashAt(1))}\n${base64(hashAt(2))}\n\n${checkpoint}`);
    const read = readWitnessRequest(text);
    if (typeof read === 'string') throw new Error(read);
    expect(read).toMatchObject({ oldSize: 3, checkpoint, parsed: { checkpoint: { size: 5 } } });
    expect(writeWitnessRequest(read)).toBe(text);
  });

  const good = writeWitnessRequest({ oldSize: 3, proof: [hashAt(1)], checkpoint });
  test.each([
    ['nothing', ''],
    ['a leading zero', good.replace('old 3', 'old 03')],
    ['another word', good.replace('old', 'new')],
    ['a size beyond the checkpoint', good.replace('old 3', 'old 6')],
    ['a proof from nothing', good.replace('old 3', 'old 0')],
    ['a proof to itself', good.replace('old 3', 'old 5')],
    ['too many hashes', good.replace('old 3\n', `old 3\n${`${base64(hashAt(1))}\n`.repeat(63)}`)],
    ['no checkpoint', good.slice(0, good.indexOf('\n\n'))],
    ['a checkpoint without a signature', good.slice(0, good.indexOf('— '))],
  ])('is refused with %s', (_, text) => {
    expect(readWitnessRequest(text)).toEqual(expect.any(String));
  });

  test('no text makes the readers throw', () => {
    const piece = fc.constantFrom(
      '\n',
      '\n\n',
      'old 3',
      'index 4',
      'c2sp.org/tlog-proof@v1',
      base64(hashAt(1)),
      'extra ',
      checkpoint,
      '\ud800',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(piece).map((pieces) => pieces.join('')),
        ),
        (text) => {
          for (const read of [readTlogProof, readWitnessRequest]) expect(['string', 'object']).toContain(typeof read(text));
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('cosignature', () => {
  const AT = 1_700_000_000;
  const cosigned = withLine(checkpoint, cosign(checkpoint, witness, AT));

  test('says when, and only of this checkpoint and key', () => {
    expect(readCosignature(noteOf(cosigned), witness.key)).toEqual({ atSeconds: AT });
    expect(readCosignature(noteOf(checkpoint), witness.key)).toBeUndefined();
    expect(readCosignature(noteOf(cosigned), { ...witness.key, type: 1 })).toBeUndefined();
    const other = createNoteSigner('witness/one', Buffer.alloc(32, 10), 4);
    expect(readCosignature(noteOf(cosigned), other.key)).toBeUndefined();
    const larger = signCheckpoint({ origin: 'probity/one', size: 6, root: hashAt(0) }, signer);
    const moved = withLine(larger, cosigned.trimEnd().split('\n').at(-1) as string);
    expect(readCosignature(noteOf(moved), witness.key)).toBeUndefined();
  });

  test('its time cannot be changed', () => {
    const [line] = noteOf(cosigned).signatures.slice(-1);
    if (line === undefined) throw new Error('no cosignature');
    for (let at = 0; at < line.signature.length; at++) {
      const signature = Uint8Array.from(line.signature);
      signature[at] = (signature[at] as number) ^ 1;
      const note = noteOf(cosigned);
      expect(readCosignature({ ...note, signatures: [{ ...line, signature }] }, witness.key)).toBeUndefined();
    }
  });

  test('is added once, and only to a checkpoint', () => {
    expect(withLine(cosigned, cosign(checkpoint, witness, AT))).toBe(cosigned);
    const later = withLine(cosigned, cosign(checkpoint, witness, AT + 5));
    expect(readCosignature(noteOf(later), witness.key)).toEqual({ atSeconds: AT + 5 });
    expect(addSignatureLine('text\n', cosigned)).toEqual(expect.any(String));
    expect(addSignatureLine(checkpoint, 'nothing')).toEqual(expect.any(String));
    expect(() => cosign(checkpoint, signer, AT)).toThrow(RangeError);
    expect(() => cosign('nothing', witness, AT)).toThrow(RangeError);
    expect(() => cosign(checkpoint, witness, 2 ** 33)).toThrow(RangeError);
  });

  test('the example of the specification', () => {
    const example = [
      'example.com/behind-the-sofa',
      '20852163',
      'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=',
      '',
      '— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=',
      '— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==',
      '',
    ].join('\n');
    const parsed = parseCheckpoint(example);
    expect(parsed).toMatchObject({ checkpoint: { origin: 'example.com/behind-the-sofa', size: 20_852_163 } });
    const line = typeof parsed === 'string' ? undefined : parsed.note.signatures[1];
    expect(line?.signature).toHaveLength(8 + 64);
    expect(Buffer.from(line?.signature ?? []).readBigUInt64BE()).toBe(1_679_315_147n);
  });
});

describe('tiles', () => {
  test('paths', () => {
    expect(tilePath(0, 1_234_067)).toBe('tile/0/x001/x234/067');
    expect(tilePath(2, 0, 17)).toBe('tile/2/000.p/17');
    expect(tilePath(0, 999)).toBe('tile/0/999');
    expect(tilePath(0, 1_000)).toBe('tile/0/x001/000');
    expect(entriesPath(5)).toBe('tile/entries/005');
    expect(entriesPath(1_000, 1)).toBe('tile/entries/x001/000.p/1');
    for (const wrong of [() => tilePath(64, 0), () => tilePath(0, -1), () => tilePath(0, 0, 0), () => entriesPath(0, 257)])
      expect(wrong).toThrow(RangeError);
  });

  test('a bundle is read back by a plain reader', () => {
    expect(Buffer.from(writeEntryBundle([Buffer.from('ab'), Buffer.from('c')])).toString('hex')).toBe('00026162000163');
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 256 }), (entries) => {
        expect(plainEntries(writeEntryBundle(entries)).map(base64)).toEqual(entries.map(base64));
      }),
    );
    expect(plainEntries(writeEntryBundle([Buffer.alloc(65_535, 1)]))[0]?.length).toBe(65_535);
    expect(() => writeEntryBundle([Buffer.alloc(65_536)])).toThrow(RangeError);
    expect(() => writeEntryBundle([])).toThrow(RangeError);
  });
});
