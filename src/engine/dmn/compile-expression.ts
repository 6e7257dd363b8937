/** Boxed expressions (DMN 1.5, 7.2 and 10.2.1) to logic that runs. */
import { Closure, contextOf, type Environment, type FeelType, listOf, type Scope, UNKNOWN, withinLevels } from '../feel/index.ts';
import { FunctionValue, isContext, isList, Null, type Value, ValueRange } from '../model/value.ts';
import { coerce } from './coerce.ts';
import { compileTable } from './compile-table.ts';
import { type DataType, feelTypeOf, type TypeFinder } from './data-type.ts';
import { compileText, errorNull, failing, type Logic } from './feel-text.ts';
import type { BoxedExpression, FunctionDefinition, InformationItem } from './model.ts';
import { withNames, withValues } from './names.ts';

/** Where an expression stands: the names it reads, the types it may refer to, and what to call it in a cause. */
export type Place = {
  readonly scope: Scope;
  readonly types: TypeFinder;
  readonly at: string;
  /** What the variable that takes the value is declared as. */
  readonly declared?: DataType | undefined;
};

type Of<Box extends BoxedExpression['box']> = Extract<BoxedExpression, { readonly box: Box }>;

/** Items that one boxed iteration or filter visits at most. */
const ITEMS_MAX = 500_000;

/** A place within, whose value is not that of the variable. */
const inScope = (place: Place, names: Iterable<readonly [string, FeelType]>): Place => ({
  ...place,
  scope: withNames(place.scope, names),
  declared: undefined,
});

/** The static type of a value that is coerced: the declared one, where there is one. */
const typeAs = (declared: DataType, own: FeelType): FeelType => {
  const type = feelTypeOf(declared);
  return type.kind === 'unknown' ? own : type;
};

const coerced = (logic: Logic, type: DataType, at: string): Logic =>
  type.kind === 'plain' && type.type.kind === 'unknown'
    ? logic
    : { type: typeAs(type, logic.type), evaluate: (environment) => coerce(logic.evaluate(environment), type, at) };

export const compileExpression = (expression: BoxedExpression, place: Place): Logic =>
  coerced(compileForm(expression, place), place.types(expression.typeRef), place.at);

const compileForm = (expression: BoxedExpression, place: Place): Logic => {
  switch (expression.box) {
    case 'literal':
      return expression.text === undefined || expression.text.trim() === ''
        ? failing(place.at, 'the expression has no text')
        : compileText(expression.text, place.scope);
    case 'context':
      return compileContext(expression, place);
    case 'invocation':
      return compileInvocation(expression, place);
    case 'function':
      return compileFunction(expression.definition, place);
    case 'list':
      return compileList(expression, place);
    case 'relation':
      return compileRelation(expression, place);
    case 'table':
      return compileTable(
        expression.table,
        expression.typeRef === undefined ? place : { ...place, declared: place.types(expression.typeRef) },
      );
    case 'conditional':
      return compileConditional(expression, place);
    case 'filter':
      return compileFilter(expression, place);
    case 'for':
    case 'some':
    case 'every':
      return compileIteration(expression, place);
    case 'unreadable':
      return failing(place.at, expression.why);
  }
};

const compileItem = ({ typeRef }: InformationItem, value: BoxedExpression, place: Place): Logic =>
  coerced(compileExpression(value, { ...place, declared: place.types(typeRef) }), place.types(typeRef), place.at);

