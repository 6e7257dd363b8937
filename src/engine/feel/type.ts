/** The types of FEEL expressions, as the checker knows them before anything runs. */

export type TemporalKind = 'date' | 'time' | 'date and time';
export type DurationKind = 'years and months duration' | 'days and time duration';

export type FeelType =
  | { readonly kind: 'number' }
  | { readonly kind: 'boolean' }
  /** `values`: the only texts it can be, where they are all written in the source. */
  | { readonly kind: 'string'; readonly values?: readonly string[] }
  /** A declared enumeration. */
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: TemporalKind }
  | { readonly kind: DurationKind }
  | { readonly kind: 'range'; readonly of: FeelType }
  | { readonly kind: 'function'; readonly parameters: readonly FeelType[]; readonly result: FeelType }
  | { readonly kind: 'list'; readonly of: FeelType }
  /** `name`: the list input or context whose fields these are, so that a read of a field can be told as "members.age". */
  | { readonly kind: 'context'; readonly fields: Readonly<Record<string, FeelType>>; readonly name?: string }
  /** A parameter that is picked by a key: `limit[size]`. Keys are texts: "1", "north", "true". */
  | { readonly kind: 'keyed'; readonly of: FeelType; readonly keys: readonly string[] }
  /** The literal `null`, which fits every type. */
  | { readonly kind: 'null' }
  /** Known only when it runs (untyped data), or lost to a mistake that is reported already. */
  | { readonly kind: 'unknown' };

export const NUMBER: FeelType = { kind: 'number' };
export const BOOLEAN: FeelType = { kind: 'boolean' };
export const STRING: FeelType = { kind: 'string' };
export const DATE: FeelType = { kind: 'date' };
export const TIME: FeelType = { kind: 'time' };
export const DATE_AND_TIME: FeelType = { kind: 'date and time' };
export const MONTHS_DURATION: FeelType = { kind: 'years and months duration' };
export const DAYS_DURATION: FeelType = { kind: 'days and time duration' };
export const NULL: FeelType = { kind: 'null' };
export const UNKNOWN: FeelType = { kind: 'unknown' };
export const listOf = (of: FeelType): FeelType => ({ kind: 'list', of });
export const rangeOf = (of: FeelType): FeelType => ({ kind: 'range', of });

/** The type of a field, or undefined. Never reaches a prototype. */
export const fieldType = (fields: Readonly<Record<string, FeelType>>, name: string): FeelType | undefined =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;

const NAMED_VALUES_MAX = 6;

/** Texts for a message: `"north", "south" or "west"`. */
export const quotedList = (values: readonly string[]): string => {
  const shown = values.slice(0, NAMED_VALUES_MAX).map((value) => JSON.stringify(value));
  if (values.length > NAMED_VALUES_MAX) return `${shown.join(', ')} or one of ${values.length - NAMED_VALUES_MAX} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
};

/** A type as a message names it: "a number", "a list of dates". */
export const typeText = (type: FeelType): string => {
  switch (type.kind) {
    case 'number':
    case 'boolean':
    case 'context':
    case 'function':
    case 'date':
    case 'time':
    case 'date and time':
    case 'years and months duration':
    case 'days and time duration':
      return `a ${type.kind}`;
    case 'range':
      return `a range of ${pluralText(type.of)}`;
    case 'string':
      return type.values === undefined ? 'a text' : `the text ${quotedList(type.values)}`;
    case 'enum':
      return `one of ${quotedList(type.values)}`;
    case 'list':
      return `a list of ${pluralText(type.of)}`;
    case 'keyed':
      return 'a table of values by key';
    case 'null':
      return 'null';
    case 'unknown':
      return 'a value of any type';
  }
};

const pluralText = (type: FeelType): string => {
  switch (type.kind) {
    case 'number':
    case 'boolean':
    case 'context':
    case 'function':
    case 'list':
    case 'range':
    case 'date':
    case 'time':
    case 'years and months duration':
    case 'days and time duration':
      return `${type.kind}s`;
    case 'date and time':
      return 'dates and times';
    case 'string':
    case 'enum':
      return 'texts';
    default:
      return 'values';
  }
};
