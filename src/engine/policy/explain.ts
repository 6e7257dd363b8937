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
import { labelOf, namedSide } from './named-side.ts';
import { readableText } from './readable-number.ts';

/** Where an entry was recorded, and which decisions the tree has told in full already. */
type Teller = {
  readonly evaluation: CaseEvaluation;
  readonly program: Program;
  readonly told: Set<string>;
  /** The member that is told about. */
  readonly list: string | undefined;
  readonly row: number;
  /** The expression of the table's column whose cell is told about. */
  readonly column?: string;
};

const labelled = (described: { readonly label?: string | undefined } | undefined): { readonly label?: string } =>
  described?.label === undefined ? {} : { label: described.label };

const jsonText = (value: Json): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map(jsonText).join(', ')}]`;
  if (typeof value !== 'object') return String(value);
  return 'items' in value ? `${String(value.items)} items` : 'a context';
};

/** "member 2", or "vehicle 2" of a list of another name. */
const memberName = (list: string, row: number): string => `${list === 'members' ? 'member' : list} ${row + 1}`;

const missingNote = (value: Value): ExplanationNode[] =>
  value instanceof Null ? [{ kind: 'note', name: value.cause.at || value.cause.kind, value: value.cause.message, children: [] }] : [];

/** Facts and parameters that stand side by side are told once, and so is what was read of a member; of two filters each has its rounds. */
const withoutRepeats = (nodes: readonly ExplanationNode[]): ExplanationNode[] => {
  const seen = new Set<string>();
  return nodes.filter(({ kind, name, value, children }) => {
    const key = JSON.stringify(kind === 'member' ? [kind, name, value, children.map((child) => child.name)] : [kind, name]);
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

/** A field that was read: of the period, of all members at once, or of one of them, of which it may be decided. */
const fieldNodes = (teller: Teller, name: string, value: Json, text: string): ExplanationNode[] => {
  const { evaluation, program, list, row } = teller;
  if (text.startsWith(`${PERIOD}.`)) return [inputNode(text, jsonText(value))];
  const node = program.nodes.get(name);
  if (node?.list !== undefined && node.list === list) return [decisionNode(teller, node, row)];
  if (node?.list === undefined || text !== `${node.list}.${name}`) {
    const label = labelOf(program.policy, name);
    return [inputNode(text, jsonText(value), label === undefined ? undefined : { label })];
  }
  const members = evaluation.members(node.list);
  if (!isList(members)) return [];
  return members.map((_, row) => memberNode({ ...teller, row }, node, row));
};

const memberNode = (teller: Teller, node: DecisionNode, row: number): ExplanationNode => ({
  kind: 'member',
  name: memberName(node.list ?? '', row),
  value: valueText(teller.evaluation.decideMember(node, row)),
  children: [decisionNode(teller, node, row)],
});

const nodesOf = (teller: Teller, entries: readonly TraceEntry[] = []): ExplanationNode[] =>
  withoutRepeats(entries.flatMap((entry) => entryNodes(teller, entry)));

const entryNodes = (teller: Teller, entry: TraceEntry): ExplanationNode[] => {
  const children = (): ExplanationNode[] => nodesOf(teller, entry.children);
  switch (entry.kind) {
    case 'name':
      return nameNodes(teller, entry.name, entry.value);
    case 'field':
      return fieldNodes(teller, entry.name, entry.value, entry.text ?? entry.name);
    case 'parameter':
      return [parameterNode(teller, entry.name, entry.place, jsonText(entry.value)), ...children()];
    case 'comparison':
      return [comparisonNode(teller, entry, children())];
    case 'call':
      return callNodes(teller, entry, children);
    case 'item':
      return itemNodes(teller, entry);
    case 'omitted':
      return [{ kind: 'note', name: 'omitted', value: `${entry.entries} further steps`, children: [] }];
    default:
      return children();
  }
};

type EntryOf<K extends TraceEntry['kind']> = Extract<TraceEntry, { readonly kind: K }>;

/** The cell of a table says only what its column is compared with. */
const comparisonNode = (
  { program: { policy }, column }: Teller,
  { left, right, operator, margin, value, text, leftText, rightText }: EntryOf<'comparison'>,
  children: readonly ExplanationNode[],
): ExplanationNode => {
  const sentence = comparisonSentence({
    left: { value: left, ...namedSide(policy, leftText ?? column) },
    right: { value: right, ...namedSide(policy, rightText) },
    operator,
    result: value,
    hasMargin: margin !== undefined,
  });
  const written = text ?? operator;
  const name = leftText === undefined && column !== undefined ? `${column}: ${written}` : written;
  return { kind: 'comparison', name, value: jsonText(value), sentence, children };
};

/** A call of a function of the policy, with its arguments by their names. */
const callNodes = ({ program }: Teller, entry: EntryOf<'call'>, children: () => ExplanationNode[]): ExplanationNode[] => {
  const called = program.policy.functions?.[entry.name];
  if (called === undefined) return children();
  const given = called.parameters.map(({ name }, index) => `${name}: ${readableText(jsonText(entry.arguments[index] ?? null))}`);
  const name = `${entry.name}(${given.join(', ')})`;
  return [{ kind: 'function', name, ...labelled(called), value: jsonText(entry.value), logic: called.feel, children: children() }];
};

/** A round of a filter or loop, under the name of the member that it is about. */
const itemNodes = (teller: Teller, { name, index, member, value, children }: EntryOf<'item'>): ExplanationNode[] => {
  const inner = member === undefined ? teller : { ...teller, ...member };
  const told = member === undefined ? `${name} ${index}` : memberName(member.list, member.row);
  return [{ kind: 'member', name: told, value: jsonText(value), children: nodesOf(inner, children) }];
};

const ruleText = (table: DecisionTable, rule: DecisionTable['rules'][number]): string => {
  const conditions = table.inputs.flatMap((input, column) => (rule.when[column] === '-' ? [] : [`${input}: ${rule.when[column]}`]));
  return `${conditions.length === 0 ? 'in every case' : conditions.join(', ')} → ${rule.then}`;
};

/** Cells are told by what their columns are compared with. */
const cellNodes = (teller: Teller, table: DecisionTable, tested: TraceEntry | undefined): ExplanationNode[] =>
  withoutRepeats(
    (tested?.children ?? []).flatMap((cell) => {
      const column = cell.kind === 'item' ? table.inputs[cell.index - 1] : undefined;
      return nodesOf(column === undefined ? teller : { ...teller, column }, cell.children);
    }),
  );

/** `value`: what the rule gives, or, of a rule that does not decide, whether it applies. */
const ruleNode = (teller: Teller, table: DecisionTable, tested: TraceEntry | undefined, index: number, value: string): ExplanationNode => {
  const rule = table.rules[index] as DecisionTable['rules'][number];
  return {
    kind: 'rule',
    name: `rule ${index + 1}`,
    ...(rule.note === undefined ? {} : { label: rule.note }),
    value,
    logic: ruleText(table, rule),
    children: cellNodes(teller, table, tested),
  };
};

const outrankedNote = (rules: readonly number[] | undefined): ExplanationNode[] => {
  if (rules === undefined) return [];
  const names = rules.map((rule) => rule + 1).join(', ');
  const value = rules.length === 1 ? `rule ${names} applies too, and comes after it` : `rules ${names} apply too, and come after it`;
  return [{ kind: 'note', name: 'precedence', value, children: [] }];
};

/** The columns, then the rules that gave the value with their tests; where none did, all rules that were tried. */
const tableNodes = (teller: Teller, table: DecisionTable, { entries, hit }: DecisionTrace, value: string): ExplanationNode[] => {
  const isRule = (entry: TraceEntry): entry is EntryOf<'item'> => entry.kind === 'item' && entry.name === 'rule';
  const tried = entries.filter(isRule);
  const around = nodesOf(
    teller,
    entries.filter((entry) => !isRule(entry)),
  );
  if (hit === undefined || 'missing' in hit || hit.rules.length === 0) {
    const rules = tried.map((entry) => ruleNode(teller, table, entry, entry.index - 1, appliesText(entry.value)));
    return [...around, ...rules, ...(hit === undefined || 'missing' in hit ? [] : [otherwiseNode(table, value)])];
  }
  const decided = hit.rules.map((index, place) => {
    const tested = tried.find((entry) => entry.index === index + 1);
    return ruleNode(teller, table, tested, index, valueText(hit.values[place] as Value));
  });
  return [...around, ...decided, ...outrankedNote(hit.outranked)];
};

const appliesText = (verdict: Json): string => {
  if (verdict === null) return 'not known';
  return verdict === true ? 'applies' : 'does not apply';
};

const otherwiseNode = ({ otherwise }: DecisionTable, value: string): ExplanationNode => ({
  kind: 'rule',
  name: otherwise === undefined ? 'no rule applies' : 'otherwise',
  value,
  ...(otherwise === undefined ? {} : { logic: `in every other case → ${otherwise}` }),
  children: [],
});

const isToldIn = (nodes: readonly ExplanationNode[], { name, value }: Pick<ExplanationNode, 'name' | 'value'>): boolean =>
  nodes.some((node) => (node.kind === 'note' && node.name === name && node.value === value) || isToldIn(node.children, { name, value }));

/** Why the value is missing, where what it rests on does not say it already. */
const withCause = (children: readonly ExplanationNode[], value: Value): ExplanationNode[] => [
  ...children,
  ...missingNote(value).filter((note) => !isToldIn(children, note)),
];

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
      children: withCause(tableNodes(inner, logic.table, trace, text), value),
    };
  }
  return {
    ...base,
    ...(logic === undefined ? {} : { logic: logic.feel }),
    children: withCause(nodesOf(inner, trace.entries), value),
  };
};

/** A decision that was asked for says itself why it has no value. */
const withOwnCause = (node: ExplanationNode, value: Value): ExplanationNode => {
  const [note] = missingNote(value);
  const isTold = note === undefined || node.children.some(({ kind, name }) => kind === 'note' && name === note.name);
  return isTold ? node : { ...node, children: [...node.children, note] };
};

/** `told` holds the decisions that were told in full already, here or in an earlier tree; those told now are added. */
export const explain = (evaluation: CaseEvaluation, name: string, told: Set<string>): ExplanationNode => {
  const { program } = evaluation;
  const node = program.nodes.get(name);
  if (node === undefined) throw new RangeError(`no decision ${name}`);
  const teller: Teller = { evaluation, program, told, list: undefined, row: 0 };
  const value = evaluation.value(name);
  if (node.list === undefined) return withOwnCause(decisionNode(teller, node, 0), value);
  const children = isList(value) ? value.map((_, row) => memberNode({ ...teller, row }, node, row)) : missingNote(value);
  return { kind: 'decision', name, ...labelled(node), value: valueText(value), children };
};
