/** Work off the main thread: what a job is asked, what it tells, and who runs it. */
import type { QuantileCuts } from '../impact/measure/group-codes.ts';
import type {
  Anchor,
  EvidenceKind,
  Failure,
  InputTypes,
  Mapping,
  MeasuresRequest,
  PolicyDocument,
  ReportRequest,
  SweepAxis,
} from '../model/index.ts';
import type { SigningRequest } from '../signing/signing-request.ts';

/** One side of an impact: a complete policy (reform already applied) at a date. */
export type ImpactJobSide = { readonly policy: PolicyDocument; readonly date: string };

export type Job =
  | {
      readonly kind: 'impact';
      readonly workspacePath: string;
      /** Its chunks that are stored already are not evaluated again. */
      readonly run: string;
      readonly populationId: string;
      readonly baseline: ImpactJobSide;
      readonly reforms: readonly ImpactJobSide[];
      readonly by: readonly string[];
      readonly measures: MeasuresRequest;
      /** As an earlier attempt at the run found them; they need not be found again. */
      readonly cuts?: QuantileCuts;
      readonly workers: number;
    }
  | {
      readonly kind: 'sweep';
      readonly workspacePath: string;
      /** Likewise. */
      readonly run: string;
      readonly populationId: string;
      readonly policy: ImpactJobSide;
      readonly axes: readonly SweepAxis[];
      readonly weight?: string;
      readonly workers: number;
    }
  | {
      readonly kind: 'import';
      readonly unitsPath: string;
      readonly membersPath?: string;
      readonly mapping: Mapping;
      readonly policy: PolicyDocument;
    }
  | { readonly kind: 'preview'; readonly path: string; readonly rows: number }
  | { readonly kind: 'headers'; readonly inputs: InputTypes; readonly unitsPath: string; readonly membersPath?: string }
  | { readonly kind: 'generate'; readonly policy: PolicyDocument; readonly units: number; readonly seed: string }
  | {
      readonly kind: 'policy-tests';
      readonly policy: PolicyDocument;
      /** Tests that stand in a file of their own, instead of the policy's own. */
      readonly file?: { readonly name: string; readonly text: string };
      /** Whether to try which changes no test would notice. */
      readonly mutations: boolean;
    }
  | { readonly kind: 'verify'; readonly workspacePath: string; readonly anchors: readonly Anchor[]; readonly workers: number }
  /** Writes the whole trail as a folder of tiles. */
  | { readonly kind: 'log-export'; readonly workspacePath: string; readonly folder: string; readonly checkpoint: string }
  /** Writes a bundle to `partialPath`. */
  | {
      readonly kind: 'evidence-export';
      readonly workspacePath: string;
      readonly run: string;
      /** Cases that are disclosed. */
      readonly units: readonly string[];
      /** Signed when the bundle was prepared. */
      readonly checkpoint: string;
      readonly partialPath: string;
    }
  /** Checks a file of evidence, whatever it is. With a workspace that has the population, the impact of a bundle is run again. */
  | {
      readonly kind: 'evidence-verify';
      readonly path: string;
      readonly expected?: EvidenceKind;
      /** Verifier key of the log, if it was handed over out of band. */
      readonly logKey?: string;
      /** Verifier keys of witnesses, likewise. */
      readonly witnessKeys?: readonly string[];
      /** Verifier keys of logs that are known here, for what brings none along. */
      readonly knownKeys: readonly string[];
      readonly workspacePath?: string;
      readonly workers: number;
    }
  /** Writes a report as HTML, for a preview or to be printed. */
  | {
      readonly kind: 'report-compose';
      readonly workspacePath: string;
      readonly run: string;
      readonly request: ReportRequest;
      readonly made: { readonly at: string; readonly by: string };
      /** The checkpoint that the evidence page prints; a preview has none. */
      readonly checkpoint?: string;
      readonly bundle?: { readonly sha256: string; readonly bytes: number };
      /** Who will sign it, as it stands in the signature block. */
      readonly signer?: string;
    }
  /** Attaches, signs, completes or timestamps a printed report. */
  | { readonly kind: 'report-sign'; readonly request: SigningRequest };

export type JobProgress = { readonly phase: string; readonly done: number; readonly total: number; readonly unit: string };

/** What is told while a job works. `onPart` may write; only a few parts are under way at a time, so that memory stays bounded. */
export type JobListener<Part> = {
  readonly onProgress: (progress: JobProgress) => void;
  readonly onPart: (part: Part) => void;
};

export type JobEnd<Outcome> =
  | { readonly type: 'done'; readonly outcome: Outcome }
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'cancelled' };

/** What a job's own code is given. */
export type JobContext<Part> = {
  progress(progress: JobProgress): void;
  /** Hands a part over; resolves once it is on its way, and no more than a few are. Its bytes may then change. Throws if the job was cancelled. */
  part(part: Part): Promise<void>;
  readonly signal: AbortSignal;
};

/** Of a job whose parts are checkpoints. */
export type CheckpointContext<Part> = JobContext<Part> & {
  /** As `part`, but resolves once the part was taken in: what was written of it will not get lost. */
  partTaken(part: Part): Promise<void>;
};

/** `ended` rejects for a fault alone: a bug in the job, or the sudden end of its process. Within a second of `cancel` it has resolved. */
export type JobHandle<Outcome> = { readonly ended: Promise<JobEnd<Outcome>>; cancel(): void };

export type JobRunner = {
  /** Starts a job. It goes on when `onPart` returns. A Refusal thrown in that fails the job, anything else is a fault. */
  start<Part, Outcome>(job: Job, listener: JobListener<Part>): JobHandle<Outcome>;
  /** Ends all jobs and their processes. */
  close(): Promise<void>;
};
