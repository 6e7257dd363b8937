/** What the steps of each type give, as far as it is known before a run: see the types of template documents. */
import { contextOf, type FeelType, listOf, NUMBER, STRING, UNKNOWN } from '../feel/index.ts';
import type { JsonObject } from '../model/json.ts';
import { jsonSchemaType } from './json-schema-type.ts';
import { ERROR } from './template-scope.ts';

export const CHOSEN: FeelType = contextOf([
  ['choice', NUMBER],
  ['then', listOf(STRING)],
]);

export const WAITED: FeelType = contextOf([['at', STRING]]);

const schemaType = (schema: JsonObject | undefined): FeelType => (schema === undefined ? UNKNOWN : jsonSchemaType(schema));

export const sentType = schemaType;

export const decidedType = (form: JsonObject | undefined): FeelType =>
  contextOf([
    ['decision', { kind: 'enum', values: ['approved', 'rejected'] }],
    ['by', STRING],
    ['at', STRING],
    ['note', STRING],
    ['form', schemaType(form)],
  ]);

export const mappedType = (each: FeelType): FeelType =>
  contextOf([
    ['succeeded', NUMBER],
    [
      'failed',
      listOf(
        contextOf([
          ['index', NUMBER],
          ['error', ERROR],
        ]),
      ),
    ],
    ['results', listOf(each)],
  ]);

export const loopedType = (last: FeelType): FeelType =>
  contextOf([
    ['rounds', NUMBER],
    ['last', last],
  ]);
