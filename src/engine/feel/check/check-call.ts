/** Calls of built-in functions: which overload is meant, and whether its arguments fit. */

import { acceptsText, acceptsType } from '../function/accepts.ts';
import { type Builtin, firstNull, type Overload } from '../function/builtin.ts';
import { dispatch, inOrder, overloadsFor, parameterAt } from '../function/call-builtin.ts';
import { BUILTINS } from '../function/index.ts';
import { didYouMean } from '../nearest.ts';
import { plainName } from '../parser.ts';
import type { Range, Syntax } from '../syntax.ts';
import { withinDocumentYears } from '../temporal/document-years.ts';
import { BOOLEAN, listOf, typeText, UNKNOWN } from '../type.ts';
import { unifyAll } from '../type-relation.ts';
import type { Typed } from '../typed.ts';
import { checkArguments, checkInvoke } from './check-function.ts';
import { checkOwnCall } from './check-own-call.ts';
import { checkName } from './check-path.ts';
import { broken, type Checker, keyHint, needs, report, shortName } from './checker.ts';

type Call = Extract<Syntax, { readonly node: 'call' }>;
type Argument = { readonly name?: string; readonly range: Range; readonly value: Typed };

export const checkCall = (checker: Checker, call: Call): Typed => {
  const given = checkArguments(checker, call.arguments);
  if (call.name === 'not') return checkNot(checker, call, given);
  const own = checker.functions.get(call.name);
  if (own !== undefined) return checkOwnCall(checker, call, own, given);
  const bound = boundFunction(checker, call);
  if (bound !== undefined) return checkInvoke(checker, call.range, bound, given);
  const builtin = BUILTINS.get(call.name);
  if (builtin === undefined) {
    reportUnknownFunction(checker, call);
    return broken(call.range);
  }
  return checkBuiltin(checker, call, builtin, given);
};

/** A name that is bound to a function hides the built-in one. */
const boundFunction = (checker: Checker, { name, nameRange }: Call): Typed | undefined => {
  let { locals } = checker;
  while (locals !== undefined && plainName(locals.name) !== name) locals = locals.outer;
  const type = locals?.type ?? checker.names.get(name)?.type;
  return type?.kind === 'function' ? checkName(checker, { node: 'name', name, range: nameRange }) : undefined;
};

const reportUnknownFunction = (checker: Checker, { name, nameRange }: Call): void => {
  if (checker.names.has(name)) {
    report(checker, nameRange, `${shortName(name)} is a value, not a function`, {
      expected: 'a function',
      suggestion: 'an operator is missing before "("',
    });
    return;
  }
  report(checker, nameRange, `unknown function ${shortName(name)}`, {
    expected: 'a function',
    ...didYouMean(name, ['not', ...checker.functions.names, ...BUILTINS.keys()], { range: nameRange }),
  });
};

const checkNot = (checker: Checker, { range }: Call, given: readonly Argument[]): Typed => {
  const [operand] = given;
  if (operand === undefined || given.length > 1) {
    report(checker, range, `"not" takes one argument, and ${given.length} are given`, { expected: 'not(condition)' });
    return { ...broken(range), type: BOOLEAN };
  }
  needs(checker, operand.value, BOOLEAN, '"not"');
  return { range, node: 'not', type: BOOLEAN, of: operand.value };
};

const signatureText = (name: string, { parameters, rest }: Overload): string => {
  const texts = parameters.map((parameter) => `${parameter.name}${parameter.optional === true ? '?' : ''}`);
  return `${name}(${texts.join(', ')}${rest === true ? ', …' : ''})`;
};

/** `max(a, b)` means `max([a, b])`. */
const collected = (checker: Checker, { range }: Call, given: readonly Argument[]): readonly Argument[] => {
  const [only] = given;
  if (only !== undefined && given.length === 1 && (only.value.type.kind === 'list' || only.value.type.kind === 'unknown')) return given;
  const types = given.map((argument) => argument.value.type);
  const of = unifyAll(types);
  if (of === undefined) {
    const odd = given.find((_, index) => unifyAll(types.slice(0, index + 1)) === undefined);
    report(checker, odd?.range ?? range, 'the arguments are of one type, and this one differs from those before it', {
      expected: typeText(types[0] ?? UNKNOWN),
    });
  }
  return [{ range, value: { range, node: 'list', type: listOf(of ?? UNKNOWN), items: given.map((argument) => argument.value) } }];
};

