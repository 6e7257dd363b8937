/** Whatever is written, conformance mode gives a value, a null with its cause, or problems with places: it never throws and never hangs. */
import { expect, test } from 'vitest';
import { compileExpression, compileUnaryTests } from '../../../../src/engine/feel/compile.ts';
import { BUILTINS } from '../../../../src/engine/feel/function/index.ts';
import { NUMBER, UNKNOWN, valueText } from '../../../../src/engine/feel/index.ts';
import { jsonText } from '../../../../src/engine/feel/json-value.ts';
import { Exact } from '../../../../src/engine/model/exact.ts';
import type { Value } from '../../../../src/engine/model/value.ts';
import { scopeOf } from '../../../support/feel.ts';
import { Dice } from '../../../support/random-expression.ts';

const SEED = 5_005;
const PROGRAMS = 400;

const words = (text: string): readonly string[] => text.split('  ');
const LEAVES = words(
  '0  1  -1  2.5  1e300  99999999999999999999999999999999999999  "a"  ""  "2020-01-01"  "[1..2]"  "(a*)*b"  "\\uD83D"  true  false  null  x  y  z  ?  item' +
    '  partial  abs  []  {}  [1, 2, 3]  ["a", null]  [1..3]  (> 2)  @"2020-01-31"  @"10:00:00Z"  @"2020-01-01T10:00:00@Europe/Paris"  @"P1Y"  @"-PT2H"',
);
const TOKENS = words(
  '(  )  [  ]  {  }  ,  :  ..  .  +  **  =  <  >  and  or  if  then  else  for  in  return  some  satisfies  function  instance of  between  not  ?  @' +
    '  "a"  1  x  //  /*  */  \n  "  \\  `  range<number>  list<  external  null',
);
const TYPES = words('number  list<Any>  context<a: number>  function<number> -> Any  range<date>  date and time  tNothing');
const FIELDS = words('a  b  f  year  start  end included  timezone  item  days');
const functions = [...BUILTINS.values()];

/** A program whose values may be of any kind at any place. */
const anyProgram = (dice: Dice, depth: number): string => {
  if (depth <= 0) return dice.pick(LEAVES);
  const part = (): string => anyProgram(dice, depth - 1 - dice.roll(2));
  const forms: readonly (() => string)[] = [
    () => `(${part()} ${dice.pick(words('+  -  *  /  **  =  !=  <  <=  >  >=  and  or'))} ${part()})`,
    () => `if ${part()} then ${part()} else ${part()}`,
    () => `for i in ${part()}, x in [i, ${part()}] return ${part()}`,
    () => `for i in ${part()}..${part()} return ${part()}`,
    () => `${dice.pick(['some', 'every'])} x in ${part()} satisfies ${part()}`,
    () => `[${part()}, ${part()}]`,
    () => `[${part()}..${part()}]`,
    () => `{a: ${part()}, b: ${part()}, f: function(x, y) ${part()}}`,
    () => `(${part()})[${part()}]`,
    () => `(${part()}).${dice.pick(FIELDS)}`,
    () => `(${part()} in (${dice.pick(['<', '!=', ''])} ${part()}, ${part()}))`,
    () => `(${part()} between ${part()} and ${part()})`,
    () => `(function(x, y: ${dice.pick(TYPES)}) ${part()})(${part()}, ${part()})`,
    () => `(${part()} instance of ${dice.pick(TYPES)})`,
    () => {
      const { name, overloads } = dice.pick(functions);
      const count = dice.pick(overloads).parameters.length + dice.pick([0, 0, 0, 0, 1]);
      return `${name}(${Array.from({ length: count }, part).join(', ')})`;
    },
  ];
  return dice.pick(forms)();
};

const tokens = (dice: Dice): string => Array.from({ length: 1 + dice.roll(12) }, () => dice.pick(TOKENS)).join(dice.pick(['', ' ']));

const scope = scopeOf({ x: UNKNOWN, y: NUMBER, z: UNKNOWN });
const VALUES: Readonly<Record<string, Value>> = { x: [Exact.ONE, 'a', { a: Exact.ONE }], y: Exact.integer(3), z: false };
const environment = { lookup: (name: string): Value => VALUES[name] as Value };

/** Undefined where it went well. */
const faultOf = (source: string): string | undefined => {
  try {
    const { expression, problems } = compileExpression(source, scope, undefined, 'conformance');
    if (expression === undefined) return problems.every(({ range }) => range !== undefined) ? undefined : 'a problem has no place';
    const value = expression.evaluate(environment);
    JSON.parse(jsonText(value));
    valueText(value);
    compileUnaryTests(source, UNKNOWN, scope, 'conformance').tests?.test(value, environment);
    return undefined;
  } catch (error) {
    return String(error);
  }
};

test(`random programs (seed ${SEED})`, () => {
  const dice = new Dice(SEED);
  const faults: string[] = [];
  for (let count = 0; count < PROGRAMS; count++) {
    const source = dice.roll(20) === 0 ? tokens(dice) : anyProgram(dice, 1 + dice.roll(5));
    const fault = faultOf(source);
    if (fault !== undefined) faults.push(`${source}: ${fault}`);
  }
  expect(faults).toEqual([]);
}, 60_000);
