/**
 * The code of single operations, from the code of their operands. Arrays and values have a letter and an index: columns c, offsets o, tables t,
 * helpers h, the member that a loop is at m, the unit r.
 */
import { isInt32, type Node } from './node.ts';

/** The variable that a fold is gathered in. */
export const accumulator = ({ id }: Node): string => `a${id}`;

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

/** `isCheap`: whether computing both branches of a choice costs less than a branch. */
export const operationCode = (node: Node, code: readonly string[], isCheap: boolean): string => {
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

/** What a fold begins with. */
export const initialCode = ({ operation, form, low, high }: Node): string => {
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

/** Takes the value of one more member into a fold. */
export const foldCode = (fold: Node, body: string): string => {
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
