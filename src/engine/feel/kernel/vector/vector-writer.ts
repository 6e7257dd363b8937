/** Writes the instructions of vector code: a loop in which every node is computed for all lanes at once. */
import * as wasm from '../../../wasm/wasm-code.ts';
import type { Node } from '../node.ts';
import { BYTES_OF, type CellWidth, type Lanes } from './lanes.ts';
import { fitsI32, type SumWidth, type VectorPlan, type VectorStore, type VectorTally } from './vector-plan.ts';

type Code = wasm.Code;

/** Parameters of the function: units from and to, then addresses. */
const FROM = 0;
const TO = 1;
/** A vector that is all ones in the lanes that count. */
const MASK = 2;
const TALLY = 3;
const ADDRESSES = 4;

/** How deep a lookup by a lookup is written lane by lane. */
const SCALAR_DEPTH_MAX = 4;

export class VectorWriter {
  readonly scalars: number;
  vectors = 0;
  readonly #plan: VectorPlan;
  readonly #lanes: Lanes;
  readonly #uses = new Map<Node, number>();
  readonly #locals = new Map<Node, number>();
  readonly #params: number;
  /** The unit that the loop is at. */
  readonly #row: number;
  /** Of a count that is raised. */
  readonly #address: number;
  readonly #mask: number;
  readonly #accumulators: readonly number[];
  readonly #sums: readonly SumWidth[];

  constructor(plan: VectorPlan, nodes: readonly Node[], lanesOf: (spare: number) => Lanes, sums: readonly SumWidth[]) {
    this.#plan = plan;
    this.#sums = sums;
    this.#params = ADDRESSES + plan.columns.length + plan.tables + plan.outputs.length;
    this.scalars = 2;
    this.#row = this.#params;
    this.#address = this.#params + 1;
    this.#lanes = lanesOf(this.#vector());
    this.#mask = this.#vector();
    this.#accumulators = sums.map(() => this.#vector());
    const count = (node: Node): void => void this.#uses.set(node, (this.#uses.get(node) ?? 0) + 1);
    for (const node of nodes) for (const arg of node.args) count(arg);
    for (const { value } of plan.stores) count(value);
    if (plan.tally !== undefined) for (const node of [plan.tally.index, ...plan.tally.sums]) count(node);
  }

