/** Holds what stands in a template as it is to what will read it. Where an expression has a part in a value, that is known only when it runs. */
import { z } from 'zod';
import type { Json, JsonObject } from '../model/json.ts';
import { isWithin, pointerTo, valueAt } from '../model/json-pointer.ts';
import type { Problem } from '../model/problem.ts';
import type { InputTypes } from '../model/value-type.ts';
import { zodProblems } from '../model/zod-problems.ts';
import { readCase } from '../policy/read-case.ts';
import type { Argument } from './compile-call.ts';
import { MARK } from './compile-expression.ts';
import { schemaCheck, type ValueCheck } from './json-schema-check.ts';

const hasExpression = (value: Json | undefined): boolean => {
  if (typeof value === 'string') return value.startsWith(MARK);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasExpression);
};

/** As they are handed over: a null argument counts as absent. */
const valuesOf = (given: readonly Argument[]): JsonObject =>
  Object.fromEntries(given.flatMap(({ name, value }) => (value === null ? [] : [[name, value]])));

/** With the pointer into the document instead of that into the arguments. */
const inDocument = (problem: Problem, given: readonly Argument[]): readonly Problem[] => {
  const { pointer = '' } = problem;
  const argument = given.find(({ name }) => isWithin(pointer, pointerTo('', name)));
  return argument === undefined ? [] : [{ ...problem, pointer: argument.pointer + pointer.slice(pointerTo('', argument.name).length) }];
};

/** Arguments of a task function. That one is missing is told where the call is compiled. */
export const heldToTask = (input: z.ZodType, given: readonly Argument[]): readonly Problem[] => {
  const values = valuesOf(given);
  const { error } = input.safeParse(values);
  const about = error?.issues.filter(
    ({ code, path }) => code === 'unrecognized_keys' || !hasExpression(valueAt(values, pointerTo('', ...path.map(String)))),
  );
  return about === undefined ? [] : zodProblems(new z.ZodError(about), values).flatMap((problem) => inDocument(problem, given));
};

/** Words by which parts of a schema are found from within it. */
const FINDING: ReadonlySet<string> = new Set(['$id', '$anchor', '$dynamicAnchor', '$defs', 'definitions']);

/** What a schema says of each argument by itself. */
const propertiesOf = (schema: JsonObject): JsonObject => ({
  ...Object.fromEntries(Object.entries(schema).filter(([word]) => FINDING.has(word))),
  type: 'object',
  properties: schema.properties ?? {},
});

/** By the schema, as several steps give to one run of that input: code is generated for each check. */
const checks = new WeakMap<JsonObject, ValueCheck>();

const argumentCheck = (input: JsonObject): ValueCheck => {
  const known = checks.get(input);
  if (known !== undefined) return known;
  const check = schemaCheck(propertiesOf(input), '');
  checks.set(input, check);
  return check;
};

/** Arguments of a run. What its schema says of several together is known when it starts. */
export const heldToSchema = (input: JsonObject, given: readonly Argument[]): readonly Problem[] => {
  const constants = given.filter(({ value }) => !hasExpression(value));
  return argumentCheck(input)(valuesOf(constants)).flatMap((problem) => inDocument(problem, constants));
};

/** Facts of a case. */
export const heldToPolicy = (inputs: InputTypes, { value, pointer }: Argument): readonly Problem[] =>
  readCase({ inputs }, value, '')
    .problems.filter((problem) => !hasExpression(valueAt(value, problem.pointer ?? '')))
    .map((problem) => ({ ...problem, pointer: pointer + (problem.pointer ?? '') }));
