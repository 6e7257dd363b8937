/** What made the difference between two decisions of one case, in sentences. */
import type { CaseAmount, CaseSide, ExplanationNode } from '../model/explanation.ts';
import { readableText } from './readable-number.ts';

/** Sentences told about one case; more would not be read. */
const SENTENCES_MAX = 12;

type Told = { readonly decision: string; readonly told: string; readonly node: ExplanationNode };

type Found = {
  readonly parameters: Map<string, ExplanationNode>;
  /** By decision, member and text. */
  readonly comparisons: Map<string, Told>;
  /** The first place of each decision that shows how it was made. */
  readonly decisions: Map<string, ExplanationNode>;
  /** By name: a call of each function that was called. */
  readonly functions: Map<string, ExplanationNode>;
  /** By decision and member: the rules that gave its value. */
  readonly rules: Map<string, Told[]>;
};

type Place = { readonly decision: string; readonly label: string; readonly member: string };

const functionName = ({ name }: ExplanationNode): string => name.slice(0, name.indexOf('('));

const collect = (nodes: readonly ExplanationNode[], found: Found, place: Place): Found => {
  for (const node of nodes) {
    const inner: Place = {
      ...place,
      ...(node.kind === 'decision' ? { decision: node.name, label: node.label ?? node.name } : {}),
      ...(node.kind === 'member' ? { member: node.name } : {}),
    };
    const { decision } = inner;
    const told = inner.member === '' ? inner.label : `${inner.label} (${inner.member})`;
    const key = (text: string): string => JSON.stringify([decision, inner.member, text]);
    if (node.kind === 'parameter' && !found.parameters.has(node.name)) found.parameters.set(node.name, node);
    if (node.kind === 'decision' && node.logic !== undefined && !found.decisions.has(decision)) found.decisions.set(decision, node);
    if (node.kind === 'function') found.functions.set(functionName(node), node);
    if (node.kind === 'rule') found.rules.set(key(''), [...(found.rules.get(key('')) ?? []), { decision, told, node }]);
    if (node.kind === 'comparison' && !found.comparisons.has(key(node.name)))
      found.comparisons.set(key(node.name), { decision, told, node });
    collect(node.children, found, inner);
  }
  return found;
};

const foundIn = ({ explanation }: CaseSide): Found =>
  collect(
    explanation,
    { parameters: new Map(), comparisons: new Map(), decisions: new Map(), functions: new Map(), rules: new Map() },
    { decision: '', label: '', member: '' },
  );

const decisionsWithin = (node: ExplanationNode): string[] =>
  node.children.flatMap((child) => [...(child.kind === 'decision' ? [child.name] : []), ...decisionsWithin(child)]);

const named = ({ name, label }: { readonly name: string; readonly label?: string | undefined }): string =>
  label === undefined ? name : `${label} (${name})`;

const has = ({ decisions }: CaseSide, name: string): boolean => decisions.some((decision) => decision.name === name);

/** Longer logic is left to the tree, where it stands in full. */
const LOGIC_LENGTH_MAX = 160;
const logicText = (logic: string): string => (logic.length > LOGIC_LENGTH_MAX ? `${logic.slice(0, LOGIC_LENGTH_MAX)}…` : logic);

/** Decisions that one side alone has, and those that are made in another way. Of tables it is told which rules apply. */
const logicSentences = (baseline: CaseSide, reform: CaseSide, before: Found, after: Found): string[] => [
  ...[...after.decisions].flatMap(([name, node]) => {
    if (!has(baseline, name)) return [`${named(node)} is new: ${readableText(node.value)}, decided by ${logicText(node.logic ?? '')}.`];
    const earlier = before.decisions.get(name)?.logic;
    if (earlier === undefined || node.logic === undefined || earlier === node.logic) return [];
    return [`${named(node)} is decided by ${logicText(node.logic)} instead of ${logicText(earlier)}.`];
  }),
  ...[...after.functions].flatMap(([name, { logic }]) => {
    const earlier = before.functions.get(name)?.logic;
    return earlier === undefined || logic === undefined || earlier === logic
      ? []
      : [`The function ${name} is ${logicText(logic)} instead of ${logicText(earlier)}.`];
  }),
  ...[...before.decisions].flatMap(([name, node]) => (has(reform, name) ? [] : [`${named(node)} is no longer there.`])),
];

