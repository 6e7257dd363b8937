/** Operations about the audit trail as evidence: checkpoints, proofs, anchors, bundles, reports and who signs them. What is written is named `outPath`. */
import { z } from 'zod';
import type { Anchor, LogKeyInfo, OfficeInfo, SignerInfo } from '../model/index.ts';
import { isWellFormed } from '../model/is-well-formed.ts';
import { REPORT_SECTIONS } from '../model/report-request.ts';
import { command, nothing, page, path, query, text } from './operation.ts';

const PASSPHRASE_MAX = 1_024;
const REMARKS_MAX = 20_000;
const CASES_MAX = 5_000;
const WITNESS_KEYS_MAX = 64;

/** With a message of its own: the usual ones quote what was found. */
const secret = z
  .string('a secret has to be a text')
  .max(PASSPHRASE_MAX, `a secret has at most ${PASSPHRASE_MAX} characters`)
  .refine(isWellFormed, 'half of a character pair stands in the secret');
const passphrase = secret.refine((given) => given !== '', 'the passphrase is empty');
const units = z.array(text).max(CASES_MAX);
const algorithm = z.enum(['ecdsa-p256', 'rsa-3072']);

/** What a report contains; see ReportRequest. */
export const reportRequest = z.strictObject({
  title: text.optional(),
  office: text.optional(),
  sections: z
    .array(z.enum(REPORT_SECTIONS))
    .min(1)
    .default([...REPORT_SECTIONS]),
  cases: units.default([]),
  remarks: z.string().max(REMARKS_MAX).optional(),
});

export type CheckpointInfo = {
  readonly size: number;
  /** Lower-case hex. */
  readonly root: string;
  /** The signed note. */
  readonly note: string;
};

export type ProofText = {
  /** C2SP tlog-proof. */
  readonly proof: string;
  /** The entry's exact bytes, which are UTF-8. */
  readonly entry: string;
  readonly index: number;
  readonly size: number;
};

export type WrittenFile = { readonly path: string; readonly bytes: number; readonly sha256: string };

/** A detached signature: what is to be signed, and where the PDF waits for it. */
export type ReportFile = WrittenFile & { readonly signed: boolean; readonly digest?: string };

export type WitnessAnswer = {
  readonly origin: string;
  readonly size: number;
  /** What was cosigned before; 0 at the first meeting. */
  readonly oldSize: number;
  /** SHA-256 of the log's public key, to be compared with what the owner of the log says. */
  readonly logKeyFingerprint: string;
  /** The cosignature line. */
  readonly cosignature: string;
};

