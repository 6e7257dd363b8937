/** A policy at a date, compiled once and then evaluated case by case. */
import type { ExplanationNode } from '../contract.ts';
import { type FeelType, UNKNOWN } from '../feel/index.ts';
import { civilOf, parseDate } from '../model/calendar.ts';
import { Exact } from '../model/exact.ts';
import { UNDETERMINED } from '../model/impact-result.ts';
import type { JsonObject } from '../model/json.ts';
import type { Decision, PolicyDocument } from '../model/policy-document.ts';
import type { Context, Value } from '../model/value.ts';
import { CaseEvaluation } from './case-evaluation.ts';
import type { DecisionNode, Program, Reader } from './case-program.ts';
import { compileLogic, type Logic } from './compile-logic.ts';
import { decisionsReadBy, orderDecisions } from './decision-order.ts';
import { type Declarations, PERIOD, readDeclarations, type Scopes, scopesOf } from './declarations.ts';
import { explain } from './explain.ts';
import { logicAt } from './logic-at.ts';
import { parameterAt } from './parameter-value.ts';

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

const periodOf = (date: string): Context => {
  const start = parseDate(date);
  if (start === undefined) throw new RangeError(`${date} is no date`);
  const { year, month } = civilOf(start);
  return { start, year: Exact.integer(year), month: Exact.integer(month) };
};

const typeOf = (declarations: Declarations, name: string, list: string | undefined): FeelType =>
  (list === undefined ? declarations.unit : declarations.lists.get(list))?.get(name)?.type ?? UNKNOWN;

/** The policy was checked, so a problem here is a bug of ours. */
const compiledLogic = (name: string, decision: Decision, date: string, declarations: Declarations, scopes: Scopes): Logic | undefined => {
  const json = logicAt(decision, date);
  if (json === undefined) return undefined;
  const scope = decision.of === undefined ? scopes.unit : scopes.ofMember.get(decision.of);
  if (scope === undefined) throw new Error(`decision ${name}: no list ${decision.of}`);
  const { logic, problems } = compileLogic(json as JsonObject, {
    name,
    scope,
    expected: typeOf(declarations, name, decision.of),
    pointer: '',
  });
  if (logic === undefined) throw new Error(`decision ${name}: ${problems[0]?.message}`);
  return logic;
};

/** By list: the member decisions that an expression reads as fields. */
const rowDecisions = ({ fields }: Logic, { lists }: Declarations): Map<string, string[]> => {
  const byList = new Map<string, string[]>();
  for (const path of fields) {
    const dot = path.indexOf('.');
    const [list, name] = [path.slice(0, dot), path.slice(dot + 1)];
    if (lists.get(list)?.get(name)?.kind === 'decision') byList.set(list, [...(byList.get(list) ?? []), name]);
  }
  return byList;
};

const createProgram = (policy: PolicyDocument, date: string): { readonly program: Program; readonly order: readonly string[] } => {
  const { declarations } = readDeclarations(policy as unknown as JsonObject);
  const scopes = scopesOf(declarations);
  const logics = new Map<string, Logic | undefined>();
  for (const [name, decision] of Object.entries(policy.decisions)) {
    logics.set(name, compiledLogic(name, decision, date, declarations, scopes));
  }
  const graph = new Map(
    [...logics].map(([name, logic]) => [name, logic === undefined ? [] : decisionsReadBy(logic, declarations, policy.decisions[name]?.of)]),
  );
  const { order, circles } = orderDecisions(graph);
  if (circles.length > 0) throw new Error(`decisions in a circle: ${circles[0]?.join(', ')}`);

  const nodes = new Map<string, DecisionNode>();
  for (const name of order) {
    const logic = logics.get(name);
    const { of, label } = policy.decisions[name] as Decision;
    const rows = new Map(
      [...(logic === undefined ? [] : rowDecisions(logic, declarations))].map(([list, names]) => {
        return [list, names.map((member) => nodes.get(member) as DecisionNode)] as const;
      }),
    );
    nodes.set(name, { name, slot: nodes.size, list: of, label, logic, rows, reads: graph.get(name) ?? [], date });
  }

  const parameters = new Map(
    Object.entries(policy.parameters ?? {}).map(([name, parameter]) => [name, parameterAt(name, parameter, date)]),
  );
  const readers = new Map<string, Reader>();
  const period = periodOf(date);
  readers.set(PERIOD, () => period);
  for (const [name, { value }] of parameters) readers.set(name, () => value);
  for (const [name, input] of Object.entries(policy.inputs)) {
    readers.set(name, input.type === 'list' ? (evaluation) => evaluation.rows(name) : ({ inputs }) => inputs[name] as Value);
  }
  for (const node of nodes.values()) {
    if (node.list === undefined) readers.set(node.name, (evaluation) => evaluation.decide(node));
  }
  const memberReaders = new Map(
    [...declarations.lists].map(([list, inner]) => {
      const own = new Map(readers);
      for (const { name, kind } of inner.values()) {
        const node = nodes.get(name);
        own.set(
          name,
          kind === 'decision' && node !== undefined
            ? (evaluation) => evaluation.decideMember(node, evaluation.row)
            : (evaluation) => evaluation.field(list, name),
        );
      }
      return [list, own] as const;
    }),
  );
  return { program: { policy, nodes, readers, memberReaders, parameters }, order };
};

/** `policy` was checked by `checkPolicy`. `date` is the first day of the period to evaluate, ISO 8601. */
export const compilePolicy = (policy: PolicyDocument, date: string): CompiledPolicy => {
  const { program, order } = createProgram(policy, date);
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
  return { policy, date, decisions: order, outcomes: [...values, UNDETERMINED], evaluate };
};

/** The decisions that nothing else depends on, in the order of the document. */
const topOf = ({ policy, nodes }: Program): string[] => {
  const read = new Set([...nodes.values()].flatMap(({ reads }) => reads));
  return Object.keys(policy.decisions).filter((name) => !read.has(name));
};
