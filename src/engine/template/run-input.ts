/** Checks what a run is started with against the schema in its template. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { findingsOf } from '../document/schema-problems.ts';
import { parseDate } from '../model/calendar.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Problem } from '../model/problem.ts';

export type InputCheck = (input: Json) => readonly Problem[];

/** A fresh one for each schema: identifiers that a schema declares then stay its own. */
const createAjv = (): Ajv2020 => {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true, verbose: true, logger: false });
  ajv.addFormat('date', (text: string) => parseDate(text) !== undefined);
  return ajv;
};

/** The check, or what is wrong with the schema. References to other documents are refused: nothing is ever fetched. */
export const compileInputCheck = (
  schema: JsonObject,
  pointer: string,
): { readonly check: InputCheck } | { readonly problems: readonly Problem[] } => {
  const ajv = createAjv();
  if (ajv.validateSchema(schema) !== true) {
    const problems = (ajv.errors ?? []).map((error) => ({
      pointer: pointer + error.instancePath,
      message: `this is not a JSON Schema: it ${error.message}`,
    }));
    // The meta-schema is told in several vocabularies, which find the same mistake again.
    return { problems: [...new Map(problems.map((problem) => [problem.pointer, problem])).values()] };
  }
  try {
    const validate = ajv.compile(schema);
    return { check: (input) => findingsOf(validate, input).map(({ problem }) => problem) };
  } catch (error) {
    return { problems: [{ pointer, message: `this JSON Schema cannot be used: ${(error as Error).message}` }] };
  }
};
