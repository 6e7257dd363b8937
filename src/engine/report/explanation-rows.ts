/** The explanations of one case under several sides as one list of rows: what the sides have in common stands in one row, their values side by side. */
import type { ExplanationNode } from '../model/explanation.ts';
import { readableText } from '../policy/readable-number.ts';

export type ExplanationRow = Pick<ExplanationNode, 'kind' | 'name' | 'label' | 'logic' | 'since' | 'source'> & {
  /** From 0. */
  readonly depth: number;
  /** By side, for people; undefined where a side does not come to this at all. */
  readonly values: readonly (string | undefined)[];
};

/** A comparison says its margin, and then whether it holds. */
const valueText = ({ kind, sentence, value }: ExplanationNode): string =>
  kind === 'comparison' && sentence !== undefined ? `${sentence} (${value})` : readableText(value);

/** Nodes of one level by what they are about; the same thing twice is told apart by its turn. */
const byKey = (nodes: readonly ExplanationNode[]): ReadonlyMap<string, ExplanationNode> => {
  const turns = new Map<string, number>();
  return new Map(
    nodes.map((node) => {
      const about = JSON.stringify([node.kind, node.name]);
      const turn = turns.get(about) ?? 0;
      turns.set(about, turn + 1);
      return [`${about} ${turn}`, node];
    }),
  );
};

/** In the order of the first side; what only later ones have comes after it. */
export const explanationRows = (sides: readonly (readonly ExplanationNode[])[], depth = 0): readonly ExplanationRow[] => {
  const levels = sides.map(byKey);
  const keys = new Set(levels.flatMap((level) => [...level.keys()]));
  return [...keys].flatMap((key) => {
    const nodes = levels.map((level) => level.get(key));
    const { kind, name, label, logic, since, source } = nodes.find((node) => node !== undefined) as ExplanationNode;
    const row: ExplanationRow = {
      depth,
      kind,
      name,
      ...(label === undefined ? {} : { label }),
      ...(logic === undefined ? {} : { logic }),
      ...(since === undefined ? {} : { since }),
      ...(source === undefined ? {} : { source }),
      values: nodes.map((node) => (node === undefined ? undefined : valueText(node))),
    };
    const children = explanationRows(
      nodes.map((node) => node?.children ?? []),
      depth + 1,
    );
    return [row, ...children];
  });
};
