/** Where in a JSON text the value at a pointer stands, with its name, in UTF-16 units from the start. The text may be unfinished. */
import { jsonLanguage } from '@codemirror/lang-json';

type Range = { readonly from: number; readonly to: number };
type Node = ReturnType<typeof jsonLanguage.parser.parse>['topNode'];

const partsOf = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

const nameOf = (text: string, property: Node): string | undefined => {
  const name = property.getChild('PropertyName');
  if (name === null) return undefined;
  try {
    return JSON.parse(text.slice(name.from, name.to));
  } catch {
    return undefined;
  }
};

const childrenOf = (node: Node): readonly Node[] => {
  const children: Node[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
};

const VALUES = new Set(['Object', 'Array', 'String', 'Number', 'True', 'False', 'Null']);
const values = (node: Node): readonly Node[] => childrenOf(node).filter(({ name }) => VALUES.has(name));

/** The property or item of that name, and the value in it. */
const step = (text: string, node: Node, part: string): { readonly whole: Node; readonly value: Node } | undefined => {
  if (node.name === 'Array') {
    const value = values(node)[Number(part)];
    return value === undefined ? undefined : { whole: value, value };
  }
  const property = node.getChildren('Property').find((candidate) => nameOf(text, candidate) === part);
  const value = property === undefined ? undefined : values(property).at(-1);
  return property === undefined || value === undefined ? undefined : { whole: property, value };
};

export const pointerRange = (text: string, pointer: string): Range | undefined => {
  let found: { readonly whole: Node; readonly value: Node } | undefined;
  const root = values(jsonLanguage.parser.parse(text).topNode)[0];
  if (root === undefined) return undefined;
  for (const part of partsOf(pointer)) {
    found = step(text, found?.value ?? root, part);
    if (found === undefined) return undefined;
  }
  const { from, to } = found?.whole ?? root;
  return { from, to };
};