const isFunction = (value: BoxedExpression): boolean =>
  value.box === 'function' || (value.box === 'literal' && /^\s*function\s*\(/.test(value.text ?? ''));

/** Later entries read earlier ones, and a function may call itself. An entry without a name, the last, is the result. */
const compileContext = ({ entries }: Of<'context'>, place: Place): Logic => {
  let inner = place;
  let result: Logic | undefined;
  const named: { readonly name: string; readonly logic: Logic }[] = [];
  for (const { variable, value } of entries) {
    if (variable === undefined) {
      result = compileExpression(value, { ...inner, declared: place.declared });
      continue;
    }
    const { name } = variable;
    const around = isFunction(value) ? inScope(inner, [[name, UNKNOWN]]) : inner;
    const logic = compileItem(variable, value, { ...around, at: name });
    named.push({ name, logic });
    inner = inScope(inner, [[name, logic.type]]);
  }
  const evaluate = (environment: Environment): Value => {
    const values = new Map<string, Value>();
    const own = withValues(environment, values);
    for (const { name, logic } of named) values.set(name, logic.evaluate(own));
    return result === undefined ? Object.fromEntries(values) : result.evaluate(own);
  };
  return { type: result?.type ?? contextOf(named.map(({ name, logic }) => [name, logic.type] as const)), evaluate };
};

const compileInvocation = ({ called, bindings }: Of<'invocation'>, place: Place): Logic => {
  const callee = compileExpression(called, place);
  const given = bindings.map(({ parameter, value }) => ({
    name: parameter.name,
    logic: value === undefined ? failing(parameter.name, 'the binding has no expression') : compileItem(parameter, value, place),
  }));
  const names = new Set(given.map(({ name }) => name));
  const { at } = place;
  return {
    type: callee.type.kind === 'function' ? callee.type.result : UNKNOWN,
    evaluate: (environment) => {
      const target = callee.evaluate(environment);
      if (!(target instanceof FunctionValue)) return target instanceof Null ? target : errorNull(at, 'what is invoked is no function');
      const isFitting = names.size === target.parameters.length && target.parameters.every((name) => names.has(name));
      if (!isFitting) return errorNull(at, `the function has the parameters (${target.parameters.join(', ')})`);
      const values = new Map(given.map(({ name, logic }) => [name, logic.evaluate(environment)] as const));
      return target.call(
        target.parameters.map((name) => values.get(name) as Value),
        at,
      );
    },
  };
};

/** Levels of the call stack that a call of a boxed function stands for, beside those of its boxes and of the texts in them. */
const CALL_LEVELS = 3;

/** How deep boxes stand in each other. */
const boxDepth = (part: unknown): number => {
  if (typeof part !== 'object' || part === null) return 0;
  const inner = Math.max(0, ...Object.values(part).map(boxDepth));
  return 'box' in part ? inner + 1 : inner;
};

/** Arguments that are not of their declared types keep the function from being called. */
export const compileFunction = ({ kind, parameters, body, typeRef }: FunctionDefinition, place: Place): Logic => {
  const { at } = place;
  if (kind !== 'FEEL') return failing(at, `functions of the kind ${kind} are not evaluated`);
  const types = parameters.map((parameter) => place.types(parameter.typeRef));
  const names = parameters.map(({ name }) => name);
  const inner = inScope(
    place,
    names.map((name, index) => [name, feelTypeOf(types[index] as DataType)] as const),
  );
  const logic = body === undefined ? failing(at, 'the function has no body') : compileExpression(body, inner);
  const result = coerced(logic, place.types(typeRef), at);
  const levels = CALL_LEVELS + boxDepth(body);
  const type: Closure['type'] = { kind: 'function', parameters: types.map((own) => feelTypeOf(own)), result: result.type };
  const evaluate = (environment: Environment): Value =>
    new Closure(names, type, (given) => {
      const values = new Map<string, Value>();
      for (const [index, name] of names.entries()) {
        const value = given[index];
        if (value === undefined) return errorNull(at, `"${name}" is not given`);
        const fitting = coerce(value, types[index] as DataType, name);
        if (fitting instanceof Null && !(value instanceof Null)) return fitting;
        values.set(name, fitting);
      }
      return withinLevels(levels, at, () => result.evaluate(withValues(environment, values)));
    });
  return { type, evaluate };
};

const compileList = ({ items }: Of<'list'>, place: Place): Logic => {
  const logics = items.map((item) => compileExpression(item, place));
  return { type: listOf(logics[0]?.type ?? UNKNOWN), evaluate: (environment) => logics.map((logic) => logic.evaluate(environment)) };
};

const compileRelation = ({ columns, rows }: Of<'relation'>, place: Place): Logic => {
  const types = columns.map(({ typeRef }) => place.types(typeRef));
  const logics = rows.map((row) =>
    columns.map(({ name }, index) => {
      const cell = row[index];
      return cell === undefined
        ? failing(name, 'the row has no such cell')
        : coerced(compileExpression(cell, place), types[index] as DataType, name);
    }),
  );
  const fields = columns.map(({ name }, index) => [name, typeAs(types[index] as DataType, logics[0]?.[index]?.type ?? UNKNOWN)] as const);
  const evaluate = (environment: Environment): Value =>
    logics.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, (row[index] as Logic).evaluate(environment)])));
  return { type: listOf(contextOf(fields)), evaluate };
};

