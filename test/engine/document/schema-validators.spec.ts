/** The validators that are compiled when the program is bundled find what Ajv finds when it compiles the same schemas at run time. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { formats } from '../../../src/engine/document/schema-runtime.ts';
import { isJsonObject, type Json } from '../../../src/engine/model/json.ts';
import { validate as mapping } from '../../../templates/schema/mapping.schema.json?validator';
import { validate as policy } from '../../../templates/schema/policy.schema.json?validator';
import { validate as reform } from '../../../templates/schema/reform.schema.json?validator';
import { validate as workflow } from '../../../templates/schema/workflow.schema.json?validator';

const templates = join(import.meta.dirname, '../../../templates');
const jsonIn = (folder: string): Json[] =>
  readdirSync(join(templates, folder)).map((name) => JSON.parse(readFileSync(join(templates, folder, name), 'utf8')) as Json);

const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true, verbose: true });
ajv.addFormat('date', formats.date);
for (const schema of jsonIn('schema')) ajv.addSchema(schema as object);

/** The document with each of its keys in turn spoilt, and with a text beyond the basic plane at the longest that is allowed and one more. */
const spoilt = (document: Json): Json[] =>
  isJsonObject(document)
    ? [
        ...Object.keys(document).map((key) => ({ ...document, [key]: 7 })),
        ...Object.keys(document).map((key) => ({ ...document, [key]: null, [`${key}x`]: {} })),
        ...[4_096, 4_097].map((length) => ({ ...document, title: '𝔘'.repeat(length) })),
      ]
    : [];

const shipped = [...jsonIn('policies'), ...jsonIn('reforms'), ...jsonIn('workflows')];
const documents = [null, 7, [], {}, ...shipped, ...shipped.flatMap(spoilt)];

const found = (validate: ValidateFunction, document: Json) => {
  validate(document);
  return (validate.errors ?? []).map(({ keyword, instancePath, params, message }) => ({ keyword, instancePath, params, message }));
};

it.each<[string, ValidateFunction]>([
  ['policy', policy],
  ['reform', reform],
  ['workflow', workflow],
  ['mapping', mapping],
])('of a %s', (kind, compiled) => {
  const fresh = ajv.getSchema(`urn:probity:schema:${kind}`) as ValidateFunction;
  for (const document of documents) expect(found(compiled, document)).toEqual(found(fresh, document));
});
