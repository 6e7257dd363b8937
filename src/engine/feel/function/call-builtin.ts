/**
 * Calls of built-in functions whose overload is chosen by the values: in conformance mode, and wherever the checker does not know
 * the types. Implicit conversions are those of DMN 1.5, 10.3.2.9.4: a list of one item stands for the item, an item for the list
 * of it, a date for its midnight in UTC.
 */
import { CalendarDate, isList, Null, type Value } from '../../model/value.ts';
import { kindText, nullOf } from '../null-of.ts';
import { midnight } from '../temporal/clock.ts';
import { UTC } from '../temporal/zone.ts';
import { acceptsText, acceptsValue } from './accepts.ts';
import type { Accepts, Builtin, Clock, Overload, Parameter, Run } from './builtin.ts';

export type GivenArgument = { readonly name?: string; readonly value: Value };

export const parameterAt = ({ parameters, rest }: Overload, index: number): Parameter | undefined =>
  parameters[index] ?? (rest === true ? parameters.at(-1) : undefined);

const takesCount = ({ parameters, variadic, rest }: Overload, count: number): boolean => {
  const required = parameters.filter((parameter) => parameter.optional !== true).length;
  return count >= required && (count <= parameters.length || variadic === true || rest === true);
};

/** The arguments in the order of the parameters, or undefined where a name is not one of them. */
export const inOrder = <T extends { readonly name?: string }>({ parameters }: Overload, given: readonly T[]): readonly T[] | undefined => {
  if (given.every((argument) => argument.name === undefined)) return given;
  const ordered: T[] = [];
  for (const { name } of parameters) {
    const argument = given.find((candidate) => candidate.name === name);
    if (argument !== undefined) ordered.push(argument);
  }
  const isContiguous = parameters.slice(0, ordered.length).every(({ name }, index) => ordered[index]?.name === name);
  return ordered.length === given.length && isContiguous ? ordered : undefined;
};

/**
 * The overloads that take as many arguments. `before(range: r, point: p)` has the names of `before(point, range)` too: the one whose parameters are
 * in the order that is written comes first.
 */
export const overloadsFor = ({ overloads }: Builtin, given: readonly { readonly name?: string }[]): readonly Overload[] => {
  const taking = overloads.filter((overload) => takesCount(overload, given.length));
  const isAsWritten = ({ parameters }: Overload): boolean =>
    given.every(({ name }, index) => name === undefined || name === parameters[index]?.name);
  return [...taking.filter(isAsWritten), ...taking.filter((overload) => !isAsWritten(overload))];
};

/** `max(a, b)` means `max([a, b])`. */
const collected = (overload: Overload, values: readonly Value[]): readonly Value[] => {
  const [only] = values;
  const isListAlready = values.length === 1 && only !== undefined && (isList(only) || only instanceof Null);
  return overload.variadic !== true || isListAlready ? values : [values];
};

const isListOnly = (accepts: Accepts): boolean => typeof accepts === 'object' && 'list' in accepts;

/** The value as the parameter takes it; undefined where it takes none of its forms. */
const converted = (accepts: Accepts, value: Value): Value | undefined => {
  if (acceptsValue(accepts, value)) return value;
  if (isListOnly(accepts)) return [value];
  const [only] = isList(value) ? value : [];
  if (isList(value) && value.length === 1 && only !== undefined) return converted(accepts, only);
  if (value instanceof CalendarDate && acceptsValue(accepts, midnight(value, UTC))) return midnight(value, UTC);
  return undefined;
};

type Adapt = (accepts: Accepts, value: Value) => Value | undefined;
const asIs: Adapt = (accepts, value) => (acceptsValue(accepts, value) ? value : undefined);

type Choice = { readonly overload: Overload; readonly values: readonly Value[] };

const choose = (choices: readonly Choice[], adapt: Adapt): Choice | undefined => {
  for (const { overload, values } of choices) {
    const fitted = values.map((value, index) => {
      const parameter = parameterAt(overload, index);
      return parameter === undefined ? undefined : adapt(parameter.accepts, value);
    });
    if (fitted.every((value) => value !== undefined)) return { overload, values: fitted };
  }
  return undefined;
};

const wrongArgument = ([first]: readonly Choice[], at: string): Null => {
  const index = first?.values.findIndex((value, place) => {
    const parameter = parameterAt(first.overload, place);
    return parameter === undefined || converted(parameter.accepts, value) === undefined;
  });
  const parameter = first === undefined || index === undefined ? undefined : parameterAt(first.overload, index);
  if (first === undefined || index === undefined || parameter === undefined)
    return nullOf('error', at, 'the arguments fit no form of the function');
  return nullOf('error', at, `"${parameter.name}" needs ${acceptsText(parameter.accepts)}, and this is ${kindText(first.values[index])}`);
};

const call = (builtin: Builtin, given: readonly GivenArgument[], runOf: (overload: Overload) => Run, at: string, clock?: Clock): Value => {
  const choices = overloadsFor(builtin, given).flatMap((overload) => {
    const ordered = inOrder(overload, given);
    return ordered === undefined
      ? []
      : [
          {
            overload,
            values: collected(
              overload,
              ordered.map(({ value }) => value),
            ),
          },
        ];
  });
  if (choices.length === 0) return nullOf('error', at, `"${builtin.name}" has no parameters of this number and these names`);
  const choice = choose(choices, asIs) ?? choose(choices, converted);
  if (choice === undefined) return wrongArgument(choices, at);
  const missing = choice.values.find((value) => value instanceof Null);
  return missing !== undefined && choice.overload.takesNulls !== true ? missing : runOf(choice.overload)(choice.values, at, clock);
};

/** As the standard has it: for conformance mode. A call that fits no overload is a null with its cause. */
export const callBuiltin = (builtin: Builtin, given: readonly GivenArgument[], at: string, clock?: Clock): Value =>
  call(builtin, given, ({ run, standard }) => standard ?? run, at, clock);

/** As policies have it, over values whose types are known only when it runs. `overloads`: those that the known types leave. */
export const dispatch =
  (name: string, overloads: readonly Overload[]): Run =>
  (values, at) =>
    call(
      { name, overloads },
      values.map((value) => ({ value })),
      ({ run }) => run,
      at,
    );
