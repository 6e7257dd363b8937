/** A policy at a date, compiled once and then evaluated case by case. */
import type { ExplanationNode } from '../model/explanation.ts';
import { UNDETERMINED } from '../model/impact-result.ts';
import type { PolicyDocument } from '../model/policy-document.ts';
import type { Context, Value } from '../model/value.ts';
import { CaseEvaluation } from './case-evaluation.ts';
import type { Program } from './case-program.ts';
import { createProgram } from './create-program.ts';
import { explain } from './explain.ts';

export type EvaluateOptions = {
  /** Values that stand in for decisions; for a decision of members a list with one value per member. */
  readonly overrides?: ReadonlyMap<string, Value>;
  /** Decisions that are evaluated at once. Any other is evaluated when its value is asked for. */
  readonly only?: readonly string[];
  /** Whether to record why. Costs time; without it there is no explanation. */
  readonly trace?: boolean;
};

export type Evaluation = {
  /** The value of a decision, computed on demand; of a decision of members, a list in the order of the members. */
  value(decision: string): Value;
  /**
   * Why, for the decisions of `only` (without it, for all that nothing else depends on). There only with `trace`. A decision is
   * told in full where it first stands, and by its value only from then on.
   */
  readonly explanation?: readonly ExplanationNode[];
};

export type CompiledPolicy = {
  readonly policy: PolicyDocument;
  /** First day of the period that is evaluated. */
  readonly date: string;
  /** All decisions, each after those it depends on. */
  readonly decisions: readonly string[];
  /** The values of the outcome decision, then UNDETERMINED. */
  readonly outcomes: readonly string[];
  /** `inputs` has a value for every input, a Null where it is absent; see `readCase`. It must not change while values are asked for. */
  evaluate(inputs: Context, options?: EvaluateOptions): Evaluation;
};

/** `policy` was checked by `checkPolicy`. `date` is the first day of the period to evaluate, ISO 8601. */
export const compilePolicy = (policy: PolicyDocument, date: string): CompiledPolicy => compiledFrom(createProgram(policy, date), date);

/** `date` is that of the program. */
export const compiledFrom = (program: Program, date: string): CompiledPolicy => {
  const { policy } = program;
  const outcome = policy.decisions[policy.outcome];
  const values = outcome?.type === 'enum' ? outcome.values : [];
  const evaluate = (inputs: Context, { overrides, only, trace = false }: EvaluateOptions = {}): Evaluation => {
    const evaluation = new CaseEvaluation(program, inputs, overrides, trace);
    if (only !== undefined) for (const name of only) evaluation.value(name);
    if (!trace) return evaluation;
    const told = new Set<string>();
    const explanation = (only ?? topOf(program)).map((name) => explain(evaluation, name, told));
    return { value: (name) => evaluation.value(name), explanation };
  };
  return { policy, date, decisions: [...program.nodes.keys()], outcomes: [...values, UNDETERMINED], evaluate };
};

/** The decisions that nothing else depends on, in the order of the document. */
const topOf = ({ policy, nodes }: Program): string[] => {
  const read = new Set([...nodes.values()].flatMap(({ reads }) => reads));
  return Object.keys(policy.decisions).filter((name) => !read.has(name));
};
