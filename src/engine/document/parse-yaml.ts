/** The text of a YAML document (1.2), read strictly: every scalar as the text that stands there, and the place of every part kept. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type ParsedNode, parseDocument } from 'yaml';
import { mistakesIn, type Problem, type Result } from '../model/problem.ts';
import type { TextPlace } from './parse-document.ts';

/** A scalar is not interpreted: "2024-01", "1_000" and "0.10" stay what they are. `isPlain`: it stands without quotes. */
export type YamlScalar = { readonly kind: 'scalar'; readonly place: TextPlace; readonly text: string; readonly isPlain: boolean };
export type YamlList = { readonly kind: 'list'; readonly place: TextPlace; readonly items: readonly YamlNode[] };
export type YamlEntry = { readonly key: string; readonly place: TextPlace; readonly value: YamlNode };
export type YamlMap = { readonly kind: 'map'; readonly place: TextPlace; readonly entries: readonly YamlEntry[] };
export type YamlNode = YamlScalar | YamlList | YamlMap;

const DEPTH_MAX = 50;
/** Parts of a document with all aliases written out. */
const NODES_MAX = 500_000;
const PROBLEMS_MAX = 100;

/** The document cannot be read on from here. */
class YamlStop extends Error {
  readonly offset: number;
  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

class YamlReader {
  readonly problems: Problem[] = [];
  private readonly anchors = new Map<string, Node>();
  private readonly lines: LineCounter;
  private nodes = 0;

  constructor(lines: LineCounter) {
    this.lines = lines;
  }

  placeOf(offset: number): TextPlace {
    const { line, col } = this.lines.linePos(offset);
    return { row: Math.max(line, 1), column: Math.max(col, 1) };
  }

  note(offset: number, message: string): void {
    this.problems.push({ ...this.placeOf(offset), message });
  }

  read(node: Node | null | undefined, depth: number, offset: number): YamlNode {
    const at = node?.range?.[0] ?? offset;
    if (++this.nodes > NODES_MAX) throw new YamlStop(at, `the document has more than ${NODES_MAX} parts when its aliases are written out`);
    if (depth > DEPTH_MAX) throw new YamlStop(at, `the document is nested more than ${DEPTH_MAX} levels deep`);
    const place = this.placeOf(at);
    if (node === null || node === undefined) return { kind: 'scalar', place, text: '', isPlain: true };
    if (isAlias(node)) {
      const meant = this.anchors.get(node.source);
      if (meant === undefined) throw new YamlStop(at, `there is no anchor "${node.source}" before this`);
      return this.read(meant, depth + 1, at);
    }
    if (node.anchor !== undefined) this.anchors.set(node.anchor, node);
    if (node.tag !== undefined) this.note(at, `the tag "${node.tag}" has no meaning here`);
    if (isMap(node)) return { kind: 'map', place, entries: node.items.map(({ key, value }) => this.entry(key, value, depth, at)) };
    if (isSeq(node)) return { kind: 'list', place, items: node.items.map((item) => this.read(item as Node | null, depth + 1, at)) };
    if (!isScalar(node)) throw new YamlStop(at, 'this is no scalar, list or map');
    return { kind: 'scalar', place, text: String(node.value ?? ''), isPlain: node.type === undefined || node.type === 'PLAIN' };
  }

  private entry(key: unknown, value: unknown, depth: number, offset: number): YamlEntry {
    const read = this.read(key as Node | null, depth + 1, offset);
    if (read.kind !== 'scalar') throw new YamlStop(offset, 'a key is a text here, not a list or a map');
    return { key: read.text, place: read.place, value: this.read(value as Node | null, depth + 1, offset) };
  }
}

/** The library composes nodes by recursion, so that a hostile depth ends in a RangeError before it can be counted. */
const composed = (text: string, lineCounter: LineCounter): ReturnType<typeof parseDocument<ParsedNode>> | undefined => {
  try {
    return parseDocument(text, { lineCounter, version: '1.2', schema: 'failsafe', strict: true, uniqueKeys: true, prettyErrors: false });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
};

/** Problems have row and column. Repeated keys, tags and several documents in one text are mistakes. */
export const parseYaml = (text: string, name?: string): Result<YamlNode> => {
  const lines = new LineCounter();
  const refused = (problems: readonly Problem[]): Result<YamlNode> =>
    mistakesIn('the YAML document', problems.slice(0, PROBLEMS_MAX), name);
  const document = composed(text, lines);
  if (document === undefined) return refused([{ row: 1, column: 1, message: 'the document is nested too deep to be read' }]);
  const reader = new YamlReader(lines);
  for (const { pos, message, code } of document.errors) {
    reader.note(pos[0], code === 'DUPLICATE_KEY' ? 'the key stands twice' : message.charAt(0).toLowerCase() + message.slice(1));
  }
  if (reader.problems.length > 0) return refused(reader.problems);
  try {
    const value = reader.read(document.contents, 0, 0);
    return reader.problems.length === 0 ? { ok: true, value } : refused(reader.problems);
  } catch (stop) {
    if (!(stop instanceof YamlStop)) throw stop;
    reader.note(stop.offset, stop.message);
    return refused(reader.problems);
  }
};
