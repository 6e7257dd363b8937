/** Calls of built-in functions: which overload is meant, and whether its arguments fit. */
import { type Accepts, type Builtin, firstNull, type Overload, type Parameter } from '../function/builtin.ts';
import { BUILTINS } from '../function/index.ts';
import { didYouMean } from '../nearest.ts';
import type { Range, Syntax } from '../syntax.ts';
import { BOOLEAN, type FeelType, listOf, typeText, UNKNOWN } from '../type.ts';
import { unifyAll } from '../type-relation.ts';
import type { Typed } from '../typed.ts';
import { broken, type Checker, keyHint, needs, report, shortName } from './checker.ts';

type Call = Extract<Syntax, { readonly node: 'call' }>;
type Argument = { readonly name?: string; readonly range: Range; readonly value: Typed };

const fitsParameter = (type: FeelType, accepts: Accepts): boolean => {
  if (type.kind === 'unknown' || type.kind === 'null') return true;
  if (typeof accepts === 'object') return type.kind === 'list' && fitsParameter(type.of, accepts.list);
  switch (accepts) {
    case 'text':
      return type.kind === 'string' || type.kind === 'enum';
    case 'ordered':
      return type.kind === 'number' || type.kind === 'string' || type.kind === 'date';
    case 'any':
      return type.kind !== 'keyed';
    default:
      return type.kind === accepts;
  }
};

const acceptsText = (accepts: Accepts): string => {
  if (typeof accepts === 'object') return accepts.list === 'any' ? 'a list' : `a list of ${itemsText(accepts.list)}`;
  if (accepts === 'ordered') return 'a number, a date or a text';
  return accepts === 'any' ? 'a value' : `a ${accepts}`;
};
const itemsText = (accepts: Accepts): string => {
  if (typeof accepts === 'object') return 'lists';
  return accepts === 'ordered' ? 'numbers, dates or texts' : `${accepts}s`;
};

export const checkCall = (checker: Checker, call: Call): Typed => {
  const given = call.arguments.map((argument) => ({ ...argument, value: checker.check(checker, argument.value) }));
  if (call.name === 'not') return checkNot(checker, call, given);
  const builtin = BUILTINS.get(call.name);
  if (builtin === undefined) {
    reportUnknownFunction(checker, call);
    return broken(call.range);
  }
  return checkBuiltin(checker, call, builtin, given);
};

const reportUnknownFunction = (checker: Checker, { name, nameRange }: Call): void => {
  if (checker.names.has(name)) {
    report(checker, nameRange, `${shortName(name)} is a value, not a function`, { suggestion: 'an operator is missing before "("' });
    return;
  }
  report(checker, nameRange, `unknown function ${shortName(name)}`, didYouMean(name, ['not', ...BUILTINS.keys()]));
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

const takesCount = ({ parameters, variadic, rest }: Overload, count: number): boolean => {
  const required = parameters.filter((parameter) => parameter.optional !== true).length;
  return count >= required && (count <= parameters.length || variadic === true || rest === true);
};

/** The arguments in the order of the parameters, or undefined where a name is not one of them. */
const inOrder = ({ parameters }: Overload, given: readonly Argument[]): readonly Argument[] | undefined => {
  if (given.every((argument) => argument.name === undefined)) return given;
  const ordered: Argument[] = [];
  for (const { name } of parameters) {
    const argument = given.find((candidate) => candidate.name === name);
    if (argument !== undefined) ordered.push(argument);
  }
  const isContiguous = parameters.slice(0, ordered.length).every(({ name }, index) => ordered[index]?.name === name);
  return ordered.length === given.length && isContiguous ? ordered : undefined;
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

const parameterAt = ({ parameters, rest }: Overload, index: number): Parameter | undefined =>
  parameters[index] ?? (rest === true ? parameters.at(-1) : undefined);

const fitsAll = (overload: Overload, given: readonly Argument[]): boolean =>
  given.every(({ value }, index) => {
    const parameter = parameterAt(overload, index);
    return parameter !== undefined && fitsParameter(value.type, parameter.accepts);
  });

const checkBuiltin = (checker: Checker, call: Call, builtin: Builtin, given: readonly Argument[]): Typed => {
  const { range, name } = call;
  const candidates = builtin.overloads.filter((overload) => takesCount(overload, given.length));
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
  const { overload, ordered } = named.find((choice) => fitsAll(choice.overload, choice.ordered)) ?? first;
  if (!fitsAll(overload, ordered)) {
    reportArguments(checker, name, overload, ordered);
    return broken(range);
  }
  const values = ordered.map((argument) => argument.value);
  const types = values.map((value) => value.type);
  const type = typeof overload.result === 'function' ? overload.result(types) : overload.result;
  checkConstants(checker, call, overload, values);
  return { range, node: 'call', type, name, overload, arguments: values };
};

const reportArguments = (checker: Checker, name: string, overload: Overload, given: readonly Argument[]): void => {
  for (const [index, { value }] of given.entries()) {
    const parameter = parameterAt(overload, index);
    if (parameter === undefined || fitsParameter(value.type, parameter.accepts)) continue;
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
  if (firstNull(known) !== undefined) return;
  const result = firstNull([overload.run(known, checker.source.slice(range.from, range.to))]);
  if (result !== undefined) report(checker, range, result.cause.message);
};
