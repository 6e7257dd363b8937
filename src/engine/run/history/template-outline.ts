/** A template as whoever shows its runs needs it: the steps in an order, and which of them hold others. Works for every template that was ever published. */
import { dependencyOrder } from '../../model/dependency-order.ts';
import type { BlockDocument, TemplateDocument, TemplateStep } from '../../model/template-document.ts';

export type OutlineStep = {
  readonly name: string;
  readonly title: string;
  readonly document: TemplateStep;
  /** Steps of the same block that have an edge to this one. */
  readonly needs: readonly string[];
  /** By the name that stands in paths: branches of a parallel step; the one block of a map or loop stands under "". */
  readonly blocks: ReadonlyMap<string, OutlineBlock>;
};

/** Every step stands after those that it waits for. */
export type OutlineBlock = readonly OutlineStep[];

export type TemplateOutline = {
  readonly root: OutlineBlock;
  /** Step names are unique in a whole template. */
  readonly step: (name: string) => OutlineStep | undefined;
  readonly hasApprovals: boolean;
};

const UNDO = '~undo';

/** The name of the step that a path leads to; of what undoes a step, that step's. */
export const nameIn = (path: string): string => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.endsWith(UNDO) ? name.slice(0, -UNDO.length) : name;
};

export const isUndo = (path: string): boolean => path.endsWith(UNDO);
export const undoOf = (path: string): string => `${path}${UNDO}`;

const blocksOf = (step: TemplateStep): ReadonlyMap<string, BlockDocument> => {
  if (step.type === 'parallel') return new Map(Object.entries(step.branches));
  if (step.type === 'map') return new Map([['', step.each]]);
  if (step.type === 'loop') return new Map([['', step.body]]);
  return new Map();
};

/** The steps that a choice or a catch of this one may start. */
const startedBy = (step: TemplateStep): readonly string[] => [
  ...(step.type === 'choice' ? [...step.choices.flatMap(({ then }) => then), ...step.default] : []),
  ...(step.catch ?? []).flatMap(({ then }) => then),
];

const edgesOf = ({ steps }: BlockDocument): ReadonlyMap<string, readonly string[]> => {
  const needs = new Map(Object.entries(steps).map(([name, step]) => [name, new Set(step.needs ?? [])]));
  for (const [name, step] of Object.entries(steps)) {
    for (const started of startedBy(step)) needs.get(started)?.add(name);
  }
  return new Map([...needs].map(([name, names]) => [name, [...names]]));
};

export const templateOutline = (template: TemplateDocument): TemplateOutline => {
  const byName = new Map<string, OutlineStep>();
  const outlineOf = (block: BlockDocument): OutlineBlock => {
    const edges = edgesOf(block);
    return dependencyOrder(edges).order.flatMap((name) => {
      const document = block.steps[name];
      if (document === undefined) return [];
      const blocks = new Map([...blocksOf(document)].map(([key, inner]) => [key, outlineOf(inner)]));
      const step = { name, title: document.title ?? name, document, needs: edges.get(name) ?? [], blocks };
      byName.set(name, step);
      return [step];
    });
  };
  const root = outlineOf(template);
  const hasApprovals = [...byName.values()].some(({ document }) => document.type === 'approval');
  return { root, step: (name) => byName.get(name), hasApprovals };
};
