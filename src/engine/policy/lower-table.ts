/** Decision tables in column code. */

import type { Expression } from '../feel/compile.ts';
import type { FeelType } from '../feel/index.ts';
import {
  type BooleanValue,
  choose,
  collectedList,
  compareValues,
  conjunction,
  constantValue,
  countOf,
  type KernelBench,
  type KernelNames,
  type KernelValue,
  kindOf,
  known,
  knownText,
  type ListValue,
  leastOrMostOf,
  lowerTests,
  notCompilable,
  nothing,
  orMissing,
  startLowering,
  sumOf,
} from '../feel/kernel/index.ts';
import type { TableAggregator } from '../model/policy-document.ts';
import type { CompiledRule, CompiledTable } from '../table/compile-table.ts';
import { givesList } from '../table/gives-list.ts';

/** The expression for one unit or member. */
export const lowerExpression = (bench: KernelBench, names: KernelNames, { syntax }: Expression): KernelValue => {
  const lowering = startLowering(bench, names);
  return lowering.lower(lowering, syntax);
};

type Rule = { readonly applies: BooleanValue; readonly value: KernelValue };

/** Whether all cells pass: false where one fails, missing where a missing value leaves it open. */
const appliesOf = (bench: KernelBench, names: KernelNames, rule: CompiledRule, columns: readonly KernelValue[]): BooleanValue =>
  rule.when
    .map((tests, column) => {
      const value = columns[column];
      if (tests === undefined || value === undefined) return known(bench.graph, bench.graph.truth);
      return lowerTests(startLowering(bench, names), tests.syntax, value);
    })
    .reduce((left, right) => conjunction(bench.graph, left, right), known(bench.graph, bench.graph.truth));

/** The first rule that applies; a rule that is left open before it leaves the table without a value. */
const first = (bench: KernelBench, rules: readonly Rule[], otherwise: KernelValue): KernelValue =>
  rules.reduceRight((rest, { applies, value }) => orMissing(bench, applies.missing, choose(bench, applies.yes, value, rest)), otherwise);

/** The only rule that applies; none may be left open. */
const unique = (bench: KernelBench, rules: readonly Rule[], otherwise: KernelValue): KernelValue => {
  const { graph } = bench;
  let [isOpen, isOne, isMany] = [graph.falsehood, graph.falsehood, graph.falsehood];
  for (const { applies } of rules) {
    isOpen = graph.or(isOpen, applies.missing);
    isMany = graph.or(isMany, graph.and(isOne, applies.yes));
    isOne = graph.or(isOne, applies.yes);
  }
  const value = rules.reduceRight((rest, rule) => choose(bench, rule.applies.yes, rule.value, rest), otherwise);
  return orMissing(bench, graph.or(isOpen, isMany), value);
};

/** What several rules that apply agree on; nulls agree with each other. */
const agreed = (bench: KernelBench, rules: readonly Rule[], otherwise: KernelValue): KernelValue => {
  const { graph } = bench;
  let [isOpen, isFound, isAtOdds] = [graph.falsehood, graph.falsehood, graph.falsehood];
  let found = otherwise;
  for (const { applies, value } of rules) {
    const isSame = graph.or(graph.and(found.missing, value.missing), compareValues(bench, '=', found, value).yes);
    isOpen = graph.or(isOpen, applies.missing);
    isAtOdds = graph.or(isAtOdds, graph.and(graph.and(isFound, applies.yes), graph.not(isSame)));
    found = choose(bench, graph.and(applies.yes, graph.not(isFound)), value, found);
    isFound = graph.or(isFound, applies.yes);
  }
  return orMissing(bench, graph.or(isOpen, isAtOdds), found);
};

