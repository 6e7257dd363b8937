/** Function definitions, calls of functions that are values, and questions for the type of a value. */

import { FunctionValue, type Null, type Value } from '../../model/value.ts';
import { Closure } from '../closure.ts';
import { coerced, conforms } from '../conforms.ts';
import { kindText } from '../null-of.ts';
import { plainName } from '../parser.ts';
import { type FeelType, typeText } from '../type.ts';
import type { Typed } from '../typed.ts';
import { withinItems, withinLevels } from './call-limit.ts';
import type { Compiler } from './compiler.ts';
import { fault, notFit } from './fault.ts';
import type { Frame, Run } from './frame.ts';

type Of<N extends Typed['node']> = Extract<Typed, { readonly node: N }>;

const bodyOf = ({ compile, textOf }: Compiler, { body, range }: Of<'function'>): Run => {
  if (body !== undefined) return compile(body);
  const at = textOf(range);
  return (frame) => fault(frame, at, 'functions of other languages are not called');
};

/** The slots are copied when the function is made: what is bound around it may be bound anew before it is called. */
export const compileFunction = (compiler: Compiler, typed: Of<'function'>): Run => {
  const { parameters, self, levels } = typed;
  const run = bodyOf(compiler, typed);
  const names = parameters.map(({ name }) => name);
  const type: FeelType = typed.type;
  if (type.kind !== 'function') throw new Error('a function definition is of no function type');
  return ({ environment, slots, trace }) => {
    const captured = [...slots];
    const call = (values: readonly Value[], at: string): Value => {
      const frame: Frame = { environment, slots: [...captured], trace, itemsLeft: 0 };
      for (const [index, parameter] of parameters.entries()) {
        const given = values[index];
        const value = given === undefined ? undefined : coerced(given, parameter.type);
        if (value === undefined) return wrongArgument(frame, parameter, given, at);
        frame.slots[parameter.slot] = value;
      }
      return withinLevels(levels, at, () => withinItems(frame, at, run));
    };
    const made = new Closure(names, type, call);
    if (self !== undefined) captured[self] = made;
    return made;
  };
};

type Parameter = Of<'function'>['parameters'][number];

const wrongArgument = (frame: Frame, { name, type }: Parameter, given: Value | undefined, at: string): Null =>
  fault(frame, at, given === undefined ? `"${name}" is not given` : `"${name}" needs ${typeText(type)}, and this is ${kindText(given)}`);

/** The values in the order of the parameters; undefined where their number or names are not those of the parameters. */
const inOrderOf = (
  parameters: readonly string[],
  given: readonly { readonly name?: string; readonly value: Value }[],
): readonly Value[] | undefined => {
  if (given.length !== parameters.length) return undefined;
  if (given.every(({ name }) => name === undefined)) return given.map(({ value }) => value);
  const values = parameters.map((parameter) => {
    const written = plainName(parameter);
    return given.find(({ name }) => name === written)?.value;
  });
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length ? known : undefined;
};

export const compileInvoke = ({ compile, textOf }: Compiler, typed: Of<'invoke'>): Run => {
  const callee = compile(typed.of);
  const given = typed.arguments.map(({ name, value }) => ({ name, run: compile(value) }));
  const at = textOf(typed.range);
  return (frame) => {
    const called = callee(frame);
    if (!(called instanceof FunctionValue)) return notFit(frame, called, 'a function', at);
    const values = given.map(({ name, run }) => (name === undefined ? { value: run(frame) } : { name, value: run(frame) }));
    const ordered = inOrderOf(called.parameters, values);
    if (ordered === undefined) return fault(frame, at, `the function takes (${called.parameters.join(', ')})`);
    return withinLevels(1, at, () => called.call(ordered, at));
  };
};

export const compileInstanceOf = ({ compile }: Compiler, { of, tested }: Of<'instance-of'>): Run => {
  const value = compile(of);
  return (frame) => conforms(value(frame), tested);
};
