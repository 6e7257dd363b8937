/** A key on a smart card or token: found by the token's serial number, used where it is. */
import { randomBytes, verify } from 'node:crypto';
import { refuse } from '../model/problem.ts';
import { sha256 } from '../model/sha256.ts';
import type { SignerInfo } from '../model/signer.ts';
import { type Certificate, readCertificate } from '../signing/certificate.ts';
import { TAG, writeDer, writeUnsigned } from '../signing/der.ts';
import { algorithmOf } from './key-algorithm.ts';
import { askToken, NO_TOKEN } from './pkcs11-tool.ts';
import type { TokenPlace } from './signer-record.ts';

type Token = { readonly slot: string; readonly label: string; readonly serial: string; readonly pinPad: boolean };

const KEY_ID = /^([0-9a-f]{2}){1,64}$/;
const CERTIFICATES_MAX = 8;
const DIGEST_BYTES = 32;
const P256_SIGNATURE_BYTES = 64;

/** DigestInfo of SHA-256 up to the digest (RFC 8017, 9.2). */
const SHA256_DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** Of "Slot 0 (0x18afbe46): …" and the lines below it. A slot without a token that was set up has no label. */
const readTokens = (listing: string): readonly Token[] =>
  listing.split(/^(?=Slot \d+ \()/m).flatMap((part) => {
    const field = (name: string): string | undefined => new RegExp(`^ +${name} *: (.*?) *$`, 'm').exec(part)?.[1];
    const slot = /^Slot \d+ \((0x[0-9a-f]+)\)/.exec(part)?.[1];
    const label = field('token label');
    if (slot === undefined || label === undefined) return [];
    return [{ slot, label, serial: field('serial num') ?? '', pinPad: /PIN pad present/i.test(field('token flags') ?? '') }];
  });

const listTokens = async (modulePath: string): Promise<readonly Token[]> => {
  const tokens = readTokens(textOf(await askToken({ modulePath, args: ['--list-token-slots'] })));
  return tokens.length > 0 ? tokens : refuse('unavailable', NO_TOKEN);
};

const namesOf = (tokens: readonly Token[]): string => tokens.map(({ slot, label }) => `"${label}" in slot ${Number(slot)}`).join(', ');

const chooseToken = (tokens: readonly Token[], slot: number | undefined): Token => {
  const [only, another] = tokens;
  if (slot !== undefined) {
    return (
      tokens.find((token) => Number(token.slot) === slot) ??
      refuse('unavailable', `There is no token in slot ${slot}. There is ${namesOf(tokens)}.`)
    );
  }
  return only !== undefined && another === undefined
    ? only
    : refuse('invalid', `There are several tokens; say which slot is meant. There is ${namesOf(tokens)}.`);
};

const readCertificateOf = async ({ modulePath, slot, pin }: Login, keyId: string): Promise<Certificate> => {
  const der = await askToken({ modulePath, ...pin, args: ['--slot', slot, '--read-object', '--type', 'cert', '--id', keyId] });
  return readCertificate(der);
};

type Login = { readonly modulePath: string; readonly slot: string; readonly pin: { readonly pin?: string } };

const listIds = async ({ modulePath, slot, pin }: Login, type: 'cert' | 'privkey'): Promise<readonly string[]> => {
  const listing = textOf(await askToken({ modulePath, ...pin, args: ['--slot', slot, '--list-objects', '--type', type] }));
  return [...listing.matchAll(/^ +ID: +([0-9a-f]+) *$/gm)].map(([, id = '']) => id);
};

/** IDs of all certificates on the token: those of its issuers are often beside one's own. */
const listCertificates = async (login: Login): Promise<readonly string[]> =>
  [...new Set(await listIds(login, 'cert'))]
    .filter((id) => KEY_ID.test(id))
    .toSorted()
    .slice(0, CERTIFICATES_MAX);

export type FoundToken = { readonly place: TokenPlace; readonly certificate: Certificate; readonly others: readonly Certificate[] };

/** Finds a token with the certificate `keyId`, which is read from it. `slot`: needed where there are several. Refusals as of askToken. */
export const findToken = async (request: {
  readonly modulePath: string;
  readonly slot?: number | undefined;
  readonly keyId: string;
  readonly pin?: string | undefined;
}): Promise<FoundToken> => {
  const { modulePath, slot, pin } = request;
  const keyId = request.keyId.toLowerCase().replaceAll(/[:\s]/g, '');
  if (!KEY_ID.test(keyId))
    return refuse('invalid', `"${request.keyId}" is no CKA_ID: pairs of hexadecimal digits are expected, such as 01 or 3a:f2.`);
  const { slot: found, serial, label, pinPad } = chooseToken(await listTokens(modulePath), slot);
  const login = { modulePath, slot: found, pin: pin === undefined ? {} : { pin } };
  const ids = await listCertificates(login);
  if (!ids.includes(keyId)) {
    const there = ids.length === 0 ? 'It shows none at all; some tokens do so only with their PIN.' : `It has ${ids.join(', ')}.`;
    return refuse('not-found', `The token "${label}" has no certificate with the CKA_ID ${keyId}. ${there}`);
  }
  const certificate = await readCertificateOf(login, keyId);
  const others: Certificate[] = [];
  for (const id of ids.filter((other) => other !== keyId)) others.push(await readCertificateOf(login, id));
  return { place: { modulePath, serial, label, keyId, pinPad }, certificate, others };
};

/** Has the token sign something that nobody could have signed before. Refusal 'invalid' where key and certificate do not belong together. */
export const proveTokenKey = async (place: TokenPlace, { publicKey, name }: Certificate, pin: string): Promise<void> => {
  const message = randomBytes(DIGEST_BYTES);
  const signature = await signWithToken(place, { digest: sha256(message), pin, algorithm: algorithmOf(publicKey) });
  if (!verify('sha256', message, { key: publicKey, dsaEncoding: 'der' }, signature)) {
    refuse('invalid', `The key ${place.keyId} on the token "${place.label}" does not belong to the certificate of "${name}" beside it.`);
  }
};

/** r and s as they come from a token, as DER (RFC 3279, 2.2.3). */
const ecdsaDer = (raw: Uint8Array): Uint8Array => {
  if (raw.length !== P256_SIGNATURE_BYTES)
    return refuse('unavailable', `The token gave a signature of ${raw.length} bytes, where ${P256_SIGNATURE_BYTES} are expected.`);
  const half = P256_SIGNATURE_BYTES / 2;
  return writeDer(TAG.sequence, writeUnsigned(raw.subarray(0, half)), writeUnsigned(raw.subarray(half)));
};

/** The token itself, by what does not change where it is put in. Refusal 'unavailable'. */
const findPlace = async ({ modulePath, serial, label }: TokenPlace): Promise<Token> => {
  const tokens = await listTokens(modulePath);
  return (
    tokens.find((other) => other.serial === serial && other.label === label) ??
    refuse('unavailable', `The token "${label}" is not there. There is ${namesOf(tokens)}. Put it in and try again.`)
  );
};

/**
 * Finds out whether the token is there and, where the PIN is not typed at the reader, whether it opens the key. A wrong PIN counts, as it would when it
 * signs, and nothing is then signed with it; a right one takes back what was counted. Refusals as of askToken; 'not-found' where the key is missing.
 */
export const demandTokenKey = async (place: TokenPlace, pin: string): Promise<void> => {
  const { modulePath, label, keyId, pinPad } = place;
  const { slot } = await findPlace(place);
  if (pinPad) return;
  const ids = await listIds({ modulePath, slot, pin: { pin } }, 'privkey');
  if (!ids.includes(keyId))
    refuse(
      'not-found',
      `The token "${label}" has no key with the CKA_ID ${keyId} that this PIN opens. Add the signer anew with the right one.`,
    );
};

/** Signs a SHA-256 digest on the token. Refusals as of askToken; nothing is retried, for a wrong PIN counts each time. */
export const signWithToken = async (
  place: TokenPlace,
  { digest, pin, algorithm }: { readonly digest: Uint8Array; readonly pin: string; readonly algorithm: SignerInfo['algorithm'] },
): Promise<Uint8Array> => {
  if (digest.length !== DIGEST_BYTES) throw new Error(`a SHA-256 digest has ${DIGEST_BYTES} bytes, and this one ${digest.length}`);
  const { modulePath, keyId } = place;
  const { slot } = await findPlace(place);
  const isEc = algorithm === 'ecdsa-p256';
  const args = ['--slot', slot, '--sign', '--id', keyId, '--mechanism', isEc ? 'ECDSA' : 'RSA-PKCS'];
  const input = isEc ? digest : Buffer.concat([SHA256_DIGEST_INFO, digest]);
  const signature = await askToken({ modulePath, pin, args, input });
  return isEc ? ecdsaDer(signature) : signature;
};
