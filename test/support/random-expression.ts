/** Random well-typed FEEL texts over the names of `random-policy`, grown from a seed. */

/** A generator of pseudo-random numbers (mulberry32): the same seed gives the same numbers. */
export class Dice {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }
  /** 0 to sides - 1 */
  roll(sides: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  }
  pick<T>(items: readonly T[]): T {
    return items[this.roll(items.length)] as T;
  }
}

export type Kind = 'number' | 'boolean' | 'text' | 'date';

/** What an expression may read. `inMember`: it stands for a member, whose fields are names. */
export type Surroundings = {
  readonly names: Readonly<Record<Kind, readonly string[]>>;
  /** Fields of members. */
  readonly fields: Readonly<Record<Kind, readonly string[]>>;
  /** Names that are bound to members. */
  readonly bound: readonly string[];
  /** Nothing reads the members: such decisions are computed in vectors. */
  readonly isFlat?: true;
};

const ROUNDINGS = ['floor', 'ceiling', 'decimal', 'round up', 'round down', 'round half up', 'round half down', 'round half even'];
const LITERALS = ['0', '1', '2', '0.5', '0.333', '100', '12.34', '-3', '0.1', '1000000', '90071992547.41'];
const TEXTS = ['"north"', '"south"', '"c d"', '"x\\" + y"', '"]; units = 0; ["'];
const DATES = ['@"2025-03-01"', '@"2000-02-29"', 'date("1999-12-31")', 'period.start'];

export class Writer {
  readonly #dice: Dice;
  #bindings = 0;

  constructor(dice: Dice) {
    this.#dice = dice;
  }