  #vector(): number {
    this.vectors++;
    return this.#params + this.scalars + this.vectors - 1;
  }

  #rowAddress(param: number, width: CellWidth): Code {
    const bits = Math.log2(BYTES_OF[width]);
    return [...wasm.get(this.#row), ...(bits === 0 ? [] : wasm.leftI32(bits)), ...wasm.get(param), ...wasm.addI32];
  }

  #column(place: number): { readonly param: number; readonly width: CellWidth } {
    return { param: ADDRESSES + place, width: this.#plan.columns[place] as CellWidth };
  }

  #table(place: number): number {
    return ADDRESSES + this.#plan.columns.length + place;
  }

  #output(place: number): { readonly param: number; readonly width: CellWidth } {
    return { param: ADDRESSES + this.#plan.columns.length + this.#plan.tables + place, width: this.#plan.outputs[place] as CellWidth };
  }

  /** The lane's value as a scalar of 32 bits, without going through a vector where that is shorter; undefined where it is not. */
  #scalar(node: Node, lane: number, depth: number): Code | undefined {
    if (depth > SCALAR_DEPTH_MAX || this.#locals.has(node) || !fitsI32(node)) return undefined;
    const both = (operation: Code): Code | undefined => {
      const [left, right] = node.args.map((arg) => this.#scalar(arg, lane, depth + 1));
      return left === undefined || right === undefined ? undefined : [...left, ...right, ...operation];
    };
    switch (node.operation) {
      case 'constant':
        return wasm.i32(Number(node.low));
      case 'cell': {
        const { param, width } = this.#column(node.place);
        const offset = lane * BYTES_OF[width];
        const read =
          width === 'u8' ? wasm.loadByte(offset) : width === 'i32' ? wasm.loadI32(offset) : [...wasm.loadF64(offset), ...wasm.wholeF64];
        return [...this.#rowAddress(param, width), ...read];
      }
      case 'look': {
        // A key that needs a local is left to a vector: code that is tried here and thrown away must not have made one.
        const index = this.#scalar(node.args[0] as Node, lane, depth + 1);
        if (index === undefined) return undefined;
        return [...this.#entryAt(node, index), ...(this.#lanes.kind === 'i32' ? wasm.loadI32(0) : [...wasm.loadF64(0), ...wasm.wholeF64])];
      }
      case 'add':
        return both(wasm.addI32);
      case 'subtract':
        return both(wasm.subtractI32);
      case 'multiply':
        return both(wasm.multiplyI32);
      default:
        return undefined;
    }
  }

  /** Where the entry at an index lies. */
  #entryAt({ place }: Node, index: Code): Code {
    return [...index, ...wasm.leftI32(Math.log2(this.#lanes.bytes)), ...wasm.get(this.#table(place)), ...wasm.addI32];
  }

  /** Where the entry lies that a lane looks up. */
  #entryAddress(node: Node, lane: number): Code {
    const key = node.args[0] as Node;
    return this.#entryAt(node, this.#scalar(key, lane, 1) ?? [...this.#named(key), ...this.#lanes.scalar(lane)]);
  }

  #gather(node: Node): Code {
    const gathered = this.#vector();
    const lanes = Array.from({ length: this.#lanes.count }, (_, lane) => lane);
    // The key has to have its local before the first lane is read from it.
    const key = node.args[0] as Node;
    const prepared = this.#scalar(key, 0, 1) === undefined ? [...this.#named(key), ...wasm.set(gathered)] : [];
    return [
      ...prepared,
      ...lanes.flatMap((lane) => [
        ...this.#entryAddress(node, lane),
        ...wasm.get(gathered),
        ...this.#lanes.readLane(0, lane),
        ...wasm.set(gathered),
      ]),
      ...wasm.get(gathered),
    ];
  }

  /** The node's value from a local of its own. */
  #named(node: Node): Code {
    const known = this.#locals.get(node);
    if (known !== undefined) return wasm.get(known);
    const code = this.#computed(node);
    const local = this.#vector();
    this.#locals.set(node, local);
    return [...code, ...wasm.tee(local)];
  }

  #value(node: Node): Code {
    return (this.#uses.get(node) ?? 0) > 1 && node.operation !== 'constant' ? this.#named(node) : this.#computed(node);
  }

  /** A division writes its operands more than once. */
  #division([left, right]: readonly Node[]): Code {
    const [top, bottom] = [left as Node, right as Node];
    const prepared = [top, bottom].flatMap((node) =>
      node.operation === 'constant' ? [] : [...this.#named(node), ...wasm.set(this.#locals.get(node) as number)],
    );
    const again = (node: Node): Code => (node.operation === 'constant' ? this.#computed(node) : wasm.get(this.#locals.get(node) as number));
    const { floorDivide, floorDivideBy } = this.#lanes;
    const quotient =
      bottom.operation === 'constant' ? floorDivideBy(again(top), Number(bottom.low)) : floorDivide(again(top), again(bottom));
    return [...prepared, ...quotient];
  }

  #computed(node: Node): Code {
    const lanes = this.#lanes;
    const args = (): Code => node.args.flatMap((arg) => this.#value(arg));
    switch (node.operation) {
      case 'constant':
        return node.form === 'boolean' ? [...wasm.i32(node.low === 1n ? -1 : 0), ...wasm.splat] : lanes.constant(Number(node.low));
      case 'cell':
      case 'flag': {
        const { param, width } = this.#column(node.place);
        const cells = [...this.#rowAddress(param, width), ...lanes.read(width, 0)];
        return node.operation === 'cell' ? cells : [...cells, ...lanes.constant(1), ...lanes.equal];
      }
      case 'look':
        return this.#gather(node);
      case 'look-flag':
        return [...this.#gather(node), ...lanes.constant(1), ...lanes.equal];
      case 'add':
        return [...args(), ...lanes.add];
      case 'subtract':
        return [...args(), ...lanes.subtract];
      case 'multiply':
        return [...args(), ...lanes.multiply];
      case 'floor-divide':
        return this.#division(node.args);
      case 'absolute':
        return [...args(), ...lanes.absolute];
      case 'minimum':
        return [...args(), ...lanes.minimum];
      case 'maximum':
        return [...args(), ...lanes.maximum];
      case 'choose': {
        const [condition, then, otherwise] = node.args as [Node, Node, Node];
        return [...this.#value(then), ...this.#value(otherwise), ...this.#value(condition), ...wasm.bitselect];
      }
      case 'less':
        return [...args(), ...lanes.less];
      case 'equal':
        // Lanes of all ones are no number.
        return [...args(), ...(node.args[0]?.form === 'boolean' ? wasm.equal : lanes.equal)];
      case 'and':
        return [...args(), ...wasm.and];
      case 'or':
        return [...args(), ...wasm.or];
      case 'not':
        return [...args(), ...wasm.not];
      default:
        throw new TypeError(`${node.operation} is not computed in lanes`);
    }
  }

  #store({ place, value }: VectorStore): Code {
    const { param, width } = this.#output(place);
    const cells = value.form === 'boolean' ? [...this.#value(value), ...this.#lanes.constant(1), ...wasm.and] : this.#value(value);
    return [...this.#rowAddress(param, width), ...cells, ...this.#lanes.write(width)];
  }

  #sum(node: Node, index: number): Code {
    const accumulator = this.#accumulators[index] as number;
    const value = [...this.#value(node), ...wasm.get(this.#mask), ...wasm.and];
    const into = (add: Code): Code => [...add, ...wasm.get(accumulator)];
    switch (this.#sums[index]) {
      case 'i32':
        return [...into(value), ...wasm.add, ...wasm.set(accumulator)];
      case 'f64':
        return [...into(value), ...wasm.addF64, ...wasm.set(accumulator)];
      default: {
        const masked = this.#vector();
        const half = (toHalf: Code): Code => [
          ...wasm.get(masked),
          ...toHalf,
          ...wasm.get(accumulator),
          ...wasm.add64,
          ...wasm.set(accumulator),
        ];
        return [...value, ...wasm.set(masked), ...half(wasm.lowTo64), ...half(wasm.highTo64)];
      }
    }
  }

  /** Each lane counts in a table of its own, so that none waits for another. */
  #count({ index, counts }: VectorTally): Code {
    const prepared: Code = [...this.#named(index), ...wasm.set(this.#locals.get(index) as number)];
    const lanes = Array.from({ length: this.#lanes.count }, (_, lane) => {
      const at = [
        ...wasm.get(this.#locals.get(index) as number),
        ...this.#lanes.scalar(lane),
        ...wasm.leftI32(2),
        ...wasm.get(TALLY),
        ...wasm.addI32,
        ...wasm.tee(this.#address),
        ...wasm.get(this.#address),
      ];
      const offset = lane * counts * 4;
      // The mask is -1 in the lanes that count.
      const maskLane = wasm.lane(this.#lanes.kind === 'i32' ? lane : lane * 2);
      return [...at, ...wasm.loadI32(offset), ...wasm.get(this.#mask), ...maskLane, ...wasm.subtractI32, ...wasm.storeI32(offset)];
    });
    return [...prepared, ...lanes.flat()];
  }

  body(): Code {
    const { stores, tally } = this.#plan;
    const step = this.#lanes.count;
    const inner: Code = [
      ...stores.flatMap((store) => this.#store(store)),
      ...(tally === undefined ? [] : this.#count(tally)),
      ...(tally?.sums.flatMap((node, index) => this.#sum(node, index)) ?? []),
      ...[...wasm.get(this.#row), ...wasm.i32(step), ...wasm.addI32, ...wasm.tee(this.#row), ...wasm.get(TO), ...wasm.isBelowI32],
    ];
    const sumsAt = (tally?.counts ?? 0) * step * 4;
    return [
      ...[...wasm.get(FROM), ...wasm.set(this.#row)],
      ...[...wasm.get(MASK), ...wasm.load(0), ...wasm.set(this.#mask)],
      ...wasm.repeat(inner),
      ...this.#accumulators.flatMap((accumulator, index) => [
        ...wasm.get(TALLY),
        ...wasm.get(accumulator),
        ...wasm.store(sumsAt + index * 16),
      ]),
    ];
  }

  get params(): number {
    return this.#params;
  }
}
