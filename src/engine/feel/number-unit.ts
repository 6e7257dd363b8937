/** The unit of the numbers that an expression can give: what all of them are whole multiples of, as far as it can be known before anything runs. */
import { Exact, powerOfTen } from '../model/exact.ts';
import { commonUnit } from './kernel/number.ts';
import { isRounding } from './kernel/rounding.ts';
import { isBounded } from './number-size.ts';
import type { Slot } from './slot.ts';
import type { Range } from './syntax.ts';
import type { Typed } from './typed.ts';

/** Of 0 and nothing else the unit is 0. Undefined where the numbers may be any. */
export type Unit = Exact | undefined;

/** What is known of a value: of a number or a list of numbers their unit, of a context or a list of them that of each field. */
export type Units = { readonly unit?: Unit; readonly fields?: ReadonlyMap<string, Units> };

export const unitOfScale = (scale: number): Exact => Exact.of(1n, powerOfTen(scale));

const ANY: Units = {};
const WHOLE: Units = { unit: Exact.ONE };
/** A unit that grew beyond what numbers may, as squares of squares do, is not followed any further. */
const bounded = (unit: Unit): Unit => (unit !== undefined && isBounded(unit) ? unit : undefined);
const ofNumber = (unit: Unit): Units => ({ unit: bounded(unit) });

/** The unit of numbers that are of one kind or of the other. */
const common = (units: readonly Unit[]): Unit =>
  units.reduce<Unit>(
    (left, right) => (left === undefined || right === undefined ? undefined : bounded(commonUnit(left, right))),
    Exact.ZERO,
  );

const times = (left: Unit, right: Unit): Unit => (left === undefined || right === undefined ? undefined : left.multiply(right).reduced());

const sizeOf = (value: Exact): Exact => (value.sign < 0 ? value.negate() : value).reduced();

const literalNumber = (typed: Typed | undefined): Exact | undefined =>
  typed?.node === 'literal' && typed.value instanceof Exact ? typed.value : undefined;

/** A scale or exponent that is written in the source. */
const literalInteger = (typed: Typed | undefined, most: number): number | undefined => {
  if (typed?.node === 'negate') {
    const positive = literalInteger(typed.of, most);
    return positive === undefined ? undefined : -positive;
  }
  const value = literalNumber(typed)?.toBigInt();
  return value !== undefined && value <= BigInt(most) && value >= -BigInt(most) ? Number(value) : undefined;
};

const SCALE_MAX = 100;
const EXPONENT_MAX = 64;

/** Functions whose numbers are those of their arguments, or sums of them. */
const KEEPING = new Set([
  ...['min', 'max', 'sum', 'abs', 'mode', 'modulo'],
  ...['concatenate', 'append', 'union', 'distinct values', 'flatten', 'reverse'],
]);
/** The same for functions that only take the first argument's. */
const KEEPING_FIRST = new Set(['sublist', 'remove', 'sort']);
const COUNTING = new Set(['count', 'string length', 'index of', 'day of year', 'week of year']);

/** Properties of durations, dates and times that are whole numbers. */
const WHOLE_PROPERTIES = new Set(['years', 'months', 'days', 'hours', 'minutes', 'year', 'month', 'day', 'weekday', 'hour', 'minute']);

/** `unitsOf` tells of a name of the scope. */
export class NumberUnits {
  readonly #unitsOf: (name: string) => Units;
  readonly #slots = new Map<Slot, Units>();
  readonly #known = new Map<Typed, Units>();

  constructor(unitsOf: (name: string) => Units) {
    this.#unitsOf = unitsOf;
  }

  units(typed: Typed): Units {
    let units = this.#known.get(typed);
    if (units === undefined) {
      units = this.#find(typed);
      this.#known.set(typed, units);
    }
    return units;
  }

