/** Mistakes of arguments that each fit by themselves and not together. */
import { BOOLEAN, type FeelType, typeText } from '../type.ts';
import { fits, unify } from '../type-relation.ts';

type Mistake = (types: readonly FeelType[]) => string | undefined;

const itemOf = (type: FeelType): FeelType => (type.kind === 'list' ? type.of : type);
const endOf = (type: FeelType): FeelType => (type.kind === 'range' ? type.of : type);

const unlike = (first: FeelType, second: FeelType, what: string): string | undefined =>
  unify(first, second) === undefined ? `${what}: ${typeText(first)} and ${typeText(second)}` : undefined;

/** Points, and the ends of ranges. */
export const alikePoints: Mistake = ([one, other]) =>
  one === undefined || other === undefined ? undefined : unlike(endOf(one), endOf(other), 'points and ends of ranges are of one type');

/** A list, and an item that is looked for or put in: the argument at `place`. */
export const alikeItem =
  (place: number): Mistake =>
  (types) => {
    const [list, item] = [types[0], types[place]];
    return list === undefined || item === undefined ? undefined : unlike(itemOf(list), item, 'the list and the item differ in type');
  };

/** A list, and all items after it. */
export const alikeItems: Mistake = ([list, ...items]) => {
  for (const item of items) {
    const mistake = list === undefined ? undefined : unlike(itemOf(list), item, 'the list and the item differ in type');
    if (mistake !== undefined) return mistake;
  }
  return undefined;
};

/** A list, and a function that says something about two of its items. */
export const aboutTwoItems: Mistake = ([list, test]) => {
  if (list === undefined || test?.kind !== 'function') return undefined;
  const { parameters, result } = test;
  if (parameters.length !== 2) return `the function takes two items, and this one takes ${parameters.length}`;
  if (!fits(result, BOOLEAN)) return `the function gives a boolean, and this one gives ${typeText(result)}`;
  const wrong = parameters.find((parameter) => !fits(itemOf(list), parameter));
  return wrong === undefined ? undefined : `the function takes items of the list, and this one takes ${typeText(wrong)}`;
};

/** Lists whose items become those of one list. */
export const alikeLists: Mistake = ([first, ...others]) => alikeItems([first ?? { kind: 'unknown' }, ...others.map(itemOf)]);
