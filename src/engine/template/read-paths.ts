/** What an expression reads of the names around it, as paths of fields: only that has to be made into values when it runs. */
import { childrenOf, type Typed } from '../feel/index.ts';

/** Everything under a name, or only some of its fields. */
export type Reads = 'whole' | ReadonlyMap<string, Reads>;

/** "steps.load.output" and where the expression reads it, in UTF-16 units from its start. */
export type ReadPath = { readonly path: readonly string[]; readonly range: Typed['range'] };

/** The path that the expression is, if it is nothing else. */
export const pathOf = (typed: Typed): readonly string[] | undefined => {
  const fields: string[] = [];
  let rest = typed;
  while (rest.node === 'field') {
    fields.push(rest.field);
    rest = rest.of;
  }
  return rest.node === 'name' ? [rest.name, ...fields.reverse()] : undefined;
};

/** Every path that is read, the longest in each place. */
export const readPaths = (typed: Typed): readonly ReadPath[] => {
  const path = pathOf(typed);
  return path === undefined ? childrenOf(typed).flatMap(readPaths) : [{ path, range: typed.range }];
};

type Tree = Map<string, 'whole' | Tree>;

const put = (tree: Tree, [name, ...rest]: readonly string[]): void => {
  if (name === undefined || tree.get(name) === 'whole') return;
  if (rest.length === 0) {
    tree.set(name, 'whole');
    return;
  }
  const inner = tree.get(name);
  const fields: Tree = inner === undefined || inner === 'whole' ? new Map() : inner;
  tree.set(name, fields);
  put(fields, rest);
};

/** All paths together. */
export const readsOfPaths = (paths: readonly ReadPath[]): ReadonlyMap<string, Reads> => {
  const tree: Tree = new Map();
  for (const { path } of paths) put(tree, path);
  return tree;
};