const compileConditional = ({ condition, then, otherwise }: Of<'conditional'>, place: Place): Logic => {
  const [test, first, second] = [compileExpression(condition, place), compileExpression(then, place), compileExpression(otherwise, place)];
  const evaluate = (environment: Environment): Value => (test.evaluate(environment) === true ? first : second).evaluate(environment);
  return { type: first.type.kind === 'unknown' ? second.type : first.type, evaluate };
};

const itemTypeOf = ({ type }: Logic): FeelType => (type.kind === 'list' ? type.of : UNKNOWN);

const RANGE = 'range';

/** The items of a list or range; no single value is taken for a list here. */
const itemsOf = (value: Value, at: string): readonly Value[] | Null => {
  if (value instanceof ValueRange) {
    const items = compileText(`for item in ${RANGE} return item`, { names: new Map([[RANGE, UNKNOWN]]) });
    const list = items.evaluate({ lookup: () => value });
    return isList(list) ? list : errorNull(at, 'the range cannot be counted through');
  }
  if (!isList(value)) return value instanceof Null ? value : errorNull(at, 'what is iterated over is no list');
  return value.length > ITEMS_MAX ? errorNull(at, `the list has more than ${ITEMS_MAX} items`) : value;
};

/** Sets of names that the items of one filter may have. */
const NAME_SETS_MAX = 1_000;

/**
 * Inside of `match` the item is "item", and where it is a context its entries have their own names. Which these are may show only when it
 * runs, so that the match is compiled for each set of names that items have.
 */
const compileFilter = ({ of, match }: Of<'filter'>, place: Place): Logic => {
  const { at } = place;
  const list = compileExpression(of, place);
  const itemType = itemTypeOf(list);
  const fieldType = (name: string): FeelType => (itemType.kind === 'context' ? itemType.fields[name] : undefined) ?? UNKNOWN;
  const tests = new Map<string, Logic>();
  const testFor = (names: readonly string[]): Logic => {
    const key = JSON.stringify(names);
    let test = tests.get(key);
    if (test === undefined) {
      test = compileExpression(match, inScope(place, [...names.map((name) => [name, fieldType(name)] as const), ['item', itemType]]));
      if (tests.size < NAME_SETS_MAX) tests.set(key, test);
    }
    return test;
  };
  const evaluate = (environment: Environment): Value => {
    const items = itemsOf(list.evaluate(environment), at);
    if (items instanceof Null) return items;
    const kept: Value[] = [];
    for (const item of items) {
      const entries = isContext(item) ? Object.entries(item) : [];
      const values = new Map<string, Value>([...entries, ['item', item]]);
      const verdict = testFor(entries.map(([name]) => name)).evaluate(withValues(environment, values));
      if (typeof verdict !== 'boolean') return verdict instanceof Null ? verdict : errorNull(at, 'the match is no boolean');
      if (verdict) kept.push(item);
    }
    return kept;
  };
  return { type: list.type, evaluate };
};

const PARTIAL = 'partial';

const compileIteration = (expression: Of<'for' | 'some' | 'every'>, place: Place): Logic => {
  const { box, variable } = expression;
  const { at } = place;
  const list = coerced(compileExpression(expression.of, place), place.types(expression.ofTypeRef), at);
  const partial: readonly (readonly [string, FeelType])[] = box === 'for' ? [[PARTIAL, listOf(UNKNOWN)]] : [];
  const body = compileExpression(expression.body, inScope(place, [[variable, itemTypeOf(list)], ...partial]));
  const collect = (items: readonly Value[], environment: Environment): Value => {
    const results: Value[] = [];
    for (const item of items) {
      const lookup = (name: string): Value => (name === variable ? item : name === PARTIAL ? results.slice() : environment.lookup(name));
      results.push(body.evaluate({ ...environment, lookup }));
    }
    return results;
  };
  const quantify = (items: readonly Value[], environment: Environment): Value => {
    let isMet = box === 'every';
    for (const item of items) {
      const verdict = body.evaluate(withValues(environment, new Map([[variable, item]])));
      if (typeof verdict !== 'boolean') return verdict instanceof Null ? verdict : errorNull(at, 'the condition is no boolean');
      isMet = box === 'every' ? isMet && verdict : isMet || verdict;
    }
    return isMet;
  };
  const evaluate = (environment: Environment): Value => {
    const items = itemsOf(list.evaluate(environment), at);
    if (items instanceof Null) return items;
    return box === 'for' ? collect(items, environment) : quantify(items, environment);
  };
  return { type: box === 'for' ? listOf(body.type) : UNKNOWN, evaluate };
};
