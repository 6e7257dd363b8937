/** Notes, keys and checkpoints are read and written as their specifications say, and no other text is taken for one. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCheckpoint, readSignedCheckpoint, signCheckpoint } from '../../../src/engine/audit/checkpoint.ts';
import { createNoteSigner } from '../../../src/engine/audit/ed25519-signer.ts';
import { emptyRoot, leafHash } from '../../../src/engine/audit/merkle-tree.ts';
import { type Note, parseNote, writeNote } from '../../../src/engine/audit/signed-note.ts';
import {
  isSignedBy,
  keyFingerprint,
  keyHash,
  parseVerifierKey,
  type VerifierKey,
  writeVerifierKey,
} from '../../../src/engine/audit/verifier-key.ts';
import { hex } from '../../../src/engine/model/hex.ts';
import { sharedFolder } from '../../support/shared-folder.ts';

const signer = createNoteSigner('probity/one', Buffer.alloc(32, 7));
const other = createNoteSigner('probity/one', Buffer.alloc(32, 8));
const checkpoint = { origin: 'probity/one', size: 45_822, root: leafHash(Buffer.from('root')) };
const signed = signCheckpoint(checkpoint, signer);

const noteOf = (text: string): Note => {
  const note = parseNote(text);
  if (typeof note === 'string') throw new Error(note);
  return note;
};
const keyOf = (text: string): VerifierKey => {
  const key = parseVerifierKey(text);
  if (typeof key === 'string') throw new Error(key);
  return key;
};

describe('checkpoint', () => {
  test('is three lines, an empty one and a signature, and comes back as it was', () => {
    expect(signed).toMatch(/^probity\/one\n45822\n[A-Za-z0-9+/]{43}=\n\n— probity\/one [A-Za-z0-9+/]{91}=\n$/);
    const parsed = parseCheckpoint(signed);
    expect(parsed).toMatchObject({ checkpoint: { origin: 'probity/one', size: 45_822 } });
    expect(typeof parsed === 'string' ? parsed : hex(parsed.checkpoint.root)).toBe(hex(checkpoint.root));
    expect(writeNote(noteOf(signed))).toBe(signed);
  });

  test('is signed by its key alone, and by that for its own log alone', () => {
    expect(readSignedCheckpoint(signed, [other.key, signer.key])).toMatchObject({ checkpoint: { size: 45_822 } });
    expect(readSignedCheckpoint(signed, [other.key])).toMatch(/not signed by the key/);
    expect(readSignedCheckpoint(signed, [])).toMatch(/not signed by a key/);
    const stranger = signCheckpoint({ ...checkpoint, origin: 'probity/two' }, signer);
    expect(readSignedCheckpoint(stranger, [signer.key])).toMatch(/not signed/);
  });

  test('a change of any character of its text is noticed', () => {
    fc.assert(
      fc.property(fc.nat(signed.indexOf('\n\n') - 1), fc.constantFrom('0', 'A', 'z', '/', ' ', '+'), (at, character) => {
        const changed = signed.slice(0, at) + character + signed.slice(at + 1);
        fc.pre(changed !== signed);
        expect(typeof readSignedCheckpoint(changed, [signer.key])).toBe('string');
      }),
    );
  });

  test('extension lines are read over', () => {
    const text = `probity/one\n3\n${Buffer.from(checkpoint.root).toString('base64')}\nan extension\n`;
    const signature = { name: 'probity/one', keyHash: keyHash(signer.key), signature: signer.sign(Buffer.from(text)) };
    expect(readSignedCheckpoint(writeNote({ text, signatures: [signature] }), [signer.key])).toMatchObject({ checkpoint: { size: 3 } });
  });

  const root = Buffer.from(checkpoint.root).toString('base64');
  test.each([
    ['no origin', `\n3\n${root}\n`],
    ['a size with a leading zero', `o\n03\n${root}\n`],
    ['a size with a sign', `o\n+3\n${root}\n`],
    ['a size beyond every number', `o\n99999999999999999\n${root}\n`],
    ['a size in other digits', `o\n٣\n${root}\n`],
    ['a short root', `o\n3\nAAAA\n`],
    ['a root without padding', `o\n3\n${root.slice(0, -1)}\n`],
    ['a root with other last bits', `o\n3\n${root.slice(0, -2)}B=\n`],
    ['two lines', 'o\n3\n'],
    ['an empty line', `o\n3\n${root}\n\nmore\n`],
    ['no entries and a root', `o\n0\n${root}\n`],
  ])('is refused with %s', (_, text) => {
    const line = signed.slice(signed.indexOf('\n\n') + 2);
    expect(parseCheckpoint(`${text}\n${line}`)).toEqual(expect.any(String));
  });

  test('of no entries has the root of nothing', () => {
    const empty = signCheckpoint({ origin: 'probity/one', size: 0, root: emptyRoot() }, signer);
    expect(readSignedCheckpoint(empty, [signer.key])).toMatchObject({ checkpoint: { size: 0 } });
  });
});

describe('note', () => {
  const line = signed.slice(signed.indexOf('— '), -1);

  test('its text may have empty lines: the last one parts it from the signatures', () => {
    const note = noteOf(`first\n\nsecond\n\n${line}\n${line}\n`);
    expect(note.text).toBe('first\n\nsecond\n');
    expect(note.signatures).toHaveLength(2);
  });

  test.each([
    ['nothing', ''],
    ['no signature', 'text\n\n'],
    ['no empty line', `text\n${line}\n`],
    ['no line feed at the end', `text\n\n${line}`],
    ['a carriage return', `text\r\n\n${line}\n`],
    ['a lone surrogate', `te\ud800xt\n\n${line}\n`],
    ['a hyphen for the dash', `text\n\n-${line.slice(1)}\n`],
    ['a name with a plus', 'text\n\n— a+b AAAAAAAA\n'],
    ['a name with a wide space', 'text\n\n— a\u3000b AAAAAAAA\n'],
    ['no name', 'text\n\n—  AAAAAAAA\n'],
    ['two spaces', 'text\n\n— a  AAAAAAAA\n'],
    ['more after the signature', 'text\n\n— a AAAAAAAA b\n'],
    ['a signature of no bytes', 'text\n\n— a AAAAAA==\n'],
    ['url base64', 'text\n\n— a AAAA_AAA\n'],
    ['base64 with other last bits', 'text\n\n— a AAAAAAB=\n'],
    ['too many signatures', `text\n\n${`${line}\n`.repeat(101)}`],
    ['too long a text', `${'x'.repeat(300_000)}\n\n${line}\n`],
  ])('is refused with %s', (_, text) => {
    expect(parseNote(text)).toEqual(expect.any(String));
  });

  test('no text makes the readers throw', () => {
    const piece = fc.constantFrom('\n', '\n\n', '— ', 'name', ' ', 'AAAA', 'AAAAAAAA', '=', '12', '+', '\u0000', '\ud800', line, signed);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(piece).map((pieces) => pieces.join('')),
        ),
        (text) => {
          for (const read of [parseNote, parseCheckpoint, parseVerifierKey]) expect(['string', 'object']).toContain(typeof read(text));
          const note = parseNote(text);
          if (typeof note !== 'string') expect(writeNote(note)).toBe(text);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('one bad signature among good ones of the key spoils them all; those of others do not count', () => {
    const { text, signatures } = noteOf(signed);
    const bad = { name: signer.key.name, keyHash: keyHash(signer.key), signature: new Uint8Array(64) };
    expect(isSignedBy({ text, signatures: [...signatures, bad] }, signer.key)).toBe(false);
    const foreign = { name: 'probity/one', keyHash: keyHash(other.key), signature: new Uint8Array(64) };
    expect(isSignedBy({ text, signatures: [...signatures, foreign] }, signer.key)).toBe(true);
    expect(isSignedBy({ text, signatures: [{ ...bad, signature: new Uint8Array(3) }] }, signer.key)).toBe(false);
  });

  test('more signatures of one key than anybody needs are not checked one by one, and count for nothing', () => {
    const { text, signatures } = noteOf(signed);
    const repeated = (times: number): Note => ({ text, signatures: new Array(times).fill(signatures[0]) });
    expect(isSignedBy(repeated(8), signer.key)).toBe(true);
    expect(isSignedBy(repeated(9), signer.key)).toBe(false);
  });

  test('is not written with what would not be read', () => {
    const signatures = noteOf(signed).signatures;
    expect(() => writeNote({ text: 'no line feed', signatures })).toThrow(RangeError);
    expect(() => writeNote({ text: 'text\n', signatures: [] })).toThrow(RangeError);
    expect(() => createNoteSigner('two words', Buffer.alloc(32))).toThrow(RangeError);
    expect(() => createNoteSigner('name', Buffer.alloc(31))).toThrow(RangeError);
  });
});

describe('verifier key', () => {
  test('comes back as it was written, for signatures and for cosignatures', () => {
    for (const key of [signer.key, createNoteSigner('witness/one', Buffer.alloc(32, 1), 4).key]) {
      const read = keyOf(writeVerifierKey(key));
      expect({ ...read, publicKey: hex(read.publicKey) }).toEqual({ ...key, publicKey: hex(key.publicKey) });
    }
    expect(keyFingerprint(signer.key)).toMatch(/^[0-9a-f]{64}$/);
    expect(hex(keyHash({ ...signer.key, type: 4 }))).not.toBe(hex(keyHash(signer.key)));
  });

  const text = writeVerifierKey(signer.key);
  test.each([
    ['another name', text.replace('one', 'two')],
    ['another hash', text.replace(/\+[0-9a-f]/, (start) => (start === '+0' ? '+1' : '+0'))],
    ['another key', writeVerifierKey(other.key).replace(/\+[0-9a-f]{8}\+/, `+${hex(keyHash(signer.key))}+`)],
    ['another type', text.slice(0, -44) + Buffer.concat([Buffer.of(2), signer.key.publicKey]).toString('base64')],
    ['white space', `${text}\n`],
    ['a part', text.slice(0, -4)],
    ['no name', text.slice(text.indexOf('+'))],
    ['nothing', ''],
  ])('is refused with %s', (_, changed) => {
    expect(parseVerifierKey(changed)).toEqual(expect.any(String));
  });
});

test.each(['01', 'ec', '00', 'ed', 'ee', '26', 'c7'])('a key that anybody can sign with, %s…, is refused', (start) => {
  const rest: { readonly [start: string]: string } = {
    '26': 'e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
    c7: '176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  };
  const end = start < '1' ? '00'.repeat(31) : `${'ff'.repeat(30)}7f`;
  const key: VerifierKey = { name: 'probity/one', type: 1, publicKey: Buffer.from(`${start}${rest[start] ?? end}`, 'hex') };
  expect(parseVerifierKey(writeVerifierKey(key))).toContain('anybody can sign with');
  // Why: one signature, which takes no secret, is good for every text.
  if (start !== '01') return;
  const signature = Buffer.concat([key.publicKey, Buffer.alloc(32)]);
  for (const text of ['one text\n', 'another\n'])
    expect(isSignedBy({ text, signatures: [{ name: key.name, keyHash: keyHash(key), signature }] }, key)).toBe(true);
});

const example = sharedFolder('vectors/c2sp/signed-note-example.json');

test.runIf(example !== undefined)('the example of the specification', () => {
  const { vkey, note } = JSON.parse(readFileSync(example as string, 'utf8')) as { readonly vkey: string; readonly note: string };
  const key = keyOf(vkey);
  expect(writeVerifierKey(key)).toBe(vkey);
  expect(isSignedBy(noteOf(note), key)).toBe(true);
  expect(isSignedBy(noteOf(note.replace('example message', 'exemple message')), key)).toBe(false);
});
