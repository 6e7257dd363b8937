/** Kleene's three-valued logic, and branches. What is not needed is not evaluated. */
import { Null, type Value } from '../../model/value.ts';
import { wrongKind } from '../null-of.ts';
import { traceValue } from '../trace.ts';
import type { Typed } from '../typed.ts';
import type { Compiler } from './compiler.ts';
import { type Frame, type Run, traceOf } from './frame.ts';

type Of<N extends Typed['node']> = Extract<Typed, { readonly node: N }>;
type Junction = Extract<Typed, { readonly node: 'and' | 'or' }>;

/** The decisive value settles the result by itself: false for "and", true for "or". Of two nulls the first gives the cause. */
export const compileJunction = ({ compile, textOf }: Compiler, typed: Junction): Run => {
  const left = compile(typed.left);
  const right = compile(typed.right);
  const at = textOf(typed.range);
  const decisive = typed.node === 'or';
  return (frame) => {
    const first = left(frame);
    if (first === decisive) return decisive;
    const second = right(frame);
    if (second === decisive) return decisive;
    if (typeof first !== 'boolean') return wrongKind(first, 'a boolean', at);
    return typeof second === 'boolean' ? second : wrongKind(second, 'a boolean', at);
  };
};

export const compileNot = ({ compile, textOf }: Compiler, typed: Of<'not'>): Run => {
  const operand = compile(typed.of);
  const at = textOf(typed.range);
  return (frame) => {
    const value = operand(frame);
    return typeof value === 'boolean' ? !value : wrongKind(value, 'a boolean', at);
  };
};

export const compileIf = ({ compile, traced, textOf }: Compiler, typed: Of<'if'>): Run => {
  const condition = compile(typed.condition);
  const then = compile(typed.then);
  const otherwise = compile(typed.otherwise);
  const at = textOf(typed.condition.range);
  const choose = (frame: Frame, decided: Value): Value => {
    if (decided === true) return then(frame);
    return decided === false ? otherwise(frame) : wrongKind(decided, 'a boolean', at);
  };
  if (!traced) return (frame) => choose(frame, condition(frame));
  return (frame) => {
    let decided: Value = false;
    return traceOf(frame).nest(
      () => {
        decided = condition(frame);
        return choose(frame, decided);
      },
      (result) => ({ kind: 'if', branch: branchOf(decided), text: at, ...traceValue(result) }),
    );
  };
};

const branchOf = (decided: Value): 'then' | 'else' | 'undecided' => {
  if (decided instanceof Null) return 'undecided';
  return decided === true ? 'then' : 'else';
};
