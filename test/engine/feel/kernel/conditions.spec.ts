/** Goal: a condition that the graph puts in the place of another is true where that one is, for every value; and complete rules are found complete. */
import { expect, it } from 'vitest';
import { Graph } from '../../../../src/engine/feel/kernel/graph.ts';
import type { Node } from '../../../../src/engine/feel/kernel/node.ts';
import { Dice } from '../../../support/random-expression.ts';

const BOUNDS = { low: 0n, high: 6n, isBig: false } as const;
const ROUNDS = 2_000;

/** What the cells of the columns are: two numbers, then two flags. */
type Cells = readonly [x: number, y: number, p: boolean, q: boolean];

type Condition = { readonly node: Node; readonly holds: (cells: Cells) => boolean };

const holds = (node: Node, cells: Cells): boolean | number => {
  const [first, second] = node.args.map((arg) => (arg.operation === 'row' ? 0 : holds(arg, cells)));
  switch (node.operation) {
    case 'constant':
      return node.form === 'boolean' ? node.low === 1n : Number(node.low);
    case 'cell':
      return cells[node.place] as number;
    case 'flag':
      return cells[node.place] as boolean;
    case 'less':
      return Number(first) < Number(second);
    case 'equal':
      return first === second;
    case 'not':
      return first !== true;
    case 'and':
      return first === true && second === true;
    case 'or':
      return first === true || second === true;
    default:
      throw new TypeError(`${node.operation} is no condition`);
  }
};

const randomCondition = (graph: Graph, dice: Dice, depth: number): Condition => {
  if (depth > 0 && dice.roll(5) > 0) {
    const [left, right] = [randomCondition(graph, dice, depth - 1), randomCondition(graph, dice, depth - 1)];
    switch (dice.roll(3)) {
      case 0:
        return { node: graph.and(left.node, right.node), holds: (cells) => left.holds(cells) && right.holds(cells) };
      case 1:
        return { node: graph.or(left.node, right.node), holds: (cells) => left.holds(cells) || right.holds(cells) };
      default:
        return { node: graph.not(left.node), holds: (cells) => !left.holds(cells) };
    }
  }
  const place = dice.roll(4) as 0 | 1 | 2 | 3;
  if (place >= 2) return { node: graph.flag(place, graph.row), holds: (cells) => cells[place] as boolean };
  const cell = graph.cell(place, graph.row, BOUNDS);
  const constant = dice.roll(8) - 1;
  const other = graph.small(constant);
  switch (dice.roll(4)) {
    case 0:
      return { node: graph.less(cell, other), holds: (cells) => (cells[place] as number) < constant };
    case 1:
      return { node: graph.atMost(other, cell), holds: (cells) => constant <= (cells[place] as number) };
    case 2:
      return { node: graph.less(other, cell), holds: (cells) => constant < (cells[place] as number) };
    default:
      return { node: graph.equal(cell, other), holds: (cells) => cells[place] === constant };
  }
};

const VALUES = [0, 1, 2, 3, 4, 5, 6];
const ALL: readonly Cells[] = VALUES.flatMap((x) =>
  VALUES.flatMap((y) => [true, false].flatMap((p) => [true, false].map((q): Cells => [x, y, p, q]))),
);

it('keeps what a condition says', () => {
  const dice = new Dice(3);
  let settled = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const graph = new Graph(false);
    const condition = randomCondition(graph, dice, 5);
    if (condition.node.operation === 'constant') settled++;
    const wrong = ALL.find((cells) => holds(condition.node, cells) !== condition.holds(cells));
    expect(wrong, `round ${round}`).toBeUndefined();
  }
  expect(settled).toBeGreaterThan(ROUNDS / 20);
});

it('finds complete and exclusive rules to be so', () => {
  const graph = new Graph(false);
  const age = graph.cell(0, graph.row, { low: 0n, high: 130n, isBig: false });
  const [two, thirteen] = [graph.small(2), graph.small(13)];
  const rules = [graph.less(age, two), graph.and(graph.atMost(two, age), graph.less(age, thirteen)), graph.atMost(thirteen, age)] as const;
  expect(rules.reduce((any, rule) => graph.or(any, rule))).toBe(graph.truth);
  expect(graph.and(rules[0], rules[1])).toBe(graph.falsehood);
  expect(graph.and(rules[1], rules[2])).toBe(graph.falsehood);
  expect(graph.or(rules[0], rules[1])).not.toBe(graph.truth);
});
