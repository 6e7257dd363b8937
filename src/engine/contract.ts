/**
 * The engine's one surface: every command and query with the schema of its input, the role that may call it and the shape of its answer.
 * The IPC server, the preload bridge, the command line and the tests are all derived from this table.
 */
import { z } from 'zod';
import { evidenceOperations, type ReportFile, type WrittenFile } from './contract/evidence-operations.ts';
import { body, command, date, json, nothing, type Operation, page, path, query, reference, text } from './contract/operation.ts';
import { runOperations } from './contract/run-operations.ts';
import { measuresSchema } from './impact/measure/measures-schema.ts';
import { DOCUMENT_KINDS } from './model/document.ts';
import type {
  AppealView,
  AuditEntry,
  AuditVerdict,
  CaseExplanation,
  CaseRow,
  ColumnProfile,
  DocumentInfo,
  Failure,
  FailureKind,
  FileVerdict,
  ImpactResult,
  Mapping,
  MutationReport,
  PolicyTestReport,
  PopulationInfo,
  Problem,
  QuarantineRow,
  RunStatus,
  SourcePreview,
  SweepResult,
} from './model/index.ts';
import { axesSchema } from './sweep/axis-schema.ts';

const documentKind = z.enum(DOCUMENT_KINDS);
/** A document that does not stand in the workspace. */
const document = z.strictObject({ body, name: text.optional() });
const testSource = z.strictObject({ reference, tests: z.strictObject({ name: text, text: body }).optional() });

export type WorkspaceInfo = {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly createdAt: string;
  readonly readOnly: boolean;
  readonly populations: number;
  readonly policies: number;
  readonly runs: number;
  readonly auditEntries: number;
  /** Sentences where this machine has seen another state of the trail than the file holds, or cannot sign or remember it. */
  readonly trailNotice?: string;
};

export type AuditPage = { readonly size: number; readonly entries: readonly AuditEntry[] };

