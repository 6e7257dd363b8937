/** Random FEEL texts over the whole language: every operator and built-in function with operands of the kinds that it takes, and now and then a null. */
import type { Accepts, Overload } from '../../src/engine/feel/function/builtin.ts';
import { BUILTINS } from '../../src/engine/feel/function/index.ts';
import type { Dice } from './random-expression.ts';

const words = (text: string): readonly string[] => text.split('  ');

/** Literals of each kind. */
const LEAVES = {
  number: words('0  1  -1  2  3  2.5  -2.5  0.5  10  100  12.34  x  y  1 + 1'),
  text: words('""  "a"  "abc"  "abcabc"  "Élan"  "a b"  "x1"  "1,000.5"  "2020-02-29"  s  t'),
  boolean: words('true  false  b'),
  date: words('@"2020-02-29"  @"2021-01-31"  @"1999-12-31"  date("2024-07-15")  date(2017, 8, 30)'),
  time: words('@"10:30:00"  @"23:59:59"  @"00:00:00"  @"10:30:00Z"  time(9, 15, 30)'),
  'date and time': words('@"2020-02-29T10:30:00"  @"1999-12-31T23:59:59"  @"2021-01-31T00:00:00Z"'),
  'years and months duration': words('@"P1Y"  @"P1M"  @"-P1Y2M"  duration("P18M")  @"P2M"'),
  'days and time duration': words('@"P1D"  @"PT2H"  @"-PT90M"  duration("P1DT12H")  @"PT0S"'),
  range: words('[1..5]  (1..5)  [2..2]  (0..10]  ["a".."c"]  [@"2020-01-01"..@"2020-12-31"]'),
  context: words('{}  {a: 1}  {a: 1, b: "x"}  {"a b": null, c: {a: 2}}  c'),
  list: words('[]  [1]  [1, 2, 3]  [3, 1, 2, 1]  ["a", "b"]  [true, false]  [null]  [1, [2, [3]]]  [{a: 1}, {a: 2}]  l'),
  function: words('(function(p, q) p < q)  (function(p, q) p > q)  (function(p, q) p = q)'),
} as const;

export type StandardKind = keyof typeof LEAVES;

/** The values of the names above. */
export const STANDARD_NAMES = { x: 7, y: -2.5, s: 'abc', t: 'b', b: true, c: { a: 3, d: [1, 2] }, l: [5, 4, 6] } as const;

const KINDS = Object.keys(LEAVES) as readonly StandardKind[];
const ORDERED = ['number', 'text', 'date', 'days and time duration'] as const;
const SCALARS = [
  'number',
  'text',
  'boolean',
  'date',
  'time',
  'date and time',
  'years and months duration',
  'days and time duration',
] as const;

const isKind = (kind: string): kind is StandardKind => Object.hasOwn(LEAVES, kind);
const kindOfResult = (kind: string): string => (kind === 'string' ? 'text' : kind);

type Call = { readonly name: string; readonly overload: Overload };

const isOf = ({ overload: { result } }: Call, kind: StandardKind): boolean =>
  typeof result !== 'function' && kindOfResult(result.kind) === kind;

/** Parameters that stand for a place, a count of digits or a part of a date: their arguments are whole. */
const WHOLE = new Set(words('scale  position  start position  length  year  month  day  hour  minute  second'));
const WHOLES = words('0  1  2  3');
const YEARS = words('2020  1999  1  0');
const RANGES: Readonly<Record<string, readonly string[]>> = {
  number: words('[1..5]  (1..5)  [2..2]  (0..10]  [5..7)'),
  text: words('["a".."c"]  ("a".."b")'),
  date: words('[@"2020-01-01"..@"2020-12-31"]  (@"1999-12-31"..@"2021-01-31"]'),
  'days and time duration': words('[@"PT0S"..@"P1D"]  (@"PT2H"..@"P3D")'),
};

export class StandardWriter {
  readonly #dice: Dice;
  readonly #calls: readonly Call[];
  #bindings = 0;

  /** Functions that are `left out` are not called. */
  constructor(dice: Dice, leftOut: ReadonlySet<string>) {
    this.#dice = dice;
    this.#calls = [...BUILTINS.values()]
      .filter(({ name }) => !leftOut.has(name))
      .flatMap(({ name, overloads }) => overloads.map((overload) => ({ name, overload })));
  }

