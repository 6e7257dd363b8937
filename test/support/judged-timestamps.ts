/** Answers of authorities about one checkpoint, good and bad, and which of them are to be believed: every verifier is held against all of them. */
import { createPublicKey } from 'node:crypto';
import { sha256 } from '../../src/engine/model/sha256.ts';
import { timestampRequest } from '../../src/engine/signing/timestamp.ts';
import { type Answer, answer, authorityRoot, issueAuthority } from '../engine/signing/test-authority.ts';
import { issue, issueRoot, issueSigner, type Profile, PURPOSE } from '../engine/signing/test-office.ts';
import { hasTool } from './command-tool.ts';
import { type OpensslAuthority, opensslAnswer } from './openssl-authority.ts';

export type JudgedTimestamp = { readonly what: string; readonly good: boolean; readonly over: (checkpoint: string) => Uint8Array };

const requestOver = (checkpoint: string): Uint8Array => timestampRequest(sha256(checkpoint));
const changed = (what: string, changes: () => Answer, good = false): JudgedTimestamp => ({
  what,
  good,
  over: (checkpoint) => answer(requestOver(checkpoint), changes()),
});
/** Of an authority whose certificate says something else than a good one. */
const certified = (what: string, profile: () => Partial<Profile>, good = false): JudgedTimestamp =>
  changed(what, () => ({ authority: issueAuthority(profile()) }), good);
const edited = (what: string, edit: (good: Buffer) => Uint8Array): JudgedTimestamp => ({
  what,
  good: false,
  over: (checkpoint) => edit(Buffer.from(answer(requestOver(checkpoint)))),
});
const byOpenssl = (what: string, authority: OpensslAuthority): JudgedTimestamp => ({
  what,
  good: true,
  over: (checkpoint) => opensslAnswer(requestOver(checkpoint), authority),
});

const curve = (name: string): readonly string[] => ['-newkey', 'ec', '-pkeyopt', `ec_paramgen_curve:${name}`];
const PSS = ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32', '-sigopt', 'rsa_mgf1_md:sha256'];

const ofOpenssl: readonly JudgedTimestamp[] = [
  byOpenssl('of an RSA key', { key: ['-newkey', 'rsa:2048'] }),
  byOpenssl('of an RSA key whose certificate is signed by RSA-PSS', { key: ['-newkey', 'rsa:2048', ...PSS], naming: 'sha512' }),
  byOpenssl('of P-256, its certificate named by SHA-1', { key: curve('P-256'), naming: 'sha1' }),
  byOpenssl('of P-384 over SHA-384', { key: curve('P-384'), digest: 'sha384' }),
  byOpenssl('of P-521 over SHA-512', { key: curve('P-521'), digest: 'sha512' }),
];

const SELF_ISSUED: Profile = { name: 'Test Time Authority', kind: 'ecdsa-p256', keyUsage: [0], purposes: [PURPOSE.timeStamping] };

export const judgedTimestamps: readonly JudgedTimestamp[] = [
  ...(hasTool('openssl') ? ofOpenssl : []),
  changed('granted', () => ({}), true),
  changed('granted with changes', () => ({ status: 1 }), true),
  certified('of an RSA key under a root of another kind', () => ({ kind: 'rsa-3072' }), true),
  certified('of an authority whose issuer did not come along', () => ({ issuer: issueRoot('ecdsa-p256', 'Another Root') }), true),
  changed('of a root that signed itself over SHA-1', () => ({ authority: issue({ ...SELF_ISSUED, sha1: true }) }), true),
  changed('that was rejected', () => ({ status: 2 })),
  changed('of something else', () => ({ imprint: sha256('something else') })),
  { what: 'of another checkpoint', good: false, over: (checkpoint) => answer(requestOver(`${checkpoint}x`)) },
  changed('with another nonce', () => ({ nonce: Uint8Array.of(2, 1, 5) })),
  changed('without a nonce', () => ({ nonce: undefined })),
  changed('after its certificate ran out', () => ({ at: '20370101000000Z' })),
  changed('before its certificate began', () => ({ at: '20251231235959Z' })),
  changed('at a time that is none', () => ({ at: '20261332000000Z' })),
  changed('of a certificate for a person', () => ({ authority: issueSigner(authorityRoot, { purposes: [PURPOSE.emailProtection] }) })),
  certified('of a certificate for more than timestamps', () => ({ purposes: Object.values(PURPOSE) })),
  certified('of a certificate for anything', () => ({ purposes: [] })),
  certified('of a short key', () => ({ kind: 'rsa-1024' })),
  changed('of a certificate for a key of another kind', () => ({
    authority: { ...issueAuthority({ kind: 'ed25519' }), key: issueAuthority().key },
  })),
  certified('of a certificate that is signed over SHA-1', () => ({ sha1: true })),
  changed('with another certificate in it', () => ({ certificate: issueAuthority().certificate })),
  changed('that does not sign which certificate it is of', () => ({ signsCertificate: false })),
  changed('of another key than that of its certificate', () => ({ authority: { ...issueAuthority(), key: issueAuthority().key } })),
  certified('of another root under the same name', () => ({ issuer: issueAuthority({ name: 'Test Time Root' }) })),
  {
    what: 'issued by a certificate that came along and may issue none',
    good: false,
    over: (checkpoint) => {
      const issuer = issue({ ...SELF_ISSUED, name: 'Test Time Root' });
      const certificate = issueAuthority({ issuer });
      return answer(requestOver(checkpoint), {
        authority: certificate,
        certificate: Buffer.concat([certificate.certificate, issuer.certificate]),
      });
    },
  },
  {
    what: 'with a certificate beside it whose key lies on no curve',
    good: false,
    over: (checkpoint) => {
      const response = Buffer.from(
        answer(requestOver(checkpoint), { authority: issueAuthority({ issuer: issueRoot('ecdsa-p256', 'Another Root') }) }),
      );
      const key = createPublicKey(authorityRoot.key).export({ type: 'spki', format: 'der' });
      const last = response.indexOf(key) + key.length - 1;
      response[last] = (response[last] ?? 0) ^ 1;
      return response;
    },
  },
  edited('with a byte behind it', (good) => Buffer.concat([good, Buffer.of(0)])),
  edited('that is cut off', (good) => good.subarray(0, -1)),
  edited('with another status text in it', (good) => good.subarray(4)),
  edited('of nothing', () => new Uint8Array()),
  edited('that nests without an end', () => Buffer.alloc(60_000, Buffer.of(0x30, 0x80))),
  edited('that says to be four gigabytes long', () => Buffer.of(0x30, 0x84, 255, 255, 255, 255)),
  edited('that is longer than any', () => Buffer.alloc(70_000, 0x30)),
];
