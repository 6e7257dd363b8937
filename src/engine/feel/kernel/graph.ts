/** Makes nodes: each computation once, folded where its operands are known, in doubles where the bounds allow it and in BigInt where not. */
import { isSafe } from '../../model/integer-range.ts';
import { Conditions } from './conditions.ts';
import { highestLoop, type Monoid, type Node, type Operation } from './node.ts';
import { NodeStore } from './node-store.ts';
import { notCompilable } from './not-compilable.ts';

/** Loops within loops. */
const DEPTH_MAX = 4;

const min = (left: bigint, right: bigint): bigint => (left < right ? left : right);
const max = (left: bigint, right: bigint): bigint => (left > right ? left : right);
const floorOf = (n: bigint, d: bigint): bigint => {
  const quotient = n / d;
  return n < 0n && quotient * d !== n ? quotient - 1n : quotient;
};

export class Graph {
  /** Whether all numbers are BigInts, also those that need not be. */
  readonly onlyBig: boolean;
  readonly truth: Node;
  readonly falsehood: Node;
  readonly row: Node;
  readonly #store = new NodeStore();
  readonly #conditions = new Conditions(this.#store);

  constructor(onlyBig: boolean) {
    this.onlyBig = onlyBig;
    this.truth = this.#conditions.truth;
    this.falsehood = this.#conditions.falsehood;
    this.row = this.#store.make({ operation: 'row', form: 'double', low: 0n, high: 1n << 32n });
  }

