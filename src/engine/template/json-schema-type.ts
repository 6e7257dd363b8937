/** The FEEL type of the values that a JSON Schema describes, so that expressions over them are checked before anything runs. */
import { BOOLEAN, type FeelType, listOf, NUMBER, STRING, UNKNOWN, unify } from '../feel/index.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';

/** Levels of a schema that are looked into; what lies deeper is of unknown type. */
const DEPTH_MAX = 20;

const texts = (values: Json | undefined): readonly string[] | undefined =>
  Array.isArray(values) && values.every((value) => typeof value === 'string') ? values : undefined;

/** An alternative that is only `null` adds nothing: null fits every FEEL type. */
const isNullOnly = (schema: Json): boolean => isJsonObject(schema) && (schema.type === 'null' || schema.const === null);

const typeOfUnion = (alternatives: readonly Json[], depth: number): FeelType => {
  const types = alternatives.filter((alternative) => !isNullOnly(alternative)).map((alternative) => typeAt(alternative, depth));
  return types.reduce<FeelType | undefined>((common, type) => common && unify(common, type), types[0]) ?? UNKNOWN;
};

/** Declared properties only: a read of any other is taken for a mistake. Without declared properties nothing is known. */
const typeOfObject = (schema: JsonObject, depth: number): FeelType => {
  const properties = schema.properties;
  if (!isJsonObject(properties) || Object.keys(properties).length === 0) return UNKNOWN;
  const fields: Record<string, FeelType> = Object.create(null);
  for (const [name, property] of Object.entries(properties)) fields[name] = typeAt(property, depth);
  return { kind: 'context', fields };
};

const typeAt = (schema: Json, above: number): FeelType => {
  const depth = above + 1;
  if (!isJsonObject(schema) || depth > DEPTH_MAX) return UNKNOWN;
  const union = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(union)) return typeOfUnion(union, depth);
  const type = schema.type;
  if (Array.isArray(type)) {
    return typeOfUnion(
      type.map((one) => ({ ...schema, type: one })),
      depth,
    );
  }
  switch (type) {
    case 'number':
    case 'integer':
      return NUMBER;
    case 'boolean':
      return BOOLEAN;
    case 'string': {
      const values = texts(schema.enum) ?? (typeof schema.const === 'string' ? [schema.const] : undefined);
      return values === undefined ? STRING : { kind: 'enum', values };
    }
    case 'array':
      return listOf(schema.items === undefined ? UNKNOWN : typeAt(schema.items, depth));
    case 'object':
      return typeOfObject(schema, depth);
    default:
      return UNKNOWN;
  }
};

/** The type of the values that the schema lets pass; unknown where the schema does not say. References are not followed. */
export const jsonSchemaType = (schema: Json): FeelType => typeAt(schema, 0);