export const evidenceOperations = {
  /** Signs the trail as it stands; gives the newest checkpoint where it covers every entry already. */
  'audit.checkpoint': command<CheckpointInfo>()('analyst', nothing),
  /** Newest first. */
  'audit.checkpoints': query<{ readonly total: number; readonly checkpoints: readonly CheckpointInfo[] }>()('viewer', z.strictObject(page)),
  /** Proof of one entry to the newest checkpoint that covers it. Refusal 'not-found' where there is none: ask for a checkpoint first. */
  'audit.prove': query<ProofText>()('viewer', z.strictObject({ index: z.int().min(0) })),
  /** The body of a C2SP tlog-witness request: that the newest checkpoint continues the trail of `oldSize` entries. */
  'audit.consistency': query<{ readonly request: string }>()(
    'viewer',
    z.strictObject({ oldSize: z.int().min(0), newSize: z.int().min(1).optional() }),
  ),
  /** Writes the trail as a C2SP tlog-tiles folder. */
  'audit.exportLog': command<{ readonly task: string }>()('analyst', z.strictObject({ outPath: path })),
  /** Every memory of this workspace's trail that is known here, newest first. */
  'audit.anchors': query<readonly Anchor[]>()('viewer', nothing),
  /**
   * Takes in a file that vouches for the trail: a cosignature, a checkpoint, an RFC 3161 response, a signed report. `witnessKey`: verifier key of a witness
   * whose name does not say it. Refusals: 'invalid', 'conflict' where the trail is not what the file saw.
   */
  'audit.addAnchor': command<Anchor>()('analyst', z.strictObject({ path, witnessKey: text.optional() })),
  /** Writes an RFC 3161 request over the newest checkpoint. */
  'audit.timestampRequest': command<WrittenFile & { readonly size: number }>()('analyst', z.strictObject({ outPath: path })),

  'logKey.info': query<LogKeyInfo>()('viewer', nothing),
  /** Writes the private key under a passphrase, so that another machine can go on with the log. */
  'logKey.export': command<WrittenFile>()('owner', z.strictObject({ outPath: path, passphrase })),
  'logKey.import': command<LogKeyInfo>()('owner', z.strictObject({ path, passphrase })),

  /** This machine as a witness of others' logs. Needs no workspace. */
  'witness.info': query<{ readonly verifierKey: string; readonly fingerprint: string }>()('viewer', nothing),
  /**
   * Reads a witness request, holds it against what this machine has cosigned of that log before, and writes the cosignature. `logKey`: the log's
   * verifier key, needed at the first meeting. Refusals: 'conflict' where the log does not continue what was cosigned.
   */
  'witness.cosign': command<WitnessAnswer & { readonly file: WrittenFile }>()(
    'viewer',
    z.strictObject({ path, outPath: path, logKey: text.optional() }),
  ),

  /** `units`: cases that are disclosed with their facts, one by one. Without them no personal data is in the bundle. */
  'evidence.export': command<{ readonly task: string }>()(
    'analyst',
    z.strictObject({ run: text, outPath: path, units: units.default([]) }),
  ),
  /**
   * Checks a bundle, proof, checkpoint or signed report. `rerun`: where the open workspace has the population, an impact is run again and its result
   * hash compared. `logKey`, `witnessKeys`: verifier keys of the log and of witnesses, as they were handed over by another way. Needs no workspace.
   */
  'evidence.verify': command<{ readonly task: string }>()(
    'viewer',
    z.strictObject({
      path,
      expected: z.enum(['bundle', 'proof', 'checkpoint', 'report']).optional(),
      logKey: text.optional(),
      witnessKeys: z.array(text).max(WITNESS_KEYS_MAX).default([]),
      rerun: z.boolean().default(true),
      workers: z.int().min(1).max(64).optional(),
    }),
  ),

  /** The report as one HTML page, as it would be printed now. */
  'report.preview': command<{ readonly task: string }>()('viewer', z.strictObject({ run: text, request: reportRequest.prefault({}) })),
  /**
   * Writes the report: printed, with the bundle attached, and signed if a signer is named. With a detached signer, what is written has a place for the
   * signature, and the answer the digest to be signed.
   */
  'report.export': command<{ readonly task: string }>()(
    'analyst',
    z.strictObject({
      run: text,
      outPath: path,
      request: reportRequest.prefault({}),
      /** `secret`: the passphrase of a key file, or the PIN of a token. */
      signer: z.strictObject({ id: text, secret: secret.optional() }).optional(),
    }),
  ),
  /** Puts a signature that was made elsewhere into a report that waits for it. `signaturePath`: raw, DER, base64 or PEM. */
  'report.complete': command<{ readonly task: string }>()('analyst', z.strictObject({ path, signaturePath: path, outPath: path })),
  'report.timestampRequest': command<{ readonly task: string }>()('analyst', z.strictObject({ path, outPath: path })),
  /** Makes a signed report PAdES B-T with an RFC 3161 response. */
  'report.timestamp': command<{ readonly task: string }>()('analyst', z.strictObject({ path, responsePath: path, outPath: path })),

  /** `unreadable`: files among those of the signers that are none, or were damaged. */
  'signer.list': query<{
    readonly offices: readonly OfficeInfo[];
    readonly signers: readonly SignerInfo[];
    readonly unreadable: readonly { readonly file: string; readonly reason: string }[];
  }>()('viewer', nothing),
  'signer.createOffice': command<OfficeInfo>()(
    'viewer',
    z.strictObject({ name: text, country: z.string().length(2).optional(), algorithm, passphrase }),
  ),
  /** A signer whose certificate the office issues. */
  'signer.create': command<SignerInfo>()(
    'viewer',
    z.strictObject({ name: text, email: text.optional(), office: text, officePassphrase: passphrase, algorithm, passphrase }),
  ),
  /**
   * Another certificate to the same key of a signer, which takes the place of the old one. `secret`: the passphrase of a key file. `name`, `email`: where
   * they are not to stay as they are; an empty address takes it out.
   */
  'signer.renew': command<SignerInfo>()(
    'viewer',
    z.strictObject({
      id: text,
      office: text,
      officePassphrase: passphrase,
      secret: secret.optional(),
      name: text.optional(),
      email: z.string().max(256).optional(),
    }),
  ),
  /** `password`: of the PKCS#12 file; `passphrase`: under which the key is kept here. */
  'signer.importPkcs12': command<SignerInfo>()('viewer', z.strictObject({ path, password: secret, passphrase })),
  /** `modulePath`: the PKCS#11 library of the token; `keyId`: CKA_ID of its key, hex. The certificate is read from the token. */
  'signer.addToken': command<SignerInfo>()(
    'viewer',
    z.strictObject({ modulePath: path, slot: z.int().min(0).optional(), keyId: text, pin: secret.optional() }),
  ),
  /** `path`: the certificate, PEM or DER, with its chain if there is one. */
  'signer.addDetached': command<SignerInfo>()('viewer', z.strictObject({ path })),
  /** Certificate of a signer or office, as PEM with its chain: for others to install. */
  'signer.exportCertificate': command<WrittenFile>()('viewer', z.strictObject({ id: text, outPath: path })),
  /** Key and certificate of a signer or office as one file under a passphrase of its own. */
  'signer.exportKey': command<WrittenFile>()('viewer', z.strictObject({ id: text, secret: passphrase, outPath: path, passphrase })),
  'signer.importKey': command<SignerInfo | OfficeInfo>()('viewer', z.strictObject({ path, secret: passphrase, passphrase })),
  'signer.remove': command<null>()('viewer', z.strictObject({ id: text })),
} as const;
