/** What the renderer may ask of the desktop shell, with a schema for each message. The engine knows nothing of these. */
import { z } from 'zod';

const nothing = z.strictObject({});
const path = z.string().min(1).max(4_096);
const DOCUMENT_CHARACTERS_MAX = 256 * 1024 * 1024;

/** Files that the person is asked for. */
const OPENED = [
  'workspace',
  'csv',
  'json',
  'tests',
  'pdf',
  'evidence',
  'anchor',
  'witness-request',
  'timestamp-response',
  'signature',
  'certificate',
  'pkcs12',
  'key',
  'token-library',
] as const;

/** Files that the person names a place for; `folder` is one that is made. */
const SAVED = [
  'workspace',
  'pdf',
  'json',
  'bundle',
  'proof',
  'checkpoint',
  'witness-request',
  'cosignature',
  'timestamp-request',
  'digest',
  'certificate',
  'key',
  'folder',
] as const;

export const shellSchemas = {
  /** Asks the person for an existing file; null if they cancel. */
  pickOpen: z.strictObject({ kind: z.enum(OPENED) }),
  /** Asks the person for a place to write to; null if they cancel. */
  pickSave: z.strictObject({ kind: z.enum(SAVED), suggestedName: z.string().min(1).max(200) }),
  /** Text of a document or of tests that the person picked before. */
  readDocument: z.strictObject({ path }),
  /** Writes a text to the place that the person picked before; what was there is replaced. */
  writeDocument: z.strictObject({ path, text: z.string().max(DOCUMENT_CHARACTERS_MAX) }),
  /** Writes a proof to the place that the person picked, and the entry that it proves beside it, under the same name with the ending `.json`. */
  writeProof: z.strictObject({ path, proof: z.string().max(DOCUMENT_CHARACTERS_MAX), entry: z.string().max(DOCUMENT_CHARACTERS_MAX) }),
  recent: nothing,
  forgetRecent: z.strictObject({ path }),
  info: nothing,
  setTheme: z.strictObject({ theme: z.enum(['light', 'dark', 'system']) }),
} as const satisfies Readonly<Record<string, z.ZodType>>;

export type ShellName = keyof typeof shellSchemas;
export type ShellInputs = { readonly [Name in ShellName]: z.input<(typeof shellSchemas)[Name]> };

export type RecentWorkspace = {
  readonly path: string;
  readonly name: string;
  /** ISO 8601 UTC. */
  readonly openedAt: string;
  /** Whether the file is still there. */
  readonly present: boolean;
};

export type ShellAnswers = {
  readonly pickOpen: string | null;
  readonly pickSave: string | null;
  readonly readDocument: { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string };
  readonly writeDocument: { readonly ok: true } | { readonly ok: false; readonly message: string };
  readonly writeProof: { readonly ok: true; readonly entryPath: string } | { readonly ok: false; readonly message: string };
  readonly recent: readonly RecentWorkspace[];
  readonly forgetRecent: null;
  readonly info: {
    readonly version: string;
    readonly electron: string;
    readonly platform: string;
    readonly user: string;
    readonly processors: number;
    /** Workspace named on the command line, to be opened at once. */
    readonly initialWorkspace: string | null;
    readonly theme: 'light' | 'dark' | 'system';
  };
  readonly setTheme: null;
};
