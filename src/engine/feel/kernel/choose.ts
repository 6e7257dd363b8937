/** One of two values of the same kind, by a condition that is never missing. Beside a value that is always missing there is nothing to choose. */
import { Exact } from '../../model/exact.ts';
import type { Node } from './node.ts';
import { notCompilable } from './not-compilable.ts';
import { type Bench, chooseNumber, constantNumber } from './number.ts';
import { chooseText, constantText } from './text.ts';
import type { KernelValue } from './value.ts';

export const choose = (bench: Bench, condition: Node, then: KernelValue, otherwise: KernelValue): KernelValue => {
  const { graph } = bench;
  if (condition === graph.truth) return then;
  if (condition === graph.falsehood) return otherwise;
  if (otherwise.missing === graph.truth) return orMissing(bench, graph.not(condition), then);
  if (then.missing === graph.truth) return orMissing(bench, condition, otherwise);
  const missing = graph.choose(condition, then.missing, otherwise.missing);
  if (then.kind === 'number' && otherwise.kind === 'number') return chooseNumber(bench, condition, then, otherwise);
  if (then.kind === 'text' && otherwise.kind === 'text') return chooseText(bench, condition, then, otherwise);
  if (then.kind === 'boolean' && otherwise.kind === 'boolean') {
    return { kind: 'boolean', yes: graph.choose(condition, then.yes, otherwise.yes), missing };
  }
  if (then.kind === 'date' && otherwise.kind === 'date')
    return { kind: 'date', day: graph.choose(condition, then.day, otherwise.day), missing };
  return notCompilable('lists or contexts are chosen by a condition');
};

/** The value, but missing where `isMissing` holds. */
export const orMissing = ({ graph }: Bench, isMissing: Node, value: KernelValue): KernelValue => {
  if (isMissing === graph.falsehood) return value;
  const missing = graph.or(isMissing, value.missing);
  if (value.kind === 'boolean') return { ...value, yes: graph.and(graph.not(isMissing), value.yes), missing };
  if (value.kind !== 'context') return { ...value, missing };
  const { field } = value;
  return { ...value, missing, field: (name) => orMissing({ graph } as Bench, isMissing, field(name)) };
};

/** A value of a kind that is always missing. */
export const nothing = (bench: Bench, kind: KernelValue['kind']): KernelValue => {
  const { graph } = bench;
  const missing = graph.truth;
  switch (kind) {
    case 'number':
      return { ...constantNumber(bench, Exact.ZERO), missing };
    case 'boolean':
      return { kind, yes: graph.falsehood, missing };
    case 'text':
      return { ...constantText(bench, ''), missing };
    case 'date':
      return { kind, day: graph.small(0), missing };
    case 'context':
      return notCompilable('a context is null');
    case 'list':
      return { kind, missing, most: 0n, fold: () => notCompilable('a list is null') };
  }
};