export const operations = {
  'workspace.create': command<WorkspaceInfo>()('owner', z.strictObject({ path, name: text })),
  /**
   * `takeUp`: whether runs that an earlier process left go on here. A process that ends soon would only cut them off again. `debug`: one attempt at a time,
   * over all runs.
   */
  'workspace.open': command<WorkspaceInfo>()(
    'viewer',
    z.strictObject({ path, takeUp: z.boolean().default(true), debug: z.boolean().default(false) }),
  ),
  'workspace.close': command<null>()('viewer', nothing),
  'workspace.info': query<WorkspaceInfo>()('viewer', nothing),

  'document.list': query<readonly DocumentInfo[]>()('viewer', z.strictObject({ kind: documentKind.optional() })),
  'document.get': query<DocumentInfo & { readonly body: string }>()('viewer', z.strictObject({ kind: documentKind, reference })),
  /**
   * Checks a policy, reform or workflow without storing it. The kind is read from the document itself. `notes` are about a document without a mistake:
   * what nobody reads, what is never true, what is slow. They keep nobody from publishing.
   */
  'document.check': query<{ readonly problems: readonly Problem[]; readonly notes: readonly Problem[] }>()(
    'viewer',
    z.strictObject({ body, name: text.optional() }),
  ),
  /** Stores or replaces a draft. With `unfinished` it may have mistakes, as long as it says its kind, id and version; they are counted in the answer. */
  'document.add': command<DocumentInfo>()(
    'analyst',
    z.strictObject({ body, name: text.optional(), unfinished: z.boolean().default(false) }),
  ),
  /** Publishes a draft, or a body given here. The same content twice is the same document; other content under the same id and version is a conflict. */
  'document.publish': command<DocumentInfo>()(
    'analyst',
    z.union([z.strictObject({ body, name: text.optional() }), z.strictObject({ kind: documentKind, reference })]),
  ),
  /** What differs in meaning between two versions of a template, in words. By reference published ones, or drafts without a mistake. */
  'document.compare': query<{ readonly changes: readonly string[] }>()(
    'viewer',
    z.strictObject({ kind: z.literal('workflow'), from: z.union([reference, document]), to: z.union([reference, document]) }),
  ),
  /** The documents that come with the program. */
  'document.shipped': query<
    readonly { readonly kind: string; readonly id: string; readonly version: string; readonly title: string; readonly body: string }[]
  >()('viewer', nothing),
  /** `tests`: those of a file instead of the policy's own; the file's name says whether it is YAML or JSON. */
  'policy.test': query<PolicyTestReport>()('viewer', testSource),
  /** Tries which changes of parameters, table rules and comparisons no test would notice. */
  'policy.mutations': command<{ readonly task: string }>()('viewer', testSource),

  'source.preview': query<SourcePreview>()('analyst', z.strictObject({ path, rows: z.int().min(1).max(200).default(20) })),
  /** A mapping whose columns have the inputs' names, as a start for editing. */
  'population.suggestMapping': query<Mapping>()(
    'analyst',
    z.strictObject({ policy: reference, unitsPath: path, membersPath: path.optional() }),
  ),
  /** Holds a mapping against the policy's inputs and the columns of the files; nothing but their headers is read. */
  'mapping.check': query<{ readonly problems: readonly Problem[] }>()(
    'analyst',
    z.strictObject({ policy: reference, unitsPath: path, membersPath: path.optional(), mapping: body }),
  ),
  'population.import': command<{ readonly task: string }>()(
    'analyst',
    z.strictObject({ name: text, policy: reference, unitsPath: path, membersPath: path.optional(), mapping: body.optional() }),
  ),
  'population.generate': command<{ readonly task: string }>()(
    'analyst',
    z.strictObject({ name: text, policy: reference, units: z.int().min(1).max(10_000_000), seed: text }),
  ),
  'population.list': query<readonly PopulationInfo[]>()('viewer', nothing),
  'population.profile': query<{ readonly info: PopulationInfo; readonly columns: readonly ColumnProfile[] }>()(
    'viewer',
    z.strictObject({ population: text }),
  ),
  'population.quarantine': query<{ readonly total: number; readonly rows: readonly QuarantineRow[] }>()(
    'viewer',
    z.strictObject({ population: text, ...page }),
  ),

  ...runOperations,

  /** Starts a run of the template `impact-analysis`. */
  'impact.start': command<{ readonly run: string }>()(
    'analyst',
    z.strictObject({
      population: text,
      baseline: reference,
      /** A reform's or policy's reference; the baseline's own for "law then, law now". */
      reforms: z
        .array(z.strictObject({ reference, date: date.optional() }))
        .min(1)
        .max(8),
      date,
      /** What the cases are grouped by: "region", "income:quantiles=10", "region+size". */
      by: z.array(text).max(8).default([]),
      /** What is asked beyond totals and groups; without it only what is always measured. */
      measures: measuresSchema.prefault({}),
      workers: z.int().min(1).max(64).optional(),
    }),
  ),
  'impact.result': query<ImpactResult>()('viewer', z.strictObject({ run: text })),
  /** Starts a run of the template `parameter-sweep`: a policy, or a reform, with one or two of its parameters over a range. */
  'sweep.start': command<{ readonly run: string }>()(
    'analyst',
    z.strictObject({
      population: text,
      policy: reference,
      date,
      vary: axesSchema,
      weight: text.optional(),
      workers: z.int().min(1).max(64).optional(),
    }),
  ),
  'sweep.result': query<SweepResult>()('viewer', z.strictObject({ run: text })),
  'case.list': query<{ readonly total: number; readonly cases: readonly CaseRow[] }>()(
    'viewer',
    z.strictObject({
      run: text,
      reform: z.int().min(0).default(0),
      from: text.optional(),
      to: text.optional(),
      change: z.enum(['gain', 'loss', 'none', 'any']).default('any'),
      ...page,
    }),
  ),
  'case.explain': query<CaseExplanation>()('viewer', z.strictObject({ run: text, unit: text })),
  /** Starts a run of the template `appeal-processing` and waits for its end. */
  'appeal.file': command<AppealView>()('analyst', z.strictObject({ run: text, unit: text, evidence: json })),
  'appeal.show': query<AppealView>()('viewer', z.strictObject({ run: text })),

  /** `run`: only the entries of that run's moves; `after` and the size then count these. */
  'audit.list': query<AuditPage>()('viewer', z.strictObject({ run: text.optional(), ...page })),
  /** `anchorPath`: a file that vouches for the trail, to be held against it without being taken in. `witnessKey`: as for audit.addAnchor. */
  'audit.verify': command<{ readonly task: string }>()(
    'viewer',
    z.strictObject({ anchorPath: path.optional(), witnessKey: text.optional(), workers: z.int().min(1).max(64).optional() }),
  ),
  ...evidenceOperations,
  'task.cancel': command<null>()('viewer', z.strictObject({ task: text })),
} as const satisfies Readonly<Record<string, Operation<z.ZodType, unknown>>>;

