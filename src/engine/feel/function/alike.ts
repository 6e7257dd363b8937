/** Mistakes of arguments that each fit by themselves and not together. */
import { type FeelType, typeText } from '../type.ts';
import { unify } from '../type-relation.ts';

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

/** Lists whose items become those of one list. */
export const alikeLists: Mistake = ([first, ...others]) => alikeItems([first ?? { kind: 'unknown' }, ...others.map(itemOf)]);
