/** Checks values against a JSON Schema that stands in a template: a run's input, what a person fills in, what a signal brings. */
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { findingsOf } from '../document/schema-problems.ts';
import { formats } from '../document/schema-runtime.ts';
import { didYouMean, wholeText } from '../feel/index.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import { type Problem, refuse } from '../model/problem.ts';
import type { TemplateDocument } from '../model/template-document.ts';
import type { PlacedBlock } from './each-step.ts';

/** What is wrong with a value; pointers are into the value. */
export type ValueCheck = (value: Json) => readonly Problem[];

const OPTIONS = { allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true, verbose: true, logger: false } as const;

/** A fresh one for each schema: identifiers that a schema declares then stay its own. */
const createAjv = (): Ajv2020 => {
  const ajv = new Ajv2020({ ...OPTIONS, validateSchema: false });
  ajv.addFormat('date', formats.date);
  return ajv;
};

/** The check, or why the schema cannot be used. References to other documents are refused: nothing is ever fetched. */
const compileSchema = (schema: JsonObject, pointer: string): { readonly check: ValueCheck } | { readonly problems: readonly Problem[] } => {
  try {
    const validate = createAjv().compile(schema);
    return { check: (value) => findingsOf(validate, value).map(({ problem }) => problem) };
  } catch (error) {
    return { problems: [{ pointer, message: `this JSON Schema cannot be used: ${(error as Error).message}` }] };
  }
};

/** A word that no JSON Schema has where it stands, or something else that the schema of schemas says. */
const metaProblem = ({ instancePath, data, keyword, params, message }: ErrorObject, pointer: string): Problem => {
  const at = pointer + instancePath;
  if (keyword !== 'enum' || typeof data !== 'string') return { pointer: at, message: `this is not a JSON Schema: it ${message}` };
  const mend = didYouMean(data, params.allowedValues as string[], wholeText(data));
  return { pointer: at, message: `this is not a JSON Schema: ${JSON.stringify(data.slice(0, 60))} is not known here`, ...mend };
};

/** Holds schemas against the schema of schemas, which takes a while to prepare; nothing of them is kept in it. */
let metaAjv: Ajv2020 | undefined;

/** What is wrong with a schema that nobody has looked at. */
const schemaProblems = (schema: JsonObject, pointer: string): readonly Problem[] => {
  metaAjv ??= createAjv();
  const ajv = metaAjv;
  if (ajv.validateSchema(schema) === true) {
    const compiled = compileSchema(schema, pointer);
    return 'problems' in compiled ? compiled.problems : [];
  }
  // The meta-schema is told in several vocabularies, which find the same mistake again; the first that is met says what it is.
  const first = new Map((ajv.errors ?? []).toReversed().map((error) => [error.instancePath, error]));
  return [...first.values()].map((error) => metaProblem(error, pointer));
};

/** The check of a schema that was looked at before. It is made on first use: code is generated for it, and most runs of a template never need all of them. */
export const schemaCheck = (schema: JsonObject, pointer: string): ValueCheck => {
  let check: ValueCheck | undefined;
  return (value) => {
    if (check === undefined) {
      const compiled = compileSchema(schema, pointer);
      check = 'check' in compiled ? compiled.check : refuse('invalid', 'A schema of the template cannot be used.', compiled.problems);
    }
    return check(value);
  };
};

/** What is wrong with the schemas of a template: of its input, its signals, its forms. */
export const templateSchemaProblems = ({ input }: TemplateDocument, blocks: readonly PlacedBlock[]): readonly Problem[] => [
  ...schemaProblems(input.schema, '/input/schema'),
  ...blocks.flatMap(({ steps }) =>
    steps.flatMap(({ step, pointer, isSound }) => {
      if (!isSound) return [];
      if (step.type === 'signal' && step.schema !== undefined) return schemaProblems(step.schema, pointerTo(pointer, 'schema'));
      return step.type === 'approval' && step.form !== undefined ? schemaProblems(step.form, pointerTo(pointer, 'form')) : [];
    }),
  ),
];
