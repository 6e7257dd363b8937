/** What is kept of an office or a signer, one file each: certificates, and the way to the key. */
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { Refusal, refuse } from '../model/problem.ts';
import { type Certificate, readCertificate } from '../signing/certificate.ts';
import { algorithmOf } from './key-algorithm.ts';
import { readLockedKey } from './key-file.ts';

/** Where a token's key is found again. Readers and slots change their numbers; a token keeps its serial number. */
export type TokenPlace = {
  /** The PKCS#11 library that speaks to the token; an absolute path. */
  readonly modulePath: string;
  readonly serial: string;
  readonly label: string;
  /** CKA_ID of the key and its certificate, lower-case hex. */
  readonly keyId: string;
  /** Whether the PIN is typed at the reader itself. */
  readonly pinPad: boolean;
};

type Certified = { readonly certificate: Certificate; readonly chain: readonly Certificate[] };

export type SignerRecord = Certified &
  (
    | { readonly kind: 'office' | 'key-file'; readonly keyFile: string }
    | { readonly kind: 'token'; readonly place: TokenPlace }
    | { readonly kind: 'detached' }
  );

const FORMAT = 'probity-signer/1';
const CERTIFICATE_MAX = 64 * 1024;
const CHAIN_MAX = 16;

const derText = z.base64().min(1).max(CERTIFICATE_MAX);
const certified = { certificate: derText, chain: z.array(derText).max(CHAIN_MAX) };
const name = z.string().max(256);
const schema = z.discriminatedUnion('kind', [
  z.strictObject({ format: z.literal(FORMAT), kind: z.literal('detached'), ...certified }),
  z.strictObject({
    format: z.literal(FORMAT),
    kind: z.literal('token'),
    ...certified,
    place: z.strictObject({
      modulePath: z.string().max(4_096).refine(isAbsolute),
      serial: name,
      label: name,
      keyId: z.string().regex(/^([0-9a-f]{2}){1,64}$/),
      pinPad: z.boolean(),
    }),
  }),
]);
const keyFacts = z.strictObject(certified);

type CertifiedTexts = z.output<typeof keyFacts>;

const base64 = ({ der }: Certificate): string => Buffer.from(der).toString('base64');

/** How certificates stand beside a key. */
export const certificateFacts = ({ certificate: own, chain }: Certified): CertifiedTexts => ({
  certificate: base64(own),
  chain: chain.map(base64),
});

const certificatesOf = ({ certificate: own, chain }: CertifiedTexts): Certified => {
  const read = (text: string): Certificate => readCertificate(Buffer.from(text, 'base64'));
  const certificate = read(own);
  algorithmOf(certificate.publicKey);
  return { certificate, chain: chain.map(read) };
};

const damaged = (why: string): never => refuse('unreadable', `it is no file of a signer: ${why}`);

/** The certificates that stand in the open in a key file of an office or signer. */
export const certificatesOfKey = (facts: unknown): Certified => {
  const { data } = keyFacts.safeParse(facts);
  return data === undefined ? damaged('its certificates are missing') : certificatesOf(data);
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return damaged('it is not JSON, or was cut off');
  }
};

const readAny = (text: string): SignerRecord => {
  const json = parse(text);
  if (typeof json === 'object' && json !== null && 'format' in json && json.format === FORMAT) {
    const { data } = schema.safeParse(json);
    if (data === undefined) return damaged('something in it is missing or not what belongs there');
    return data.kind === 'token'
      ? { kind: 'token', ...certificatesOf(data), place: data.place }
      : { kind: 'detached', ...certificatesOf(data) };
  }
  const { kind, facts } = readLockedKey(text);
  if (kind !== 'office' && kind !== 'signer') return damaged('it holds a key that signs logs');
  return { kind: kind === 'office' ? 'office' : 'key-file', ...certificatesOfKey(facts), keyFile: text };
};

/** Refusal 'unreadable' for everything that is none. */
export const readRecord = (text: string): SignerRecord => {
  try {
    return readAny(text);
  } catch (error) {
    if (error instanceof Refusal && error.failure.kind !== 'unreadable') return damaged(error.failure.message);
    throw error;
  }
};

export const recordText = (record: SignerRecord): string => {
  if (record.kind === 'office' || record.kind === 'key-file') return record.keyFile;
  const place = record.kind === 'token' ? { place: record.place } : {};
  return `${JSON.stringify({ format: FORMAT, kind: record.kind, ...certificateFacts(record), ...place }, undefined, 2)}\n`;
};

const ID_DIGITS = 16;

/** What a signer is called here: the start of its certificate's fingerprint, so that one signer is not kept twice. */
export const idOf = ({ certificate: { fingerprint } }: Pick<SignerRecord, 'certificate'>): string => fingerprint.slice(0, ID_DIGITS);
