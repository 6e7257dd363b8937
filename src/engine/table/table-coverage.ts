/** Finds what a decision table leaves open and where its rules contradict each other, each with an example. */
import { equal } from '../feel/compare.ts';
import type { Expression } from '../feel/index.ts';
import type { JsonObject } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { HitPolicy } from '../model/policy-document.ts';
import type { Problem } from '../model/problem.ts';
import type { Value } from '../model/value.ts';
import type { CompiledRule, CompiledTable } from './compile-table.ts';
import { literalValue } from './literal-value.ts';
import { type Column, tableColumn } from './table-column.ts';

/** Places looked at before the search for a gap gives up. It then claims nothing; a case without a rule still gets a null with its cause. */
const VISITS_MAX = 50_000;

type Grid = { readonly columns: readonly Column[]; readonly names: readonly string[] };

const sampleOf = (column: Column, atoms: bigint): string => {
  for (let atom = 0; atom < column.atomCount; atom++) if ((atoms >> BigInt(atom)) & 1n) return column.sample(atom);
  return 'any value';
};

/** `region = "north", age = 12`, for the columns where it matters. */
const exampleText = ({ columns, names }: Grid, atoms: Gap): string =>
  columns
    .flatMap((column, index) => {
      const here = atoms[index];
      return here === undefined || here === column.domain ? [] : [`${names[index]} = ${sampleOf(column, here)}`];
    })
    .join(', ') || 'any values';

type Search = { readonly columns: readonly Column[]; readonly rules: readonly number[]; readonly visitsMax: number };

/** Atoms of each column where none of the rules applies, undefined for columns that do not matter. */
type Gap = readonly (bigint | undefined)[];

/** A gap, or that there is none, or that the search was given up. The cells of the rules are plain sets. */
const findGap = ({ columns, rules: all, visitsMax }: Search): { readonly gap: Gap } | 'covered' | 'unknown' => {
  const covered = new Set<string>();
  let visits = 0;
  const takesAll = (column: Column, rule: number): boolean => ((column.cells[rule] as bigint) & column.domain) === column.domain;
  const search = (index: number, rules: readonly number[]): Gap | undefined => {
    if (rules.length === 0) return columns.slice(index).map(() => undefined);
    if (index === columns.length || rules.some((rule) => columns.slice(index).every((column) => takesAll(column, rule)))) return undefined;
    const key = `${index}:${rules.join()}`;
    if (covered.has(key) || ++visits > visitsMax) return undefined;
    const column = columns[index] as Column;
    // Atoms that the same rules hold on are one place.
    const places = new Map<string, { readonly rules: number[]; atoms: bigint }>();
    for (let atom = 0; atom < column.atomCount; atom++) {
      const bit = 1n << BigInt(atom);
      if ((column.domain & bit) === 0n) continue;
      const left = rules.filter((rule) => ((column.cells[rule] as bigint) & bit) !== 0n);
      const place = places.get(left.join());
      if (place === undefined) places.set(left.join(), { rules: left, atoms: bit });
      else place.atoms |= bit;
    }
    for (const place of places.values()) {
      const rest = search(index + 1, place.rules);
      if (rest !== undefined) return [place.atoms, ...rest];
    }
    covered.add(key);
    return undefined;
  };
  const gap = search(0, all);
  if (gap !== undefined) return { gap };
  return visits > visitsMax ? 'unknown' : 'covered';
};

type Finder = {
  readonly table: CompiledTable;
  readonly columns: readonly (Column | undefined)[];
  readonly names: readonly string[];
  readonly pointer: string;
};

/** Rules that are looked at together, and places looked at, to see whether they hide another one. */
const HIDING_RULES_MAX = 200;
const HIDING_VISITS_MAX = 2_000;

/**
 * Whether each case that the one rule applies to is one that some of the others apply to. A rule for missing values is left alone, and so is
 * one without conditions: that somebody wrote down what holds in every other case, though there is none today, is no mistake.
 */
const areHiding = ({ table, columns }: Finder, others: readonly number[], one: number): boolean => {
  if ((table.rules[one] as CompiledRule).when.every((cell) => cell === undefined)) return false;
  const within = columns.flatMap((column) => {
    const domain = column === undefined ? 0n : column.domain & (column.cells[one] ?? column.domain);
    return column === undefined || domain === 0n ? [] : [{ ...column, domain }];
  });
  if (within.length < columns.length) return false;
  const rules = others.filter((rule) => within.every((column) => column.cells[rule] !== undefined));
  if (rules.length > HIDING_RULES_MAX) return false;
  return findGap({ columns: within, rules, visitsMax: HIDING_VISITS_MAX }) === 'covered';
};

/** Where both rules apply; undefined where they never do, or where a cell is no plain set. */
const commonAtoms = (columns: readonly (Column | undefined)[], first: number, second: number): bigint[] | undefined => {
  const common: bigint[] = [];
  for (const column of columns) {
    const [left, right] = [column?.cells[first], column?.cells[second]];
    if (column === undefined || left === undefined || right === undefined) return undefined;
    const both = left & right & column.domain;
    if (both === 0n) return undefined;
    common.push(both);
  }
  return common;
};

/** Whether the earlier rule applies wherever the later one does. */
const hides = (columns: readonly (Column | undefined)[], earlier: number, later: number): boolean =>
  columns.every((column) => {
    const [left, right] = [column?.cells[earlier], column?.cells[later]];
    return (
      column !== undefined &&
      left !== undefined &&
      (left === column.domain || (right !== undefined && (right & column.domain & ~left) === 0n))
    );
  });

