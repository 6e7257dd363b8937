/** Reads an XML text into plain elements. Refuses document types, so that there are no entities to expand and nothing outside to fetch. */
import { SaxesParser, type SaxesTagNS } from 'saxes';
import type { Problem } from '../model/problem.ts';

export type XmlElement = {
  /** Local name. */
  readonly name: string;
  /** Namespace URI, '' where there is none. */
  readonly namespace: string;
  /** By qualified name as written: "typeRef", "xsi:type". */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The text of the element itself, without that of its children. */
  readonly text: string;
  readonly row: number;
  readonly column: number;
};

type OpenElement = { name: string; namespace: string; attributes: Map<string, string>; children: XmlElement[]; text: string } & {
  row: number;
  column: number;
};

/** UTF-16 units of a text, elements in it, attributes of one element, and levels of nesting. */
export const XML_LENGTH_MAX = 16_000_000;
const ELEMENTS_MAX = 500_000;
const ATTRIBUTES_MAX = 200;
const DEPTH_MAX = 200;

class XmlRefused extends Error {}

const stop = (message: string): never => {
  throw new XmlRefused(message);
};

const attributesOf = ({ attributes }: SaxesTagNS): Map<string, string> => {
  const entries = Object.entries(attributes);
  if (entries.length > ATTRIBUTES_MAX) stop(`an element has more than ${ATTRIBUTES_MAX} attributes`);
  return new Map(entries.map(([name, { value }]) => [name, value]));
};

/** The root element, or the first mistake with its place. */
export const readXml = (source: string): { readonly root: XmlElement } | { readonly problem: Problem } => {
  if (source.length > XML_LENGTH_MAX)
    return { problem: { message: 'the XML text is too long', expected: `at most ${XML_LENGTH_MAX} characters` } };
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: OpenElement[] = [];
  let root: XmlElement | undefined;
  let count = 0;
  parser.on('error', (error) => {
    throw new XmlRefused(error.message.replace(/^\d+:\d+: /, ''));
  });
  parser.on('doctype', () => stop('the XML text has a document type, which is not read'));
  parser.on('opentag', (tag) => {
    if (++count > ELEMENTS_MAX) stop(`the XML text has more than ${ELEMENTS_MAX} elements`);
    if (open.length >= DEPTH_MAX) stop(`the elements are nested deeper than ${DEPTH_MAX} levels`);
    const { line: row, column } = parser;
    const element: OpenElement = {
      name: tag.local,
      namespace: tag.uri,
      attributes: attributesOf(tag),
      children: [],
      text: '',
      row,
      column,
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const addText = (text: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => void open.pop());
  try {
    parser.write(source.startsWith('\uFEFF') ? source.slice(1) : source).close();
  } catch (error) {
    if (!(error instanceof XmlRefused)) throw error;
    return { problem: { row: parser.line, column: parser.column + 1, message: `not well-formed XML: ${error.message}` } };
  }
  return root === undefined ? { problem: { message: 'the XML text has no element' } } : { root };
};

export const childrenNamed = ({ children }: XmlElement, name: string): XmlElement[] => children.filter((child) => child.name === name);
export const childNamed = ({ children }: XmlElement, name: string): XmlElement | undefined => children.find((child) => child.name === name);
/** The text of the child of that name. */
export const childText = (element: XmlElement, name: string): string | undefined => childNamed(element, name)?.text;
