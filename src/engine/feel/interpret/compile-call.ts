/** Calls of built-in functions. */
import { isList, Null, type Value } from '../../model/value.ts';
import type { Run as BuiltinRun } from '../function/builtin.ts';
import { mayBeDate, withinDocumentYears } from '../temporal/document-years.ts';
import { traceJson, traceValue } from '../trace.ts';
import type { Typed } from '../typed.ts';
import type { Compiler } from './compiler.ts';
import { type Frame, type Run, tooManyItems, traceOf, visits } from './frame.ts';

export const compileCall = ({ compile, traced, textOf }: Compiler, typed: Extract<Typed, { readonly node: 'call' }>): Run => {
  const { name, overload } = typed;
  const { takesNulls = false } = overload;
  const run: BuiltinRun = mayBeDate(typed.type) ? (values, place) => withinDocumentYears(overload.run(values, place), place) : overload.run;
  const parameters = typed.arguments.map(compile);
  const at = textOf(typed.range);
  const call = (frame: Frame, values: Value[]): Value => {
    for (const parameter of parameters) {
      const value = parameter(frame);
      if (value instanceof Null && !takesNulls) return value;
      if (isList(value) && !visits(frame, value.length)) return tooManyItems(at);
      values.push(value);
    }
    return run(values, at);
  };
  if (!traced) return (frame) => call(frame, []);
  return (frame) => {
    const values: Value[] = [];
    return traceOf(frame).nest(
      () => call(frame, values),
      (result) => ({ kind: 'call', name, arguments: values.map(traceJson), ...traceValue(result), text: at }),
    );
  };
};
