/** Checks what a run is started with against the schema in its template. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { findingsOf } from '../document/schema-problems.ts';
import { formats } from '../document/schema-runtime.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Problem } from '../model/problem.ts';

export type InputCheck = (input: Json) => readonly Problem[];

const OPTIONS = { allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true, verbose: true, logger: false } as const;

/** A fresh one for each schema: identifiers that a schema declares then stay its own. */
const createAjv = (): Ajv2020 => {
  const ajv = new Ajv2020({ ...OPTIONS, validateSchema: false });
  ajv.addFormat('date', formats.date);
  return ajv;
};

export type CompiledInput = { readonly check: InputCheck } | { readonly problems: readonly Problem[] };

/** The check, or why the schema cannot be used. References to other documents are refused: nothing is ever fetched. */
export const compileInputCheck = (schema: JsonObject, pointer: string): CompiledInput => {
  try {
    const validate = createAjv().compile(schema);
    return { check: (input) => findingsOf(validate, input).map(({ problem }) => problem) };
  } catch (error) {
    return { problems: [{ pointer, message: `this JSON Schema cannot be used: ${(error as Error).message}` }] };
  }
};

/** The same for a schema that nobody has looked at: it is held against the schema of schemas first. */
export const compileNewInputCheck = (schema: JsonObject, pointer: string): CompiledInput => {
  const ajv = createAjv();
  if (ajv.validateSchema(schema) === true) return compileInputCheck(schema, pointer);
  const problems = (ajv.errors ?? []).map((error) => ({
    pointer: pointer + error.instancePath,
    message: `this is not a JSON Schema: it ${error.message}`,
  }));
  // The meta-schema is told in several vocabularies, which find the same mistake again.
  return { problems: [...new Map(problems.map((problem) => [problem.pointer, problem])).values()] };
};
