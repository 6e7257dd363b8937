/** Checks a signed report: the PDF and its signature, the bundle attached to it, and that both speak of one state of the log. */
import type { Anchor, Check } from '../../model/trust.ts';
import { type PdfVerdict, verifyPdf } from '../../signing/verify-pdf.ts';
import { ATTACHED } from '../bundle-paths.ts';
import { bundleFindings, type Rerun } from './bundle-findings.ts';
import { bad, checkOf } from './check.ts';
import type { GivenKeys } from './known-keys.ts';
import { BUNDLE_LIMITS, REPORT_LIMITS } from './verdict-limits.ts';
import type { Findings } from './verified-file.ts';

const attachment = ({ attachments }: PdfVerdict, name: string): Uint8Array | undefined =>
  attachments.find((file) => file.name === name)?.bytes;

/** The signer vouches for the checkpoint that the report carries. */
const vouchedBy = ({ signedBy, fingerprint, at, timestamp }: PdfVerdict, log: NonNullable<Findings['log']>): readonly Anchor[] => {
  const { size, root } = log;
  const stamped = timestamp && {
    kind: 'timestamp' as const,
    size,
    root,
    by: timestamp.by,
    at: timestamp.at,
    outside: true,
    fingerprint: timestamp.fingerprint,
  };
  const signed = signedBy !== undefined &&
    at !== undefined && {
      kind: 'report' as const,
      size,
      root,
      by: signedBy,
      at,
      outside: true,
      ...(fingerprint !== undefined && { fingerprint }),
    };
  return [...(signed ? [signed] : []), ...(stamped ? [stamped] : [])];
};

const inBundle = (check: Check): Check => ({ ...check, what: `Attached bundle: ${check.what}` });

export const verifyReport = async (bytes: Uint8Array, given: GivenKeys, rerun: Rerun): Promise<Findings> => {
  const pdf = await verifyPdf(bytes);
  const limits = [...REPORT_LIMITS, ...BUNDLE_LIMITS];
  const attached = attachment(pdf, ATTACHED.bundle);
  if (attached === undefined) {
    const missing = bad(
      'The bundle is attached to the report',
      `No file "${ATTACHED.bundle}" is attached; every report of this program has one.`,
    );
    return { checks: [...pdf.checks, missing], anchors: [], limits };
  }
  const found = await bundleFindings(attached, given, rerun);
  const note = attachment(pdf, ATTACHED.checkpoint);
  const isSame = found.bundle !== undefined && note !== undefined && Buffer.from(note).toString('utf8') === found.bundle.checkpointText;
  const bound = checkOf(
    'Report and bundle carry the same checkpoint',
    isSame ? undefined : `The attached file "${ATTACHED.checkpoint}" is not the checkpoint of the attached bundle.`,
    'The attached checkpoint is that of the bundle, byte for byte.',
  );
  const checks = [...pdf.checks, ...found.checks.map(inBundle), bound];
  const isGood = checks.every(({ outcome }) => outcome !== 'bad');
  return {
    checks,
    ...(found.log !== undefined && { log: found.log }),
    ...(found.witnessed !== undefined && { witnessed: found.witnessed }),
    ...(found.stated !== undefined && { stated: found.stated }),
    anchors: [...found.anchors, ...(isGood && found.log !== undefined ? vouchedBy(pdf, found.log) : [])],
    limits,
  };
};
