/** Gathers from the store what a report says. */

import { refuse } from '../model/problem.ts';
import { PROGRAM_VERSION } from '../model/program-version.ts';
import { auditHead } from '../store/audit/audit-store.ts';
import type { Reader } from '../store/handle.ts';
import { readImpactResult } from '../store/impact/impact-store.ts';
import { findPopulation } from '../store/population/population-store.ts';
import { readQuarantineReasons } from '../store/population/quarantine-reasons.ts';
import { readWorkspace } from '../store/workspace/workspace-store.ts';
import type { ReportFacts } from './report-facts.ts';

const REASONS_MAX = 40;

/** Refusal 'not-found' where the run has no impact result. */
export const gatherReport = (
  reader: Reader,
  made: { readonly run: string; readonly actor: string; readonly exportedAt: string },
): ReportFacts => {
  const result = readImpactResult(reader, made.run);
  const population =
    findPopulation(reader, result.population.id) ?? refuse('not-found', `The population of run ${made.run} is not in the workspace.`);
  const { id, name } = readWorkspace(reader);
  return {
    result,
    population,
    quarantine: readQuarantineReasons(reader, population.id, REASONS_MAX),
    workspace: { id, name },
    audit: auditHead(reader),
    program: { version: PROGRAM_VERSION },
    actor: made.actor,
    exportedAt: made.exportedAt,
  };
};
