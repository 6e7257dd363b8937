/** Gathers from the store what a report says. */
import { loadSides } from '../impact/plan-impact.ts';
import type { PolicyDocument } from '../model/policy-document.ts';
import { refuse } from '../model/problem.ts';
import { PROGRAM_VERSION } from '../model/program-version.ts';
import { policyChanges } from '../policy/policy-changes.ts';
import { auditHead } from '../store/audit/audit-store.ts';
import type { Reader } from '../store/handle.ts';
import { readImpactPlan, readImpactResult } from '../store/impact/impact-store.ts';
import { findPopulation } from '../store/population/population-store.ts';
import { readQuarantineReasons } from '../store/population/quarantine-reasons.ts';
import { readWorkspace } from '../store/workspace/workspace-store.ts';
import type { ReportFacts } from './report-facts.ts';

/** Reasons of refused rows that are told one by one. */
const REASONS_MAX = 40;

/** "EUR"; empty where the policy pays no amount, or does not say in what. */
const unitOf = ({ decisions }: PolicyDocument, amount: string): string =>
  (Object.hasOwn(decisions, amount) ? decisions[amount]?.unit : undefined) ?? '';

const labelsOf = ({ inputs, decisions }: PolicyDocument): ReadonlyMap<string, string> =>
  new Map(Object.entries({ ...inputs, ...decisions }).flatMap(([name, { label }]) => (label === undefined ? [] : [[name, label]])));

/** Refusals: 'not-found' where the run has no impact result, 'unreadable' where a document is no longer what the run was planned with. */
export const gatherReport = (
  reader: Reader,
  made: { readonly run: string; readonly actor: string; readonly exportedAt: string },
): ReportFacts => {
  const result = readImpactResult(reader, made.run);
  const population =
    findPopulation(reader, result.population.id) ?? refuse('not-found', `The population of run ${made.run} is not in the workspace.`);
  const { baseline, reforms } = loadSides(reader, readImpactPlan(reader, made.run));
  const { id, name } = readWorkspace(reader);
  return {
    result,
    population,
    labels: labelsOf(baseline.policy),
    amountUnit: unitOf(baseline.policy, result.amount),
    period: baseline.policy.period,
    changes: reforms.map((reform) => policyChanges(baseline, reform)),
    quarantine: readQuarantineReasons(reader, population.id, REASONS_MAX),
    workspace: { id, name },
    audit: auditHead(reader),
    program: { version: PROGRAM_VERSION },
    actor: made.actor,
    exportedAt: made.exportedAt,
  };
};
