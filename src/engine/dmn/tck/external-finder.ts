/** Which elements of a model rest on functions of Java, whose cases are counted apart. */
import type { BoxedExpression, DmnModel, Reference } from '../model.ts';

const hasExternal = (expression: unknown): boolean => {
  if (typeof expression !== 'object' || expression === null) return false;
  if (Array.isArray(expression)) return expression.some(hasExternal);
  const { box, text, kind } = expression as { readonly box?: BoxedExpression['box']; readonly text?: unknown; readonly kind?: unknown };
  if (box === 'literal' && typeof text === 'string') return /\bexternal\s*\{/.test(text);
  return kind === 'Java' || Object.values(expression).some(hasExternal);
};

type ModelElement = DmnModel['decisions'][number] | DmnModel['knowledgeModels'][number] | DmnModel['decisionServices'][number];

const idsIn = (element: ModelElement): string[] =>
  Object.values(element).flatMap((part) => (Array.isArray(part) ? (part as readonly Reference[]).map(({ id }) => id) : []));

/** Finds whether an element of a model, or one that it requires, is a function of Java. */
export const externalFinder = (model: DmnModel): ((name: string) => boolean) => {
  const elements = [...model.decisions, ...model.knowledgeModels, ...model.decisionServices];
  const byId = new Map(elements.map((element) => [element.id, element]));
  const isExternal = new Map(elements.map((element) => [element, hasExternal('logic' in element ? element.logic : undefined)]));
  if (![...isExternal.values()].includes(true)) return () => false;
  return (name) => {
    const reached = new Set(elements.filter((element) => element.name === name));
    for (const element of reached) {
      for (const required of idsIn(element).map((id) => byId.get(id))) if (required !== undefined) reached.add(required);
    }
    return [...reached].some((element) => isExternal.get(element) === true);
  };
};
