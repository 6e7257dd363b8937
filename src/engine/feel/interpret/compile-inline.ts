/** Calls of functions whose body stands in the tree. */
import { traceJson, traceValue } from '../trace.ts';
import type { Typed } from '../typed.ts';
import type { Compiler } from './compiler.ts';
import { type Frame, type Run, traceOf } from './frame.ts';

/** `ofBody` compiles the body, whose ranges are of another source. */
export const compileInline = (
  { compile, traced, textOf }: Compiler,
  { bindings, body, name, range }: Extract<Typed, { readonly node: 'inline' }>,
  ofBody: Compiler,
): Run => {
  const values = bindings.map(({ slot, value }) => ({ slot, run: compile(value) }));
  const run = ofBody.compile(body);
  const call: Run = (frame) => {
    for (const { slot, run: value } of values) frame.slots[slot] = value(frame);
    return run(frame);
  };
  if (!traced) return call;
  const text = textOf(range);
  const given = ({ slots }: Frame) => values.map(({ slot }) => slots[slot]).filter((value) => value !== undefined);
  return (frame) =>
    traceOf(frame).nest(
      () => call(frame),
      (result) => ({ kind: 'call', name, arguments: given(frame).map(traceJson), ...traceValue(result), text }),
    );
};
