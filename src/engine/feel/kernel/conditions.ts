/** "not", "and" and "or" of conditions: what is settled is a constant, and what is always alike is one node. */
import type { Node } from './node.ts';
import type { NodeStore } from './node-store.ts';
import { atomTable, combinedTable, negatedTable, settledTruth, type TruthTable, tableKey } from './truth-table.ts';

export class Conditions {
  readonly truth: Node;
  readonly falsehood: Node;
  readonly #store: NodeStore;
  readonly #tables = new Map<Node, TruthTable>();
  /** By what they say of their atoms. */
  readonly #known = new Map<string, Node>();

  constructor(store: NodeStore) {
    this.#store = store;
    this.truth = store.make({ operation: 'constant', form: 'boolean', low: 1n, high: 1n });
    this.falsehood = store.make({ operation: 'constant', form: 'boolean', low: 0n, high: 0n });
  }

  not(node: Node): Node {
    if (node.operation === 'not') return node.args[0] as Node;
    return this.#condition('not', [node], negatedTable(this.#tableOf(node)));
  }

  and(left: Node, right: Node): Node {
    if (left === this.falsehood || right === this.falsehood) return this.falsehood;
    if (left === this.truth || left === right) return right;
    if (right === this.truth) return left;
    return this.#condition(
      'and',
      [left, right],
      combinedTable(this.#tableOf(left), this.#tableOf(right), (x, y) => x & y),
    );
  }

  or(left: Node, right: Node): Node {
    if (left === this.truth || right === this.truth) return this.truth;
    if (left === this.falsehood || left === right) return right;
    if (right === this.falsehood) return left;
    return this.#condition(
      'or',
      [left, right],
      combinedTable(this.#tableOf(left), this.#tableOf(right), (x, y) => x | y),
    );
  }

  #tableOf(node: Node): TruthTable {
    if (node.operation === 'constant') return { atoms: [], truth: Number(node.low) };
    return this.#tables.get(node) ?? atomTable(node);
  }

  /** A condition that is always the same as one before it is that one. */
  #condition(operation: 'and' | 'or' | 'not', args: readonly Node[], table: TruthTable | undefined): Node {
    if (table === undefined) return this.#boolean(operation, args);
    const settled = settledTruth(table);
    if (settled !== undefined) return settled ? this.truth : this.falsehood;
    const [atom] = table.atoms;
    if (atom !== undefined && table.atoms.length === 1 && table.truth === 0b10) return atom;
    const key = tableKey(table);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const isAtomNegated = atom !== undefined && table.atoms.length === 1;
    const node = isAtomNegated ? this.#boolean('not', [atom]) : this.#boolean(operation, args);
    this.#known.set(key, node);
    this.#tables.set(node, table);
    return node;
  }

  #boolean(operation: 'and' | 'or' | 'not', args: readonly Node[]): Node {
    return this.#store.make({ operation, args, form: 'boolean', low: 0n, high: 1n });
  }
}