  #unit(typed: Typed | undefined): Unit {
    return typed === undefined ? undefined : this.units(typed).unit;
  }

  #find(typed: Typed): Units {
    switch (typed.node) {
      case 'literal': {
        const value = literalNumber(typed);
        // A null is no number at all, and so none that does not fit.
        return typed.type.kind === 'null' ? ofNumber(Exact.ZERO) : ofNumber(value === undefined ? undefined : sizeOf(value));
      }
      case 'name':
        return this.#unitsOf(typed.name);
      case 'local':
        return this.#slots.get(typed.slot) ?? ANY;
      case 'field':
      case 'project':
        return this.units(typed.of).fields?.get(typed.field) ?? ANY;
      case 'date-part':
        return WHOLE;
      case 'property':
        return WHOLE_PROPERTIES.has(typed.property) ? WHOLE : ANY;
      case 'keyed':
      case 'negate':
      case 'item-at':
        return this.units(typed.of);
      case 'arithmetic':
        return ofNumber(this.#arithmetic(typed));
      case 'if':
        return this.unitsOfAny([typed.then, typed.otherwise]);
      case 'list':
        return this.unitsOfAny(typed.items);
      case 'filter':
        this.#slots.set(typed.slot, this.units(typed.of));
        return this.units(typed.of);
      case 'for':
        for (const { slot, from, to } of typed.iterations) this.#slots.set(slot, to === undefined ? this.units(from) : WHOLE);
        return this.units(typed.body);
      case 'context':
        return this.#context(typed.entries);
      case 'call':
        return this.#call(typed);
      case 'inline':
        for (const { slot, value } of typed.bindings) this.#slots.set(slot, this.units(value));
        return this.units(typed.body);
      default:
        return ANY;
    }
  }

  /** Of numbers that one or another of the expressions gives. */
  unitsOfAny(parts: readonly Typed[]): Units {
    return parts.map((part) => this.units(part)).reduce(merged, NOTHING);
  }

  #context(entries: Extract<Typed, { readonly node: 'context' }>['entries']): Units {
    const fields = new Map<string, Units>();
    for (const { key, slot, value } of entries) {
      const units = this.units(value);
      this.#slots.set(slot, units);
      fields.set(key, units);
    }
    return { fields };
  }

  #arithmetic({ operator, left, right }: Extract<Typed, { readonly node: 'arithmetic' }>): Unit {
    const [x, y] = [this.#unit(left), this.#unit(right)];
    switch (operator) {
      case '+':
      case '-':
        return common([x, y]);
      case '*':
        return times(x, y);
      case '/': {
        const divisor = literalNumber(right);
        return divisor === undefined ? undefined : x?.divide(sizeOf(divisor))?.reduced();
      }
      case '**': {
        const exponent = literalInteger(right, EXPONENT_MAX);
        return exponent === undefined || exponent < 1 ? undefined : x?.power(exponent)?.reduced();
      }
    }
  }

  #call({ name, arguments: given }: Extract<Typed, { readonly node: 'call' }>): Units {
    const [first, second] = given;
    if (COUNTING.has(name)) return WHOLE;
    if (isRounding(name)) return ofNumber(this.#rounded(first, second));
    if (KEEPING_FIRST.has(name)) return first === undefined ? ANY : this.units(first);
    if (!KEEPING.has(name)) return ANY;
    return this.unitsOfAny(given);
  }

  /** What is a multiple of the step already stays as it is. */
  #rounded(value: Typed | undefined, digits: Typed | undefined): Unit {
    const scale = digits === undefined ? 0 : literalInteger(digits, SCALE_MAX);
    if (scale === undefined) return undefined;
    const step = scale >= 0 ? unitOfScale(scale) : Exact.of(powerOfTen(-scale));
    const unit = this.#unit(value);
    return unit !== undefined && isMultiple(unit, step) ? unit : step;
  }

  /** Whether all numbers that the expression gives are proven to be whole multiples of the step. */
  fits(typed: Typed, step: Exact): boolean {
    const unit = this.#unit(typed);
    return unit !== undefined && isMultiple(unit, step);
  }

  /** The innermost operation that makes a number which need not be a multiple of the step. For an expression that does not fit. */
  culprit(typed: Typed, step: Exact): Typed {
    const inner = this.#makers(typed).find((part) => !this.fits(part, step));
    return inner === undefined ? typed : this.culprit(inner, step);
  }

  /** The parts whose numbers an expression passes on; of a product or quotient those of which nothing is known. */
  #makers(typed: Typed): readonly Typed[] {
    switch (typed.node) {
      case 'arithmetic': {
        const { operator, left, right } = typed;
        if (operator === '+' || operator === '-') return [left, right];
        if (operator === '*') return [left, right].filter((side) => this.#unit(side) === undefined && literalNumber(side) === undefined);
        return [];
      }
      case 'negate':
        return [typed.of];
      case 'if':
        return [typed.then, typed.otherwise];
      case 'list':
        return typed.items;
      case 'for':
        return [typed.body];
      case 'call':
        return KEEPING.has(typed.name) ? typed.arguments : KEEPING_FIRST.has(typed.name) ? typed.arguments.slice(0, 1) : [];
      default:
        return [];
    }
  }
}

const NO_FIELDS: ReadonlyMap<string, Units> = new Map();
/** No value at all, such as the items of an empty list. */
export const NOTHING: Units = { unit: Exact.ZERO, fields: NO_FIELDS };

const isMultiple = (unit: Exact, step: Exact): boolean => unit.divide(step)?.isInteger() ?? false;

/** Values of the one or of the other kind. A list of nothing has no fields of its own. */
const merged = (left: Units, right: Units): Units => {
  const unit = common([left.unit, right.unit]);
  if (left.fields === undefined || right.fields === undefined) return { unit };
  if (left.fields === NO_FIELDS) return { unit, fields: right.fields };
  const fields = new Map<string, Units>();
  for (const [name, units] of left.fields) {
    const other = right.fields.get(name);
    if (other !== undefined) fields.set(name, merged(units, other));
  }
  return { unit, fields };
};

/** What a problem calls an operation. */
export const operationText = (typed: Typed, textAt: (range: Range) => string): string => {
  if (typed.node === 'arithmetic') return typed.operator === '/' ? 'this quotient' : typed.operator === '*' ? 'this product' : 'this power';
  if (typed.node === 'call' || typed.node === 'inline') return `what "${typed.name}" gives`;
  return `"${textAt(typed.range)}"`;
};
