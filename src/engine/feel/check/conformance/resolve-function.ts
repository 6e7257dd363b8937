/** Function definitions and calls in conformance mode. */
import type { Argument } from '../../dynamic.ts';
import { BUILTINS } from '../../function/index.ts';
import type { Slot } from '../../slot.ts';
import type { ArgumentSyntax, Syntax } from '../../syntax.ts';
import { BOOLEAN, type FeelType, UNKNOWN } from '../../type.ts';
import type { Typed } from '../../typed.ts';
import { typeOfSyntax } from '../check-type.ts';
import { bind, type Checker, checkWithLevels, newSlot, shortName } from '../checker.ts';
import { dynamic, isBoundFunction, meaningless, resolveName } from './resolve-name.ts';

type Of<N extends Syntax['node']> = Extract<Syntax, { readonly node: N }>;

const resolveArguments = (checker: Checker, given: readonly ArgumentSyntax[]): readonly Argument<Typed>[] =>
  given.map(({ name, value }) => {
    const typed = checker.check(checker, value);
    return name === undefined ? { value: typed } : { name, value: typed };
  });

/** A name that is bound to a function, or is one when it runs, hides the built-in function of that name. */
export const resolveCall = (checker: Checker, { range, name, nameRange, arguments: given }: Of<'call'>): Typed => {
  const typed = resolveArguments(checker, given);
  const builtin = BUILTINS.get(name);
  const isBound = isBoundFunction(checker, nameRange, name);
  if (isBound && builtin !== undefined) {
    return dynamic(range, { form: 'call', builtin, arguments: typed, hiddenBy: resolveName(checker, nameRange, name) });
  }
  const [only] = typed;
  if (!isBound && name === 'not' && only !== undefined && typed.length === 1) return { range, node: 'not', type: BOOLEAN, of: only.value };
  if (builtin !== undefined) return dynamic(range, { form: 'call', builtin, arguments: typed });
  return { range, node: 'invoke', type: UNKNOWN, of: resolveName(checker, nameRange, name), arguments: typed };
};

export const resolveInvoke = (checker: Checker, { range, of, arguments: given }: Of<'invoke'>): Typed => ({
  range,
  node: 'invoke',
  type: UNKNOWN,
  of: checker.check(checker, of),
  arguments: resolveArguments(checker, given),
});

/** `self`: the slot of the context entry that it is the value of. */
export const resolveFunction = (checker: Checker, syntax: Of<'function'>, self?: Slot): Typed => {
  const { range, parameters, body, external } = syntax;
  let inner = checker;
  let strange: string | undefined;
  const typed = parameters.map(({ name, type }) => {
    const slot = newSlot(checker);
    inner = bind(inner, { name, slot, type: UNKNOWN });
    const declared: FeelType | undefined =
      type === undefined
        ? UNKNOWN
        : typeOfSyntax(type, checker.types, (unknown) => {
            strange = unknown.name;
          });
    return { name, slot, type: declared ?? UNKNOWN };
  });
  if (strange !== undefined) return meaningless(range, `unknown type ${shortName(strange)}`);
  if (new Set(parameters.map(({ name }) => name)).size < parameters.length) return meaningless(range, 'two parameters have one name');
  const type: FeelType = { kind: 'function', parameters: typed.map((parameter) => parameter.type), result: UNKNOWN };
  if (external) return { range, node: 'function', type, parameters: typed, levels: 0 };
  const { typed: result, levels } = checkWithLevels(inner, body);
  const known = { range, node: 'function', type: { ...type, result: result.type }, parameters: typed, body: result, levels } as const;
  return self === undefined ? known : { ...known, self };
};
