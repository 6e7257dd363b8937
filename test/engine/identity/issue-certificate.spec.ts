/** Certificates of offices and signers: what they say, and that OpenSSL agrees. */
import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { certificatePem } from '../../../src/engine/identity/certificate-file.ts';
import { issueOffice, issueSigner, type Office } from '../../../src/engine/identity/issue-certificate.ts';
import { newKey } from '../../../src/engine/identity/new-key.ts';
import type { SignatureAlgorithm } from '../../../src/engine/model/signer.ts';
import type { Certificate } from '../../../src/engine/signing/certificate.ts';
import { chainOf } from '../../../src/engine/signing/certificate-chain.ts';
import { asyncRefusal } from '../../support/async-refusal.ts';
import { hasTool, runTool } from '../../support/command-tool.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';

const AT = '2026-03-01T10:20:30.400Z';

const makeOffice = async (
  name: string,
  { algorithm = 'ecdsa-p256', at = AT, country }: { algorithm?: SignatureAlgorithm; at?: string; country?: string } = {},
): Promise<Office> => {
  const key = await newKey(algorithm);
  return { key, certificate: await issueOffice({ name, country }, { key, at }) };
};

const makeSigner = async (
  office: Office,
  name: string,
  { algorithm = 'ecdsa-p256', at = AT, email }: { algorithm?: SignatureAlgorithm; at?: string; email?: string } = {},
): Promise<Certificate> => issueSigner({ name, email, key: await newKey(algorithm) }, { office, at });

const pemFile = (folder: string, name: string, { der }: Certificate): string => {
  const path = join(folder, name);
  writeFileSync(path, certificatePem(der));
  return path;
};

describe('certificates of an office', () => {
  it('say who somebody is, for how long and for what', async () => {
    const office = await makeOffice('Amt für Soziales', { country: 'at' });
    const signer = await makeSigner(office, 'Jürgen Müller 名前', { email: 'j.mueller@amt.example' });
    expect(office.certificate).toMatchObject({
      name: 'Amt für Soziales',
      issuerName: 'Amt für Soziales',
      isAuthority: true,
      notBefore: '2026-03-01T10:20:30.000Z',
      notAfter: '2046-03-01T10:20:30.000Z',
      keyUsage: new Set([5, 6]),
    });
    expect(signer).toMatchObject({
      name: 'Jürgen Müller 名前',
      issuerName: 'Amt für Soziales',
      isAuthority: false,
      notAfter: '2031-03-01T10:20:30.000Z',
      keyUsage: new Set([0, 1]),
      extendedKeyUsage: { purposes: ['1.3.6.1.5.5.7.3.36', '1.3.6.1.5.5.7.3.4'], critical: false },
    });
    expect(chainOf(signer, [office.certificate], AT)).toMatchObject({ complete: true, certificates: [signer, office.certificate] });
    expect(new X509Certificate(signer.der).subjectAltName).toBe('email:j.mueller@amt.example');
  });

  it('have serial numbers that nobody can foresee, of at most 20 bytes and above zero', async () => {
    const office = await makeOffice('Office');
    const signers = await Promise.all(Array.from({ length: 20 }, () => makeSigner(office, 'Ada')));
    const serials = signers.map(({ der }) => new X509Certificate(der).serialNumber);
    expect(new Set(serials).size).toBe(20);
    for (const serial of serials) expect(serial).toMatch(/^[4-7][0-9A-F]{31}$/);
  });

  it('never outlive the office, and none is issued by an office that has run out', async () => {
    const office = await makeOffice('Office');
    const late = await makeSigner(office, 'Ada', { at: '2044-02-29T00:00:00.000Z' });
    expect(late.notAfter).toBe('2046-03-01T10:20:30.000Z');
    const leap = await makeSigner(office, 'Ada', { at: '2028-02-29T00:00:00.000Z' });
    expect(leap.notAfter).toBe('2033-02-28T00:00:00.000Z');
    expect((await asyncRefusal(makeSigner(office, 'Ada', { at: '2046-03-02T00:00:00.000Z' }))).message).toContain('Make a new office');
    expect((await asyncRefusal(makeSigner(office, 'Ada', { at: '2026-02-28T00:00:00.000Z' }))).kind).toBe('invalid');
  });

  it('take names of any script and none that deceives', async () => {
    const office = await makeOffice('Ведомство по делам семьи 家族庁 🏛');
    expect((await makeSigner(office, `Zo\u0065\u0308 Ω`)).name).toBe('Zoë Ω');
    expect((await makeSigner(office, 'Ada/CN=Eve, O=Other')).name).toBe('Ada/CN=Eve, O=Other');
    const unshown = [
      'Ada\u200f',
      'A\u200bda',
      'Ada\u00ad',
      'A\ufeffda',
      'Ada\u{e0041}',
      'Ada\u061c',
      'Ada\ud800',
      'Ada\ue000',
      'A\u2028da',
    ];
    for (const name of ['', '   ', 'x'.repeat(65), 'Ada\u202ecilA', 'Ada\nAlice', 'Ada\u0000', ...unshown]) {
      expect((await asyncRefusal(makeSigner(office, name))).kind).toBe('invalid');
    }
    for (const email of ['ada', 'ada@', 'a b@c.de', 'ada@example.com\n', 'ädä@example.com']) {
      expect((await asyncRefusal(makeSigner(office, 'Ada', { email }))).kind).toBe('invalid');
    }
    expect((await asyncRefusal(makeOffice('Office', { country: '1A' }))).kind).toBe('invalid');
  });
});

