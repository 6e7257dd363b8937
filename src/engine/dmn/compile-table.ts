/** Decision tables of a DMN model (DMN 1.5, 8) to logic that runs by the one implementation of hit policies. */
import { equal } from '../feel/compare.ts';
import { contextOf, EMPTY_SCOPE, type Environment, type FeelType, type Scope, UNKNOWN } from '../feel/index.ts';
import { Exact } from '../model/exact.ts';
import { isContext, isList, Null, type Value } from '../model/value.ts';
import { decideTable, type RuleLogic, type TableLogic } from '../table/decide-table.ts';
import { coerce } from './coerce.ts';
import { type DataType, feelTypeOf, type TypeFinder } from './data-type.ts';
import { compileTests, compileText, errorNull, failing, type Logic, NO_NAMES } from './feel-text.ts';
import type { Table, TableInput, TableOutput } from './model.ts';

/** `declared`: the type that the table's value is declared to be of. */
type Place = { readonly scope: Scope; readonly types: TypeFinder; readonly at: string; readonly declared?: DataType | undefined };

const LIST_POLICIES = new Set(['RULE ORDER', 'OUTPUT ORDER', 'COLLECT']);

const isEmpty = (text: string | undefined): boolean => text === undefined || text.trim() === '';

const compileInput = ({ expression, values }: TableInput, { scope, at }: Place): Logic => {
  const logic = isEmpty(expression) ? failing(at, 'an input of the table has no expression') : compileText(expression, scope);
  const allowed = values === undefined ? undefined : compileTests(values, logic.type, scope);
  if (allowed === undefined) return logic;
  return {
    type: logic.type,
    evaluate: (environment) => {
      const value = logic.evaluate(environment);
      return allowed.test(value, environment) === true
        ? value
        : errorNull(expression, `the value of "${expression}" is none that the table takes`);
    },
  };
};

/** Tests of a cell. A test that comes to no boolean fails. */
const compileCell = (text: string | undefined, type: FeelType, scope: Scope): RuleLogic['when'][number] => {
  if (text === undefined || isEmpty(text)) return undefined;
  const tests = compileTests(text, type, scope);
  return tests === undefined ? undefined : { test: (value, environment) => tests.test(value, environment) === true };
};

const nameOf = ({ name }: TableOutput, index: number): string => name ?? `output ${index + 1}`;

const compileOutput = (text: string | undefined, output: TableOutput, { scope, types, at }: Place): Logic => {
  if (text === undefined || isEmpty(text)) return failing(at, 'the output entry has no expression');
  const logic = compileText(text, scope);
  const type = types(output.typeRef);
  return { type: logic.type, evaluate: (environment) => coerce(logic.evaluate(environment), type, output.name ?? at) };
};

/** One output gives its bare value, several give a context. */
const joined = (outputs: readonly TableOutput[], logics: readonly Logic[]): Pick<Logic, 'evaluate'> => {
  const [only] = logics;
  if (outputs.length === 1 && only !== undefined) return only;
  return {
    evaluate: (environment: Environment): Value =>
      Object.fromEntries(outputs.map((output, index) => [nameOf(output, index), (logics[index] as Logic).evaluate(environment)])),
  };
};

/** The type of an output: its own, or that part of the table's type which it makes; a list of results is of the type of its items. */
const typeOfOutput = (output: TableOutput, { types, declared }: Place, isOnly: boolean): DataType | undefined => {
  if (output.typeRef !== undefined) return types(output.typeRef);
  if (declared === undefined || isOnly) return declared?.kind === 'list' ? declared.of : declared;
  const whole = declared.kind === 'list' ? declared.of : declared;
  return whole.kind === 'context' && output.name !== undefined ? whole.fields.get(output.name) : undefined;
};

/** The values of an output in the order of their priority, undefined where they are not listed. */
const listedValues = ({ values }: TableOutput, type: DataType | undefined): readonly Value[] | undefined => {
  const text = values ?? (type?.kind === 'constrained' ? type.values : undefined);
  if (text === undefined) return undefined;
  const list = compileText(`[${text}]`, EMPTY_SCOPE).evaluate(NO_NAMES);
  return isList(list) ? list : undefined;
};

/** By the place of values among the listed ones, output by output; a value that is not listed comes last. */
const precedenceOf = (outputs: readonly TableOutput[], place: Place): TableLogic['precedence'] => {
  const listed = outputs.map((output) => listedValues(output, typeOfOutput(output, place, outputs.length === 1)));
  const partOf = (value: Value, index: number): Value | undefined => {
    if (outputs.length === 1) return value;
    return isContext(value) ? value[nameOf(outputs[index] as TableOutput, index)] : undefined;
  };
  const rank = (value: Value | undefined, values: readonly Value[]): number => {
    const found = value === undefined ? -1 : values.findIndex((candidate) => equal(candidate, value) === true);
    return found === -1 ? values.length : found;
  };
  return (first, second) => {
    for (const [index, values] of listed.entries()) {
      if (values === undefined) continue;
      const difference = rank(partOf(first, index), values) - rank(partOf(second, index), values);
      if (difference !== 0) return difference;
    }
    return 0;
  };
};

const fallbackOf = (outputs: readonly TableOutput[], place: Place): Pick<Logic, 'evaluate'> | undefined =>
  outputs.some(({ fallback }) => !isEmpty(fallback))
    ? joined(
        outputs,
        outputs.map((output) => compileOutput(output.fallback, output, place)),
      )
    : undefined;

const valueOfNone = ({ hitPolicy, aggregation }: Table): Value | undefined => {
  if (!LIST_POLICIES.has(hitPolicy)) return undefined;
  if (aggregation === undefined || hitPolicy !== 'COLLECT') return [];
  return aggregation === 'COUNT' ? Exact.ZERO : undefined;
};

const outputType = ({ outputs, hitPolicy }: Table, { types }: Place): FeelType => {
  if (LIST_POLICIES.has(hitPolicy) || outputs.length === 0) return UNKNOWN;
  const [only] = outputs;
  if (outputs.length === 1 && only !== undefined) return feelTypeOf(types(only.typeRef));
  return contextOf(outputs.map((output, index) => [nameOf(output, index), feelTypeOf(types(output.typeRef))] as const));
};

export const compileTable = (table: Table, place: Place): Logic => {
  const { scope, at } = place;
  const { hitPolicy, aggregation, inputs, outputs } = table;
  const columns = inputs.map((input) => compileInput(input, place));
  const rules = table.rules.map((rule) => ({
    when: columns.map((column, index) => compileCell(rule.inputs[index], column.type, scope)),
    conclusion: joined(
      outputs,
      outputs.map((output, index) => compileOutput(rule.outputs[index], output, place)),
    ),
  }));
  const logic: TableLogic = {
    name: at,
    hitPolicy,
    aggregator: hitPolicy === 'COLLECT' ? aggregation : undefined,
    columns,
    rules,
    precedence: hitPolicy === 'PRIORITY' || hitPolicy === 'OUTPUT ORDER' ? precedenceOf(outputs, place) : undefined,
    otherwise: fallbackOf(outputs, place),
    ofNothing: valueOfNone(table),
  };
  const guarded = inputs
    .map(({ values }, index) => (values === undefined ? undefined : columns[index]))
    .filter((column) => column !== undefined);
  const evaluate = (environment: Environment): Value => {
    // A value that an input does not allow is a mistake of the call, not a case without a rule.
    for (const column of guarded) {
      const value = column.evaluate(environment);
      if (value instanceof Null) return value;
    }
    return decideTable(logic, environment);
  };
  return { type: outputType(table, place), evaluate };
};
