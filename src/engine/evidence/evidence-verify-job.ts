/** The job that looks at a file of evidence, whatever it is. */
import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ENTRY_BYTES_MAX } from '../audit/audit-entry.ts';
import { unreadableReason } from '../file/file-reasons.ts';
import { readSmallFile } from '../file/read-small-file.ts';
import { readWhole } from '../file/read-whole.ts';
import type { CheckpointContext, Job } from '../job/protocol.ts';
import { Refusal, refuse } from '../model/problem.ts';
import { sha256Hex } from '../model/sha256.ts';
import type { EvidenceKind } from '../model/trust.ts';
import { entryBeside, PROOF_ENDING } from './bundle-paths.ts';
import { BUNDLE_BYTES_MAX, REPORT_BYTES_MAX, TEXT_BYTES_MAX } from './evidence-bounds.ts';
import { bundleFindings, RERUN, type Rerun } from './verify/bundle-findings.ts';
import { bad, notChecked } from './verify/check.ts';
import { givenKeys, keysToTry } from './verify/known-keys.ts';
import { rerunImpact } from './verify/rerun-impact.ts';
import type { Findings, VerifiedFile } from './verify/verified-file.ts';
import { verifyCheckpoint } from './verify/verify-checkpoint.ts';
import { verifyProof } from './verify/verify-proof.ts';
import { verifyReport } from './verify/verify-report.ts';

type VerifyJob = Extract<Job, { readonly kind: 'evidence-verify' }>;
type Context = CheckpointContext<never>;

const BYTES_MAX: { readonly [kind in EvidenceKind]: number } = {
  bundle: BUNDLE_BYTES_MAX,
  report: REPORT_BYTES_MAX,
  proof: TEXT_BYTES_MAX,
  checkpoint: TEXT_BYTES_MAX,
};

const WORDS: { readonly [kind in EvidenceKind]: string } = {
  bundle: 'an evidence bundle',
  report: 'a signed report',
  proof: 'a proof of an entry',
  checkpoint: 'a checkpoint',
};

/** A pipe or a device is opened without waiting, and then seen for what it is. */
const OPEN_AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

const START_BYTES = 64;

/** By its first bytes; where these are of nothing that is known, by its name: such a file is then refused as what it calls itself. */
const kindOf = (start: string, name: string): EvidenceKind => {
  if (start.startsWith('%PDF-')) return 'report';
  if (start.startsWith('PK')) return 'bundle';
  if (start.startsWith('c2sp.org/tlog-proof')) return 'proof';
  if (name.endsWith('.pdf')) return 'report';
  if (name.endsWith('.zip')) return 'bundle';
  return name.endsWith(PROOF_ENDING) ? 'proof' : 'checkpoint';
};

const unreadable = (path: string, error: unknown): never => {
  if (error instanceof Refusal) throw error;
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return refuse('not-found', `There is no file "${path}".`);
  return refuse('unreadable', `"${path}" cannot be read: ${unreadableReason(error)}.`);
};

/** Refusals: 'not-found', 'unreadable' for what cannot be read or is larger than what it seems to be may be. */
const readBounded = async (path: string): Promise<{ readonly bytes: Uint8Array; readonly kind: EvidenceKind }> => {
  const file = await open(path, OPEN_AT_ONCE).catch((error: unknown) => unreadable(path, error));
  try {
    const found = await file.stat();
    if (!found.isFile()) refuse('unreadable', `"${path}" cannot be read: it is ${found.isDirectory() ? 'a folder' : 'no file'}.`);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0);
    const kind = kindOf(buffer.toString('latin1', 0, bytesRead), basename(path));
    const { size } = found;
    if (size > BYTES_MAX[kind]) refuse('unreadable', `"${path}" has ${size} bytes; ${WORDS[kind]} has ${BYTES_MAX[kind]} at most.`);
    return { bytes: await readWhole(file, { path, size }), kind };
  } catch (error) {
    return unreadable(path, error);
  } finally {
    await file.close();
  }
};

/** The bytes of a proof's entry; undefined where they do not lie beside it, or what lies there is no entry by its size or kind. */
const readEntryBeside = async (path: string): Promise<{ readonly name: string; readonly bytes: Uint8Array | undefined }> => {
  const name = entryBeside(basename(path));
  const beside = join(dirname(path), name);
  const found = await stat(beside).catch(() => undefined);
  if (found?.isFile() !== true || found.size > ENTRY_BYTES_MAX) return { name, bytes: undefined };
  return { name, bytes: (await readSmallFile(beside, ENTRY_BYTES_MAX)).bytes };
};

const lookAt = async (job: VerifyJob, bytes: Uint8Array, kind: EvidenceKind, rerun: Rerun): Promise<Findings> => {
  const given = givenKeys(job);
  const keys = keysToTry(given, job.knownKeys);
  switch (kind) {
    case 'bundle': {
      const { bundle: _, ...findings } = await bundleFindings(bytes, given, rerun);
      return findings;
    }
    case 'report':
      return verifyReport(bytes, given, rerun);
    case 'proof':
      return verifyProof(bytes, await readEntryBeside(job.path), keys, given.witnesses);
    case 'checkpoint':
      return verifyCheckpoint(bytes, keys, given.witnesses);
  }
};

/**
 * Whatever is in the file, it is looked at within bounds and nothing is thrown for it. Refusals: 'not-found' and 'unreadable' for the file itself, 'invalid'
 * for a key that is none.
 */
export const verifyEvidence = async (job: VerifyJob, context: Context, workerEntry: string | undefined): Promise<VerifiedFile> => {
  const { bytes, kind } = await readBounded(job.path);
  context.progress({ phase: 'verify', done: 0, total: bytes.length, unit: 'byte' });
  const { workspacePath, workers, expected } = job;
  const rerun: Rerun = async (bundle) =>
    workspacePath === undefined
      ? notChecked(RERUN, 'No workspace that may have the population is open, or running it again was not wanted.')
      : rerunImpact(bundle, { workspacePath, workers, context, workerEntry });
  const file = { kind, name: basename(job.path), sha256: sha256Hex(bytes) };
  if (expected !== undefined && expected !== kind) {
    const other = bad(`The file is ${WORDS[expected]}`, `It is ${WORDS[kind]}, or nothing that is known here.`);
    return { ...file, kind: expected, checks: [other], anchors: [], limits: [] };
  }
  const findings = await lookAt(job, bytes, kind, rerun);
  context.progress({ phase: 'verify', done: bytes.length, total: bytes.length, unit: 'byte' });
  return { ...file, ...findings };
};
