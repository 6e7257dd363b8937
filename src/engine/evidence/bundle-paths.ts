/** What the files of a bundle are called, and those beside a proof that stands alone. */
import type { DocumentPin } from '../impact/impact-plan.ts';
import type { AnchorKind } from '../model/trust.ts';

export const MANIFEST = 'manifest.json';
export const README = 'README.txt';
export const CHECKPOINT = 'checkpoint';
export const PLAN = 'plan.json';
export const POPULATION = 'population.json';
export const RESULT = 'result.json';
export const PAYLOADS = 'payloads.json';
export const CHUNKS = 'chunks.json';

/** What is attached to a report. */
export const ATTACHED = { bundle: 'evidence.zip', checkpoint: CHECKPOINT } as const;

/** Without these a file is no bundle. */
export const NEEDED = [README, CHECKPOINT, PLAN, POPULATION, RESULT, PAYLOADS, CHUNKS] as const;

export const PROOF_ENDING = '.tlog-proof';

export const entryPath = (index: number): string => `entries/${index}.json`;
export const proofPath = (index: number): string => `entries/${index}${PROOF_ENDING}`;

/** The entry of a proof that stands alone lies beside it. */
export const entryBeside = (proofFile: string): string =>
  `${proofFile.endsWith(PROOF_ENDING) ? proofFile.slice(0, -PROOF_ENDING.length) : proofFile}.json`;

export type DocumentName = Pick<DocumentPin, 'id' | 'version'> & { readonly kind: string };

export const documentPath = ({ kind, id, version }: DocumentName): string => `documents/${kind}/${id}@${version}.json`;

/** `n` from 1. */
export const casePath = (n: number): string => `cases/${n}/case.json`;
export const explanationPath = (n: number): string => `cases/${n}/explanation.json`;

export const anchorPath = (n: number, kind: AnchorKind): string => `anchors/${n}-${kind}.${kind === 'timestamp' ? 'tsr' : 'checkpoint'}`;
/** What a timestamp is over. */
export const stampedPath = (n: number): string => `anchors/${n}.checkpoint`;

/** Verifier key of the witness that made a cosignature. */
export const witnessKeyPath = (n: number): string => `anchors/${n}.key`;
/** Body of a C2SP tlog-witness request: that the bundle's checkpoint continues what the anchor saw. */
export const consistencyPath = (n: number): string => `anchors/${n}.consistency`;

/** What a path says, for whoever reads a bundle; undefined for one that no bundle has. */
export const numberIn = (path: string, before: string, after: string): number | undefined => {
  if (!path.startsWith(before) || !path.endsWith(after)) return undefined;
  const digits = path.slice(before.length, path.length - after.length);
  return /^(0|[1-9]\d{0,14})$/.test(digits) ? Number(digits) : undefined;
};