export type OperationName = keyof typeof operations;
export type InputOf<Name extends OperationName> = z.input<(typeof operations)[Name]['input']>;
export type ParsedInputOf<Name extends OperationName> = z.output<(typeof operations)[Name]['input']>;
export type AnswerOf<Name extends OperationName> = (typeof operations)[Name] extends Operation<z.ZodType, infer Answer> ? Answer : never;

/** What a long task ended with; the answer belongs to the command that started it. */
export type TaskEnd =
  | {
      readonly status: 'completed';
      readonly answer:
        | { readonly population: PopulationInfo }
        | { readonly verdict: AuditVerdict }
        | { readonly mutations: MutationReport }
        | { readonly file: WrittenFile }
        | { readonly report: ReportFile }
        | { readonly check: FileVerdict }
        | { readonly html: string }
        | { readonly run: string };
    }
  | { readonly status: 'failed'; readonly failure: Failure }
  | { readonly status: 'cancelled' };

/** Pushed to whoever listens. At most 10 progress events a second for each task. A run is a task with the run's id. */
export type EngineEvent =
  | {
      readonly type: 'task.progress';
      readonly task: string;
      readonly phase: string;
      readonly done: number;
      readonly total: number;
      readonly unit: string;
      /** Per second, over the last few seconds. */
      readonly rate: number;
    }
  | { readonly type: 'task.ended'; readonly task: string; readonly end: TaskEnd }
  /** After a commit, at most 10 a second for each run. `steps`: paths of those that have changed since the event before, as far as it tells. */
  | { readonly type: 'run.changed'; readonly run: string; readonly status: RunStatus; readonly steps: readonly string[] }
  /** Runs wait because the workspace cannot be written. It is tried again by itself; nothing that was begun gets lost meanwhile. */
  | { readonly type: 'runs.stalled'; readonly runs: number; readonly failure: Failure; readonly againInMs: number }
  /** They go on. */
  | { readonly type: 'runs.revived'; readonly runs: number }
  | { readonly type: 'workspace.changed'; readonly workspace: WorkspaceInfo | null };

/** How a failure crosses a process border. `ref` finds a fault in the log; its message says nothing of its inside. */
export type WireError = {
  readonly kind: FailureKind;
  readonly message: string;
  readonly problems?: readonly Problem[];
  readonly ref: string;
};

/** What hosts of the engine hold. */
export type Engine = {
  /** Checks the input against its schema, checks the role, and does it. Refusals come back as values; only faults of ours are thrown. */
  call<Name extends OperationName>(
    name: Name,
    input: InputOf<Name>,
  ): Promise<{ readonly ok: true; readonly value: AnswerOf<Name> } | { readonly ok: false; readonly failure: Failure }>;
  subscribe(listener: (event: EngineEvent) => void): () => void;
  /** Resolves when the task or run has ended, at once if it has. */
  ended(task: string): Promise<TaskEnd>;
  close(): Promise<void>;
};
