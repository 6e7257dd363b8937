/** Declared types of a DMN model: item definitions and the types of FEEL, with what they allow (DMN 1.5, 7.3.2 and 10.3.2.9). */
import { BOOLEAN, contextOf, DATE, EMPTY_SCOPE, type FeelType, listOf, NUMBER, STRING, UNKNOWN } from '../feel/index.ts';
import { DATE_AND_TIME, DAYS_DURATION, MONTHS_DURATION, rangeOf, TIME } from '../feel/type.ts';
import type { Value } from '../model/value.ts';
import { compileTests, NO_NAMES } from './feel-text.ts';
import type { ItemDefinition } from './model.ts';

export type DataType =
  | { readonly kind: 'plain'; readonly type: FeelType }
  | { readonly kind: 'list'; readonly of: DataType }
  | { readonly kind: 'context'; readonly fields: ReadonlyMap<string, DataType> }
  /** `type` where the parameters are declared. */
  | { readonly kind: 'function'; readonly type?: FeelType }
  /** Only values that pass unary tests; `values` is their text. */
  | { readonly kind: 'constrained'; readonly of: DataType; readonly values: string; readonly accepts: (value: Value) => boolean };

const plain = (type: FeelType): DataType => ({ kind: 'plain', type });

export const ANY: DataType = plain(UNKNOWN);

/** The types of FEEL by the names that DMN 1.1 to 1.5 give them. */
const BUILT_IN: ReadonlyMap<string, DataType> = new Map<string, DataType>([
  ['Any', ANY],
  ['number', plain(NUMBER)],
  ['string', plain(STRING)],
  ['boolean', plain(BOOLEAN)],
  ['date', plain(DATE)],
  ['time', plain(TIME)],
  ['date and time', plain(DATE_AND_TIME)],
  ['dateTime', plain(DATE_AND_TIME)],
  ['days and time duration', plain(DAYS_DURATION)],
  ['dayTimeDuration', plain(DAYS_DURATION)],
  ['years and months duration', plain(MONTHS_DURATION)],
  ['yearMonthDuration', plain(MONTHS_DURATION)],
  ['list', plain(listOf(UNKNOWN))],
  ['context', plain(contextOf([]))],
  ['range', plain(rangeOf(UNKNOWN))],
  ['function', { kind: 'function' }],
]);

/** How deep a type is unfolded; item definitions may refer to themselves. */
const TYPE_DEPTH_MAX = 24;

/** The type as the checker of FEEL knows it. */
export const feelTypeOf = (type: DataType, depth = 0): FeelType => {
  if (depth > TYPE_DEPTH_MAX) return UNKNOWN;
  switch (type.kind) {
    case 'plain':
      return type.type;
    case 'list':
      return listOf(feelTypeOf(type.of, depth + 1));
    case 'context':
      return contextOf([...type.fields].map(([name, field]) => [name, feelTypeOf(field, depth + 1)] as const));
    case 'constrained':
      return feelTypeOf(type.of, depth);
    case 'function':
      return type.type ?? UNKNOWN;
  }
};

/** Compiled when the first value is tested. */
const acceptance = (source: string): ((value: Value) => boolean) => {
  let tests: ReturnType<typeof compileTests> | undefined;
  return (value) => {
    tests ??= compileTests(source, UNKNOWN, EMPTY_SCOPE);
    return tests === undefined || tests.test(value, NO_NAMES) === true;
  };
};

/** Finds types by the name under which a model refers to them. */
export type TypeFinder = (typeRef: string | undefined) => DataType;

/** Types of an imported model, behind the name of the import; those of an import without a name stand for themselves. */
export type ImportedTypes = { readonly name: string; readonly find: (typeRef: string) => DataType };

/** Unknown names stand for any type, so that a misspelt reference does not turn every value to null. */
export const typeFinder = (definitions: readonly ItemDefinition[], imports: readonly ImportedTypes[]): TypeFinder => {
  const byName = new Map(definitions.map((definition) => [definition.name, definition]));
  const known = new Map<string, DataType>();
  const inProgress = new Set<string>();

  const named = (typeRef: string): DataType => {
    const found = known.get(typeRef);
    if (found !== undefined) return found;
    const definition = byName.get(typeRef);
    if (definition === undefined) return BUILT_IN.get(typeRef) ?? foreign(typeRef);
    if (inProgress.has(typeRef)) return ANY;
    inProgress.add(typeRef);
    const type = defined(definition);
    inProgress.delete(typeRef);
    known.set(typeRef, type);
    return type;
  };

  /** "import.type", or a type of an import without a name; DMN 1.1 wrote types as qualified names of XML. */
  const foreign = (typeRef: string): DataType => {
    for (const { name, find: findImported } of imports) {
      if (name !== '' && typeRef.startsWith(`${name}.`)) return findImported(typeRef.slice(name.length + 1));
      const found = name === '' ? findImported(typeRef) : ANY;
      if (found !== ANY) return found;
    }
    const local = typeRef.replace(/^[\w.-]+:/, '');
    return local === typeRef ? ANY : named(local);
  };

  const find: TypeFinder = (typeRef) => (typeRef === undefined ? ANY : named(typeRef));

  const structure = ({ components, functionItem, typeRef }: ItemDefinition): DataType => {
    if (components.length > 0) return { kind: 'context', fields: new Map(components.map((field) => [field.name, defined(field)])) };
    if (functionItem !== undefined) {
      const parameters = functionItem.parameters.map((parameter) => feelTypeOf(find(parameter.typeRef)));
      return { kind: 'function', type: { kind: 'function', parameters, result: feelTypeOf(find(functionItem.outputTypeRef)) } };
    }
    return find(typeRef);
  };

  const constrained = (of: DataType, tests: string | undefined): DataType =>
    tests === undefined || tests === '' ? of : { kind: 'constrained', of, values: tests, accepts: acceptance(tests) };

  const defined = (definition: ItemDefinition): DataType => {
    const item = constrained(structure(definition), definition.allowedValues);
    const whole: DataType = definition.isCollection ? { kind: 'list', of: item } : item;
    return constrained(whole, definition.typeConstraint);
  };

  return find;
};
