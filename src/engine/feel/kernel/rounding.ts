/** The rounding functions of FEEL as exact integer division. */
import { Exact, powerOfTen } from '../../model/exact.ts';
import { type Graph, isConstant } from './graph.ts';
import type { Node } from './node.ts';
import type { Bench } from './number.ts';
import type { NumberValue } from './value.ts';

/** Rounds n / d to a whole number; d is at least 1. */
type Rounding = (graph: Graph, n: Node, d: Node) => Node;

const floor: Rounding = (graph, n, d) => graph.floorDivide(n, d);
const ceiling: Rounding = (graph, n, d) => graph.negate(graph.floorDivide(graph.negate(n), d));

/** Rounds a number below zero as the mirror image of one above. */
const mirrored =
  (round: Rounding): Rounding =>
  (graph, n, d) => {
    const size = round(graph, graph.absolute(n), d);
    return graph.choose(graph.less(n, graph.integer(0n)), graph.negate(size), size);
  };

/** floor(n / d + 1/2), for n not below zero. */
const halfUp: Rounding = (graph, n, d) => {
  if (isConstant(d) && d.low % 2n === 0n) return graph.floorDivide(graph.add(n, graph.integer(d.low / 2n)), d);
  return graph.floorDivide(graph.add(graph.times(n, 2n), d), graph.times(d, 2n));
};

const halfDown: Rounding = (graph, n, d) =>
  graph.floorDivide(graph.subtract(graph.add(graph.times(n, 2n), d), graph.integer(1n)), graph.times(d, 2n));

const halfEven: Rounding = (graph, n, d) => {
  const below = graph.floorDivide(n, d);
  const rest2 = graph.times(graph.subtract(n, graph.multiply(below, d)), 2n);
  const isOdd = graph.less(graph.times(graph.floorDivide(below, graph.integer(2n)), 2n), below);
  const isUp = graph.or(graph.less(d, rest2), graph.and(graph.equal(d, rest2), isOdd));
  return graph.choose(isUp, graph.add(below, graph.integer(1n)), below);
};

const ROUNDINGS: ReadonlyMap<string, Rounding> = new Map([
  ['floor', floor],
  ['ceiling', ceiling],
  ['decimal', halfEven],
  ['round half even', halfEven],
  ['round half up', mirrored(halfUp)],
  ['round half down', mirrored(halfDown)],
  ['round up', mirrored(ceiling)],
  ['round down', mirrored(floor)],
]);

export const isRounding = (name: string): boolean => ROUNDINGS.has(name);

/** `name` is a rounding function; the result is a whole multiple of 10^-scale. */
export const rounded = ({ graph }: Bench, name: string, value: NumberValue, scale: number): NumberValue => {
  const round = ROUNDINGS.get(name);
  if (round === undefined) throw new RangeError(`${name} is no rounding function`);
  const step = scale >= 0 ? Exact.of(1n, powerOfTen(scale)) : Exact.of(powerOfTen(-scale));
  const { n, d } = Exact.of(value.unit.n * step.d, value.unit.d * step.n).reduced();
  const top = graph.times(value.top, n);
  const bottom = value.bottom === undefined ? graph.integer(d) : graph.times(value.bottom, d);
  if (isConstant(bottom) && bottom.low === 1n) return value;
  return { kind: 'number', unit: step, top: round(graph, top, bottom), missing: value.missing };
};
