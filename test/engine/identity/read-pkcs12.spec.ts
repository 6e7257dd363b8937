/** PKCS #12 files as OpenSSL writes them: read, or refused with what to do. */

import { sign, verify } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Pkcs12, readPkcs12 } from '../../../src/engine/identity/read-pkcs12.ts';
import { demandSigningCertificate } from '../../../src/engine/identity/signing-certificate.ts';
import { Refusal } from '../../../src/engine/model/problem.ts';
import { asyncRefusal } from '../../support/async-refusal.ts';
import { hasTool, runTool } from '../../support/command-tool.ts';
import { fileFolder } from '../../support/file-folder.ts';
import { thrownRefusal } from '../../support/thrown-refusal.ts';

const folder = fileFolder();
const at = (name: string): string => join(folder, name);
/** Within the days for which the certificates below hold. */
const NOW = new Date(Date.now() + 3_600_000).toISOString();
const PASSWORD = 'gehéim';

const KEYS: { readonly [kind: string]: readonly string[] } = {
  ec: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  rsa: ['-newkey', 'rsa:2048'],
  small: ['-newkey', 'rsa:1024'],
  p384: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  ed25519: ['-newkey', 'ed25519'],
};

const makeCertificate = (kind: string, name: string): void => {
  const extensions = ['-addext', 'basicConstraints=critical,CA:FALSE', '-addext', 'keyUsage=digitalSignature'];
  runTool(
    'openssl',
    'req',
    '-x509',
    ...(KEYS[kind] ?? []),
    '-nodes',
    '-utf8',
    '-days',
    '30',
    '-subj',
    `/CN=${name}`,
    ...extensions,
    '-keyout',
    at(`${kind}.key`),
    '-out',
    at(`${kind}.pem`),
  );
};

const pack = (name: string, ...args: readonly string[]): Uint8Array => {
  runTool('openssl', 'pkcs12', '-export', ...args, '-passout', `pass:${PASSWORD}`, '-out', at(name));
  return readFileSync(at(name));
};
const pair = (kind: string): readonly string[] => ['-inkey', at(`${kind}.key`), '-in', at(`${kind}.pem`)];

const signsAsItSays = ({ key, certificate }: Pkcs12): boolean =>
  verify('sha256', Buffer.from('x'), certificate.publicKey, sign('sha256', Buffer.from('x'), key));

