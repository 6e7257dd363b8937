/** A file from outside as an anchor of the open workspace's trail: a small one is read here, a signed report by a job. */
import { basename, resolve } from 'node:path';
import { ANCHOR_BYTES_MAX, type AnchoredLog, type ReadAnchor, readAnchor } from '../anchor/read-anchor.ts';
import { treeRoot } from '../audit/merkle-proof.ts';
import { parseVerifierKey } from '../audit/verifier-key.ts';
import type { VerifiedFile } from '../evidence/verify/verified-file.ts';
import { readSmallFile, readStart } from '../file/read-small-file.ts';
import { carryOut } from '../job/carry-out.ts';
import { hex } from '../model/hex.ts';
import { refuse } from '../model/problem.ts';
import type { Anchor } from '../model/trust.ts';
import type { Port } from '../port.ts';
import { auditSize } from '../store/audit/audit-store.ts';
import { checkpointAt, checkpointRows } from '../store/audit/checkpoint-store.ts';
import { logKeys, logOrigin } from '../store/audit/log-keys.ts';
import { subtreeHash } from '../store/audit/log-tree.ts';
import type { Store } from '../store/store.ts';

const PDF_START = '%PDF-';

type Asked = { readonly path: string; readonly witnessKey?: string | undefined };
type World = { readonly store: Store; readonly port: Pick<Port, 'jobs'>; readonly signal?: AbortSignal };

/** Refusals: 'unreadable', 'invalid'. Whether the trail agrees with it is not asked here. */
export const findAnchor = async (world: World, { path, witnessKey }: Asked): Promise<ReadAnchor> => {
  const { start, size } = await readStart(path, PDF_START.length);
  if (Buffer.from(start).toString('latin1') === PDF_START) return findReport(world, path);
  if (size > ANCHOR_BYTES_MAX)
    return refuse('invalid', `${basename(path)} is no checkpoint, cosignature, RFC 3161 response or signed report.`);
  const file = await readSmallFile(path, ANCHOR_BYTES_MAX);
  return readAnchor(file, logOf(world.store), { witnessKey });
};

const logOf = (store: Store): AnchoredLog => ({
  origin: store.read(logOrigin),
  keys: store.read(logKeys).flatMap(({ key }) => {
    const parsed = parseVerifierKey(key);
    return typeof parsed === 'string' ? [] : [parsed];
  }),
  findCheckpoint: (test) =>
    store.read((reader) => {
      let found: string | undefined;
      for (const { note } of checkpointRows(reader)) if (test(note)) found = note;
      return found;
    }),
});

/** A report is as good as its signature and its bundle are; what is kept of it is its fingerprint, as others hold the report itself. */
const findReport = async ({ store, port, signal = new AbortController().signal }: World, path: string): Promise<ReadAnchor> => {
  const job = { kind: 'evidence-verify', path: resolve(path), expected: 'report', knownKeys: [], workers: 1 } as const;
  const verified = await carryOut<never, VerifiedFile>(port.jobs, job, { signal, onProgress: () => undefined, onPart: () => undefined });
  const bad = verified.checks.find(({ outcome }) => outcome === 'bad');
  if (bad !== undefined) return refuse('invalid', `${basename(path)} is no report that vouches for anything. ${bad.what}: ${bad.found}`);
  const anchor = verified.anchors.find(({ kind }) => kind === 'report');
  const origin = store.read(logOrigin);
  if (anchor === undefined || verified.log?.origin !== origin)
    return refuse('invalid', `${basename(path)} is about the log "${verified.log?.origin ?? 'unknown'}"; this workspace's is "${origin}".`);
  const checkpoint = store.read((reader) => checkpointAt(reader, anchor.size))?.note ?? '';
  return { anchor, checkpoint, data: Buffer.from(`${verified.sha256}\n`) };
};

/** Refusal 'conflict' where the trail is not what the anchor saw. */
export const demandAgreement = (store: Store, { size, root, by }: Anchor): void => {
  const now = store.read((reader) => (size <= auditSize(reader) ? hex(treeRoot(subtreeHash(reader), size)) : undefined));
  if (now === root) return;
  refuse(
    'conflict',
    now === undefined
      ? `"${by}" saw ${size} entries, more than this trail has: it was cut off, or this is an older copy. It was not taken in; hold it against the trail with "audit verify --anchor".`
      : `"${by}" saw other first ${size} entries than this trail has: it was rewritten, or goes on from a copy. It was not taken in; hold it against the trail with "audit verify --anchor".`,
  );
};
