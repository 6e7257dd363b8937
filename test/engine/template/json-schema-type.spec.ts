/** What a JSON Schema says of its values is known to expressions; what it leaves open is unknown, never wrong. */
import { expect, it } from 'vitest';
import { BOOLEAN, type FeelType, listOf, NUMBER, STRING, UNKNOWN } from '../../../src/engine/feel/index.ts';
import type { Json, JsonObject } from '../../../src/engine/model/json.ts';
import { jsonSchemaType } from '../../../src/engine/template/json-schema-type.ts';

const object = (properties: JsonObject): Json => ({ type: 'object', properties });
const context = (fields: Readonly<Record<string, FeelType>>) => ({ kind: 'context', fields });

it.each<[string, Json, unknown]>([
  ['numbers', { type: 'integer' }, NUMBER],
  ['booleans', { type: 'boolean' }, BOOLEAN],
  ['texts', { type: 'string' }, STRING],
  ['texts of a choice', { type: 'string', enum: ['a', 'b'] }, { kind: 'enum', values: ['a', 'b'] }],
  ['one text', { type: 'string', const: 'a' }, { kind: 'enum', values: ['a'] }],
  ['lists', { type: 'array', items: { type: 'number' } }, listOf(NUMBER)],
  ['lists of anything', { type: 'array' }, listOf(UNKNOWN)],
  ['objects', object({ a: { type: 'string' } }), context({ a: STRING })],
  ['objects of anything', { type: 'object' }, UNKNOWN],
  ['a value or null', { anyOf: [{ type: 'number' }, { type: 'null' }] }, NUMBER],
  ['a type or null', { type: ['string', 'null'] }, STRING],
  ['types that have nothing in common', { oneOf: [{ type: 'number' }, { type: 'string' }] }, UNKNOWN],
  ['no type at all', {}, UNKNOWN],
  ['a schema that is only yes', true, UNKNOWN],
])('%s', (_what, schema, type) => {
  expect(jsonSchemaType(schema)).toEqual(type);
});

it('looks into what is nested, down to twenty levels', () => {
  const nested = (levels: number): Json => (levels === 0 ? { type: 'string' } : object({ a: nested(levels - 1) }));
  const innermost = (type: unknown): unknown =>
    typeof type === 'object' && type !== null && 'fields' in type ? innermost((type.fields as { a: unknown }).a) : type;
  expect(innermost(jsonSchemaType(nested(3)))).toEqual(STRING);
  expect(innermost(jsonSchemaType(nested(19)))).toEqual(STRING);
  expect(innermost(jsonSchemaType(nested(20)))).toEqual(UNKNOWN);
});
