/**
 * Writes the code of a kernel: one loop over the units, within it one loop over the members for each pass that is needed.
 *
 * A node is written where it belongs: at its own depth, before the first pass that reads it. What is used once stands inline, so that the branch
 * that is not taken is not computed. Names in the code are letters with an index (c0, t3, v17); no text of a policy or of data gets into it.
 */
import { isFold, loopDepth, type Node, passOf } from './node.ts';
import { accumulator, foldCode, initialCode, operationCode } from './operation-code.ts';

/**
 * What becomes of a value: it is written into the output `place`, a cell for each unit or, with a list, for each of its members; or it says which
 * cell of the output one more unit is counted in; or it is added to the output's only cell.
 */
export type Store = { readonly place: number; readonly value: Node; readonly list?: number; readonly into?: 'count' | 'sum' };

/** Beyond this nesting of brackets a value gets a name. */
const INLINE_HEIGHT_MAX = 40;
/** Characters of code that are computed in vain rather than branched around. */
const CHEAP_LENGTH_MAX = 120;

/** What stands at one depth, within one pass of each loop around it. */
type Region = {
  readonly depth: number;
  readonly names: ReadonlyMap<Node, string>;
  /** Values written here. */
  readonly stores: readonly Store[];
  /** Folds whose loop this is the body of. */
  readonly folds: readonly Node[];
};

/** The nodes of a region in an order in which each comes after what it reads. */
type Needs = { readonly ordered: readonly Node[]; readonly uses: ReadonlyMap<Node, number>; readonly readInside: ReadonlySet<Node> };

const isPlain = ({ operation }: Node): boolean => operation === 'constant' || operation === 'row' || operation === 'member';

const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

const needsOf = ({ depth, stores, folds }: Region): Needs => {
  const ordered: Node[] = [];
  const uses = new Map<Node, number>();
  const readInside = new Set<Node>();
  const inside = new Set<Node>();
  const visit = (node: Node, fromInside: boolean): void => {
    if (node.depth > depth) {
      if (inside.has(node)) return;
      inside.add(node);
      for (const arg of node.args) visit(arg, true);
      return;
    }
    if (node.depth < depth) return;
    const known = uses.get(node);
    uses.set(node, (known ?? 0) + 1);
    if (fromInside) readInside.add(node);
    if (known !== undefined) return;
    for (const arg of node.args) visit(arg, isFold(node));
    ordered.push(node);
  };
  for (const { value, list } of stores) visit(value, list !== undefined && depth === 0);
  for (const { args } of folds) visit(args[0] as Node, false);
  return { ordered, uses, readInside };
};

class Writer {
  readonly #region: Region;
  readonly #needs: Needs;
  readonly #names: Map<Node, string>;
  readonly #heights = new Map<Node, number>();

