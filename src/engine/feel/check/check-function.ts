/** Function definitions in the typed profile, and calls of what they give. */
import { didYouMean } from '../nearest.ts';
import type { ArgumentSyntax, ParameterSyntax, Syntax } from '../syntax.ts';
import { type FeelType, quotedList, typeText, UNKNOWN } from '../type.ts';
import type { Typed } from '../typed.ts';
import { BUILT_IN_TYPES, typeOfSyntax } from './check-type.ts';
import { bind, broken, type Checker, checkWithLevels, needs, newSlot, report, shortName } from './checker.ts';

type Of<N extends Syntax['node']> = Extract<Syntax, { readonly node: N }>;
type FunctionType = Extract<FeelType, { readonly kind: 'function' }>;

/** The declared type of a parameter, or else the one that it is known to have where the function stands. */
const parameterType = (checker: Checker, { name, range, type }: ParameterSyntax, known: FeelType | undefined): FeelType => {
  if (type === undefined) {
    if (known !== undefined) return known;
    report(checker, range, `the type of the parameter ${shortName(name)} is not known here`, {
      expected: 'a parameter with its type',
      suggestion: `write its type: ${name}: number`,
    });
    return UNKNOWN;
  }
  const declared = typeOfSyntax(type, checker.types, (unknown) => {
    const names = [...checker.types.keys(), ...BUILT_IN_TYPES.keys()];
    report(checker, unknown.range, `unknown type ${shortName(unknown.name)}`, {
      expected: quotedList([...BUILT_IN_TYPES.keys()]),
      ...didYouMean(unknown.name, names, { range: unknown.range }),
    });
  });
  return declared ?? UNKNOWN;
};

/** `known`: the type of parameters that declare none. */
export const checkFunction = (checker: Checker, syntax: Of<'function'>, known?: FeelType): Typed => {
  const { range, parameters, body, external } = syntax;
  if (external) {
    report(checker, range, 'functions of other languages are not part of this profile of FEEL', { expected: 'a body in FEEL' });
    return broken(range);
  }
  let inner = checker;
  const types: FeelType[] = [];
  const typed = parameters.map((parameter, index) => {
    const { name } = parameter;
    if (parameters.findIndex((other) => other.name === name) < index) {
      report(checker, parameter.range, `the parameter ${shortName(name)} stands twice`, { expected: 'another name' });
    }
    const type = parameterType(checker, parameter, known);
    const slot = newSlot(checker);
    inner = bind(inner, { name, slot, type });
    types.push(type);
    return { name, slot, type: parameter.type === undefined ? UNKNOWN : type };
  });
  checker.findings.callsValues = true;
  const { typed: result, levels } = checkWithLevels(inner, body);
  const type: FunctionType = { kind: 'function', parameters: types, result: result.type };
  return { range, node: 'function', type, parameters: typed, body: result, levels };
};

/** A function beside a list takes items of that list: `sort(people, function(a, b) a.age < b.age)`. */
export const checkArguments = (
  checker: Checker,
  given: readonly ArgumentSyntax[],
): readonly (Omit<ArgumentSyntax, 'value'> & { readonly value: Typed })[] => {
  const checked = given.map((argument) => (argument.value.node === 'function' ? undefined : checker.check(checker, argument.value)));
  const list = checked.find((typed) => typed?.type.kind === 'list')?.type;
  const item = list?.kind === 'list' ? list.of : undefined;
  return given.map((argument, index) => {
    const { value } = argument;
    const typed = checked[index] ?? (value.node === 'function' ? checkFunction(checker, value, item) : checker.check(checker, value));
    return { ...argument, value: typed };
  });
};

const signature = ({ parameters, result }: FunctionType): string =>
  `a function of (${parameters.map(typeText).join(', ')}) to ${typeText(result)}`;

/** A call of a value. Names of parameters are known only where the function itself stands there. */
export const checkInvoke = (
  checker: Checker,
  range: Syntax['range'],
  of: Typed,
  given: readonly (Omit<ArgumentSyntax, 'value'> & { readonly value: Typed })[],
): Typed => {
  const { type } = of;
  if (type.kind !== 'function') {
    if (type.kind !== 'unknown') report(checker, of.range, `${typeText(type)} cannot be called`, { expected: 'a function' });
    return broken(range);
  }
  const names = of.node === 'function' ? of.parameters.map(({ name }) => name) : undefined;
  const known = { ...broken(range), type: type.result };
  if (given.length !== type.parameters.length) {
    const count = `${given.length} ${given.length === 1 ? 'argument' : 'arguments'}`;
    report(checker, range, `the function is called with ${count}`, { expected: signature(type) });
    return known;
  }
  for (const [index, { name, range: at, value }] of given.entries()) {
    const place = name === undefined ? index : (names?.indexOf(name) ?? -1);
    const wanted = type.parameters[place];
    if (wanted === undefined) {
      const hint = names === undefined ? { suggestion: 'give the arguments by their position' } : didYouMean(name ?? '', names);
      report(checker, at, `the function has no parameter ${shortName(name ?? '')}`, hint);
      return known;
    }
    needs(checker, value, wanted, 'the parameter');
  }
  const values = given.map(({ name, value }) => (name === undefined ? { value } : { name, value }));
  return { range, node: 'invoke', type: type.result, of, arguments: values };
};
