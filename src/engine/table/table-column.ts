/**
 * A column of a decision table cut into atoms: the pieces of its input's values that no cell of the column tells apart.
 * A cell is then a set of atoms, written as the bits of a BigInt, and gaps and overlaps are a matter of counting.
 */
import { type FeelType, valueText } from '../feel/index.ts';
import type { Test, Typed, TypedTests } from '../feel/typed.ts';
import { dateText, parseDate } from '../model/calendar.ts';
import { Exact } from '../model/exact.ts';
import type { JsonObject } from '../model/json.ts';
import { CalendarDate, DaysDuration, MonthsDuration } from '../model/value.ts';
import { literalValue } from './literal-value.ts';

export type Column = {
  readonly atomCount: number;
  /** Atoms that the input can be in at all. */
  readonly domain: bigint;
  /** A value of the atom, for an example. */
  readonly sample: (atom: number) => string;
  /** One per cell; undefined where the cell is no plain set of values. */
  readonly cells: readonly (bigint | undefined)[];
};

/** A value with a place on a line: numbers as they are, dates by their day, durations by their months or nanoseconds. */
type Point = Exact;

type Edge = { readonly at: Point; readonly closed: boolean };
/** Values between two edges; without an edge there is no end. */
type Interval = { readonly low?: Edge; readonly high?: Edge };

const pointOf = (typed: Typed): Point | undefined => {
  const value = literalValue(typed);
  if (value instanceof CalendarDate) return Exact.integer(value.days);
  if (value instanceof MonthsDuration) return Exact.integer(value.months);
  if (value instanceof DaysDuration) return Exact.of(value.nanos);
  return value instanceof Exact ? value : undefined;
};

const intervalsOfComparison = (operator: string, at: Point): Interval[] => {
  switch (operator) {
    case '<':
      return [{ high: { at, closed: false } }];
    case '<=':
      return [{ high: { at, closed: true } }];
    case '>':
      return [{ low: { at, closed: false } }];
    case '>=':
      return [{ low: { at, closed: true } }];
    case '!=':
      return [{ high: { at, closed: false } }, { low: { at, closed: false } }];
    default:
      return [{ low: { at, closed: true }, high: { at, closed: true } }];
  }
};

const all = <T>(items: readonly (T | undefined)[]): readonly T[] | undefined =>
  items.every((item) => item !== undefined) ? (items as readonly T[]) : undefined;

const intervalsOf = (test: Test): readonly Interval[] | undefined => {
  switch (test.test) {
    case 'compare': {
      const at = pointOf(test.right);
      return at === undefined ? undefined : intervalsOfComparison(test.operator, at);
    }
    case 'interval': {
      const [low, high] = [pointOf(test.low), pointOf(test.high)];
      if (low === undefined || high === undefined) return undefined;
      return [{ low: { at: low, closed: test.lowClosed }, high: { at: high, closed: test.highClosed } }];
    }
    case 'member':
      return test.list.node === 'list' ? all(test.list.items.map(pointOf))?.flatMap((at) => intervalsOfComparison('=', at)) : undefined;
    case 'null':
      return [];
    case 'condition':
      return undefined;
  }
};

/** The text of a point, for an example. */
const pointText = (point: Point, { kind }: FeelType): string => {
  switch (kind) {
    case 'date':
      return dateText(new CalendarDate(Number(point.toBigInt())));
    case 'years and months duration':
      return valueText(new MonthsDuration(Number(point.toBigInt())));
    case 'days and time duration':
      return valueText(new DaysDuration(point.toBigInt() ?? 0n));
    default:
      return point.toText();
  }
};

const liesIn = (value: Point, { low, high }: Interval): boolean => {
  if (low !== undefined && value.compare(low.at) < (low.closed ? 0 : 1)) return false;
  return high === undefined || value.compare(high.at) <= (high.closed ? 0 : -1);
};

const HALF = Exact.of(1n, 2n);

/** What is known of the column's input where it is a plain name: its declaration. */
type Declared = JsonObject | undefined;

const boundOf = (declared: Declared, side: 'min' | 'max'): Point | undefined => {
  const bound = declared?.[side];
  if (bound === undefined) return undefined;
  if (declared?.type !== 'date') return Exact.parse(String(bound));
  const date = parseDate(String(bound));
  return date === undefined ? undefined : Exact.integer(date.days);
};

/**
 * Atoms of a line with the marks m1 < m2 < …: below m1, m1, between m1 and m2, m2, … above the last. Every atom is known by one
 * value in it; among whole numbers an atom without a whole number is none.
 */
const samplesOf = (marks: readonly Point[], isWhole: boolean): (Point | undefined)[] => {
  const samples: (Point | undefined)[] = [];
  const between = (low: Point | undefined, high: Point | undefined): Point | undefined => {
    if (!isWhole && low !== undefined && high !== undefined) return low.add(high).multiply(HALF);
    const next = low === undefined ? (high as Point).ceiling().subtract(Exact.ONE) : low.floor().add(Exact.ONE);
    return high === undefined || next.compare(high) < 0 ? next : undefined;
  };
  marks.forEach((mark, index) => {
    samples.push(between(marks[index - 1], mark), isWhole && !mark.isInteger() ? undefined : mark);
  });
  samples.push(between(marks.at(-1), undefined));
  return samples;
};

