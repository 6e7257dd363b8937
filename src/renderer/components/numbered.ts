/** Items with their numbers from 1, for lists whose items have no other identity and which change only as a whole. */
export const numbered = <Item>(items: readonly Item[]): readonly { readonly number: number; readonly item: Item }[] =>
  items.map((item, index) => ({ number: index + 1, item }));
