/** Gathers what a bundle holds from one state of a workspace. */
import { readEntry } from '../audit/audit-entry.ts';
import { type ParsedCheckpoint, parseCheckpoint } from '../audit/checkpoint.ts';
import type { ProofText } from '../contract/evidence-operations.ts';
import { openPlacedExplainer } from '../impact/explain-case.ts';
import type { ImpactPlan, PlannedSide } from '../impact/impact-plan.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import { EVIDENCE_FORMAT, type EvidenceManifest, type ResultChunks } from '../model/evidence-manifest.ts';
import { hex } from '../model/hex.ts';
import type { ImpactSide } from '../model/impact-result.ts';
import type { Json } from '../model/json.ts';
import { refuse } from '../model/problem.ts';
import { sha256Hex } from '../model/sha256.ts';
import { listAnchors } from '../store/audit/anchor-store.ts';
import { readSalt } from '../store/audit/audit-store.ts';
import { logKeys } from '../store/audit/log-keys.ts';
import { subtreeHash } from '../store/audit/log-tree.ts';
import { proveEntry } from '../store/audit/prove-entry.ts';
import { getPublished } from '../store/document/document-store.ts';
import type { Reader } from '../store/handle.ts';
import { type ImpactRecord, readImpactRecord } from '../store/impact/impact-record.ts';
import { storedChunks } from '../store/impact/impact-store.ts';
import { anchorFiles } from './anchor-files.ts';
import { bundleEntries, pinnedDocuments } from './bundle-entries.ts';
import {
  CHECKPOINT,
  CHUNKS,
  casePath,
  documentPath,
  entryPath,
  explanationPath,
  MANIFEST,
  PAYLOADS,
  PLAN,
  POPULATION,
  proofPath,
  README,
  RESULT,
} from './bundle-paths.ts';
import { type CaseFiles, discloseCases } from './disclose-cases.ts';
import { APPEALS_MAX, LOG_KEYS_MAX } from './evidence-bounds.ts';
import { populationEvidence } from './population-evidence.ts';
import { bundleReadme } from './readme/bundle-readme.ts';
import type { PackedFile } from './zip/write-zip.ts';

export type BundleRequest = {
  readonly run: string;
  readonly units: readonly string[];
  /** As `prepareBundle` gave it. */
  readonly checkpoint: string;
};

const textFile = (path: string, text: string): PackedFile => ({ path, bytes: Buffer.from(text, 'utf8') });
const jsonFile = (path: string, value: unknown): PackedFile => textFile(path, canonicalJson(value as Json));

const sideOf = ({ documents: _, ...side }: PlannedSide): ImpactSide => side;

/** What result.json needs to be held against its entry. Refusal 'invalid' where that was made impossible. */
const resultSalt = (reader: Reader, run: string, { result }: ImpactRecord): string => {
  const salt = readSalt(reader, result.entry);
  if (salt !== undefined) return hex(salt);
  return refuse(
    'invalid',
    `The salt of entry ${result.entry} was erased: nobody can be shown any more that the figures of run ${run} are those that were recorded.`,
  );
};

const resultChunks = (reader: Reader, run: string): ResultChunks =>
  storedChunks(reader, run).map(({ chunk, units, root }) => ({ chunk, units, root: hex(root) }));

const caseFiles = (cases: readonly CaseFiles[]): readonly PackedFile[] =>
  cases.flatMap(({ disclosed, explanation }, i) => [jsonFile(casePath(i + 1), disclosed), jsonFile(explanationPath(i + 1), explanation)]);

const byPath = (a: PackedFile, b: PackedFile): number => (a.path < b.path ? -1 : 1);

/** What the bundle says of itself: what the entry says that prepared it. */
const preparedBy = (text: string, run: string): Pick<EvidenceManifest, 'made' | 'program'> => {
  const entry = readEntry(Buffer.from(text, 'utf8'));
  if (typeof entry === 'string' || entry.kind !== 'evidence.prepared' || entry.subject.run !== run)
    throw new Error(`a bundle of run ${run} was asked for with a checkpoint that was not signed for it`);
  return { made: { at: entry.at, by: entry.actor }, program: entry.detail?.program as EvidenceManifest['program'] };
};

