/** Every sort of object that the audit trail records, with its check. */
import { documentCheck } from '../document/document-check.ts';
import { impactCheck } from '../impact/impact-check.ts';
import { populationCheck } from '../population/population-check.ts';
import { workspaceCheck } from '../workspace/workspace-check.ts';
import type { ObjectCheck } from './object-check.ts';

export const OBJECT_CHECKS: readonly ObjectCheck[] = [workspaceCheck, documentCheck, impactCheck, populationCheck];

/**
 * Kinds of entries that record something which happened and left no object behind: what they say stands in the entry alone.
 */
export const KINDS_WITHOUT_OBJECT: readonly string[] = [];
