/** From the types that documents declare to the types that the checker works with. */
import type { InputType, ListType, ScalarType } from '../model/value-type.ts';
import { BOOLEAN, DATE, type FeelType, listOf, NUMBER, STRING } from './type.ts';

export const typeOfScalar = (declared: ScalarType): FeelType => {
  switch (declared.type) {
    case 'decimal':
    case 'integer':
      return NUMBER;
    case 'boolean':
      return BOOLEAN;
    case 'string':
      return STRING;
    case 'enum':
      return { kind: 'enum', values: declared.values };
    case 'date':
      return DATE;
    case 'time':
    case 'date and time':
    case 'years and months duration':
    case 'days and time duration':
      return { kind: declared.type };
  }
};

export const typeOfDecision = (declared: ScalarType | ListType): FeelType =>
  declared.type === 'list' ? listOf(typeOfScalar(declared.items)) : typeOfScalar(declared);

/** A context with these fields. Under its name the fields that an expression reads are told: "members.age". */
export const contextOf = (fields: Iterable<readonly [string, FeelType]>, name?: string): FeelType => {
  const own: Record<string, FeelType> = Object.create(null);
  for (const [field, type] of fields) own[field] = type;
  return name === undefined ? { kind: 'context', fields: own } : { kind: 'context', fields: own, name };
};

/** The type of an input by its name. */
export const typeOfInput = (name: string, declared: InputType): FeelType => {
  if (declared.type !== 'list') return typeOfScalar(declared);
  const fields = Object.entries(declared.of).map(([field, type]) => [field, typeOfScalar(type)] as const);
  return listOf(contextOf(fields, name));
};
