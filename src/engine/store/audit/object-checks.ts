/** Every sort of object that the audit trail records, with its check. */
import { documentCheck } from '../document/document-check.ts';
import { impactCheck } from '../impact/impact-check.ts';
import { memberCheck } from '../member/member-check.ts';
import { populationCheck } from '../population/population-check.ts';
import { appealCheck } from '../run/appeal-check.ts';
import { letterCheck } from '../run/letter-check.ts';
import { runCheck } from '../run/run-check.ts';
import { sweepCheck } from '../sweep/sweep-check.ts';
import { workspaceCheck } from '../workspace/workspace-check.ts';
import { anchorCheck } from './anchor-store.ts';
import { PAYLOAD_ERASED } from './erase-salt.ts';
import { logKeyCheck } from './log-key-check.ts';
import type { ObjectCheck } from './object-check.ts';

export const OBJECT_CHECKS: readonly ObjectCheck[] = [
  workspaceCheck,
  logKeyCheck,
  anchorCheck,
  memberCheck,
  documentCheck,
  populationCheck,
  runCheck,
  letterCheck,
  appealCheck,
  impactCheck,
  sweepCheck,
];

/** Kinds of entries that record what happened and left nothing in a table: what there is to say stands in the entry alone. */
export const KINDS_WITHOUT_OBJECT: readonly string[] = [PAYLOAD_ERASED, 'report.exported', 'evidence.prepared', 'evidence.exported'];

/** Kinds that earlier programs recorded and this one only reads. */
export const LEGACY_KINDS: readonly string[] = ['run.ended', 'attempt.started', 'attempt.ended'];
