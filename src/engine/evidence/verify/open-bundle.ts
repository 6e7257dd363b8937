/** Opens the files of a bundle, each by what it is. What is read here is not yet believed. */

import { type ParsedCheckpoint, parseCheckpoint } from '../../audit/checkpoint.ts';
import type { AuditEntry } from '../../model/audit-entry.ts';
import type {
  DisclosedCase,
  DisclosedPayloads,
  EvidenceManifest,
  PopulationEvidence,
  ResultChunks,
} from '../../model/evidence-manifest.ts';
import { isJsonObject, type Json } from '../../model/json.ts';
import { sha256Hex } from '../../model/sha256.ts';
import {
  CHECKPOINT,
  CHUNKS,
  casePath,
  consistencyPath,
  documentPath,
  explanationPath,
  MANIFEST,
  NEEDED,
  numberIn,
  PAYLOADS,
  PLAN,
  POPULATION,
  proofPath,
  README,
  RESULT,
  stampedPath,
  witnessKeyPath,
} from '../bundle-paths.ts';
import { ANCHORS_MAX, DOCUMENTS_MAX } from '../evidence-bounds.ts';
import type { UnpackedFiles } from '../zip/read-zip.ts';
import { readJsonFile, utf8Text } from './bundle-json.ts';
import {
  anyJson,
  caseSchema,
  chunksSchema,
  decidedText,
  type ExplainedCase,
  explanationSchema,
  type PlanOfBundle,
  payloadsSchema,
  planSchema,
  populationSchema,
  type ResultOfBundle,
  resultSchema,
} from './bundle-shapes.ts';
import { readEntryFile } from './read-entry-file.ts';

export type BundleEntry = {
  readonly path: string;
  /** As the file's name has it. */
  readonly index: number;
  readonly bytes: Uint8Array;
  readonly entry: AuditEntry;
  /** C2SP tlog-proof. */
  readonly proof: string;
};

export type BundleDocument = {
  readonly path: string;
  readonly kind: string;
  readonly id: string;
  readonly version: string;
  /** SHA-256 of its bytes. */
  readonly hash: string;
  readonly text: string;
  readonly content: Json;
};

export type BundleCase = {
  readonly n: number;
  readonly disclosed: DisclosedCase;
  /** What its explanation says beside facts and reasons. `decided`: see `decidedText`. */
  readonly outline: Pick<ExplainedCase, 'run' | 'unit' | 'matchesStored' | 'appeals'> & {
    readonly sides: number;
    readonly decided: string;
  };
  /** Read each time that it is asked for: those of thousands of cases are too much to be held. */
  explanation(): ExplainedCase;
};

export type BundleAnchor = {
  readonly path: string;
  readonly kind: 'checkpoint' | 'cosignature' | 'timestamp';
  readonly bytes: Uint8Array;
  /** What a timestamp is over. */
  readonly stamped: string | undefined;
  /** Verifier key of the witness that made a cosignature. */
  readonly witnessKey: string | undefined;
  /** Proof that the bundle's checkpoint continues what the anchor saw. */
  readonly consistency: string | undefined;
};

export type OpenBundle = {
  readonly manifest: EvidenceManifest;
  readonly readme: string;
  readonly checkpoint: ParsedCheckpoint;
  /** The note as it stands in the file. */
  readonly checkpointText: string;
  readonly entries: readonly BundleEntry[];
  readonly documents: readonly BundleDocument[];
  readonly plan: { readonly text: string; readonly value: PlanOfBundle };
  readonly population: PopulationEvidence;
  readonly result: { readonly text: string; readonly value: ResultOfBundle };
  readonly payloads: DisclosedPayloads;
  readonly chunks: ResultChunks;
  readonly cases: readonly BundleCase[];
  readonly anchors: readonly BundleAnchor[];
};

/** A sentence on what is wrong, carried out of nested calls to `openBundle`. */
class Unreadable extends Error {}

const unreadable = (sentence: string): never => {
  throw new Unreadable(sentence);
};

const fileOf = (files: UnpackedFiles, path: string): Uint8Array => files.get(path) ?? unreadable(`${path} is missing.`);

const textOf = (files: UnpackedFiles, path: string): string =>
  utf8Text(fileOf(files, path)) ?? unreadable(`${path}: its bytes are no UTF-8.`);

const jsonOf = <T>(files: UnpackedFiles, path: string, schema: Parameters<typeof readJsonFile<T>>[2]): { value: T; text: string } => {
  const read = readJsonFile(path, fileOf(files, path), schema);
  return 'flaw' in read ? unreadable(read.flaw) : read;
};

const entryOf = (files: UnpackedFiles, path: string, index: number): BundleEntry => {
  const bytes = fileOf(files, path);
  const entry = readEntryFile(bytes);
  if (typeof entry === 'string') return unreadable(`${path}: ${entry}.`);
  return { path, index, bytes, entry, proof: textOf(files, proofPath(index)) };
};

/** The version of a reform that gives none. */
const FIRST_VERSION = '1.0.0';