const fitsAll = (overload: Overload, given: readonly Argument[]): boolean =>
  given.every(({ value }, index) => {
    const parameter = parameterAt(overload, index);
    return parameter !== undefined && acceptsType(parameter.accepts, value.type);
  });

const checkBuiltin = (checker: Checker, call: Call, builtin: Builtin, given: readonly Argument[]): Typed => {
  const { range, name } = call;
  const candidates = overloadsFor(builtin, given);
  const [candidate] = candidates;
  if (candidate === undefined) {
    const expected = builtin.overloads.map((overload) => signatureText(name, overload)).join(' or ');
    report(checker, range, `"${name}" is called with ${given.length} ${given.length === 1 ? 'argument' : 'arguments'}`, { expected });
    return broken(range);
  }
  const named = candidates.flatMap((overload) => {
    const ordered = inOrder(overload, given);
    return ordered === undefined ? [] : [{ overload, ordered: overload.variadic === true ? collected(checker, call, ordered) : ordered }];
  });
  const [first] = named;
  if (first === undefined) {
    report(checker, range, `"${name}" has no parameters of these names`, { expected: signatureText(name, candidate) });
    return broken(range);
  }
  const fitting = named.filter((choice) => fitsAll(choice.overload, choice.ordered));
  const { overload, ordered } = withOpenTypes(name, fitting) ?? fitting[0] ?? first;
  if (fitting.length === 0) {
    reportArguments(checker, name, overload, ordered);
    return broken(range);
  }
  if (overload.refused !== undefined) {
    report(checker, range, overload.refused);
    return broken(range);
  }
  const values = ordered.map((argument) => argument.value);
  const types = values.map((value) => value.type);
  const mistake = overload.mistake?.(types);
  if (mistake !== undefined) report(checker, range, mistake);
  const type = typeof overload.result === 'function' ? overload.result(types) : overload.result;
  checkConstants(checker, call, overload, values);
  return { range, node: 'call', type, name, overload, arguments: values };
};

/** Where the types leave several overloads open, the values choose among them when it runs. */
const withOpenTypes = (
  name: string,
  fitting: readonly { readonly overload: Overload; readonly ordered: readonly Argument[] }[],
): { readonly overload: Overload; readonly ordered: readonly Argument[] } | undefined => {
  const [first] = fitting;
  const isOpen = first?.ordered.some(({ value }) => value.type.kind === 'unknown') ?? false;
  if (first === undefined || fitting.length < 2 || !isOpen) return undefined;
  const overloads = fitting.map(({ overload }) => overload);
  const results = overloads.map(({ result }) => (typeof result === 'function' ? UNKNOWN : result));
  const overload = { ...first.overload, result: unifyAll(results) ?? UNKNOWN, takesNulls: true, run: dispatch(name, overloads) } as const;
  return { overload, ordered: first.ordered };
};

const reportArguments = (checker: Checker, name: string, overload: Overload, given: readonly Argument[]): void => {
  for (const [index, { value }] of given.entries()) {
    const parameter = parameterAt(overload, index);
    if (parameter === undefined || acceptsType(parameter.accepts, value.type)) continue;
    const expected = acceptsText(parameter.accepts);
    report(checker, value.range, `"${name}" needs ${expected} as "${parameter.name}", and this is ${typeText(value.type)}`, {
      expected,
      ...keyHint(checker, value),
    });
  }
};

/** A call whose arguments are all written out fails always or never: `date("2025-02-30")` is found here. */
const checkConstants = (checker: Checker, { range }: Call, overload: Overload, values: readonly Typed[]): void => {
  const constants = values.map((value) => (value.node === 'literal' ? value.value : undefined));
  if (constants.length === 0 || constants.some((constant) => constant === undefined)) return;
  const known = constants.filter((constant) => constant !== undefined);
  const text = checker.source.slice(range.from, range.to);
  if (firstNull(known) !== undefined) return;
  const result = firstNull([withinDocumentYears(overload.run(known, text), text)]);
  if (result !== undefined) report(checker, range, result.cause.message);
};
