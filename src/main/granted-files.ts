/**
 * The files that the renderer may name. A page that was taken over could otherwise have any file of the person read as a table, or overwritten by
 * a report; so main acts only on paths that the person chose: in a dialog, by dropping a file on the window, at the start of the program, or in the
 * list of recent workspaces.
 */
import type { OperationName } from '../engine/contract.ts';

/** `load`: a library whose code is run. What was chosen to be looked at is not chosen for that. */
type Use = 'read' | 'write' | 'load';

export type GrantedFiles = {
  grant(use: Use, path: string): void;
  has(use: Use, path: string): boolean;
  /** Whether all paths that a message to an operation names are granted. */
  allow(name: OperationName, input: unknown): boolean;
  /** What an allowed message had written is the program's own work, and may be read again: to be checked, completed, timestamped. */
  written(name: OperationName, input: unknown): void;
};

/** Operations that write to a path of another name than `outPath`. */
const WRITING: ReadonlySet<OperationName> = new Set(['workspace.create'] as const);

/** The contract names its paths `path` or `…Path`, at the top of an input. */
export const isPathField = (field: string): boolean => field === 'path' || field.endsWith('Path');

/** What is written is named `outPath`, and a library `modulePath`. */
const purposeOf = (name: OperationName, field: string): Use => {
  if (field === 'modulePath') return 'load';
  return field === 'outPath' || WRITING.has(name) ? 'write' : 'read';
};

type NamedPath = { readonly use: Use; readonly path: string };

/** What is no object names no path, and the operation's schema refuses it. */
const pathsIn = (name: OperationName, input: unknown): readonly NamedPath[] =>
  typeof input !== 'object' || input === null
    ? []
    : Object.entries(input).flatMap(([field, value]) =>
        isPathField(field) && typeof value === 'string' ? [{ use: purposeOf(name, field), path: value }] : [],
      );

export const createGrantedFiles = (): GrantedFiles => {
  const granted: Readonly<Record<Use, Set<string>>> = { read: new Set(), write: new Set(), load: new Set() };
  const has = (use: Use, path: string): boolean => granted[use].has(path);
  return {
    grant: (use, path) => {
      granted[use].add(path);
    },
    has,
    allow: (name, input) => pathsIn(name, input).every(({ use, path }) => has(use, path)),
    written: (name, input) => {
      for (const { use, path } of pathsIn(name, input)) if (use === 'write') granted.read.add(path);
    },
  };
};
