/** The types that a source names: after `instance of`, and at the parameters of a function. */
import { contextOf } from '../declared-type.ts';
import type { TypeSyntax } from '../syntax.ts';
import {
  BOOLEAN,
  DATE,
  DATE_AND_TIME,
  DAYS_DURATION,
  type FeelType,
  fieldType,
  listOf,
  MONTHS_DURATION,
  NULL,
  NUMBER,
  rangeOf,
  STRING,
  TIME,
  UNKNOWN,
} from '../type.ts';

/** DMN 1.5, 10.3.2.9 and the built-in types of 7.3.3. `Any` is every value but null. */
export const BUILT_IN_TYPES: ReadonlyMap<string, FeelType> = new Map([
  ['number', NUMBER],
  ['string', STRING],
  ['boolean', BOOLEAN],
  ['date', DATE],
  ['time', TIME],
  ['date and time', DATE_AND_TIME],
  ['dateTime', DATE_AND_TIME],
  ['years and months duration', MONTHS_DURATION],
  ['yearMonthDuration', MONTHS_DURATION],
  ['days and time duration', DAYS_DURATION],
  ['dayTimeDuration', DAYS_DURATION],
  ['Any', UNKNOWN],
  ['Null', NULL],
  ['list', listOf(UNKNOWN)],
  ['context', contextOf([])],
  ['range', rangeOf(UNKNOWN)],
]);

export type TypeNames = ReadonlyMap<string, FeelType>;

/** `tPerson.address`: the type of a field of a named type. */
const namedType = (name: string, types: TypeNames): FeelType | undefined => {
  const whole = types.get(name) ?? BUILT_IN_TYPES.get(name);
  const dot = name.lastIndexOf('.');
  if (whole !== undefined || dot < 0) return whole;
  const outer = namedType(name.slice(0, dot), types);
  return outer?.kind === 'context' ? fieldType(outer.fields, name.slice(dot + 1)) : undefined;
};

/** Undefined where a name stands for no type; `unknown` is told of it. `types`: those that are declared beside the built-in ones. */
export const typeOfSyntax = (
  syntax: TypeSyntax,
  types: TypeNames,
  unknown: (name: Extract<TypeSyntax, { readonly type: 'name' }>) => void,
): FeelType | undefined => {
  const typeOf = (part: TypeSyntax): FeelType | undefined => typeOfSyntax(part, types, unknown);
  switch (syntax.type) {
    case 'name': {
      const type = namedType(syntax.name, types);
      if (type === undefined) unknown(syntax);
      return type;
    }
    case 'list':
    case 'range': {
      const of = typeOf(syntax.of);
      return of === undefined ? undefined : { kind: syntax.type, of };
    }
    case 'context': {
      const fields: (readonly [string, FeelType])[] = [];
      for (const { name, of } of syntax.fields) {
        const type = typeOf(of);
        if (type === undefined) return undefined;
        fields.push([name, type]);
      }
      return contextOf(fields);
    }
    case 'function': {
      const parameters = syntax.parameters.map(typeOf);
      const result = typeOf(syntax.result);
      const known = parameters.filter((type) => type !== undefined);
      return result === undefined || known.length < parameters.length ? undefined : { kind: 'function', parameters: known, result };
    }
  }
};
