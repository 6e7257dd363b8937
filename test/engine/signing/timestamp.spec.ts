/** A timestamp counts where an authority's answer is to this very request, and was signed by a certificate that is for timestamps. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../../../src/engine/model/sha256.ts';
import { readTimestampResponse, timestampRequest } from '../../../src/engine/signing/timestamp.ts';
import { hasTool, runTool } from '../../support/command-tool.ts';
import { type OpensslAuthority, opensslAnswer } from '../../support/openssl-authority.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';
import { type Answer, answer, issueAuthority } from './test-authority.ts';
import { issueSigner, PURPOSE } from './test-office.ts';

const digest = sha256('what is to be timestamped');
const request = timestampRequest(digest);

test('a granted answer gives time, authority and token', () => {
  expect(readTimestampResponse(answer(request), digest)).toMatchObject({
    at: '2026-11-20T15:00:00.500Z',
    by: 'Test Time Authority',
    fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    token: expect.any(Uint8Array),
  });
});

test('one digest has one request', () => {
  expect(timestampRequest(digest)).toEqual(request);
  expect(timestampRequest(sha256('something else'))).not.toEqual(request);
});

const authority = issueAuthority();
const refused: readonly (readonly [string, Answer, string])[] = [
  ['a request that was rejected', { status: 2 }, 'did not grant'],
  ['another imprint', { imprint: sha256('something else') }, 'something else'],
  ['another nonce', { nonce: Uint8Array.of(2, 1, 5) }, 'another request'],
  ['no nonce', { nonce: undefined }, 'another request'],
  ['a time after the certificate', { at: '20370101000000Z' }, 'holds from'],
  ['a time that is none', { at: '20261332000000Z' }, 'no time'],
  ['a certificate of a person', { authority: issueSigner(authority, { purposes: [PURPOSE.emailProtection] }) }, 'not for timestamps'],
  ['a certificate for more than timestamps', { authority: issueAuthority({ purposes: Object.values(PURPOSE) }) }, 'not for timestamps'],
  ['a certificate for anything', { authority: issueSigner(authority, { purposes: [] }) }, 'not for timestamps'],
  ['a short key', { authority: issueAuthority({ kind: 'rsa-1024' }) }, '1024 bits'],
  ['another certificate in it', { certificate: issueAuthority().certificate }, 'not in it'],
  ['a certificate that it does not sign', { signsCertificate: false }, 'signing-certificate'],
  [
    'a certificate of another root of that name',
    { authority: issueAuthority({ issuer: issueAuthority({ name: 'Test Time Root' }) }) },
    'not issued',
  ],
];

describe('refused', () => {
  test.each(refused)('%s', (_, changes, reason) => {
    expect(readTimestampResponse(answer(request, changes), digest)).toContain(reason);
  });

  test('an answer about another digest', () => {
    expect(readTimestampResponse(answer(timestampRequest(sha256('other'))), digest)).toContain('something else');
  });

  test('an answer with any byte changed, cut off or added', () => {
    const good = Buffer.from(answer(request));
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Buffer.from(good);
        changed[at] = (changed[at] ?? 0) ^ flip;
        const read = readTimestampResponse(changed, digest);
        // Versions, algorithm parameters and status are not signed; time, authority and imprint are.
        if (typeof read !== 'string') expect(read).toMatchObject({ at: '2026-11-20T15:00:00.500Z', by: 'Test Time Authority' });
        expect(readTimestampResponse(good.subarray(0, at), digest)).toEqual(expect.any(String));
      }),
      { numRuns: 2_000 },
    );
    expect(readTimestampResponse(Buffer.concat([good, Uint8Array.of(0)]), digest)).toEqual(expect.any(String));
  });

  test('bytes that are no answer, in bounded time', () => {
    const nested = Buffer.alloc(60_000, Buffer.of(0x30, 0x80));
    for (const bytes of [
      new Uint8Array(),
      Buffer.from('no DER'),
      nested,
      Buffer.alloc(70_000, 0x30),
      Buffer.of(0x30, 0x84, 255, 255, 255, 255),
    ])
      expect(readTimestampResponse(bytes, digest)).toEqual(expect.any(String));
  });
});

describe.runIf(hasTool('openssl'))('the authority of openssl', () => {
  test.each<OpensslAuthority>([
    { key: ['-newkey', 'rsa:3072'] },
    { key: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'], naming: 'sha1' },
  ])('answers: %o', (openssl) => {
    const answered = opensslAnswer(request, openssl);
    expect(readTimestampResponse(answered, digest)).toMatchObject({ by: 'openssl Time Authority' });
    expect(readTimestampResponse(answered, sha256('other'))).toContain('something else');
    const ours = join(scratchFolder(), 'ours.tsr');
    writeFileSync(ours, answer(request));
    expect(runTool('openssl', 'ts', '-reply', '-in', ours, '-text')).toContain('Status: Granted');
  });
});
