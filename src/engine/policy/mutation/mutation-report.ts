/** Which parameters, table rules and comparisons of a policy no test would notice: each is changed, one at a time, and the tests are run. */
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

export type Unnoticed = Pick<Mutant, 'pointer' | 'before'> & {
  /** Without it the thing was taken away. */
  readonly after?: string;
  /** `untested`: no test is for a date at which it holds. */
  readonly reason: 'untested' | 'all tests pass';
};

export type MutationReport = {
  readonly tried: number;
  readonly noticed: number;
  readonly unnoticed: readonly Unnoticed[];
  /** Whether there were more changes to try than the limits allow. */
  readonly isCutOff: boolean;
};

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

/** The tests pass with the policy as it is: whether a change is noticed cannot be told otherwise. */
export const mutationReport = (policy: PolicyDocument, tests: readonly TestCase[]): MutationReport => {
  const programs = new Programs(policy);
  const byDate = testsByDate(tests);
  const unnoticed: Unnoticed[] = [];
  let tried = 0;
  let runs = 0;
  for (const mutant of mutantsOf(policy)) {
    if (tried === MUTANTS_MAX || runs > RUNS_MAX) return { tried, noticed: tried - unnoticed.length, unnoticed, isCutOff: true };
    tried++;
    const inForce = [...byDate].filter(([date]) => mutant.isInForce(date));
    const isNoticed = inForce.some(([date, own]) => {
      const compiled = programs.compiled(mutant, date);
      return own.some((test) => {
        runs++;
        return !runTestCase(compiled, test).passed;
      });
    });
    if (isNoticed) continue;
    const { pointer, before, after } = mutant;
    const reason = inForce.length === 0 ? 'untested' : 'all tests pass';
    unnoticed.push({ pointer, before, ...(after === undefined ? {} : { after }), reason });
  }
  return { tried, noticed: tried - unnoticed.length, unnoticed, isCutOff: false };
};