describe.skipIf(!hasTool('openssl'))('a PKCS #12 file (skipped where openssl is not installed)', () => {
  let modern: Uint8Array;
  beforeAll(() => {
    for (const kind of Object.keys(KEYS)) makeCertificate(kind, `Jürgen ${kind}`);
    modern = pack('ec.p12', ...pair('ec'));
  });

  it('gives its key and certificate', async () => {
    const ec = await readPkcs12(modern, PASSWORD);
    expect(ec.certificate.name).toBe('Jürgen ec');
    expect(signsAsItSays(ec)).toBe(true);
    const rsa = await readPkcs12(pack('rsa.p12', ...pair('rsa'), '-keypbe', 'AES-128-CBC', '-certpbe', 'NONE', '-nomac'), PASSWORD);
    expect(signsAsItSays(rsa)).toBe(true);
    expect(demandSigningCertificate(rsa.certificate, rsa.others, NOW)).toMatchObject({ chain: [] });
    const open = await readPkcs12(pack('open.p12', ...pair('ec'), '-keypbe', 'NONE', '-certpbe', 'NONE'), 'whatever');
    expect(signsAsItSays(open)).toBe(true);
  });

  it('gives the certificates of its issuers too', async () => {
    runTool(
      'openssl',
      'req',
      '-x509',
      ...(KEYS.ec ?? []),
      '-nodes',
      '-days',
      '30',
      '-subj',
      '/CN=Root',
      '-addext',
      'keyUsage=keyCertSign',
      '-keyout',
      at('root.key'),
      '-out',
      at('root.pem'),
    );
    runTool('openssl', 'req', '-new', ...(KEYS.rsa ?? []), '-nodes', '-subj', '/CN=Ada', '-keyout', at('ada.key'), '-out', at('ada.csr'));
    runTool(
      'openssl',
      'x509',
      '-req',
      '-in',
      at('ada.csr'),
      '-CA',
      at('root.pem'),
      '-CAkey',
      at('root.key'),
      '-days',
      '20',
      '-out',
      at('ada.pem'),
    );
    const { certificate, others } = await readPkcs12(pack('ada.p12', ...pair('ada'), '-certfile', at('root.pem')), PASSWORD);
    const chosen = demandSigningCertificate(certificate, others, NOW);
    expect([chosen.certificate.name, ...chosen.chain.map(({ name }) => name)]).toEqual(['Ada', 'Root']);
  });

  it('opens with no password where it has none', async () => {
    runTool('openssl', 'pkcs12', '-export', ...pair('ec'), '-passout', 'pass:', '-out', at('none.p12'));
    expect((await readPkcs12(readFileSync(at('none.p12')), '')).certificate.name).toBe('Jürgen ec');
  });

  it('says that the password is wrong, each time', async () => {
    for (let n = 0; n < 40; n++) {
      const failure = await asyncRefusal(readPkcs12(modern, `wrong ${n}`));
      expect(['forbidden', 'unreadable']).toContain(failure.kind);
      expect(failure.message).not.toContain('wrong ');
    }
    expect(await asyncRefusal(readPkcs12(modern, 'geheim'))).toMatchObject({
      kind: 'forbidden',
      message: expect.stringContaining('password'),
    });
  });

  it('of the old kinds is refused with how to convert it, and that works', async () => {
    const legacy = pack('legacy.p12', '-legacy', ...pair('ec'));
    const failure = await asyncRefusal(readPkcs12(legacy, PASSWORD));
    expect(failure).toMatchObject({ kind: 'invalid', message: expect.stringContaining('openssl pkcs12 -legacy -in old.p12') });
    const triple = pack('triple.p12', '-legacy', ...pair('ec'), '-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'AES-256-CBC');
    expect((await asyncRefusal(readPkcs12(triple, PASSWORD))).message).toContain('Triple-DES');
    runTool('openssl', 'pkcs12', '-legacy', '-in', at('legacy.p12'), '-nodes', '-out', at('open.pem'), '-passin', `pass:${PASSWORD}`);
    runTool('openssl', 'pkcs12', '-export', '-in', at('open.pem'), '-out', at('new.p12'), '-passout', `pass:${PASSWORD}`);
    expect(signsAsItSays(await readPkcs12(readFileSync(at('new.p12')), PASSWORD))).toBe(true);
  });

  it('is refused where what it holds cannot sign reports, and says why', async () => {
    const cases: readonly (readonly [Uint8Array, string])[] = [
      [pack('keyless.p12', '-nokeys', '-in', at('ec.pem')), 'no private key'],
      [pack('bare.p12', '-nocerts', '-inkey', at('ec.key')), 'no certificate'],
    ];
    for (const [bytes, words] of cases) expect((await asyncRefusal(readPkcs12(bytes, PASSWORD))).message).toContain(words);
    for (const [kind, words] of [
      ['ed25519', 'most PDF viewers cannot check'],
      ['small', '1024 bits'],
      ['p384', 'P-256'],
    ] as const) {
      const { certificate, others } = await readPkcs12(pack(`${kind}.p12`, ...pair(kind)), PASSWORD);
      expect(thrownRefusal(() => demandSigningCertificate(certificate, others, NOW)).message).toContain(words);
    }
    const { certificate } = await readPkcs12(modern, PASSWORD);
    expect(thrownRefusal(() => demandSigningCertificate(certificate, [], '2046-01-01T00:00:00.000Z')).message).toMatch(
      /has run out: it held until .* Ask whoever issued it/,
    );
  });

  it('that asks for hours is refused at once', async () => {
    const greedy = Buffer.from(pack('greedy.p12', ...pair('ec'), '-iter', '1999999', '-nomac'));
    // INTEGER 1,999,999 as INTEGER 8,000,000 in all places.
    const changed = Buffer.from(greedy.toString('latin1').replaceAll('\x02\x03\x1e\x84\x7f', '\x02\x03\x7a\x12\x00'), 'latin1');
    expect(changed.equals(greedy)).toBe(false);
    const start = performance.now();
    expect((await asyncRefusal(readPkcs12(changed, PASSWORD))).message).toContain('8000000 rounds');
    expect(performance.now() - start).toBeLessThan(500);
  });

  it('that is hostile is refused, and never brings anything down', async () => {
    for (const junk of [
      new Uint8Array(),
      Buffer.from('-----BEGIN'),
      Buffer.alloc(200_000, 0x30),
      Buffer.alloc(200_000, Buffer.from('3080', 'hex')),
      readFileSync(at('ec.pem')),
    ]) {
      expect((await asyncRefusal(readPkcs12(junk, PASSWORD))).kind).toBe('unreadable');
    }
    const open = pack('plain.p12', ...pair('ec'), '-keypbe', 'NONE', '-certpbe', 'NONE', '-nomac');
    await fc.assert(
      fc.asyncProperty(fc.nat(open.length - 1), fc.integer({ min: 1, max: 255 }), async (index, flip) => {
        const bytes = Uint8Array.from(open);
        bytes[index] = (bytes[index] ?? 0) ^ flip;
        try {
          expect(signsAsItSays(await readPkcs12(bytes, PASSWORD))).toBe(true);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
        }
      }),
      { numRuns: 300 },
    );
    writeFileSync(at('cut.p12'), modern.subarray(0, 700));
    expect((await asyncRefusal(readPkcs12(readFileSync(at('cut.p12')), PASSWORD))).kind).toBe('unreadable');
  });
});
