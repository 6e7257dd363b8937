/** Decision tables in column code. */

import type { Expression } from '../feel/compile.ts';
import {
  type BooleanValue,
  choose,
  conjunction,
  type KernelBench,
  type KernelNames,
  type KernelValue,
  known,
  lowerTests,
  notCompilable,
  nothing,
  orMissing,
  startLowering,
} from '../feel/kernel/index.ts';
import type { CompiledRule, CompiledTable } from '../table/compile-table.ts';

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

/** `kind` is that of the table's values. */
export const lowerTable = (bench: KernelBench, names: KernelNames, table: CompiledTable, kind: KernelValue['kind']): KernelValue => {
  const { hitPolicy } = table;
  if (hitPolicy !== 'UNIQUE' && hitPolicy !== 'FIRST') return notCompilable(`its table has the hit policy ${hitPolicy}`);
  const columns = table.columns.map((column) => lowerExpression(bench, names, column));
  const rules = table.rules.map((rule) => ({
    applies: appliesOf(bench, names, rule, columns),
    value: lowerExpression(bench, names, rule.conclusion),
  }));
  const otherwise = table.otherwise === undefined ? nothing(bench, kind) : lowerExpression(bench, names, table.otherwise);
  return hitPolicy === 'FIRST' ? first(bench, rules, otherwise) : unique(bench, rules, otherwise);
};