describe.skipIf(!hasTool('openssl'))('OpenSSL (skipped where it is not installed)', () => {
  it.each(['ecdsa-p256', 'rsa-3072'] as const)('verifies the certificates of an office with %s', async (algorithm) => {
    const folder = scratchFolder();
    const office = await makeOffice('Amt für Soziales', { algorithm });
    const signer = await makeSigner(office, 'Jürgen Müller', { algorithm, email: 'j.mueller@amt.example' });
    const root = pemFile(folder, 'root.pem', office.certificate);
    const leaf = pemFile(folder, 'leaf.pem', signer);
    const verified = runTool('openssl', 'verify', '-x509_strict', '-purpose', 'smimesign', '-attime', '1790000000', '-CAfile', root, leaf);
    expect(verified).toContain('leaf.pem: OK');
    const text = runTool('openssl', 'x509', '-in', leaf, '-noout', '-text', '-nameopt', 'utf8,sep_comma_plus_space');
    expect(text).toContain('Subject: O=Amt für Soziales, CN=Jürgen Müller');
    expect(text).toMatch(/X509v3 Key Usage: critical\s+Digital Signature, Non Repudiation\n/);
    expect(text).toMatch(/X509v3 Extended Key Usage:\s+1\.3\.6\.1\.5\.5\.7\.3\.36, E-mail Protection\n/);
    expect(text).toMatch(/X509v3 Basic Constraints: critical\s+CA:FALSE/);
    const identifier = /X509v3 Authority Key Identifier:\s+(?:keyid:)?([0-9A-F:]+)/.exec(text)?.[1];
    const rootText = runTool('openssl', 'x509', '-in', root, '-noout', '-text');
    expect(rootText).toMatch(/X509v3 Key Usage: critical\s+Certificate Sign, CRL Sign\n/);
    expect(rootText).toMatch(/X509v3 Basic Constraints: critical\s+CA:TRUE, pathlen:0/);
    expect(/X509v3 Subject Key Identifier:\s+([0-9A-F:]+)/.exec(rootText)?.[1]).toBe(identifier);
    // UTF8String, whatever the letters.
    expect(runTool('openssl', 'asn1parse', '-in', leaf)).toMatch(/UTF8STRING +:/);
  });
});