export type CoverageContext = {
  readonly pointer: string;
  /** The declaration of a name that a column reads, for its range. */
  readonly declarationOf: (name: string) => JsonObject | undefined;
  /** Whether the decision may lack a value, so that a gap is meant. */
  readonly nullable: boolean;
};

const columnsOf = ({ columns, rules }: CompiledTable, { declarationOf }: CoverageContext): (Column | undefined)[] =>
  columns.map((expression: Expression, index) => {
    const { syntax, type } = expression;
    const declared = syntax.node === 'name' ? declarationOf(syntax.name) : undefined;
    return tableColumn(
      type,
      rules.map(({ when }) => when[index]?.syntax),
      declared,
    );
  });

/** With FIRST: a rule that earlier ones keep from ever being reached. */
const unreachedProblem = (finder: Finder, later: number): Problem | undefined => {
  const { columns, pointer } = finder;
  for (let earlier = 0; earlier < later; earlier++) {
    if (!hides(columns, earlier, later)) continue;
    const message = `the rule is never reached: rule ${earlier + 1} applies wherever it does`;
    return { pointer: pointerTo(pointer, 'rules', later), message };
  }
  if (!areHiding(finder, [...Array(later).keys()], later)) return undefined;
  const message = 'the rule is never reached: the rules before it together apply wherever it does';
  return { pointer: pointerTo(pointer, 'rules', later), message };
};

/** With PRIORITY: a rule that others always go before. */
const outrankedProblem = (finder: Finder, rule: number): Problem | undefined => {
  const { table, columns, pointer } = finder;
  const valueGiven = (index: number): Value | undefined => literalValue((table.rules[index] as CompiledRule).conclusion.syntax);
  const own = valueGiven(rule);
  if (own === undefined || table.precedence === undefined) return undefined;
  const { precedence } = table;
  const stronger = [...table.rules.keys()].filter((other) => {
    const value = valueGiven(other);
    if (other === rule || value === undefined) return false;
    const order = precedence(value, own);
    return order < 0 || (order === 0 && other < rule);
  });
  const at = pointerTo(pointer, 'rules', rule);
  const single = stronger.find((other) => hides(columns, other, rule));
  if (single !== undefined) {
    return { pointer: at, message: `the rule never decides: rule ${single + 1} applies wherever it does and goes before it` };
  }
  return areHiding(finder, stronger, rule)
    ? { pointer: at, message: 'the rule never decides: rules that go before it together apply wherever it does' }
    : undefined;
};

/** Whether the rules are known to give different values. */
const differ = ({ table }: Finder, first: number, second: number): boolean => {
  const [left, right] = [first, second].map((rule) => literalValue((table.rules[rule] as CompiledRule).conclusion.syntax));
  return left !== undefined && right !== undefined && equal(left, right) === false;
};

/** With UNIQUE: two rules that both apply. With ANY: two that both apply and give different values. */
const overlapProblem = (finder: Finder, later: number): Problem | undefined => {
  const { table, columns, names, pointer } = finder;
  const isUnique = table.hitPolicy === 'UNIQUE';
  for (let earlier = 0; earlier < later; earlier++) {
    if (!isUnique && !differ(finder, earlier, later)) continue;
    const common = commonAtoms(columns, earlier, later);
    if (common === undefined) continue;
    const example = exampleText({ columns: columns as Column[], names }, common);
    return {
      pointer: pointerTo(pointer, 'rules', later),
      message: `the rules ${earlier + 1} and ${later + 1} both apply${isUnique ? '' : ' and give different values'}, for example to ${example}`,
      expected: `with the hit policy ${table.hitPolicy} one ${isUnique ? 'rule' : 'value'} for each case`,
    };
  }
  return undefined;
};

/** The search for mistakes of one rule beside the others; rules of COLLECT are meant to apply together. */
const FINDERS: Readonly<Partial<Record<HitPolicy, (finder: Finder, rule: number) => Problem | undefined>>> = {
  UNIQUE: overlapProblem,
  ANY: overlapProblem,
  FIRST: unreachedProblem,
  PRIORITY: outrankedProblem,
};

const gapProblem = ({ table, columns, names, pointer }: Finder): Problem | undefined => {
  const isPlain = columns.every((column) => column?.cells.every((cell) => cell !== undefined));
  if (!isPlain) return undefined;
  const grid = { columns: columns as Column[], names };
  const found = findGap({ columns: grid.columns, rules: [...table.rules.keys()], visitsMax: VISITS_MAX });
  if (typeof found === 'string') return undefined;
  return {
    pointer: pointerTo(pointer, 'rules'),
    message: `no rule applies, for example to ${exampleText(grid, found.gap)}`,
    expected: 'a rule for each case',
    suggestion: 'add a rule or "otherwise", or declare the decision "nullable": true if it may lack a value',
  };
};

/**
 * Problems of a table as a whole, by its hit policy: rules that both apply where only one may, or that give different values where
 * they must agree; rules that never decide; and values that no rule applies to, where nothing is said about them. Cells that are no
 * plain sets of literals are left out of it: what they do shows when it runs.
 */
export const coverageProblems = (table: CompiledTable, context: CoverageContext): Problem[] => {
  const { pointer, nullable } = context;
  const finder: Finder = { table, columns: columnsOf(table, context), names: table.columns.map(({ source }) => source.trim()), pointer };
  const find = FINDERS[table.hitPolicy];
  const ofRules = find === undefined ? [] : table.rules.map((_, rule) => find(finder, rule));
  const mayHaveGaps = nullable || table.otherwise !== undefined || table.ofNothing !== undefined;
  return [...ofRules, mayHaveGaps ? undefined : gapProblem(finder)].filter((problem) => problem !== undefined);
};
