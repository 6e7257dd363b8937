/** Keeps the nodes of a kernel: asked for the same computation again, it gives the same node. */
import { type Form, highestLoop, type Monoid, type Node, type Operation } from './node.ts';
import { notCompilable } from './not-compilable.ts';

/** Nodes of one kernel; beyond it the policy is too large for one. */
const NODES_MAX = 60_000;
/** Bits of an integer; far beyond what amounts need, and well within what the interpreter allows. */
const BITS_MAX = 1_024n;
const BOUND = 1n << BITS_MAX;

export type NodeParts = {
  readonly operation: Operation;
  readonly args?: readonly Node[];
  readonly form: Form;
  readonly low: bigint;
  readonly high: bigint;
  readonly place?: number;
  readonly loops?: number;
};

type Fold = {
  readonly monoid: Monoid;
  readonly list: number;
  readonly body: Node;
  readonly low: bigint;
  readonly high: bigint;
  /** The loops that it depends on, its own left out. */
  readonly loops: number;
};

export class NodeStore {
  readonly #known = new Map<string, Node>();

  #keep(key: string, node: Omit<Node, 'id'>): Node {
    if (this.#known.size >= NODES_MAX) notCompilable('the policy is too large for one piece of column code');
    if (node.low < -BOUND || node.high > BOUND) notCompilable('its numbers may grow without a bound');
    const kept = { id: this.#known.size, ...node };
    this.#known.set(key, kept);
    return kept;
  }

  make({ operation, args = [], form, low, high, place = 0, loops }: NodeParts): Node {
    const key = `${operation} ${form} ${place} ${args.map(({ id }) => id).join()} ${args.length === 0 ? `${low} ${high} ${loops ?? 0}` : ''}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const all = loops ?? args.reduce((bits, arg) => bits | arg.loops, 0);
    const depth = highestLoop(all);
    const passes = Array.from({ length: depth + 1 }, (_, level) => args.reduce((most, arg) => Math.max(most, arg.passes[level] ?? 0), 0));
    return this.#keep(key, { operation, args, form, low, high, place, loops: all, depth, passes });
  }

  /** A fold comes after the pass that makes it. */
  fold({ monoid, list, body, low, high, loops }: Fold): Node {
    const key = `${monoid} over ${list} of ${body.id} within ${loops}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const depth = highestLoop(loops);
    const passes = Array.from({ length: depth + 1 }, (_, level) => (body.passes[level] ?? 0) + (level === depth ? 1 : 0));
    return this.#keep(key, { operation: monoid, args: [body], form: body.form, low, high, place: list, loops, depth, passes });
  }
}
