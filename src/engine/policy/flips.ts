/** What made the difference between two decisions of one case, in sentences. */
import type { CaseSide, ExplanationNode } from '../model/explanation.ts';

/** Sentences told about one case; more would not be read. */
const SENTENCES_MAX = 12;

type Comparison = {
  /** Name of the decision it stands in, and how that is told. */
  readonly decision: string;
  readonly told: string;
  readonly node: ExplanationNode;
};

type Found = {
  readonly parameters: Map<string, ExplanationNode>;
  /** By decision, member and text. */
  readonly comparisons: Map<string, Comparison>;
};

type Place = { readonly decision: string; readonly label: string; readonly member: string };

const collect = (nodes: readonly ExplanationNode[], found: Found, place: Place): Found => {
  for (const node of nodes) {
    const inner: Place = {
      ...place,
      ...(node.kind === 'decision' ? { decision: node.name, label: node.label ?? node.name } : {}),
      ...(node.kind === 'member' ? { member: node.name } : {}),
    };
    if (node.kind === 'parameter' && !found.parameters.has(node.name)) found.parameters.set(node.name, node);
    if (node.kind === 'comparison') {
      const key = JSON.stringify([inner.decision, inner.member, node.name]);
      const told = inner.member === '' ? inner.label : `${inner.label} (${inner.member})`;
      if (!found.comparisons.has(key)) found.comparisons.set(key, { decision: inner.decision, told, node });
    }
    collect(node.children, found, inner);
  }
  return found;
};

const foundIn = ({ explanation }: CaseSide): Found =>
  collect(explanation, { parameters: new Map(), comparisons: new Map() }, { decision: '', label: '', member: '' });

const decisionsWithin = (node: ExplanationNode): string[] =>
  node.children.flatMap((child) => [...(child.kind === 'decision' ? [child.name] : []), ...decisionsWithin(child)]);

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
  const what = after.label === undefined ? after.name : `${after.label} (${after.name})`;
  const change = `${what} is ${after.value} instead of ${before.value}`;
  if (after.since === undefined || after.since === before.since) return `${change}.`;
  return `${change}, from ${after.since}${after.source === undefined ? '' : ` (${after.source})`}.`;
};

const resultSentence = (baseline: CaseSide, reform: CaseSide): string[] =>
  baseline.outcome === reform.outcome ? [] : [`The outcome is ${reform.outcome} instead of ${baseline.outcome}.`];

/**
 * Says what differs between the baseline's explanation of a case and the reform's: the outcome, parameters with other values, and comparisons
 * that came out otherwise. Empty where the two explanations agree.
 */
export const flips = (baseline: CaseSide, reform: CaseSide): readonly string[] => {
  const [before, after] = [foundIn(baseline), foundIn(reform)];
  const sentences = [...resultSentence(baseline, reform), ...comparisonSentences(before, after)];
  for (const [name, node] of after.parameters) {
    const earlier = before.parameters.get(name);
    if (earlier !== undefined && earlier.value !== node.value) sentences.push(parameterSentence(earlier, node));
  }
  return sentences.slice(0, SENTENCES_MAX);
};
