/** Every task function of this program. A new one is a new file and a line here. */
import { applyEvidenceTask } from './apply-evidence.ts';
import { checkCaseTask } from './check-case.ts';
import { compareDecisionsTask } from './compare-decisions.ts';
import { decideByRulesTask } from './decide-by-rules.ts';
import { evaluateCaseTask } from './evaluate-case.ts';
import { evaluateImpactTask } from './evaluate-impact.ts';
import { evaluateSweepTask } from './evaluate-sweep.ts';
import { loadCaseTask } from './load-case.ts';
import { pinPoliciesTask } from './pin-policies.ts';
import { pinPolicyTask } from './pin-policy.ts';
import { pinPopulationTask } from './pin-population.ts';
import { planImpactTask } from './plan-impact.ts';
import { planSweepTask } from './plan-sweep.ts';
import { readUnitsTask } from './read-units.ts';
import { recordAppealTask } from './record-appeal.ts';
import { summariseCasesTask } from './summarise-cases.ts';
import { summariseImpactTask } from './summarise-impact.ts';
import { createTaskRegistry, type TaskRegistry } from './task-registry.ts';

export const ALL_TASKS: TaskRegistry = createTaskRegistry([
  pinPopulationTask,
  readUnitsTask,
  pinPolicyTask,
  pinPoliciesTask,
  planImpactTask,
  evaluateImpactTask,
  summariseImpactTask,
  planSweepTask,
  evaluateSweepTask,
  loadCaseTask,
  applyEvidenceTask,
  checkCaseTask,
  decideByRulesTask,
  evaluateCaseTask,
  compareDecisionsTask,
  recordAppealTask,
  summariseCasesTask,
]);
