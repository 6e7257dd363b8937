/** The explanations of one case under several sides as one list of rows: what the sides have in common stands in one row, their values side by side. */
import type { ExplanationNode } from '../model/explanation.ts';
import { readableText } from '../policy/readable-number.ts';

export type ExplanationRow = Pick<ExplanationNode, 'kind' | 'name' | 'label' | 'logic' | 'since' | 'source'> & {
  /** From 0. */
  readonly depth: number;
  /** By side, for people; undefined where a side does not come to this at all. */
  readonly values: readonly (string | undefined)[];
};

/** A row, and the ones that it rests on. */
type Branch = { readonly row: ExplanationRow; readonly children: readonly Branch[] };

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
const merged = (sides: readonly (readonly ExplanationNode[])[], depth: number): readonly Branch[] => {
  const levels = sides.map(byKey);
  const keys = new Set(levels.flatMap((level) => [...level.keys()]));
  return [...keys].map((key) => {
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
    const children = nodes.map((node) => node?.children ?? []);
    return { row, children: merged(children, depth + 1) };
  });
};

/** What was told already, of the same member, is not told again: a comparison's sentence names its sides with their values. */
const withoutRepeats = (branches: readonly Branch[], told: Set<string>, member: string): readonly ExplanationRow[] =>
  branches.flatMap(({ row, children }) => {
    const inner = row.kind === 'member' ? row.name : member;
    const key = JSON.stringify([row.kind, row.name, row.values, row.kind === 'parameter' ? '' : inner]);
    const isTold = told.has(key);
    told.add(key);
    const rows = withoutRepeats(children, told, inner);
    return isTold && rows.length === 0 ? [] : [row, ...rows];
  });

/** The rows of all sides' explanations, each once. */
export const explanationRows = (sides: readonly (readonly ExplanationNode[])[]): readonly ExplanationRow[] =>
  withoutRepeats(merged(sides, 0), new Set(), '');