  #leaf(kind: Kind, at: Surroundings): string {
    const local =
      at.bound.length > 0 && this.#dice.roll(2) === 0 ? `${this.#dice.pick(at.bound)}.${this.#dice.pick(at.fields[kind])}` : undefined;
    return local ?? this.#dice.pick(at.names[kind]);
  }

  of(kind: Kind, depth: number, at: Surroundings): string {
    switch (kind) {
      case 'number':
        return this.number(depth, at);
      case 'boolean':
        return this.boolean(depth, at);
      case 'text':
        return this.text(depth, at);
      case 'date':
        return this.date(depth, at);
    }
  }

  /** Binds a new name to the items of a list for what `write` writes. */
  #within(at: Surroundings, write: (name: string, inner: Surroundings) => string): string {
    const name = `m${this.#bindings++}`;
    return write(name, { ...at, bound: [...at.bound, name] });
  }

  /** In a filter the fields of the items are names too, and come before those of the unit; here they are told by "item". */
  #list(depth: number, at: Surroundings): string {
    if (depth <= 0 || this.#dice.roll(2) === 0) return 'members';
    return `members[${this.boolean(depth - 1, { ...at, bound: ['item'] })}]`;
  }

  #aggregate(depth: number, at: Surroundings): string {
    const name = this.#dice.pick(['sum', 'sum', 'min', 'max', 'mean', 'count']);
    if (at.isFlat === true) return `${name}([${this.number(depth - 1, at)}, ${this.number(depth - 1, at)}])`;
    const list = this.#list(depth, at);
    if (name === 'count') return `count(${list})`;
    if (this.#dice.roll(3) > 0) return `${name}(${list}.${this.#dice.pick(at.fields.number)})`;
    return `${name}(${this.#within(at, (bound, inner) => `for ${bound} in ${list} return ${this.number(depth - 1, inner)}`)})`;
  }

  number(depth: number, at: Surroundings): string {
    if (depth <= 0) return this.#dice.roll(3) === 0 ? this.#dice.pick(LITERALS) : this.#leaf('number', at);
    const inner = (): string => this.number(depth - 1, at);
    switch (this.#dice.roll(25)) {
      case 0:
      case 1:
        return `(${inner()} + ${inner()})`;
      case 2:
        return `(${inner()} - ${inner()})`;
      case 3:
        return `(${inner()} * ${inner()})`;
      case 4:
        return `(${inner()} / ${this.#dice.pick(['12', '0.07', '-3', 'rate', 'small', 'small'])})`;
      case 5:
        return `${this.#dice.pick(ROUNDINGS)}(${inner()} / ${inner()}, ${this.#dice.pick(['0', '2', '2', '-1', '4'])})`;
      case 6:
        return `${this.#dice.pick(ROUNDINGS)}(${inner()}, ${this.#dice.pick(['0', '2', '1', '-2'])})`;
      case 7:
        return `${this.#dice.pick(['min', 'max'])}(${inner()}, ${inner()})`;
      case 8:
        return `(if ${this.boolean(depth - 1, at)} then ${inner()} else ${inner()})`;
      case 9:
        return `abs(${inner()})`;
      case 10:
        return this.#dice.pick([
          `by_size[${this.#dice.pick(['small', 'min(small, 3)', '2', 'capped'])}]`,
          `by_region[${this.#dice.pick(['region', '"south"'])}]`,
          `by_both[region][min(small, 4)]`,
          `by_flag[${this.boolean(depth - 1, at)}]`,
        ]);
      case 11:
        return `${this.date(depth - 1, at)}.${this.#dice.pick(['year', 'month', 'day', 'weekday'])}`;
      case 14:
        return `eased(${inner()}, ${this.boolean(depth - 1, at)})`;
      case 19:
        return `-(${inner()})`;
      case 20:
        return `(${inner()} ** ${this.#dice.pick(['1', '2', '3'])})`;
      case 21:
        return `{p: ${inner()}, q: p + ${inner()}}.${this.#dice.pick(['p', 'q'])}`;
      case 22:
        return this.#dice.pick([`max(${inner()}, ${inner()}, ${inner()})`, `string length(${this.#leaf('text', at)})`]);
      case 15:
        if (at.isFlat === true) return this.number(0, at);
        return `members[${this.#dice.pick(['1', '2', '-1', '-2'])}].${this.#dice.pick(at.fields.number)}`;
      case 16: {
        const list = `[${inner()}, ${inner()}, ${inner()}]`;
        const name = this.#dice.pick(['sum', 'min', 'max', 'mean', 'count']);
        return this.#dice.roll(2) === 0 ? `${name}(${list})` : `${name}(${list}[item ${this.#dice.pick(['<', '>='])} ${inner()}])`;
      }
      case 17:
        if (at.isFlat === true) return inner();
        return this.#within(at, (bound, outer) =>
          this.#within(outer, (second, scope) => {
            const name = this.#dice.pick(['sum', 'max', 'count']);
            return `${name}(for ${bound} in members, ${second} in ${this.#list(depth - 1, outer)} return ${this.number(depth - 1, scope)})`;
          }),
        );
      case 18:
        return `sum(for i in 1..${this.#dice.pick(['3', '-1'])} return i * ${inner()})`;
      case 12:
        return `modulo(${inner()}, ${this.#dice.pick(['7', '0.25', 'small'])})`;
      default:
        return this.#aggregate(depth, at);
    }
  }

  boolean(depth: number, at: Surroundings): string {
    if (depth <= 0) return this.#leaf('boolean', at);
    const inner = (): string => this.boolean(depth - 1, at);
    const number = (): string => this.number(depth - 1, at);
    const order = this.#dice.pick(['<', '<=', '>', '>=', '=', '!=']);
    switch (this.#dice.roll(22)) {
      case 0:
        return `(${inner()} and ${inner()})`;
      case 1:
        return `(${inner()} or ${inner()})`;
      case 2:
        return `not(${inner()})`;
      case 3:
        return `(${number()} in ${this.#dice.pick(['[', '('])}${number()}..${number()}${this.#dice.pick([']', ')'])})`;
      case 4:
        return `(${number()} between ${number()} and ${number()})`;
      case 5:
        return `(${this.of(this.#dice.pick(['number', 'boolean', 'text', 'date']), depth - 1, at)} ${this.#dice.pick(['=', '!='])} null)`;
      case 6:
        return `(${this.date(depth - 1, at)} ${order} ${this.date(depth - 1, at)})`;
      case 7:
        return `(${this.text(depth - 1, at)} ${this.#dice.pick(['=', '!='])} ${this.#dice.pick(TEXTS)})`;
      case 8:
        return `${this.#dice.pick(['contains', 'starts with', 'ends with'])}(${this.#leaf('text', at)}, ${this.#dice.pick(TEXTS)})`;
      case 9:
        if (at.isFlat === true) return `by_answer[${this.text(depth - 1, at)}]`;
        return this.#within(at, (bound, scope) => {
          const quantifier = this.#dice.pick(['some', 'every']);
          return `(${quantifier} ${bound} in ${this.#list(depth - 1, at)} satisfies ${this.boolean(depth - 1, scope)})`;
        });
      case 13:
        return `(${number()} in [${number()}, ${number()}, null])`;
      case 14:
        return `(${this.#leaf('text', at)} ${this.#dice.pick(['=', '!='])} ${this.text(depth - 1, at)})`;
      case 15:
        if (at.isFlat === true) return `${this.#dice.pick(['any', 'all'])}([${inner()}, ${inner()}])`;
        return `${this.#dice.pick(['any', 'all'])}(${this.#dice.pick([`members.${this.#dice.pick(at.fields.boolean)}`, `[${inner()}, ${inner()}]`])})`;
      case 10:
        return `(if ${inner()} then ${inner()} else ${inner()})`;
      case 20:
        return `(${inner()} ${this.#dice.pick(['=', '!='])} ${inner()})`;
      case 16:
        return `(${number()} in (${this.#dice.pick(['<', '<=', '!='])} ${number()}, ${this.#dice.pick(['>', '>='])} ${number()}, ${number()}))`;
      case 17:
        return `(${this.text(depth - 1, at)} in (${this.#dice.pick(TEXTS)}, ${this.#dice.pick(TEXTS)}))`;
      case 18:
        return `(${this.date(depth - 1, at)} in ${this.#dice.pick(['[', '('])}${this.#dice.pick(DATES)}..${this.date(depth - 1, at)}${this.#dice.pick([']', ')'])})`;
      case 19:
        return this.#dice.pick([
          `matches(${this.#leaf('text', at)}, "^[a-n]")`,
          `(substring(${this.#leaf('text', at)}, 1, 1) = "n")`,
          `(${this.#leaf('text', at)} ${order} ${this.#dice.pick(TEXTS)})`,
          `is defined(${number()})`,
          `by_answer[${this.#leaf('text', at)}]`,
        ]);
      default:
        return `(${number()} ${order} ${number()})`;
    }
  }

  text(depth: number, at: Surroundings): string {
    if (depth <= 0) return this.#dice.roll(4) === 0 ? this.#dice.pick(TEXTS) : this.#leaf('text', at);
    const leaf = (): string => this.#leaf('text', at);
    if (this.#dice.roll(3) === 0) return this.#dice.pick([`upper case(${leaf()})`, `lower case(${leaf()})`, 'by_name[small]']);
    if (this.#dice.roll(20) === 0) return `(${leaf()} + ${this.#dice.pick(TEXTS)})`;
    return `(if ${this.boolean(depth - 1, at)} then ${this.text(depth - 1, at)} else ${this.text(depth - 1, at)})`;
  }

  date(depth: number, at: Surroundings): string {
    if (depth <= 0 || this.#dice.roll(2) === 0) return this.#dice.roll(4) === 0 ? this.#dice.pick(DATES) : this.#leaf('date', at);
    if (this.#dice.roll(20) === 0) return `(${this.#leaf('date', at)} + @"P1M")`;
    if (at.isFlat !== true && this.#dice.roll(3) === 0) return `${this.#dice.pick(['min', 'max'])}(${this.#list(depth - 1, at)}.born)`;
    return `(if ${this.boolean(depth - 1, at)} then ${this.date(depth - 1, at)} else ${this.date(depth - 1, at)})`;
  }
}
