/** From lezer-feel's tree to the types that stand in a source: `list<number>`, `context<a: string>`, `function<date> -> Any`. */
import { plainName, type SyntaxNode } from './parser.ts';
import type { TypeSyntax } from './syntax.ts';

/** lezer-feel knows no `range<…>`: the parser is given `list <…>` in its place, of the same length. */
const RANGE_TYPE = /(\bof\s+|[:<,]\s*|->\s*)range(\s*<(?:[\p{L}\p{N}_ ]|<[\p{L}\p{N}_ ]*>)*>)/gu;

/** The source as lezer-feel can read it, every position as it was. */
export const withReadableTypes = (source: string): string =>
  source.includes('range') ? source.replace(RANGE_TYPE, (_, before: string, after: string) => `${before}list ${after}`) : source;

const textOf = (source: string, { from, to }: SyntaxNode): string => source.slice(from, to);

const nameText = (source: string, node: SyntaxNode): string => plainName(textOf(source, node));

const missing = ({ from, to }: SyntaxNode): TypeSyntax => ({ range: { from, to }, type: 'name', name: '' });

const innerType = (source: string, node: SyntaxNode): TypeSyntax => {
  const type = node.getChild('Type');
  return type === null ? missing(node) : readType(source, type);
};

/** `node` is a Type. */
export const readType = (source: string, node: SyntaxNode): TypeSyntax => {
  const range = { from: node.from, to: node.to };
  const form = node.firstChild;
  switch (form?.name) {
    case 'ListType':
      return { range, type: source.startsWith('range', form.from) ? 'range' : 'list', of: innerType(source, form) };
    case 'ContextType': {
      const entries = form.getChild('ContextEntryTypes')?.getChildren('ContextEntryType') ?? [];
      const fields = entries.map((entry) => {
        const name = entry.getChild('Name');
        return { name: name === null ? '' : nameText(source, name), of: innerType(source, entry) };
      });
      return { range, type: 'context', fields };
    }
    case 'FunctionType': {
      const given = form.getChild('ArgumentTypes')?.getChildren('ArgumentType') ?? [];
      return { range, type: 'function', parameters: given.map((argument) => innerType(source, argument)), result: innerType(source, form) };
    }
    default:
      return {
        range,
        type: 'name',
        name: textOf(source, node)
          .replace(/\s+/g, ' ')
          .replace(/ ?\. ?/g, '.'),
      };
  }
};
