/** The operations that conformance mode leaves to when it runs. */
import { assertNever } from '../../../model/problem.ts';
import { FunctionValue, isList, Null, type Value } from '../../../model/value.ts';
import type { Dynamic } from '../../dynamic.ts';
import { callBuiltin } from '../../function/call-builtin.ts';
import type { Range } from '../../syntax.ts';
import { UNKNOWN } from '../../type.ts';
import type { Typed } from '../../typed.ts';
import { withinLevels } from '../call-limit.ts';
import { compileInvoke } from '../compile-function.ts';
import type { Compiler } from '../compiler.ts';
import { fault, toldResult } from '../fault.ts';
import { type Run, tooManyItems, visits } from '../frame.ts';
import { withinSize } from '../value-size.ts';
import { roundedResult } from './decimals.ts';
import { compileFilter, compileFor, compileQuantified } from './dynamic-iteration.ts';
import { compileArithmetic, compileBetween, compileCompare, compileNegate } from './dynamic-operator.ts';
import { compileItemField, compilePath } from './dynamic-path.ts';

export const compileDynamic = (compiler: Compiler, meaning: Dynamic<Typed>, range: Range): Run => {
  const at = compiler.textOf(range);
  switch (meaning.form) {
    case 'path':
      return compilePath(compiler, meaning, at);
    case 'item-field':
      return compileItemField(compiler, meaning);
    case 'arithmetic':
      return compileArithmetic(compiler, meaning, at);
    case 'negate':
      return compileNegate(compiler, meaning, at);
    case 'compare':
      return compileCompare(compiler, meaning, at);
    case 'between':
      return compileBetween(compiler, meaning, at);
    case 'if':
      return compileIf(compiler, meaning);
    case 'filter':
      return compileFilter(compiler, meaning, at);
    case 'for':
      return compileFor(compiler, meaning, at);
    case 'quantified':
      return compileQuantified(compiler, meaning, at);
    case 'call':
      return meaning.hiddenBy === undefined
        ? compileCall(compiler, meaning, at)
        : compileHidden(compiler, meaning, meaning.hiddenBy, range);
    case 'meaningless':
      return (frame) => fault(frame, at, meaning.message);
    default:
      return assertNever(meaning);
  }
};

type Of<F extends Dynamic<Typed>['form']> = Extract<Dynamic<Typed>, { readonly form: F }>;

/** All that is not true takes the other branch. */
const compileIf = ({ compile }: Compiler, meaning: Of<'if'>): Run => {
  const [condition, then, otherwise] = [compile(meaning.condition), compile(meaning.then), compile(meaning.otherwise)];
  return (frame) => (condition(frame) === true ? then(frame) : otherwise(frame));
};

/** A name that a built-in function has too: an input may be called "date", and dates still be made. */
const compileHidden = (compiler: Compiler, meaning: Of<'call'>, hiddenBy: Typed, range: Range): Run => {
  const bound = compiler.compile(hiddenBy);
  const builtin = compileCall(compiler, meaning, compiler.textOf(range));
  const own = compileInvoke(compiler, { range, node: 'invoke', type: UNKNOWN, of: hiddenBy, arguments: meaning.arguments });
  return (frame) => (bound(frame) instanceof FunctionValue ? own(frame) : builtin(frame));
};

const compileCall = ({ compile }: Compiler, { builtin, arguments: given }: Of<'call'>, at: string): Run => {
  const parameters = given.map(({ name, value }) => ({ name, run: compile(value) }));
  return (frame) => {
    const values: Value[] = [];
    for (const { run } of parameters) {
      const value = run(frame);
      if (isList(value) && !visits(frame, value.length)) return tooManyItems(at);
      values.push(value);
    }
    const named = values.map((value, index) => {
      const name = parameters[index]?.name;
      return name === undefined ? { value } : { name, value };
    });
    const result = withinLevels(1, at, () => callBuiltin(builtin, named, at, frame.environment.clock));
    return result instanceof Null ? toldResult(frame, result, values) : withinSize(roundedResult(result), at);
  };
};
