/** Runs a policy's tests away from the main thread, and tries which changes they would not notice. */
import { setImmediate } from 'node:timers/promises';
import type { Job, JobContext } from '../job/protocol.ts';
import type { MutationReport } from '../model/mutation-report.ts';
import type { PolicyTestReport } from '../model/policy-document.ts';
import { demandValue, refuse } from '../model/problem.ts';
import { mutationSteps } from './mutation/mutation-report.ts';
import { readTestCases } from './read-test-cases.ts';
import { testCaseOf } from './test-case.ts';
import { runTests } from './test-policy.ts';

export type TestOutcome = { readonly report: PolicyTestReport; readonly mutations?: MutationReport };

/** Work at a stretch, between looks at whether it is still wanted. */
const STRETCH_MS = 50;

type TestJob = Extract<Job, { readonly kind: 'policy-tests' }>;

/** Refusal 'invalid' for a file with mistakes, and where changes are to be tried though a test fails as it is. */
export const runPolicyTests = async (job: TestJob, context: Pick<JobContext<never>, 'progress' | 'signal'>): Promise<TestOutcome> => {
  const { policy, file } = job;
  const tests =
    file === undefined ? policy.tests.map((own) => testCaseOf(policy, own)) : demandValue(readTestCases(policy, file.text, file.name));
  const report = runTests(policy, tests);
  if (!job.mutations) return { report };
  const failed = report.total - report.passed;
  if (failed > 0)
    refuse('invalid', `${failed} of ${report.total} tests fail already, so that nobody could tell whether a change is noticed.`);
  const steps = mutationSteps(policy, tests);
  let pausedMs = performance.now();
  let step = steps.next();
  while (!step.done && !context.signal.aborted) {
    if (performance.now() - pausedMs > STRETCH_MS) {
      context.progress({ phase: 'mutate', ...step.value, unit: 'changes' });
      await setImmediate();
      pausedMs = performance.now();
    }
    step = steps.next();
  }
  return step.done ? { report, mutations: step.value } : { report };
};
