/** Prepares the evaluation of a checked policy at a date: compiles every logic, orders the decisions, binds every name to where it is read. */
import { type FeelType, UNKNOWN } from '../feel/index.ts';
import { civilOf, parseDate } from '../model/calendar.ts';
import { dependencyOrder } from '../model/dependency-order.ts';
import { Exact } from '../model/exact.ts';
import type { JsonObject } from '../model/json.ts';
import type { Decision, PolicyDocument } from '../model/policy-document.ts';
import type { Context, Value } from '../model/value.ts';
import type { DecisionNode, NameReader, Program } from './case-program.ts';
import { compileLogic, type Logic } from './compile-logic.ts';
import { decisionsReadBy } from './decisions-read-by.ts';
import { type Declarations, PERIOD, readDeclarations, type Scopes, scopesOf } from './declarations.ts';
import { logicAt } from './logic-at.ts';
import { type ParameterAt, parameterAt } from './parameter-value.ts';

const periodOf = (date: string): Context => {
  const start = parseDate(date);
  if (start === undefined) throw new RangeError(`${date} is no date`);
  const { year, month } = civilOf(start);
  return { start, year: Exact.integer(year), month: Exact.integer(month) };
};

const typeOf = (declarations: Declarations, name: string, list: string | undefined): FeelType =>
  (list === undefined ? declarations.unit : declarations.lists.get(list))?.get(name)?.type ?? UNKNOWN;

type Names = { readonly declarations: Declarations; readonly scopes: Scopes };

/** Undefined where the decision has no logic yet. The policy was checked, so a problem here is a bug of ours. */
const compiledLogic = (name: string, decision: Decision, date: string, { declarations, scopes }: Names): Logic | undefined => {
  const json = logicAt(decision, date);
  if (json === undefined) return undefined;
  const scope = decision.of === undefined ? scopes.unit : scopes.ofMember.get(decision.of);
  if (scope === undefined) throw new Error(`decision ${name}: no list ${decision.of}`);
  const expected = typeOf(declarations, name, decision.of);
  const { logic, problems } = compileLogic(json as JsonObject, { name, scope, expected, pointer: '' });
  if (logic === undefined) throw new Error(`decision ${name}: ${problems[0]?.message}`);
  return logic;
};

/** By list: the member decisions that a logic reads as fields. */
const rowDecisions = (
  logic: Logic | undefined,
  { lists }: Declarations,
  nodes: ReadonlyMap<string, DecisionNode>,
): Map<string, DecisionNode[]> => {
  const byList = new Map<string, DecisionNode[]>();
  for (const path of logic?.fields ?? []) {
    const dot = path.indexOf('.');
    const [list, name] = [path.slice(0, dot), path.slice(dot + 1)];
    if (lists.get(list)?.get(name)?.kind === 'decision') byList.set(list, [...(byList.get(list) ?? []), nodes.get(name) as DecisionNode]);
  }
  return byList;
};

const createNodes = (policy: PolicyDocument, date: string, names: Names): Map<string, DecisionNode> => {
  const { declarations } = names;
  const logics = new Map(Object.entries(policy.decisions).map(([name, decision]) => [name, compiledLogic(name, decision, date, names)]));
  const readsOf = (name: string, logic: Logic | undefined): readonly string[] =>
    logic === undefined ? [] : decisionsReadBy(logic, declarations, policy.decisions[name]?.of);
  const graph = new Map([...logics].map(([name, logic]) => [name, readsOf(name, logic)]));
  const { order, circles } = dependencyOrder(graph);
  if (circles.length > 0) throw new Error(`decisions in a circle: ${circles[0]?.join(', ')}`);
  const nodes = new Map<string, DecisionNode>();
  for (const name of order) {
    const logic = logics.get(name);
    const { of, label } = policy.decisions[name] as Decision;
    const rows = rowDecisions(logic, declarations, nodes);
    nodes.set(name, { name, slot: nodes.size, list: of, label, logic, rows, reads: graph.get(name) ?? [], date });
  }
  return nodes;
};

type Sources = {
  readonly policy: PolicyDocument;
  readonly nodes: ReadonlyMap<string, DecisionNode>;
  readonly parameters: ReadonlyMap<string, ParameterAt>;
  readonly period: Context;
};

/** Where the unit's expressions read each name. */
const unitReaders = ({ policy, nodes, parameters, period }: Sources): Map<string, NameReader> => {
  const readers = new Map<string, NameReader>([[PERIOD, () => period]]);
  for (const [name, { value }] of parameters) readers.set(name, () => value);
  for (const [name, input] of Object.entries(policy.inputs)) {
    readers.set(name, input.type === 'list' ? (evaluation) => evaluation.rows(name) : ({ inputs }) => inputs[name] as Value);
  }
  for (const node of nodes.values()) {
    if (node.list === undefined) readers.set(node.name, (evaluation) => evaluation.decide(node));
  }
  return readers;
};

/** The same for the expressions of a list's members: their own fields and decisions come on top. */
const readersOfMembers = (
  list: string,
  ofUnit: ReadonlyMap<string, NameReader>,
  fields: readonly string[],
  { nodes }: Sources,
): Map<string, NameReader> => {
  const readers = new Map(ofUnit);
  for (const field of fields) readers.set(field, (evaluation) => evaluation.field(list, field));
  for (const node of nodes.values()) {
    if (node.list === list) readers.set(node.name, (evaluation) => evaluation.decideMember(node, evaluation.row));
  }
  return readers;
};

const nodesOf = (policy: PolicyDocument, date: string): ReadonlyMap<string, DecisionNode> => {
  const { declarations } = readDeclarations(policy);
  return createNodes(policy, date, { declarations, scopes: scopesOf(declarations) });
};

/** `nodes`: those of a program at the same date for a policy that differs in the values of parameters only. */
export const createProgram = (policy: PolicyDocument, date: string, nodes = nodesOf(policy, date)): Program => {
  const parameters = new Map(Object.entries(policy.parameters).map(([name, own]) => [name, parameterAt(name, own, date)]));
  const sources: Sources = { policy, nodes, parameters, period: periodOf(date) };
  const readers = unitReaders(sources);
  const fields = new Map<string, readonly string[]>();
  for (const [name, input] of Object.entries(policy.inputs)) if (input.type === 'list') fields.set(name, Object.keys(input.of));
  const memberReaders = new Map([...fields].map(([list, names]) => [list, readersOfMembers(list, readers, names, sources)]));
  return { policy, nodes, readers, memberReaders, fields, parameters, period: sources.period };
};
