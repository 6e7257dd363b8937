/** The rules by which the decisions of chosen cases were made: told once, because they are the same for every case. */
import type { CaseExplanation, ExplanationNode } from '../model/explanation.ts';

export type RuleRead = {
  readonly name: string;
  readonly label?: string;
  /** Each logic with the sides that have it, by their place. */
  readonly logics: readonly { readonly logic: string; readonly sides: readonly number[] }[];
};

type Found = { readonly label: string | undefined; readonly logics: Map<string, Set<number>> };

const collect = (nodes: readonly ExplanationNode[], side: number, found: Map<string, Found>): void => {
  for (const { kind, name, label, logic, children } of nodes) {
    if (kind === 'decision' && logic !== undefined) {
      const own = found.get(name) ?? { label, logics: new Map<string, Set<number>>() };
      found.set(name, own);
      own.logics.set(logic, (own.logics.get(logic) ?? new Set()).add(side));
    }
    collect(children, side, found);
  }
};

/** In the order in which they are met. */
export const rulesRead = (cases: readonly CaseExplanation[]): readonly RuleRead[] => {
  const found = new Map<string, Found>();
  for (const { baseline, reforms } of cases)
    for (const [side, { explanation }] of [baseline, ...reforms].entries()) collect(explanation, side, found);
  return [...found].map(([name, { label, logics }]) => ({
    name,
    ...(label === undefined ? {} : { label }),
    logics: [...logics].map(([logic, sides]) => ({ logic, sides: [...sides].toSorted((left, right) => left - right) })),
  }));
};
