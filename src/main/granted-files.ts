/**
 * The files that the renderer may name. A page that was taken over could otherwise have any file of the person read as a table, or overwritten by
 * a report; so main acts only on paths that the person chose: in a dialog, at the start of the program, or in the list of recent workspaces.
 */
import type { OperationName } from '../engine/contract.ts';

type Use = 'read' | 'write';

export type GrantedFiles = {
  grant(use: Use, path: string): void;
  has(use: Use, path: string): boolean;
  /** Whether all paths that a message to an operation names are granted. */
  allow(name: OperationName, input: unknown): boolean;
};

/** Operations that write to the path they are given; all others read there. */
const WRITING: ReadonlySet<OperationName> = new Set(['workspace.create', 'report.export'] as const);

/** The contract names its paths `path` or `…Path`, at the top of an input. */
export const isPathField = (field: string): boolean => field === 'path' || field.endsWith('Path');

export const createGrantedFiles = (): GrantedFiles => {
  const granted: Readonly<Record<Use, Set<string>>> = { read: new Set(), write: new Set() };
  const has = (use: Use, path: string): boolean => granted[use].has(path);
  return {
    grant: (use, path) => {
      granted[use].add(path);
    },
    has,
    allow: (name, input) => {
      // What is no object names no path, and the operation's schema refuses it.
      if (typeof input !== 'object' || input === null) return true;
      const use = WRITING.has(name) ? 'write' : 'read';
      return Object.entries(input).every(([field, value]) => !isPathField(field) || typeof value !== 'string' || has(use, value));
    },
  };
};