const ruleTexts = (rules: readonly Told[]): string =>
  rules.map(({ node: { name, logic } }) => `${name}${logic === undefined ? '' : ` (${logic})`}`).join(' and ');

/** Tables of which another rule applies, or one that reads otherwise. */
const ruleSentences = (before: Found, after: Found): string[] =>
  [...after.rules].flatMap(([key, rules]) => {
    const earlier = before.rules.get(key);
    const [first] = rules;
    if (earlier === undefined || first === undefined || ruleTexts(earlier) === ruleTexts(rules)) return [];
    return [`${first.told}: ${ruleTexts(rules)} instead of ${ruleTexts(earlier)}.`];
  });

/** Comparisons that came out otherwise, without those that only follow from another one's decision. */
const comparisonSentences = (before: Found, after: Found): string[] => {
  const flipped = [...after.comparisons].flatMap(([key, comparison]) => {
    const earlier = before.comparisons.get(key)?.node;
    return earlier === undefined || earlier.value === comparison.node.value ? [] : [{ ...comparison, earlier }];
  });
  const deciding = new Set(flipped.map(({ decision }) => decision));
  return flipped
    .filter(({ node, decision }) => !decisionsWithin(node).some((read) => read !== decision && deciding.has(read)))
    .map(({ told, node, earlier }) => `${told}: ${node.sentence}; in the baseline ${earlier.sentence}.`);
};

const parameterSentence = (before: ExplanationNode, after: ExplanationNode): string => {
  const change = `${named(after)} is ${readableText(after.value)} instead of ${readableText(before.value)}`;
  if (after.since === undefined || after.since === before.since) return `${change}.`;
  return `${change}, from ${after.since}${after.source === undefined ? '' : ` (${after.source})`}.`;
};

const amountSentence = ({ name, label, value }: CaseAmount, { amounts }: CaseSide): string[] => {
  const before = amounts.find((amount) => amount.name === name);
  if (before === undefined || before.value === value) return [];
  return [`${label ?? name} is ${readableText(value ?? 'undetermined')} instead of ${readableText(before.value ?? 'undetermined')}.`];
};

const resultSentences = (baseline: CaseSide, reform: CaseSide): string[] => [
  ...(baseline.outcome === reform.outcome ? [] : [`The outcome is ${reform.outcome} instead of ${baseline.outcome}.`]),
  ...reform.amounts.flatMap((amount) => amountSentence(amount, baseline)),
];

/** Said where something differs, since what the period reads has no parameter to show. */
const dateSentence = (baseline: CaseSide, reform: CaseSide): string[] =>
  baseline.date === reform.date ? [] : [`The case is decided as of ${reform.date} instead of ${baseline.date}.`];

const parameterSentences = (before: Found, after: Found): string[] =>
  [...after.parameters].flatMap(([name, node]) => {
    const earlier = before.parameters.get(name);
    return earlier === undefined || earlier.value === node.value ? [] : [parameterSentence(earlier, node)];
  });

/**
 * Says what differs between the baseline's explanation of a case and the reform's: the outcome and amounts; decisions that are new or made in another
 * way; rules and comparisons that came out otherwise; and parameters with other values. Empty where the two explanations agree.
 */
export const flips = (baseline: CaseSide, reform: CaseSide): readonly string[] => {
  const [before, after] = [foundIn(baseline), foundIn(reform)];
  const sentences = [
    ...resultSentences(baseline, reform),
    ...logicSentences(baseline, reform, before, after),
    ...ruleSentences(before, after),
    ...comparisonSentences(before, after),
    ...parameterSentences(before, after),
  ];
  if (sentences.length === 0) return [];
  const results = resultSentences(baseline, reform).length;
  return sentences.toSpliced(results, 0, ...dateSentence(baseline, reform)).slice(0, SENTENCES_MAX);
};
