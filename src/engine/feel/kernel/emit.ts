/**
 * Writes the code of a kernel: one loop over the units, within it one loop over the members for each pass that is needed.
 *
 * A node is written where it belongs: at its own depth, before the first pass that reads it. What is used once stands inline, so that the branch
 * that is not taken is not computed. Names in the code are letters with an index (c0, t3, v17); no text of a policy or of data gets into it.
 */
import { isFold, isInt32, loopDepth, type Node, passOf } from './node.ts';

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

const accumulator = ({ id }: Node): string => `a${id}`;

const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

const constantCode = ({ form, low }: Node): string => {
  if (form === 'boolean') return low === 1n ? 'true' : 'false';
  const digits = form === 'bigint' ? `${low}n` : `${low}`;
  return low < 0n ? `(${digits})` : digits;
};

const areInt32 = (node: Node): boolean => isInt32(node) && node.args.every(isInt32);

const sumCode = (operator: '+' | '-', left: string, right: string, node: Node): string =>
  areInt32(node) ? `(${left} ${operator} ${right} | 0)` : `(${left} ${operator} ${right})`;

/** A product of doubles with a negative factor may be -0. */
const productCode = (left: string, right: string, node: Node): string => {
  if (areInt32(node)) return `Math.imul(${left}, ${right})`;
  return node.form === 'bigint' || node.args.every(({ low }) => low >= 0n) ? `(${left} * ${right})` : `(${left} * ${right} + 0)`;
};

const quotientCode = (left: string, right: string, node: Node): string => {
  const isPositive = (node.args[0]?.low ?? -1n) >= 0n;
  if (node.form === 'bigint') return isPositive ? `(${left} / ${right})` : `floorOf(${left}, ${right})`;
  return isPositive && areInt32(node) ? `(${left} / ${right} | 0)` : `Math.floor(${left} / ${right})`;
};

const isConstantZero = ({ operation, low }: Node): boolean => operation === 'constant' && low === 0n;

const constantChoiceCode = (condition: string, then: bigint, otherwise: bigint): string => {
  if (otherwise === 0n) return then === 1n ? `(${condition} | 0)` : `(-(${condition} | 0) & ${then})`;
  return `(${otherwise} ^ (-(${condition} | 0) & ${BigInt.asIntN(32, then ^ otherwise)}))`;
};

/**
 * A choice between whole numbers of 32 bits as bits, since a branch that goes either way at random costs more than computing both.
 * Only where both are constants, or one is zero and the other is cheap.
 */
const choiceCode = (condition: string, then: string, otherwise: string, node: Node, isCheap: boolean): string => {
  const [, first, second] = node.args as [Node, Node, Node];
  if (isInt32(node) && isInt32(first) && isInt32(second)) {
    if (first.operation === 'constant' && second.operation === 'constant') {
      return constantChoiceCode(condition, first.low, second.low);
    }
    if (isConstantZero(second) && isCheap) return `(${then} & -(${condition} | 0))`;
    if (isConstantZero(first) && isCheap) return `(${otherwise} & ((${condition} | 0) - 1))`;
  }
  return `(${condition} ? ${then} : ${otherwise})`;
};

const operationCode = (node: Node, code: readonly string[], isCheap: boolean): string => {
  const [x = '', y = '', z = ''] = code;
  const { place, form } = node;
  switch (node.operation) {
    case 'constant':
      return constantCode(node);
    case 'row':
      return 'r';
    case 'member':
      return `m${node.depth}`;
    case 'from':
      return `o${place}[${x}]`;
    case 'to':
      return `o${place}[${x} + 1]`;
    case 'cell':
      return `c${place}[${x}]`;
    case 'flag':
      return `(c${place}[${x}] === 1)`;
    case 'look':
      return `t${place}[${x}]`;
    case 'look-flag':
      return `(t${place}[${x}] === 1)`;
    case 'widen':
      return `BigInt(${x})`;
    case 'narrow':
      return `Number(${x})`;
    case 'helper':
      return `h${place}(${x})`;
    case 'add':
      return sumCode('+', x, y, node);
    case 'subtract':
      return sumCode('-', x, y, node);
    case 'multiply':
      return productCode(x, y, node);
    case 'floor-divide':
      return quotientCode(x, y, node);
    case 'absolute':
      return form === 'bigint' ? `(${x} < 0n ? -${x} : ${x})` : `Math.abs(${x})`;
    case 'minimum':
      return form === 'bigint' ? `(${x} < ${y} ? ${x} : ${y})` : `Math.min(${x}, ${y})`;
    case 'maximum':
      return form === 'bigint' ? `(${x} > ${y} ? ${x} : ${y})` : `Math.max(${x}, ${y})`;
    case 'choose':
      return choiceCode(x, y, z, node, isCheap);
    case 'less':
      return `(${x} < ${y})`;
    case 'equal':
      return `(${x} === ${y})`;
    case 'and':
      return `(${x} && ${y})`;
    case 'or':
      return `(${x} || ${y})`;
    case 'not':
      return `!${x}`;
    case 'sum-of':
    case 'least-of':
    case 'most-of':
    case 'any-of':
      return accumulator(node);
  }
};

const initialCode = ({ operation, form, low, high }: Node): string => {
  const digits = (value: bigint): string => (form === 'bigint' ? `${value}n` : `${value}`);
  switch (operation) {
    case 'any-of':
      return 'false';
    case 'least-of':
      return digits(high);
    case 'most-of':
      return digits(low);
    default:
      return digits(0n);
  }
};

const foldCode = (fold: Node, body: string): string => {
  const name = accumulator(fold);
  switch (fold.operation) {
    case 'any-of':
      return `${name} = ${name} || ${body};`;
    case 'least-of':
      return `{ const x = ${body}; if (x < ${name}) ${name} = x; }`;
    case 'most-of':
      return `{ const x = ${body}; if (x > ${name}) ${name} = x; }`;
    default:
      return `${name} += ${body};`;
  }
};

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