  /** The other bounds that a node made before had are those of the same computation, so they hold too. */
  #number(operation: Operation, args: readonly Node[], low: bigint, high: bigint, place = 0): Node {
    const fits = isSafe(low, high);
    if (fits && args.every(({ form }) => form !== 'bigint')) return this.#store.make({ operation, args, form: 'double', low, high, place });
    const wide = args.map((arg) => (arg.form === 'double' ? this.widen(arg) : arg));
    const node = this.#store.make({ operation, args: wide, form: 'bigint', low, high, place });
    return fits && !this.onlyBig ? this.#store.make({ operation: 'narrow', args: [node], form: 'double', low, high }) : node;
  }

  #boolean(operation: Operation, args: readonly Node[], place = 0): Node {
    return this.#store.make({ operation, args, form: 'boolean', low: 0n, high: 1n, place });
  }

  widen(node: Node): Node {
    if (node.form === 'bigint') return node;
    const [inner] = node.args;
    if (node.operation === 'narrow' && inner !== undefined) return inner;
    const { low, high } = node;
    if (node.operation === 'constant') return this.#store.make({ operation: 'constant', form: 'bigint', low, high });
    return this.#store.make({ operation: 'widen', args: [node], form: 'bigint', low, high });
  }

  /** A small integer, code or index taken as a number to compute with. */
  asNumber(node: Node): Node {
    return this.onlyBig ? this.widen(node) : node;
  }

  /** A small number taken as an index. */
  asIndex(node: Node): Node {
    if (node.form === 'double') return node;
    if (node.operation === 'widen') return node.args[0] as Node;
    return this.#store.make({ operation: 'narrow', args: [node], form: 'double', low: node.low, high: node.high });
  }

  integer(value: bigint): Node {
    const form = this.onlyBig || !isSafe(value) ? 'bigint' : 'double';
    return this.#store.make({ operation: 'constant', form, low: value, high: value });
  }

  /** A constant in the form of a node. */
  constantLike({ form }: Node, value: bigint): Node {
    return form === 'bigint' ? this.#constant(value, this.widen(this.small(0)), this.small(0)) : this.small(Number(value));
  }

  /** An integer that is never a BigInt: a code, a day, an index. */
  small(value: number): Node {
    return this.#store.make({ operation: 'constant', form: 'double', low: BigInt(value), high: BigInt(value) });
  }

  boolean(value: boolean): Node {
    return value ? this.truth : this.falsehood;
  }

  /** `isBig`: the column's cells are BigInts. */
  cell(place: number, index: Node, { low, high, isBig }: { readonly low: bigint; readonly high: bigint; readonly isBig: boolean }): Node {
    const cell = this.#store.make({ operation: 'cell', args: [index], form: isBig ? 'bigint' : 'double', low, high, place });
    return isBig && isSafe(low, high) && !this.onlyBig
      ? this.#store.make({ operation: 'narrow', args: [cell], form: 'double', low, high })
      : cell;
  }

  flag(place: number, index: Node): Node {
    return this.#boolean('flag', [index], place);
  }

  look(place: number, key: Node, { low, high, isBig }: { readonly low: bigint; readonly high: bigint; readonly isBig: boolean }): Node {
    return this.#store.make({ operation: 'look', args: [key], form: isBig ? 'bigint' : 'double', low, high, place });
  }

  lookFlag(place: number, key: Node): Node {
    return this.#boolean('look-flag', [key], place);
  }

  helper(place: number, arg: Node, low: bigint, high: bigint): Node {
    return this.#store.make({ operation: 'helper', args: [arg], form: 'double', low, high, place });
  }

  member(list: number, depth: number): Node {
    if (depth > DEPTH_MAX) notCompilable(`lists are gone through more than ${DEPTH_MAX} deep`);
    return this.#store.make({ operation: 'member', form: 'double', low: 0n, high: 1n << 32n, place: list, loops: 1 << depth });
  }

  from(list: number): Node {
    return this.#store.make({ operation: 'from', args: [this.row], form: 'double', low: 0n, high: 1n << 32n, place: list });
  }

  /** How many members the unit has. */
  length(list: number, low: bigint, high: bigint): Node {
    const to = this.#store.make({ operation: 'to', args: [this.row], form: 'double', low: 0n, high: 1n << 32n, place: list });
    return low === high
      ? this.small(Number(low))
      : this.#store.make({ operation: 'subtract', args: [to, this.from(list)], form: 'double', low, high });
  }

  add(left: Node, right: Node): Node {
    if (isConstant(left) && isConstant(right)) return this.#constant(left.low + right.low, left, right);
    if (isZero(left)) return right;
    if (isZero(right)) return left;
    return this.#number('add', [left, right], left.low + right.low, left.high + right.high);
  }

  subtract(left: Node, right: Node): Node {
    if (left === right) return this.#constant(0n, left, right);
    if (isConstant(left) && isConstant(right)) return this.#constant(left.low - right.low, left, right);
    if (isZero(right)) return left;
    return this.#number('subtract', [left, right], left.low - right.high, left.high - right.low);
  }

  negate(node: Node): Node {
    return this.subtract(this.#constant(0n, node, node), node);
  }

  multiply(left: Node, right: Node): Node {
    if (isConstant(left) && !isConstant(right)) return this.multiply(right, left);
    if (isConstant(right)) {
      if (isConstant(left)) return this.#constant(left.low * right.low, left, right);
      if (right.low === 1n) return left;
      if (right.low === 0n) return right;
    }
    const corners = [left.low * right.low, left.low * right.high, left.high * right.low, left.high * right.high];
    return this.#number('multiply', [left, right], corners.reduce(min), corners.reduce(max));
  }

  times(node: Node, factor: bigint): Node {
    return this.multiply(node, this.integer(factor));
  }

  /** The largest integer that is not above left / right; right is at least 1. */
  floorDivide(left: Node, right: Node): Node {
    if (right.low < 1n) throw new RangeError('a divisor must be positive');
    if (isConstant(right) && right.low === 1n) return left;
    const corners = [left.low, left.high].flatMap((n) => [floorOf(n, right.low), floorOf(n, right.high)]);
    const [low, high] = [corners.reduce(min), corners.reduce(max)];
    return low === high ? this.#constant(low, left, right) : this.#number('floor-divide', [left, right], low, high);
  }

  absolute(node: Node): Node {
    if (node.low >= 0n) return node;
    return node.high <= 0n ? this.negate(node) : this.#number('absolute', [node], 0n, max(-node.low, node.high));
  }

  minimum(left: Node, right: Node): Node {
    if (left === right || left.high <= right.low) return left;
    if (right.high <= left.low) return right;
    return this.#number('minimum', [left, right], min(left.low, right.low), min(left.high, right.high));
  }

  maximum(left: Node, right: Node): Node {
    if (left === right || left.low >= right.high) return left;
    if (right.low >= left.high) return right;
    return this.#number('maximum', [left, right], max(left.low, right.low), max(left.high, right.high));
  }

  choose(condition: Node, then: Node, otherwise: Node): Node {
    if (condition === this.truth || then === otherwise) return then;
    if (condition === this.falsehood) return otherwise;
    if (condition.operation === 'not') return this.choose(condition.args[0] as Node, otherwise, then);
    if (then.form === 'boolean') return this.#chooseBoolean(condition, then, otherwise);
    if (isConstant(then) && isConstant(otherwise) && then.low === otherwise.low) return then;
    return this.#number('choose', [condition, then, otherwise], min(then.low, otherwise.low), max(then.high, otherwise.high));
  }

  #chooseBoolean(condition: Node, then: Node, otherwise: Node): Node {
    if (then === otherwise) return then;
    if (then === this.truth) return this.or(condition, otherwise);
    if (then === this.falsehood) return this.and(this.not(condition), otherwise);
    if (otherwise === this.truth) return this.or(this.not(condition), then);
    if (otherwise === this.falsehood) return this.and(condition, then);
    return this.#boolean('choose', [condition, then, otherwise]);
  }

  less(left: Node, right: Node): Node {
    if (left.high < right.low) return this.truth;
    if (left === right || left.low >= right.high) return this.falsehood;
    if (isConstant(left)) return this.not(this.less(right, this.constantLike(left, left.low + 1n)));
    return this.#comparison('less', left, right);
  }

  /** Of whole numbers, so that it can be told by "less" alone. */
  atMost(left: Node, right: Node): Node {
    return this.not(this.less(right, left));
  }

  equal(left: Node, right: Node): Node {
    if (left === right || (isConstant(left) && isConstant(right) && left.low === right.low)) return this.truth;
    if (left.high < right.low || left.low > right.high) return this.falsehood;
    if (isConstant(left) && isChoiceOfConstants(right)) return this.#equalToChoice(right, left);
    if (isConstant(right) && isChoiceOfConstants(left)) return this.#equalToChoice(left, right);
    return left.id <= right.id ? this.#comparison('equal', left, right) : this.#comparison('equal', right, left);
  }

  /** Which of the constants it is, told by the conditions that choose it. */
  #equalToChoice(choice: Node, constant: Node): Node {
    const [condition, then, otherwise] = choice.args as [Node, Node, Node];
    return this.#chooseBoolean(condition, this.equal(then, constant), this.equal(otherwise, constant));
  }

  #comparison(operation: 'less' | 'equal', left: Node, right: Node): Node {
    const isBig = left.form === 'bigint' || right.form === 'bigint';
    return this.#boolean(operation, isBig ? [this.widen(left), this.widen(right)] : [left, right]);
  }

  not(node: Node): Node {
    return this.#conditions.not(node);
  }

  and(left: Node, right: Node): Node {
    return this.#conditions.and(left, right);
  }

  or(left: Node, right: Node): Node {
    return this.#conditions.or(left, right);
  }

  /** Folds the body over the members of a list in a loop of the given depth; `members` is the most that a unit has. */
  fold(monoid: Monoid, list: number, depth: number, body: Node, members: bigint): Node {
    const loops = body.loops & ~(1 << depth);
    const around = highestLoop(loops);
    if (around !== depth - 1) throw new RangeError('the loop of a fold is nested deeper than it needs to be');
    if (monoid === 'any-of' && isConstant(body) && body === this.falsehood) return body;
    const low = monoid === 'sum-of' ? min(0n, body.low) * members : body.low;
    const high = monoid === 'sum-of' ? max(0n, body.high) * members : body.high;
    return this.#store.fold({ monoid, list, body: isSafe(low, high) ? body : this.widen(body), low, high, loops });
  }

  #constant(value: bigint, left: Node, right: Node): Node {
    const isBig = left.form === 'bigint' || right.form === 'bigint' || !isSafe(value);
    return this.#store.make({ operation: 'constant', form: isBig ? 'bigint' : 'double', low: value, high: value });
  }
}

export const isConstant = ({ operation }: Node): boolean => operation === 'constant';
const isZero = (node: Node): boolean => isConstant(node) && node.low === 0n;
/** Up to this depth the conditions of a choice are told apart. */
const CHOICE_DEPTH_MAX = 8;

const isChoiceOfConstants = (node: Node, depth = 0): boolean =>
  isConstant(node) ||
  (node.operation === 'choose' && depth < CHOICE_DEPTH_MAX && node.args.slice(1).every((branch) => isChoiceOfConstants(branch, depth + 1)));
