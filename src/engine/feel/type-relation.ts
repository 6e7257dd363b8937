/** How types relate: which value may stand where another is expected, and what two branches have in common. */
import { type FeelType, fieldType, listOf, NULL, rangeOf, UNKNOWN } from './type.ts';

/** Texts that the type can be, or undefined where it can be any. */
export const possibleTexts = (type: FeelType): readonly string[] | undefined =>
  type.kind === 'enum' || type.kind === 'string' ? type.values : undefined;

export const isText = (type: FeelType): boolean => type.kind === 'string' || type.kind === 'enum';

/** Whether every value of `actual` is one of `expected`. Null and unknown fit everywhere: nulls keep their cause at run time. */
export const fits = (actual: FeelType, expected: FeelType): boolean => {
  if (actual.kind === 'unknown' || actual.kind === 'null' || expected.kind === 'unknown') return true;
  switch (expected.kind) {
    case 'string':
      return isText(actual);
    case 'enum': {
      const texts = possibleTexts(actual);
      return texts?.every((text) => expected.values.includes(text)) ?? false;
    }
    case 'list':
      return actual.kind === 'list' && fits(actual.of, expected.of);
    case 'range':
      return actual.kind === 'range' && fits(actual.of, expected.of);
    case 'function':
      return actual.kind === 'function' && functionFits(actual, expected);
    case 'context':
      return actual.kind === 'context' && contextFits(actual.fields, expected.fields);
    case 'keyed':
      return actual === expected;
    default:
      return actual.kind === expected.kind;
  }
};

type FunctionType = Extract<FeelType, { readonly kind: 'function' }>;

/** A function may stand where another is expected if it takes all that is given there, and gives what is needed there. */
const functionFits = (actual: FunctionType, expected: FunctionType): boolean =>
  actual.parameters.length === expected.parameters.length &&
  expected.parameters.every((type, index) => fits(type, actual.parameters[index] ?? UNKNOWN)) &&
  fits(actual.result, expected.result);

type Fields = Readonly<Record<string, FeelType>>;

const contextFits = (actual: Fields, expected: Fields): boolean =>
  Object.entries(expected).every(([name, type]) => {
    const given = fieldType(actual, name);
    return given !== undefined && fits(given, type);
  });

/** The narrowest type that holds both, or undefined where they have nothing in common. */
export const unify = (left: FeelType, right: FeelType): FeelType | undefined => {
  if (left === right || right.kind === 'null') return left;
  if (left.kind === 'null') return right;
  if (left.kind === 'unknown' || right.kind === 'unknown') return UNKNOWN;
  if (isText(left) && isText(right)) return unifyTexts(left, right);
  if (left.kind === 'list' && right.kind === 'list') {
    const of = unify(left.of, right.of);
    return of === undefined ? undefined : listOf(of);
  }
  if (left.kind === 'range' && right.kind === 'range') {
    const of = unify(left.of, right.of);
    return of === undefined ? undefined : rangeOf(of);
  }
  if (left.kind === 'function' && right.kind === 'function') return fits(left, right) ? right : fits(right, left) ? left : undefined;
  if (left.kind === 'context' && right.kind === 'context') return unifyContexts(left.fields, right.fields);
  return left.kind === right.kind && left.kind !== 'keyed' ? left : undefined;
};

const unifyTexts = (left: FeelType, right: FeelType): FeelType => {
  if (left.kind === 'enum' && fits(right, left)) return left;
  if (right.kind === 'enum' && fits(left, right)) return right;
  const leftTexts = possibleTexts(left);
  const rightTexts = possibleTexts(right);
  if (leftTexts === undefined || rightTexts === undefined) return { kind: 'string' };
  return { kind: 'string', values: [...new Set([...leftTexts, ...rightTexts])] };
};

const unifyContexts = (left: Fields, right: Fields): FeelType | undefined => {
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return undefined;
  const fields: Record<string, FeelType> = Object.create(null);
  for (const name of names) {
    const other = fieldType(right, name);
    const field = other === undefined ? undefined : unify(fieldType(left, name) ?? NULL, other);
    if (field === undefined) return undefined;
    fields[name] = field;
  }
  return { kind: 'context', fields };
};

/** The type of the items of a list that holds values of all these types. */
export const unifyAll = (types: readonly FeelType[]): FeelType | undefined => {
  let common: FeelType | undefined = NULL;
  for (const type of types) {
    common = unify(common, type);
    if (common === undefined) return undefined;
  }
  return common;
};