  anything(depth: number): string {
    if (this.#dice.roll(3) === 0) return this.#call(this.#dice.pick(this.#calls), depth);
    return this.of(this.#dice.pick(KINDS), depth);
  }

  of(kind: StandardKind, depth: number): string {
    if (depth <= 0) return this.#dice.roll(16) === 0 ? 'null' : this.#dice.pick(LEAVES[kind]);
    const calls = this.#calls.filter((call) => isOf(call, kind));
    if (calls.length > 0 && this.#dice.roll(3) === 0) return this.#call(this.#dice.pick(calls), depth);
    const forms = this.#forms(kind, depth - 1);
    return forms.length === 0 ? this.of(kind, 0) : this.#dice.pick(forms)();
  }

  /** An argument of what a parameter accepts; of any two that are to be ordered, both are of one kind. */
  #argument(accepts: Accepts, depth: number, ordered: StandardKind): string {
    if (typeof accepts === 'object') {
      if ('oneOf' in accepts) return this.#argument(this.#dice.pick(accepts.oneOf), depth, ordered);
      const items = Array.from({ length: this.#dice.roll(4) }, () => this.#argument(accepts.list, depth - 1, ordered));
      return `[${items.join(', ')}]`;
    }
    if (accepts === 'ordered') return this.of(ordered, depth);
    if (accepts === 'range') return this.#dice.pick(RANGES[ordered] as readonly string[]);
    if (accepts === 'any') return this.of(this.#dice.pick(SCALARS), depth);
    return isKind(accepts) ? this.of(accepts, depth) : 'null';
  }

  #call({ name, overload }: Call, depth: number): string {
    const ordered = this.#dice.pick(ORDERED);
    const given = overload.parameters.filter(({ name: own, optional }) => optional !== true || own === 'scale' || this.#dice.roll(2) === 0);
    const names = given.map((parameter) => parameter.name);
    const values = given.map(({ accepts }, index) =>
      WHOLE.has(names[index] as string)
        ? this.#dice.pick(names[index] === 'year' ? YEARS : WHOLES)
        : this.#argument(accepts, depth - 1, ordered),
    );
    return `${name}(${values.join(', ')})`;
  }

  #bound(write: (name: string) => string): string {
    return write(`n${this.#bindings++}`);
  }

  #forms(kind: StandardKind, depth: number): readonly (() => string)[] {
    const of = (other: StandardKind) => (): string => this.of(other, depth);
    const [number, boolean, list, date] = [of('number'), of('boolean'), of('list'), of('date')];
    const pick = <T>(items: readonly T[]): T => this.#dice.pick(items);
    const choice = (): string => `(if ${boolean()} then ${this.of(kind, depth)} else ${this.of(kind, depth)})`;
    const same = (): [string, string] => {
      const own = of(pick(ORDERED));
      return [own(), own()];
    };
    switch (kind) {
      case 'number':
        return [
          choice,
          () => `(${number()} ${pick(['+', '-', '*', '/'])} ${number()})`,
          () => `(${number()} ** ${pick(['2', '3', '-1', '0'])})`,
          () => `-(${number()})`,
          () => `(${date()}).${pick(['year', 'month', 'day', 'weekday'])}`,
          () => `(${this.of('time', depth)}).${pick(['hour', 'minute', 'second'])}`,
          () => `(${this.of('years and months duration', depth)}).${pick(['years', 'months'])}`,
          () => `(${this.of('days and time duration', depth)}).${pick(['days', 'hours', 'minutes', 'seconds'])}`,
          () => `{p: ${number()}, q: p + ${number()}}.${pick(['p', 'q'])}`,
          () => `(function(p, q) p ${pick(['+', '*', '-'])} q)(${number()}, ${number()})`,
          () => `l[${pick(['1', '2', '-1', '3', '9'])}]`,
        ];
      case 'text':
        return [choice, () => `(${of('text')()} + ${of('text')()})`, () => `string(${this.of(pick(SCALARS), depth)})`];
      case 'boolean':
        return [
          choice,
          () => `(${same().join(` ${pick(['<', '<=', '>', '>=', '=', '!='])} `)})`,
          () => `(${boolean()} ${pick(['and', 'or'])} ${boolean()})`,
          () => `not(${boolean()})`,
          () => {
            const [low, high] = same();
            return `(${number()} between ${number()} and ${number()}) or ${low} in (${pick(['<', '>='])} ${high})`;
          },
          () => `(${number()} in ${pick(['[', '(', ']'])}${number()}..${number()}${pick([']', ')', '['])})`,
          () => `(${number()} in (${number()}, ${pick(['<', '>='])} ${number()}))`,
          () => `(${this.of(pick(SCALARS), depth)} = ${pick(['null', this.of(pick(SCALARS), depth)])})`,
          () =>
            this.#bound(
              (name) => `(${pick(['some', 'every'])} ${name} in ${list()} satisfies ${name} ${pick(['>', '=', '<'])} ${number()})`,
            ),
          () =>
            `(${this.of(pick(KINDS), depth)} instance of ${pick(['number', 'string', 'boolean', 'date', 'list<number>', 'Any', 'context<a: number>'])})`,
        ];
      case 'date':
        return [choice, () => `(${date()} ${pick(['+', '-'])} ${this.of('years and months duration', depth)})`];
      case 'days and time duration':
        return [choice, () => `(${date()} - ${date()})`, () => `(${of(kind)()} ${pick(['+', '-'])} ${of(kind)()})`];
      case 'list':
        return [
          choice,
          () => `[${number()}, ${of('text')()}]`,
          () => `(${list()})[item ${pick(['>', '=', '!='])} ${number()}]`,
          () => `[{a: ${number()}}, {a: ${number()}}][a ${pick(['>', '<='])} ${number()}]`,
          () => `[{a: ${number()}}, {a: ${number()}}].a`,
          () => this.#bound((name) => `(for ${name} in ${list()} return [${name}])`),
          () => this.#bound((name) => `(for ${name} in ${pick(['1', '3', 'x'])}..${pick(['1', '3', '5'])} return ${name} * ${number()})`),
          () => this.#bound((name) => `(for ${name} in [1, 2, 3] return count(partial) + ${name})`),
        ];
      case 'context':
        return [choice, () => `{a: ${number()}, e: ${of('text')()}, "c d": ${list()}}`];
      default:
        return [choice];
    }
  }
}
