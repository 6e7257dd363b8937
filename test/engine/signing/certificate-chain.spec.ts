/** The way from a certificate to its root holds only where every step of it does. */
import { describe, expect, test } from 'vitest';
import { readCertificate } from '../../../src/engine/signing/certificate.ts';
import { chainOf } from '../../../src/engine/signing/certificate-chain.ts';
import { type Holder, issue, issueSigner, type Profile } from './test-office.ts';

const AT = '2026-11-20T15:00:00.000Z';
const authority = (name: string, changes: Partial<Profile> = {}): Holder =>
  issue({ name, kind: 'ecdsa-p256', authority: true, keyUsage: [5, 6], ...changes });
const chain = (first: Holder, ...others: readonly Holder[]) => {
  const [certificate, ...issuers] = [first, ...others].map((holder) => readCertificate(holder.certificate));
  if (certificate === undefined) throw new Error('there is a first one');
  return chainOf(certificate, issuers, AT);
};

test.each([undefined, 1, 2])('a root that allows for %s authorities below it has one', (pathLength) => {
  const root = authority('Root', pathLength === undefined ? {} : { pathLength });
  const middle = authority('Middle', { issuer: root, pathLength: 0 });
  expect(chain(issueSigner(middle), middle, root)).toMatchObject({ complete: true, certificates: { length: 3 } });
});

test('a root signed over SHA-1 is judged by its fingerprint alone, and not by that', () => {
  const root = authority('Root', { sha1: true });
  expect(chain(issueSigner(root), root).complete).toBe(true);
});

describe('refused', () => {
  test('an authority below a root that allows for none', () => {
    const root = authority('Root', { pathLength: 0 });
    const middle = authority('Middle', { issuer: root });
    expect(chain(middle, root).complete).toBe(true);
    expect(() => chain(issueSigner(middle), middle, root)).toThrow(/Middle was not issued by the one of Root/);
  });

  test.each(['ecdsa-p256', 'rsa-3072'] as const)('a certificate signed over SHA-1 with %s, whether its issuer is there or not', (kind) => {
    const root = authority('Root', { kind });
    const signer = issueSigner(root, { sha1: true });
    expect(() => chain(signer, root)).toThrow(/Ada Analyst is signed with the algorithm 1\.2\.840\.\S+, which is not accepted/);
    expect(() => chain(signer)).toThrow(/is not accepted/);
  });
});
