/** Which parameters, table rules and comparisons of a policy no test would notice: each is changed, one at a time, and the tests are run. */
import type { MutationReport, Unnoticed } from '../../model/mutation-report.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import { type CompiledPolicy, compiledFrom, compilePolicy } from '../compile-policy.ts';
import { createProgram } from '../create-program.ts';
import { runTestCase, type TestCase } from '../test-case.ts';
import { logicMutants } from './logic-mutants.ts';
import type { Mutant } from './mutant.ts';
import { parameterMutants } from './parameter-mutants.ts';

/** Changes tried at most. */
const MUTANTS_MAX = 20_000;
/** Tests run at most, over all changes. */
const RUNS_MAX = 2_000_000;

/** Programs of the policy as it is, whose logic serves for every change of a parameter. */
class Programs {
  private readonly policy: PolicyDocument;
  private readonly byDate = new Map<string, ReturnType<typeof createProgram>>();

  constructor(policy: PolicyDocument) {
    this.policy = policy;
  }

  compiled(mutant: Mutant, date: string): CompiledPolicy {
    if (mutant.parameter === undefined) return compilePolicy(mutant.policy, date);
    const base = this.byDate.get(date) ?? createProgram(this.policy, date);
    this.byDate.set(date, base);
    return compiledFrom(createProgram(mutant.policy, date, base.nodes), date);
  }
}

const testsByDate = (tests: readonly TestCase[]): ReadonlyMap<string, readonly TestCase[]> => {
  const byDate = new Map<string, TestCase[]>();
  for (const test of tests) byDate.set(test.date, [...(byDate.get(test.date) ?? []), test]);
  return byDate;
};

function* mutantsOf(policy: PolicyDocument): Generator<Mutant> {
  yield* parameterMutants(policy);
  yield* logicMutants(policy);
}

/** How many changes there are to try. */
const countMutants = (policy: PolicyDocument): number => {
  let count = 0;
  for (const _ of mutantsOf(policy)) if (++count === MUTANTS_MAX) break;
  return count;
};

export type MutationProgress = { readonly done: number; readonly total: number };

/**
 * Tries one change after the other and stops after each, so that whoever drives it can tell how far it is. The tests pass with the policy as it
 * is: whether a change is noticed cannot be told otherwise.
 */
export function* mutationSteps(policy: PolicyDocument, tests: readonly TestCase[]): Generator<MutationProgress, MutationReport> {
  const programs = new Programs(policy);
  const byDate = testsByDate(tests);
  const unnoticed: Unnoticed[] = [];
  const total = countMutants(policy);
  let done = 0;
  let runs = 0;
  for (const mutant of mutantsOf(policy)) {
    if (done === MUTANTS_MAX || runs > RUNS_MAX) return { tried: done, noticed: done - unnoticed.length, unnoticed, isCutOff: true };
    done++;
    const inForce = [...byDate].filter(([date]) => mutant.isInForce(date));
    const isNoticed = inForce.some(([date, own]) => {
      const compiled = programs.compiled(mutant, date);
      return own.some((test) => {
        runs++;
        return !runTestCase(compiled, test).passed;
      });
    });
    if (!isNoticed) {
      const { pointer, before, after } = mutant;
      const reason = inForce.length === 0 ? 'untested' : 'all tests pass';
      unnoticed.push({ pointer, before, ...(after === undefined ? {} : { after }), reason });
    }
    yield { done, total };
  }
  return { tried: done, noticed: done - unnoticed.length, unnoticed, isCutOff: false };
}

/** All changes at once, for whoever can wait. */
export const mutationReport = (policy: PolicyDocument, tests: readonly TestCase[]): MutationReport => {
  const steps = mutationSteps(policy, tests);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
};