  constructor(region: Region) {
    this.#region = region;
    this.#needs = needsOf(region);
    this.#names = new Map(region.names);
    for (const node of this.#needs.ordered) this.#name(node);
  }

  #name(node: Node): void {
    if (isPlain(node)) return;
    const height = 1 + Math.max(0, ...node.args.map((arg) => this.#heights.get(arg) ?? 0));
    const twice = node.form === 'bigint' && (node.operation === 'minimum' || node.operation === 'maximum' || node.operation === 'absolute');
    if (twice) for (const arg of node.args) if (!isPlain(arg) && !this.#names.has(arg)) this.#names.set(arg, `v${arg.id}`);
    const isNamed = isFold(node) || this.#needs.readInside.has(node) || (this.#needs.uses.get(node) ?? 0) > 1 || height > INLINE_HEIGHT_MAX;
    if (isNamed) this.#names.set(node, isFold(node) ? accumulator(node) : `v${node.id}`);
    this.#heights.set(node, isNamed ? 0 : height);
  }

  #code(node: Node): string {
    return this.#names.get(node) ?? this.#written(node);
  }

  #written(node: Node): string {
    const code = isFold(node) ? [] : node.args.map((arg) => this.#code(arg));
    const isCheap = code.slice(1).every((branch) => branch.length <= CHEAP_LENGTH_MAX);
    return operationCode(node, code, isCheap);
  }

  #loop(list: number, folds: readonly Node[], stores: readonly Store[]): string[] {
    const depth = this.#region.depth + 1;
    const inner = new Writer({ depth, names: this.#names, stores: stores.map(({ place, value }) => ({ place, value })), folds });
    return [
      ...folds.map((fold) => `let ${accumulator(fold)} = ${initialCode(fold)};`),
      `for (let m${depth} = o${list}[r], e${depth} = o${list}[r + 1]; m${depth} < e${depth}; m${depth}++) {`,
      ...indent(inner.lines()),
      '}',
    ];
  }

  #pass(pass: number): string[] {
    const { depth, stores } = this.#region;
    const values = this.#needs.ordered.filter(
      (node) => !isFold(node) && (node.passes[depth] ?? 0) === pass && this.#names.has(node) && !this.#region.names.has(node),
    );
    const folds = this.#needs.ordered.filter((node) => isFold(node) && passOf(node) === pass && loopDepth(node) === depth + 1);
    const ofMembers = depth === 0 ? stores.filter(({ list, value }) => list !== undefined && value.passes[0] === pass) : [];
    const lists = new Set([...folds.map(({ place }) => place), ...ofMembers.map(({ list }) => list as number)]);
    return [
      ...values.map((node) => `const v${node.id} = ${this.#written(node)};`),
      ...[...lists].flatMap((list) =>
        this.#loop(
          list,
          folds.filter(({ place }) => place === list),
          ofMembers.filter((store) => store.list === list),
        ),
      ),
    ];
  }

  lines(): string[] {
    const { depth, stores, folds } = this.#region;
    const index = depth === 0 ? 'r' : `m${depth}`;
    const passes = [...this.#needs.ordered, ...stores.map(({ value }) => value)].map((node) => node.passes[depth] ?? 0);
    const last = Math.max(0, ...passes);
    const lines = Array.from({ length: last + 1 }, (_, pass) => this.#pass(pass)).flat();
    for (const { place, value, list, into } of stores) {
      if (list !== undefined) continue;
      if (into === 'count') lines.push(`w${place}[${this.#code(value)}]++;`);
      else if (into === 'sum') lines.push(`s${place} += ${this.#code(value)};`);
      else lines.push(`w${place}[${index}] = ${this.#code(value)}${value.form === 'boolean' ? ' | 0' : ''};`);
    }
    for (const fold of folds) lines.push(foldCode(fold, this.#code(fold.args[0] as Node)));
    return lines;
  }
}

/** How many of each kind of array the code reads and writes. */
export type Arrays = {
  readonly columns: number;
  readonly offsets: number;
  readonly tables: number;
  readonly helpers: number;
  readonly outputs: number;
};

const unpacked = (letter: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `const ${letter}${index} = ${letter}[${index}];`);

/** The body of a function of (units, c, o, t, h, w, floorOf): columns, offsets, tables, helpers, outputs. */
export const kernelSource = (stores: readonly Store[], { columns, offsets, tables, helpers, outputs }: Arrays): string => {
  const region = new Writer({ depth: 0, names: new Map(), stores, folds: [] });
  const sums = stores.filter(({ into }) => into === 'sum').map(({ place }) => place);
  return [
    "'use strict';",
    ...unpacked('c', columns),
    ...unpacked('o', offsets),
    ...unpacked('t', tables),
    ...unpacked('h', helpers),
    ...unpacked('w', outputs),
    ...sums.map((place) => `let s${place} = w${place}[0];`),
    'for (let r = 0; r < units; r++) {',
    ...indent(region.lines()),
    '}',
    ...sums.map((place) => `w${place}[0] = s${place};`),
  ].join('\n');
};