const manifestOf = (reader: Reader, run: string, { prepared, plan, record, checkpoint, files }: Gathered): EvidenceManifest => ({
  format: EVIDENCE_FORMAT,
  run,
  ...prepared,
  log: { origin: checkpoint.origin, keys: logKeys(reader) },
  checkpoint: { size: checkpoint.size, root: hex(checkpoint.root) },
  resultHash: record.resultHash,
  baseline: sideOf(plan.baseline),
  reforms: plan.reforms.map(sideOf),
  files: files.map(({ path, bytes }) => ({ path, bytes: bytes.length, sha256: sha256Hex(bytes) })),
});

/** What no verifier would read is not gathered. */
const demandKeys = (keys: number): void => {
  if (keys > LOG_KEYS_MAX)
    refuse(
      'limit',
      `The audit trail of this workspace names ${keys} keys, since machines without each other's key wrote it in turn; a bundle names ${LOG_KEYS_MAX} at most. ` +
        'Import the population into a new workspace and run the impact there.',
    );
};

const demandAppeals = (cases: readonly CaseFiles[]): void => {
  for (const { explanation } of cases)
    if (explanation.appeals.length > APPEALS_MAX)
      refuse(
        'limit',
        `The case "${explanation.unit}" was appealed ${explanation.appeals.length} times; a bundle tells ${APPEALS_MAX} at most. Leave it out.`,
      );
};

type Gathered = {
  readonly prepared: ReturnType<typeof preparedBy>;
  readonly plan: ImpactPlan;
  readonly record: ImpactRecord;
  readonly checkpoint: ParsedCheckpoint['checkpoint'];
  readonly files: readonly PackedFile[];
};

/**
 * The files of a bundle, the manifest first, then by their paths. One state and one request give the same bytes: what the bundle says of itself is what the
 * last entry under the checkpoint says. Refusals: 'not-found' for a run without an impact's result and for units that are not there; 'invalid' where what
 * would have to be disclosed was erased; 'limit' where a verifier would not read it; 'unreadable' where what is stored was changed.
 */
export const gatherBundle = (reader: Reader, request: BundleRequest, tell: (casesDone: number) => void): readonly PackedFile[] => {
  const { run, units } = request;
  const parsed = parseCheckpoint(request.checkpoint);
  if (typeof parsed === 'string') throw new Error(`a bundle was asked for with a checkpoint that is none: ${parsed}`);
  demandKeys(logKeys(reader).length);
  const record = readImpactRecord(reader, run);
  const explainer = openPlacedExplainer(reader, run);
  const { plan, population } = explainer;
  const cases = discloseCases(reader, { run, units }, explainer, tell);
  const documents = pinnedDocuments(reader, run, plan);
  demandAppeals(cases);
  const appeals = cases.flatMap(({ explanation }) => explanation.appeals);
  const { size, root } = parsed.checkpoint;
  const entries = bundleEntries(reader, { run, plan, record, documents, appeals, prepared: size - 1 });
  const checkpoint = { size, root: hex(root), note: request.checkpoint };
  const subtree = subtreeHash(reader);
  const proofs = entries.map((index) => proveEntry(reader, index, checkpoint, subtree));
  const files = [
    textFile(CHECKPOINT, request.checkpoint),
    ...proofs.flatMap(({ index, entry, proof }) => [textFile(entryPath(index), entry), textFile(proofPath(index), proof)]),
    ...documents.map(({ kind, id, version }) =>
      textFile(
        documentPath({ kind, id, version }),
        getPublished(reader, kind as 'policy' | 'reform' | 'workflow', `${id}@${version}`).body,
      ),
    ),
    textFile(PLAN, record.plan.text),
    jsonFile(POPULATION, populationEvidence(reader, population)),
    textFile(RESULT, record.result.text),
    jsonFile(PAYLOADS, [{ entry: record.result.entry, path: RESULT, salt: resultSalt(reader, run, record) }]),
    jsonFile(CHUNKS, resultChunks(reader, run)),
    ...caseFiles(cases),
    ...anchorFiles(listAnchors(reader), checkpoint, subtree),
  ];
  const prepared = preparedBy((proofs.at(-1) as ProofText).entry, run);
  const gathered = { prepared, plan, record, checkpoint: parsed.checkpoint };
  const readme = textFile(README, bundleReadme({ ...prepared, format: EVIDENCE_FORMAT }));
  const sorted = [...files, readme].toSorted(byPath);
  return [jsonFile(MANIFEST, manifestOf(reader, run, { ...gathered, files: sorted })), ...sorted];
};