/** The rule whose value takes precedence; the values must be texts that are written out. */
const preferred = (bench: KernelBench, rules: readonly Rule[], table: CompiledTable, otherwise: KernelValue): KernelValue => {
  const { graph } = bench;
  const { precedence } = table;
  const ranked = rules.map((rule) => ({ ...rule, text: rule.value.kind === 'text' ? knownText(rule.value) : undefined }));
  if (precedence === undefined || ranked.some(({ text }) => text === undefined)) return notCompilable('its table ranks values that vary');
  const isOpen = rules.reduce((open, { applies }) => graph.or(open, applies.missing), graph.falsehood);
  const byRank = ranked.toSorted((left, right) => precedence(left.text as string, right.text as string));
  const value = byRank.reduceRight((rest, rule) => choose(bench, rule.applies.yes, rule.value, rest), otherwise);
  return orMissing(bench, isOpen, value);
};

type Aggregate = (bench: KernelBench, list: ListValue) => KernelValue;

const AGGREGATES: Readonly<Record<TableAggregator, Aggregate>> = {
  SUM: sumOf,
  COUNT: countOf,
  MIN: (bench, list) => leastOrMostOf(bench, 'least-of', list),
  MAX: (bench, list) => leastOrMostOf(bench, 'most-of', list),
};

/** The values of all rules that apply, in the order of the rules: nothing that column code makes of a list depends on its order. */
const listed = (bench: KernelBench, rules: readonly Rule[], otherwise: KernelValue | undefined): KernelValue => {
  const { graph } = bench;
  const isOpen = rules.reduce((open, { applies }) => graph.or(open, applies.missing), graph.falsehood);
  const isFound = rules.reduce((found, { applies }) => graph.or(found, applies.yes), graph.falsehood);
  const items = rules.map(({ applies, value }) => ({ item: value, isIn: applies.yes }));
  const ofNone = otherwise === undefined ? [] : [{ item: otherwise, isIn: graph.not(isFound) }];
  return orMissing(bench, isOpen, collectedList(bench, [...items, ...ofNone]));
};

const aggregated = (bench: KernelBench, rules: readonly Rule[], aggregator: TableAggregator, otherwise: KernelValue): KernelValue => {
  const { graph } = bench;
  const isOpen = rules.reduce((open, { applies }) => graph.or(open, applies.missing), graph.falsehood);
  const isFound = rules.reduce((found, { applies }) => graph.or(found, applies.yes), graph.falsehood);
  const list = collectedList(
    bench,
    rules.map(({ applies, value }) => ({ item: value, isIn: applies.yes })),
  );
  return orMissing(bench, isOpen, choose(bench, isFound, AGGREGATES[aggregator](bench, list), otherwise));
};

/** A table that gives one value. */
const byHitPolicy = (bench: KernelBench, rules: readonly Rule[], table: CompiledTable, otherwise: KernelValue): KernelValue => {
  switch (table.hitPolicy) {
    case 'UNIQUE':
      return unique(bench, rules, otherwise);
    case 'FIRST':
      return first(bench, rules, otherwise);
    case 'ANY':
      return agreed(bench, rules, otherwise);
    case 'PRIORITY':
      return preferred(bench, rules, table, otherwise);
    default:
      if (table.aggregator === undefined) throw new TypeError(`the hit policy ${table.hitPolicy} gives a list`);
      return aggregated(bench, rules, table.aggregator, otherwise);
  }
};

/** What the table gives where no rule applies. */
const otherwiseOf = (bench: KernelBench, names: KernelNames, { otherwise, ofNothing }: CompiledTable, type: FeelType): KernelValue => {
  if (otherwise !== undefined) return lowerExpression(bench, names, otherwise);
  return ofNothing === undefined ? nothing(bench, kindOf(type)) : constantValue(bench, ofNothing, type);
};

/** `type` is that of the table's value. */
export const lowerTable = (bench: KernelBench, names: KernelNames, table: CompiledTable, type: FeelType): KernelValue => {
  const columns = table.columns.map((column) => lowerExpression(bench, names, column));
  const rules = table.rules.map((rule) => ({
    applies: appliesOf(bench, names, rule, columns),
    value: lowerExpression(bench, names, rule.conclusion),
  }));
  if (givesList(table)) {
    return listed(bench, rules, table.otherwise === undefined ? undefined : lowerExpression(bench, names, table.otherwise));
  }
  return byHitPolicy(bench, rules, table, otherwiseOf(bench, names, table, type));
};
