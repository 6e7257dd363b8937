/** Finds what a decision table leaves open and where its rules contradict each other, each with an example. */
import type { Expression } from '../feel/index.ts';
import type { JsonObject } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { Problem } from '../model/problem.ts';
import type { CompiledTable } from './compile-table.ts';
import { type Column, tableColumn } from './table-column.ts';

/** Places looked at before the search for a gap gives up. It then claims nothing; a case without a rule still gets a null with its cause. */
const VISITS_MAX = 50_000;

type Grid = { readonly columns: readonly Column[]; readonly names: readonly string[] };

const sampleOf = (column: Column, atoms: bigint): string => {
  for (let atom = 0; atom < column.atomCount; atom++) if ((atoms >> BigInt(atom)) & 1n) return column.sample(atom);
  return 'any value';
};

/** `region = "north", age = 12`, for the columns where it matters. */
const exampleText = ({ columns, names }: Grid, atoms: readonly (bigint | undefined)[]): string =>
  columns
    .flatMap((column, index) => {
      const here = atoms[index];
      return here === undefined || here === column.domain ? [] : [`${names[index]} = ${sampleOf(column, here)}`];
    })
    .join(', ') || 'any values';

/** Atoms of each column where no rule applies, undefined for columns that do not matter; or undefined where there is no gap. */
const findGap = ({ columns }: Grid, ruleCount: number): (bigint | undefined)[] | undefined => {
  const covered = new Set<string>();
  let visits = 0;
  const isOpenEnded = (rule: number, from: number): boolean => columns.slice(from).every((column) => column.cells[rule] === column.domain);
  const search = (index: number, rules: readonly number[]): (bigint | undefined)[] | undefined => {
    if (rules.length === 0) return columns.slice(index).map(() => undefined);
    if (index === columns.length || rules.some((rule) => isOpenEnded(rule, index))) return undefined;
    const key = `${index}:${rules.join()}`;
    if (covered.has(key) || ++visits > VISITS_MAX) return undefined;
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
  return search(
    0,
    Array.from({ length: ruleCount }, (_, rule) => rule),
  );
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

/**
 * Problems of a table as a whole: with UNIQUE, two rules that both apply; with FIRST, a rule that is never reached; with both,
 * values that no rule applies to. Cells that are no plain sets of literals are left out of it: what they do shows when it runs.
 */
export const coverageProblems = (table: CompiledTable, context: CoverageContext): Problem[] => {
  const { pointer, nullable } = context;
  const columns = columnsOf(table, context);
  const names = table.columns.map(({ source }) => source.trim());
  const problems: Problem[] = [];
  table.rules.forEach((_, later) => {
    const at = pointerTo(pointer, 'rules', later);
    for (let earlier = 0; earlier < later; earlier++) {
      if (table.hitPolicy === 'FIRST') {
        if (!hides(columns, earlier, later)) continue;
        problems.push({ pointer: at, message: `the rule is never reached: rule ${earlier + 1} applies wherever it does` });
        return;
      }
      const common = commonAtoms(columns, earlier, later);
      if (common === undefined) continue;
      const example = exampleText({ columns: columns as Column[], names }, common);
      const message = `the rules ${earlier + 1} and ${later + 1} both apply, for example to ${example}`;
      problems.push({ pointer: at, message, expected: 'with the hit policy UNIQUE one rule for each case' });
      return;
    }
  });
  const isPlain = columns.every((column) => column?.cells.every((cell) => cell !== undefined));
  if (nullable || !isPlain) return problems;
  const grid = { columns: columns as Column[], names };
  const gap = findGap(grid, table.rules.length);
  if (gap === undefined) return problems;
  problems.push({
    pointer: pointerTo(pointer, 'rules'),
    message: `no rule applies, for example to ${exampleText(grid, gap)}`,
    expected: 'a rule for each case',
    suggestion: 'add a rule, or declare the decision "nullable": true if it may lack a value',
  });
  return problems;
};
