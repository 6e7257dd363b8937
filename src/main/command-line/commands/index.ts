/** All commands, in the order in which the usage shows them. Longer names stand before shorter ones that begin alike. */
import type { Command } from '../command.ts';
import { appealCommands } from './appeal.ts';
import { auditCommands } from './audit.ts';
import { anchorCommands } from './audit-anchors.ts';
import { auditExport } from './audit-export.ts';
import { proofCommands } from './audit-proofs.ts';
import { caseCommands } from './case.ts';
import { demoCommand } from './demo.ts';
import { evidenceCommands } from './evidence.ts';
import { evidenceVerifier } from './evidence-verifier.ts';
import { feelCommands } from './feel.ts';
import { impactCommand } from './impact.ts';
import { logKeyCommands } from './log-key.ts';
import { memberCommands } from './member.ts';
import { policyCommands } from './policy.ts';
import { populationCommands } from './population.ts';
import { reportCommands } from './report.ts';
import { runCommands } from './run.ts';
import { signerCommands } from './signer.ts';
import { sweepCommand } from './sweep.ts';
import { tckCommand } from './tck.ts';
import { templateCommands } from './template.ts';
import { witnessCommands } from './witness.ts';
import { workspaceCommands } from './workspace.ts';

export const commands: readonly Command[] = [
  ...workspaceCommands,
  ...memberCommands,
  ...populationCommands,
  ...policyCommands,
  ...templateCommands,
  impactCommand,
  sweepCommand,
  ...runCommands,
  ...caseCommands,
  ...appealCommands,
  ...auditCommands,
  ...proofCommands,
  ...anchorCommands,
  auditExport,
  ...logKeyCommands,
  ...witnessCommands,
  evidenceVerifier,
  ...evidenceCommands,
  ...reportCommands,
  ...signerCommands,
  ...feelCommands,
  tckCommand,
  demoCommand,
];
