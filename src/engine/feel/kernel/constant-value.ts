/** A value of the interpreter as column code has it: a constant. */
import { Exact } from '../../model/exact.ts';
import { CalendarDate, isContext, isList, Null, type Value } from '../../model/value.ts';
import type { FeelType } from '../type.ts';
import { nothing } from './choose.ts';
import { literalList } from './list.ts';
import { known } from './logic.ts';
import type { KernelBench } from './lowering.ts';
import { notCompilable } from './not-compilable.ts';
import { constantNumber } from './number.ts';
import { constantText } from './text.ts';
import type { KernelValue } from './value.ts';

/** The kind of value that a type has in column code. */
export const kindOf = (type: FeelType): KernelValue['kind'] => {
  switch (type.kind) {
    case 'number':
    case 'null':
      return 'number';
    case 'boolean':
    case 'date':
    case 'list':
    case 'context':
      return type.kind;
    case 'string':
    case 'enum':
      return 'text';
    default:
      return notCompilable(`values of the type "${type.kind}" are computed with`);
  }
};

/** `type` is that of the expression, for a null. */
export const constantValue = (bench: KernelBench, value: Value, type: FeelType): KernelValue => {
  const { graph } = bench;
  if (value instanceof Null) return nothing(bench, kindOf(type));
  if (value instanceof Exact) return constantNumber(bench, value);
  if (value instanceof CalendarDate) return { kind: 'date', day: graph.small(value.days), missing: graph.falsehood };
  if (typeof value === 'boolean') return known(graph, graph.boolean(value));
  if (typeof value === 'string') return constantText(bench, value);
  if (isList(value)) {
    const item = type.kind === 'list' ? type.of : type;
    return literalList(
      bench,
      value.map((entry) => constantValue(bench, entry, item)),
    );
  }
  if (!isContext(value)) return notCompilable('a value of a type is computed with that columns do not have');
  const fieldTypes = type.kind === 'context' ? type.fields : {};
  const field = (name: string): KernelValue => {
    const entry = Object.hasOwn(value, name) ? value[name] : undefined;
    const entryType = Object.hasOwn(fieldTypes, name) ? fieldTypes[name] : undefined;
    return entry === undefined ? notCompilable('a field is read that is not there') : constantValue(bench, entry, entryType ?? type);
  };
  return { kind: 'context', missing: graph.falsehood, field };
};
