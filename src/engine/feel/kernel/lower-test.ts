/** Tests in column code: what stands after `in`, and the cells of decision tables. */
import type { Test, TypedTests } from '../typed.ts';
import { anyOf } from './aggregate.ts';
import { compareValues } from './compare-values.ts';
import { mapped } from './list.ts';
import { conjunction, disjunction, known, negation } from './logic.ts';
import { bind, countVisits, type Lowering } from './lowering.ts';
import { notCompilable } from './not-compilable.ts';
import type { BooleanValue, KernelValue } from './value.ts';

export const booleanOf = (value: KernelValue): BooleanValue =>
  value.kind === 'boolean' ? value : notCompilable('a condition is no boolean');

const lowerTest = (lowering: Lowering, test: Test, value: KernelValue): BooleanValue => {
  const { bench, lower } = lowering;
  const { graph } = bench;
  switch (test.test) {
    case 'compare':
      return compareValues(bench, test.operator, value, lower(lowering, test.right));
    case 'interval':
      return conjunction(
        graph,
        compareValues(bench, test.lowClosed ? '>=' : '>', value, lower(lowering, test.low)),
        compareValues(bench, test.highClosed ? '<=' : '<', value, lower(lowering, test.high)),
      );
    case 'member': {
      const list = lower(lowering, test.list);
      if (list.kind !== 'list') return notCompilable('a list is needed after "in"');
      countVisits(lowering, list);
      return anyOf(
        bench,
        mapped(list, (item) => compareValues(bench, '=', value, item)),
      );
    }
    case 'null':
      return known(graph, value.missing);
    case 'condition':
      return booleanOf(lower(lowering, test.condition));
    default:
      return notCompilable('a test is chosen by the kind of its value');
  }
};

const anyPasses = (lowering: Lowering, tests: readonly Test[], value: KernelValue): BooleanValue => {
  const { graph } = lowering.bench;
  return tests
    .map((test) => lowerTest(lowering, test, value))
    .reduce((left, right) => disjunction(graph, left, right), known(graph, graph.falsehood));
};

type Tests = { readonly slot: number; readonly tests: readonly Test[] };

/** True where one of the tests passes. */
export const lowerIn = (lowering: Lowering, { slot, tests }: Tests, value: KernelValue): BooleanValue => {
  bind(lowering, slot, value);
  return anyPasses(lowering, tests, value);
};

export const lowerTests = (lowering: Lowering, { negated, tests, slot }: TypedTests, value: KernelValue): BooleanValue => {
  const { graph } = lowering.bench;
  if (tests === undefined) return known(graph, graph.truth);
  const passes = lowerIn(lowering, { slot, tests }, value);
  return negated ? negation(graph, passes) : passes;
};
