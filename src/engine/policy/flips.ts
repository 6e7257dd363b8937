/** What made the difference between two decisions of one case, in sentences. */
import type { CaseSide, ExplanationNode } from '../contract.ts';

/** Sentences of one comparison; beyond them nothing would be read anyway. */
const SENTENCES_MAX = 12;

type Found = {
  readonly parameters: Map<string, ExplanationNode>;
  /** By the decision they stand in (and its member) and their text. */
  readonly comparisons: Map<string, { readonly decision: string; readonly node: ExplanationNode }>;
};

const collect = (nodes: readonly ExplanationNode[], found: Found, place: { readonly decision: string; readonly member: string }): Found => {
  for (const node of nodes) {
    const decision = node.kind === 'decision' ? (node.label ?? node.name) : place.decision;
    const member = node.kind === 'member' ? node.name : place.member;
    if (node.kind === 'parameter' && !found.parameters.has(node.name)) found.parameters.set(node.name, node);
    if (node.kind === 'comparison') {
      const key = `${decision} ${member} ${node.name}`;
      const told = member === '' ? decision : `${decision} (${member})`;
      if (!found.comparisons.has(key)) found.comparisons.set(key, { decision: told, node });
    }
    collect(node.children, found, { decision, member });
  }
  return found;
};

const found = ({ explanation }: CaseSide): Found =>
  collect(explanation, { parameters: new Map(), comparisons: new Map() }, { decision: '', member: '' });

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
  const [before, after] = [found(baseline), found(reform)];
  const sentences = resultSentence(baseline, reform);
  for (const [key, { decision, node }] of after.comparisons) {
    const earlier = before.comparisons.get(key)?.node;
    if (earlier === undefined || earlier.value === node.value) continue;
    sentences.push(`${decision}: ${node.sentence}; in the baseline ${earlier.sentence}.`);
  }
  for (const [name, node] of after.parameters) {
    const earlier = before.parameters.get(name);
    if (earlier !== undefined && earlier.value !== node.value) sentences.push(parameterSentence(earlier, node));
  }
  return sentences.slice(0, SENTENCES_MAX);
};
