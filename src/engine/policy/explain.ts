/** Why a decision is what it is: the recorded evaluation of a case as a tree for people. */
import { type TraceEntry, valueText } from '../feel/index.ts';
import type { ExplanationNode } from '../model/explanation.ts';
import type { Json } from '../model/json.ts';
import type { DecisionTable } from '../model/policy-document.ts';
import { isList, Null, type Value } from '../model/value.ts';
import type { InputType } from '../model/value-type.ts';
import type { CaseEvaluation, DecisionTrace } from './case-evaluation.ts';
import type { DecisionNode, Program } from './case-program.ts';
import { comparisonSentence } from './comparison-sentence.ts';
import { PERIOD } from './declarations.ts';
import { logicAt } from './logic-at.ts';

/** Where an entry was recorded, and which decisions the tree has told in full already. */
type Teller = {
  readonly evaluation: CaseEvaluation;
  readonly program: Program;
  readonly told: Set<string>;
  readonly list: string | undefined;
  readonly row: number;
};

const labelled = (described: { readonly label?: string | undefined } | undefined): { readonly label?: string } =>
  described?.label === undefined ? {} : { label: described.label };

const jsonText = (value: Json): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map(jsonText).join(', ')}]`;
  if (typeof value !== 'object') return String(value);
  return 'items' in value ? `${String(value.items)} items` : 'a context';
};

const missingNote = (value: Value): ExplanationNode[] =>
  value instanceof Null ? [{ kind: 'note', name: value.cause.at || value.cause.kind, value: value.cause.message, children: [] }] : [];

/** Facts and parameters that stand side by side are told once. */
const withoutRepeats = (nodes: readonly ExplanationNode[]): ExplanationNode[] => {
  const seen = new Set<string>();
  return nodes.filter(({ kind, name }) => {
    const key = `${kind} ${name}`;
    if (seen.has(key) && kind !== 'comparison') return false;
    seen.add(key);
    return true;
  });
};

const inputNode = (name: string, value: string, input?: Pick<InputType, 'label'>): ExplanationNode => ({
  kind: 'input',
  name,
  ...labelled(input),
  value,
  children: [],
});

/** `place`: the keys, "[2]"; "" for a parameter without. */
const parameterNode = ({ program }: Teller, name: string, place: string, value: string): ExplanationNode => {
  const declared = program.policy.parameters[name];
  const since = program.parameters.get(name)?.cells.get(place)?.since;
  return {
    kind: 'parameter',
    name: name + place,
    ...labelled(declared),
    value,
    ...(since === undefined ? {} : { since }),
    ...(declared?.source === undefined ? {} : { source: declared.source }),
    children: [],
  };
};

const nameNodes = (teller: Teller, name: string, value: Json): ExplanationNode[] => {
  const { program, list, row } = teller;
  const node = program.nodes.get(name);
  if (node !== undefined) return [decisionNode(teller, node, node.list === undefined ? 0 : row)];
  const parameter = program.policy.parameters[name];
  if (parameter !== undefined) return parameter.by === undefined ? [parameterNode(teller, name, '', jsonText(value))] : [];
  const owner = list === undefined ? undefined : program.policy.inputs[list];
  const field = owner?.type === 'list' ? owner.of[name] : undefined;
  if (field !== undefined) return [inputNode(name, jsonText(value), field)];
  const input = program.policy.inputs[name];
  return input === undefined || input.type === 'list' ? [] : [inputNode(name, jsonText(value), input)];
};

/** A field that was read: of the period, of all members at once, or of one item. */
const fieldNodes = (teller: Teller, name: string, value: Json, text: string): ExplanationNode[] => {
  const { evaluation, program } = teller;
  if (text.startsWith(`${PERIOD}.`)) return [inputNode(text, jsonText(value))];
  const node = program.nodes.get(name);
  if (node?.list === undefined || text !== `${node.list}.${name}`) return [inputNode(text, jsonText(value))];
  const members = evaluation.members(node.list);
  if (!isList(members)) return [];
  return members.map((_, row) => memberNode({ ...teller, row }, node, row));
};

const memberNode = (teller: Teller, node: DecisionNode, row: number): ExplanationNode => ({
  kind: 'member',
  name: `member ${row + 1}`,
  value: valueText(teller.evaluation.decideMember(node, row)),
  children: [decisionNode(teller, node, row)],
});

const nodesOf = (teller: Teller, entries: readonly TraceEntry[] = []): ExplanationNode[] =>
  withoutRepeats(entries.flatMap((entry) => entryNodes(teller, entry)));

const entryNodes = (teller: Teller, entry: TraceEntry): ExplanationNode[] => {
  const { program } = teller;
  const children = (): ExplanationNode[] => nodesOf(teller, entry.children);
  switch (entry.kind) {
    case 'name':
      return nameNodes(teller, entry.name, entry.value);
    case 'field':
      return fieldNodes(teller, entry.name, entry.value, entry.text ?? entry.name);
    case 'parameter':
      return [parameterNode(teller, entry.name, entry.place, jsonText(entry.value)), ...children()];
    case 'comparison': {
      const sentence = comparisonSentence(entry.left, entry.right, entry.margin !== undefined);
      return [{ kind: 'comparison', name: entry.text ?? entry.operator, value: jsonText(entry.value), sentence, children: children() }];
    }
    case 'call': {
      const called = program.policy.functions?.[entry.name];
      if (called === undefined) return children();
      const name = `${entry.name}(${entry.arguments.map(jsonText).join(', ')})`;
      return [{ kind: 'function', name, ...labelled(called), value: jsonText(entry.value), logic: called.feel, children: children() }];
    }
    case 'item':
      return [{ kind: 'member', name: `${entry.name} ${entry.index}`, value: jsonText(entry.value), children: children() }];
    case 'omitted':
      return [{ kind: 'note', name: 'omitted', value: `${entry.entries} further steps`, children: [] }];
    default:
      return children();
  }
};

const ruleText = (table: DecisionTable, rule: DecisionTable['rules'][number]): string => {
  const conditions = table.inputs.flatMap((input, column) => (rule.when[column] === '-' ? [] : [`${input}: ${rule.when[column]}`]));
  return `${conditions.length === 0 ? 'in every case' : conditions.join(', ')} → ${rule.then}`;
};

/** The columns, then the rule that gave the value with its tests; where none did, all rules that were tried. */
const tableNodes = (teller: Teller, table: DecisionTable, { entries, hit }: DecisionTrace, value: string): ExplanationNode[] => {
  const isRule = (entry: TraceEntry): boolean => entry.kind === 'item' && entry.name === 'rule';
  const rules = entries.filter(isRule);
  const around = nodesOf(
    teller,
    entries.filter((entry) => !isRule(entry)),
  );
  if (hit === undefined || 'missing' in hit) return [...around, ...nodesOf(teller, rules)];
  if (hit.rules.length === 0) return [...around, ...nodesOf(teller, rules), otherwiseNode(table, value)];
  return [...around, ...hit.rules.map((index) => ruleNode(teller, table, index, rules, value))];
};

const otherwiseNode = ({ otherwise }: DecisionTable, value: string): ExplanationNode => ({
  kind: 'rule',
  name: 'otherwise',
  value,
  ...(otherwise === undefined ? {} : { logic: `in every other case → ${otherwise}` }),
  children: [],
});

const ruleNode = (teller: Teller, table: DecisionTable, index: number, tried: readonly TraceEntry[], value: string): ExplanationNode => {
  const rule = table.rules[index] as DecisionTable['rules'][number];
  const tested = tried.find((entry) => entry.kind === 'item' && entry.index === index + 1);
  return {
    kind: 'rule',
    name: `rule ${index + 1}`,
    ...(rule.note === undefined ? {} : { label: rule.note }),
    value,
    logic: ruleText(table, rule),
    children: nodesOf(teller, tested?.children),
  };
};

const decisionNode = (teller: Teller, node: DecisionNode, row: number): ExplanationNode => {
  const { evaluation, program, told } = teller;
  const value = node.list === undefined ? evaluation.decide(node) : evaluation.decideMember(node, row);
  const text = valueText(value);
  const base = { kind: 'decision', name: node.name, ...labelled(node), value: text } as const;
  const key = `${node.name} ${row}`;
  if (told.has(key)) return { ...base, children: [] };
  told.add(key);
  const trace = evaluation.traceOf(node, row);
  if (trace === undefined) {
    const how = node.logic === undefined ? missingNote(value) : [{ kind: 'note', name: 'given', value: text, children: [] } as const];
    return { ...base, children: how };
  }
  const inner = { ...teller, list: node.list, row };
  const declared = program.policy.decisions[node.name];
  const logic = declared === undefined ? undefined : logicAt(declared, node.date);
  if (logic !== undefined && 'table' in logic) {
    return {
      ...base,
      logic: `decision table, ${logic.table.hitPolicy}`,
      children: [...tableNodes(inner, logic.table, trace, text), ...missingNote(value)],
    };
  }
  return {
    ...base,
    ...(logic === undefined ? {} : { logic: logic.feel }),
    children: [...nodesOf(inner, trace.entries), ...missingNote(value)],
  };
};

/** `told` holds the decisions that were told in full already, here or in an earlier tree; those told now are added. */
export const explain = (evaluation: CaseEvaluation, name: string, told: Set<string>): ExplanationNode => {
  const { program } = evaluation;
  const node = program.nodes.get(name);
  if (node === undefined) throw new RangeError(`no decision ${name}`);
  const teller: Teller = { evaluation, program, told, list: undefined, row: 0 };
  if (node.list === undefined) return decisionNode(teller, node, 0);
  const value = evaluation.value(name);
  const children = isList(value) ? value.map((_, row) => memberNode({ ...teller, row }, node, row)) : missingNote(value);
  return { kind: 'decision', name, ...labelled(node), value: valueText(value), children };
};
