/** Key files: what opens them, what does not, and what is said then. */
import { createPrivateKey, generateKeyPairSync, scryptSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { type KeyContent, openKey, readLockedKey, sealKey } from '../../../src/engine/identity/key-file.ts';
import { passphraseKey } from '../../../src/engine/identity/passphrase-key.ts';
import { canonicalJson } from '../../../src/engine/model/canonical-json.ts';
import { sha256Hex } from '../../../src/engine/model/sha256.ts';
import { asyncRefusal } from '../../support/async-refusal.ts';

const PASSPHRASE = 'seven grey herons at dusk é';
const content: KeyContent = {
  kind: 'log-key',
  facts: { origin: 'probity/0192', names: ['Å', '名前'] },
  pkcs8: generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }),
};

let file = '';
beforeAll(async () => {
  file = await sealKey(content, PASSPHRASE);
});

type Fields = { [name: string]: unknown };

/** The file with other fields, and with the hash that it would then have. */
const rewritten = (change: (fields: Fields) => void): string => {
  const { sha256: _, ...fields } = JSON.parse(file) as Fields;
  change(fields);
  return JSON.stringify({ ...fields, sha256: sha256Hex(canonicalJson(fields as { [name: string]: string })) });
};

describe('a key file', () => {
  it('gives the key back to whoever has the passphrase', async () => {
    const opened = await openKey(file, PASSPHRASE);
    expect(opened).toEqual({ ...content, pkcs8: Buffer.from(content.pkcs8) });
    expect(createPrivateKey({ key: Buffer.from(opened.pkcs8), format: 'der', type: 'pkcs8' }).asymmetricKeyType).toBe('ed25519');
  });

  it('opens by a passphrase that is the same to a reader, however its letters are put together', async () => {
    expect(PASSPHRASE.normalize('NFD')).not.toBe(PASSPHRASE);
    expect((await openKey(file, PASSPHRASE.normalize('NFD'))).kind).toBe('log-key');
  });

  it('says whose key it is without the passphrase', () => {
    expect(readLockedKey(file)).toEqual({ kind: 'log-key', facts: content.facts });
  });

  it('shows neither key nor passphrase, and never the same bytes twice', async () => {
    const again = await sealKey(content, PASSPHRASE);
    const secret = Buffer.from(content.pkcs8).subarray(-32);
    for (const text of [file, again]) {
      expect(text).not.toContain(PASSPHRASE);
      expect(Buffer.from((JSON.parse(text) as { sealed: string }).sealed, 'base64').includes(secret)).toBe(false);
    }
    const [one, two] = [JSON.parse(file), JSON.parse(again)] as [Fields, Fields];
    expect(one.sealed).not.toBe(two.sealed);
    expect(one.kdf).not.toEqual(two.kdf);
    expect(one.nonce).not.toBe(two.nonce);
  });

  it('tells a wrong passphrase from a damaged file', async () => {
    const wrong = await asyncRefusal(openKey(file, 'seven grey herons at dawn'));
    expect(wrong.kind).toBe('forbidden');
    expect(wrong.message).toContain('passphrase is wrong');
    expect(wrong.message).not.toContain('herons');
    for (const damaged of [
      file.slice(0, -20),
      file.replace('probity/0192', 'probity/0193'),
      file.replace(/"sealed": "./, '"sealed": "~'),
      '',
      '[]',
    ]) {
      const failure = await asyncRefusal(openKey(damaged, PASSPHRASE));
      expect(failure.kind).toBe('unreadable');
    }
  });

  it('notices a changed bit anywhere, also where the hash was mended', async () => {
    const changes: readonly ((fields: Fields) => void)[] = [
      (fields) => {
        fields.facts = { origin: 'probity/0193' };
      },
      (fields) => {
        const sealed = Buffer.from(fields.sealed as string, 'base64');
        sealed[0] = (sealed[0] ?? 0) ^ 1;
        fields.sealed = sealed.toString('base64');
      },
    ];
    const failures = await Promise.all(changes.map((change) => asyncRefusal(openKey(rewritten(change), PASSPHRASE))));
    expect(failures.map(({ kind }) => kind)).toEqual(['forbidden', 'forbidden']);
  });

  it('spends no time and no memory on what a hostile file asks for', async () => {
    const kdf = (change: object) => (fields: Fields) => {
      fields.kdf = { ...(fields.kdf as object), ...change };
    };
    const hostile = [
      rewritten(kdf({ N: 2 ** 30 })),
      rewritten(kdf({ N: 2 })),
      rewritten(kdf({ r: 1_000_000 })),
      rewritten(kdf({ p: 1_000_000 })),
      rewritten(kdf({ salt: '' })),
      rewritten((fields) => {
        fields.sealed = Buffer.alloc(20_000).toString('base64');
      }),
      rewritten((fields) => {
        fields.sealed = Buffer.alloc(16).toString('base64');
      }),
      ' '.repeat(300_000),
      '['.repeat(200_000),
    ];
    const start = performance.now();
    for (const text of hostile) expect((await asyncRefusal(openKey(text, PASSPHRASE))).kind).toBe('unreadable');
    // One derivation alone takes longer.
    expect(performance.now() - start).toBeLessThan(300);
  });

  it('leaves the work to another thread', async () => {
    const before = process.threadCpuUsage();
    await openKey(file, PASSPHRASE);
    const { user, system } = process.threadCpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(150);
  });

  it('makes the key that scrypt is defined to make', async () => {
    const salt = Buffer.alloc(32, 7);
    const expected = scryptSync('näme'.normalize('NFC'), salt, 32, { N: 131_072, r: 8, p: 1, maxmem: 512 * 1024 * 1024 });
    expect(Buffer.from(await passphraseKey('näme'.normalize('NFD'), salt)).equals(expected)).toBe(true);
  });
});