const bitsWhere = (count: number, has: (atom: number) => boolean): bigint => {
  let bits = 0n;
  for (let atom = 0; atom < count; atom++) if (has(atom)) bits |= 1n << BigInt(atom);
  return bits;
};

const orderedColumn = (type: FeelType, cells: readonly (TypedTests | undefined)[], declared: Declared): Column | undefined => {
  const sets = cells.map((cell) => (cell?.tests === undefined ? [{}] : all(cell.tests.map(intervalsOf))?.flat()));
  const edges = sets.flatMap((set) => (set ?? []).flatMap(({ low, high }: Interval) => [low?.at, high?.at]));
  const [min, max] = [boundOf(declared, 'min'), boundOf(declared, 'max')];
  const marks = [...edges, min, max].filter((mark) => mark !== undefined).sort((left, right) => left.compare(right));
  const distinct = marks.filter((mark, index) => index === 0 || !mark.equals(marks[index - 1] as Point));
  if (distinct.length === 0)
    return undividedColumn(sets.map((set, index) => (set === undefined ? undefined : set.length > 0 !== (cells[index]?.negated ?? false))));
  const samples = samplesOf(distinct, type.kind !== 'number' || declared?.type === 'integer');
  const range: Interval = {
    ...(min === undefined ? {} : { low: { at: min, closed: true } }),
    ...(max === undefined ? {} : { high: { at: max, closed: true } }),
  };
  const domain = bitsWhere(samples.length, (atom) => samples[atom] !== undefined && liesIn(samples[atom], range));
  const bitsOf = (set: readonly Interval[], negated: boolean): bigint =>
    bitsWhere(samples.length, (atom) => {
      const sample = samples[atom];
      return sample !== undefined && set.some((interval) => liesIn(sample, interval)) !== negated;
    });
  return {
    atomCount: samples.length,
    domain,
    sample: (atom) => pointText(samples[atom] as Point, type),
    cells: sets.map((set, index) => (set === undefined ? undefined : bitsOf(set, cells[index]?.negated ?? false))),
  };
};

/** A column that tells nothing apart: each cell takes all values or none, undefined where that is not known. */
const undividedColumn = (cells: readonly (boolean | undefined)[]): Column => ({
  atomCount: 1,
  domain: 1n,
  sample: () => 'any value',
  cells: cells.map((takesAll) => (takesAll === undefined ? undefined : takesAll ? 1n : 0n)),
});

const valuesOf = (test: Test): readonly (string | boolean)[] | undefined => {
  const plain = (typed: Typed): string | boolean | undefined => {
    const value = literalValue(typed);
    return typeof value === 'object' ? undefined : value;
  };
  if (test.test === 'null') return [];
  if (test.test === 'compare' && test.operator === '=') return all([plain(test.right)]);
  return test.test === 'member' && test.list.node === 'list' ? all(test.list.items.map(plain)) : undefined;
};

/** Any text that is named nowhere. */
const OTHER = Symbol('other');

const knownValues = (type: FeelType): readonly (string | boolean)[] | undefined => {
  if (type.kind === 'boolean') return [true, false];
  return type.kind === 'enum' || type.kind === 'string' ? type.values : undefined;
};

const discreteColumn = (type: FeelType, cells: readonly (TypedTests | undefined)[]): Column => {
  const sets = cells.map((cell) => (cell?.tests === undefined ? undefined : all(cell.tests.map(valuesOf))?.flat()));
  const atoms: readonly (string | boolean | typeof OTHER)[] = knownValues(type) ?? [...new Set(sets.flatMap((set) => set ?? [])), OTHER];
  const domain = bitsWhere(atoms.length, () => true);
  return {
    atomCount: atoms.length,
    domain,
    sample: (atom) => (atoms[atom] === OTHER ? 'any other text' : JSON.stringify(atoms[atom])),
    cells: cells.map((cell, index) => {
      if (cell?.tests === undefined) return domain;
      const set = sets[index];
      return set === undefined ? undefined : bitsWhere(atoms.length, (atom) => set.includes(atoms[atom] as string) !== cell.negated);
    }),
  };
};

/** Kinds of values that lie on a line. */
const LINES: ReadonlySet<FeelType['kind']> = new Set(['number', 'date', 'years and months duration', 'days and time duration']);

/** `cells` are the cells of all rules in this column, undefined for "-". Undefined for a column of a type that has no such sets. */
export const tableColumn = (type: FeelType, cells: readonly (TypedTests | undefined)[], declared: Declared): Column | undefined => {
  if (LINES.has(type.kind)) return orderedColumn(type, cells, declared);
  if (type.kind === 'boolean' || type.kind === 'enum' || type.kind === 'string') return discreteColumn(type, cells);
  return cells.every((cell) => cell?.tests === undefined) ? undividedColumn(cells.map(() => true)) : undefined;
};