const documentOf = (files: UnpackedFiles, path: string): BundleDocument => {
  const { value, text } = jsonOf(files, path, anyJson);
  const { kind, id, version = FIRST_VERSION } = isJsonObject(value) ? value : {};
  if (typeof kind !== 'string' || typeof id !== 'string' || typeof version !== 'string' || path !== documentPath({ kind, id, version })) {
    return unreadable(`${path}: the document calls itself another thing than its file does.`);
  }
  return { path, kind, id, version, hash: sha256Hex(text), text, content: value };
};

const caseOf = (files: UnpackedFiles, n: number): BundleCase => {
  const explanation = (): ExplainedCase => jsonOf(files, explanationPath(n), explanationSchema).value;
  const { run, unit, matchesStored, appeals, baseline, reforms } = explanation();
  const sides = [baseline, ...reforms].map(({ outcome, amounts }) => ({
    outcome,
    amounts: Object.fromEntries(amounts.map(({ name, value }) => [name, value])),
  }));
  return {
    n,
    disclosed: jsonOf(files, casePath(n), caseSchema).value,
    outline: { run, unit, matchesStored, appeals, sides: sides.length, decided: decidedText(sides) },
    explanation,
  };
};

const ANCHOR = /^anchors\/([1-9]\d{0,4})-(checkpoint|cosignature|timestamp)\.(checkpoint|tsr)$/;

type AnchorFiles = { readonly anchor: BundleAnchor; readonly paths: readonly string[] };

/** An anchor with the files that belong to it. */
const anchorOf = (files: UnpackedFiles, path: string): AnchorFiles | undefined => {
  const [, number, kind, ending] = ANCHOR.exec(path) ?? [];
  if (number === undefined || (kind === 'timestamp') !== (ending === 'tsr')) return undefined;
  const n = Number(number);
  const beside = kind === 'timestamp' ? [stampedPath(n)] : kind === 'cosignature' ? [witnessKeyPath(n)] : [];
  const besideText = (at: string): string | undefined => (files.has(at) ? textOf(files, at) : undefined);
  const anchor = {
    path,
    kind: kind as BundleAnchor['kind'],
    bytes: fileOf(files, path),
    stamped: besideText(stampedPath(n)),
    witnessKey: besideText(witnessKeyPath(n)),
    consistency: besideText(consistencyPath(n)),
  };
  return { anchor, paths: [path, consistencyPath(n), ...beside] };
};

/** Every file of a bundle belongs to something; one that does not could be taken for evidence by whoever unpacks it. */
const openFiles = (files: UnpackedFiles, manifest: EvidenceManifest): OpenBundle => {
  for (const path of NEEDED) fileOf(files, path);
  const known = new Set<string>([MANIFEST, ...NEEDED]);
  const entries: BundleEntry[] = [];
  const documents: BundleDocument[] = [];
  const cases: BundleCase[] = [];
  const anchors: BundleAnchor[] = [];
  for (const path of files.keys()) {
    const index = numberIn(path, 'entries/', '.json');
    const n = numberIn(path, 'cases/', '/case.json');
    const anchor = anchorOf(files, path);
    if (index !== undefined) {
      entries.push(entryOf(files, path, index));
      known.add(path).add(proofPath(index));
    } else if (n !== undefined) {
      cases.push(caseOf(files, n));
      known.add(path).add(explanationPath(n));
    } else if (anchor !== undefined) {
      anchors.push(anchor.anchor);
      for (const own of anchor.paths) known.add(own);
    } else if (path.startsWith('documents/')) {
      documents.push(documentOf(files, path));
      known.add(path);
    }
  }
  const stranger = [...files.keys()].find((path) => !known.has(path));
  if (stranger !== undefined) unreadable(`${stranger} is no file that a bundle has.`);
  if (documents.length > DOCUMENTS_MAX) unreadable(`It holds ${documents.length} documents; a bundle holds ${DOCUMENTS_MAX} at most.`);
  if (anchors.length > ANCHORS_MAX) unreadable(`It holds ${anchors.length} anchors; a bundle holds ${ANCHORS_MAX} at most.`);
  if (cases.some(({ n }) => n < 1 || n > cases.length)) unreadable(`The cases are not numbered from 1 to ${cases.length}.`);
  const checkpointText = textOf(files, CHECKPOINT);
  const checkpoint = parseCheckpoint(checkpointText);
  if (typeof checkpoint === 'string') return unreadable(`${CHECKPOINT}: ${checkpoint}`);
  return {
    manifest,
    readme: textOf(files, README),
    checkpoint,
    checkpointText,
    entries,
    documents,
    plan: jsonOf(files, PLAN, planSchema),
    population: jsonOf(files, POPULATION, populationSchema).value,
    result: jsonOf(files, RESULT, resultSchema),
    payloads: jsonOf(files, PAYLOADS, payloadsSchema).value,
    chunks: jsonOf(files, CHUNKS, chunksSchema).value,
    cases: cases.toSorted((a, b) => a.n - b.n),
    anchors,
  };
};

/** The bundle, or a sentence on which file is not what it should be. Nothing that is given makes it throw. */
export const openBundle = (files: UnpackedFiles, manifest: EvidenceManifest): OpenBundle | string => {
  try {
    return openFiles(files, manifest);
  } catch (error) {
    if (error instanceof Unreadable) return error.message;
    throw error;
  }
};
