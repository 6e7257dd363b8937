/** Checks a document against its JSON Schema and tells every mistake once, in words for the person who wrote it. */
import type { ErrorObject, ValidateFunction } from 'ajv';
import { validate as mapping } from '../../../templates/schema/mapping.schema.json?validator';
import { validate as policy } from '../../../templates/schema/policy.schema.json?validator';
import { validate as reform } from '../../../templates/schema/reform.schema.json?validator';
import { validate as workflow } from '../../../templates/schema/workflow.schema.json?validator';
import { didYouMean, nearest, wholeKey, wholeText } from '../feel/nearest.ts';
import { isJsonObject, type Json } from '../model/json.ts';
import { pointerTo, valueAt } from '../model/json-pointer.ts';
import type { Problem } from '../model/problem.ts';

/** `harmless`: a key too many, and no misspelt one that is missing. What stands around it can still be understood. */
export type SchemaFinding = { readonly pointer: string; readonly harmless: boolean; readonly problem: Problem };

const PROBLEMS_MAX = 1_000;
const SHOWN_TEXT_MAX = 60;

const VALIDATORS = { policy, reform, workflow, mapping } as const;

/** What a value is, for "… stands here". */
const shown = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value);
  return text.length > SHOWN_TEXT_MAX ? `${text.slice(0, SHOWN_TEXT_MAX)}…` : text;
};

const TYPE_WORDS: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  integer: 'a whole number',
  boolean: 'true or false',
};

/** A choice between a few keys, as the schema writes it: `anyOf: [{ required: ["feel"] }, …]`. */
const keysOfChoice = (schema: unknown): string[] =>
  Array.isArray(schema) ? schema.flatMap((branch: { required?: string[] }) => branch.required ?? []) : [];

const descriptionOf = (error: ErrorObject): string | undefined => {
  const description = (error.parentSchema as { description?: unknown } | undefined)?.description;
  return typeof description === 'string' ? description : undefined;
};

const expectedType = (error: ErrorObject): string => {
  const types = [error.params.type as string | string[]].flat();
  return descriptionOf(error) ?? types.map((type) => TYPE_WORDS[type] ?? type).join(' or ');
};

const oneOf = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join(', ');

type Wording = Pick<Problem, 'message' | 'expected' | 'suggestion' | 'fix'>;

const wordingOf = (error: ErrorObject, holder: Json | undefined): Wording => {
  const keys = error.keyword === 'anyOf' ? keysOfChoice(error.schema) : [];
  if (keys.length > 0) return { message: 'the logic is missing', expected: `one of the keys ${oneOf(keys)}` };
  switch (error.keyword) {
    case 'type':
      return { message: `${shown(error.data)} stands here`, expected: expectedType(error) };
    case 'enum': {
      const allowed = error.params.allowedValues as readonly unknown[];
      const texts = allowed.filter((value) => typeof value === 'string');
      const mend = typeof error.data === 'string' ? didYouMean(error.data, texts, wholeText(error.data)) : {};
      return { message: `${shown(error.data)} is not known here`, expected: `one of ${oneOf(allowed)}`, ...mend };
    }
    case 'const': {
      const allowed = error.params.allowedValue as Json;
      const mend =
        typeof error.data === 'string' && typeof allowed === 'string' ? didYouMean(error.data, [allowed], wholeText(error.data)) : {};
      return { message: `${shown(error.data)} stands here`, expected: JSON.stringify(allowed), ...mend };
    }
    case 'false schema': {
      const type = isJsonObject(holder) ? holder.type : undefined;
      return { message: `${JSON.stringify(error.instancePath.split('/').at(-1))} does not apply to the type ${shown(type)}` };
    }
    case 'not':
      return {
        message: '"feel" and "table" both stand here',
        expected: descriptionOf({ ...error, parentSchema: error.schema as object }) ?? 'one',
      };
    case 'uniqueItems':
      return { message: `the items ${error.params.j} and ${error.params.i} are the same`, expected: 'each item once' };
    case 'pattern':
    case 'format':
      return { message: `${shown(error.data)} is not well formed`, expected: descriptionOf(error) ?? String(error.message) };
    default:
      return {
        message: `${shown(error.data)} ${error.message ?? 'is not right'}`,
        expected: descriptionOf(error) ?? String(error.message),
      };
  }
};

/** Errors that only repeat others: the choice behind an error, and the branches of a choice. */
const isEcho = (error: ErrorObject): boolean =>
  error.keyword === 'if' || error.keyword === 'propertyNames' || (error.keyword === 'required' && error.schemaPath.includes('/anyOf/'));

/** The schema's path from the document's root differs per branch, so that the same mistake may be found twice. */
const findingOf = (error: ErrorObject, holder: Json | undefined): SchemaFinding => {
  const at = error.instancePath;
  if (error.keyword === 'additionalProperties') {
    const key = error.params.additionalProperty as string;
    const known = Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? {});
    const pointer = pointerTo(at, key);
    const problem = {
      pointer,
      message: `the key ${JSON.stringify(key)} is not known here`,
      expected: `one of the keys ${oneOf(known)}`,
      ...didYouMean(key, known, wholeKey(key)),
    };
    return { pointer, harmless: true, problem };
  }
  if (error.keyword === 'required') {
    return {
      pointer: at,
      harmless: false,
      problem: { pointer: at, message: `the key ${JSON.stringify(error.params.missingProperty)} is missing` },
    };
  }
  if (error.propertyName !== undefined) {
    const pointer = pointerTo(at, error.propertyName);
    const wording = wordingOf({ ...error, data: error.propertyName }, undefined);
    const fix = wording.fix === undefined ? {} : { fix: { ...wording.fix, isKey: true } as const };
    return { pointer, harmless: false, problem: { pointer, ...wording, ...fix, message: `the key ${wording.message}` } };
  }
  return { pointer: at, harmless: error.keyword === 'false schema', problem: { pointer: at, ...wordingOf(error, holder) } };
};

/** Whether the missing key is there, but misspelt: that is told as a key that is not known. */
const isMisspelt = (error: ErrorObject, unknownKeys: ReadonlyMap<string, readonly string[]>): boolean => {
  const wanted = error.keyword === 'required' ? [error.params.missingProperty as string] : keysOfChoice(error.schema);
  return (unknownKeys.get(error.instancePath) ?? []).some((key) => nearest(key, wanted) !== undefined);
};

/** What is wrong with a document of this kind. */
export const schemaFindings = (kind: keyof typeof VALIDATORS, document: Json): SchemaFinding[] => findingsOf(VALIDATORS[kind], document);

/** What a validator finds wrong with a value. It is to be compiled with `allErrors` and `verbose`. */
export const findingsOf = (validate: ValidateFunction, document: Json): SchemaFinding[] => {
  if (validate(document)) return [];
  const errors = (validate.errors ?? []).filter((error) => !isEcho(error));
  const unknownKeys = new Map<string, string[]>();
  for (const { keyword, instancePath, params } of errors) {
    if (keyword !== 'additionalProperties') continue;
    unknownKeys.set(instancePath, [...(unknownKeys.get(instancePath) ?? []), params.additionalProperty as string]);
  }
  const isMissing = ({ keyword }: ErrorObject): boolean => keyword === 'required' || keyword === 'anyOf';
  const misspelt = new Set(errors.filter((error) => isMissing(error) && isMisspelt(error, unknownKeys)));
  const incomplete = new Set([...misspelt].map(({ instancePath }) => instancePath));
  const findings = new Map<string, SchemaFinding>();
  for (const error of errors) {
    if (misspelt.has(error)) continue;
    const { harmless, ...finding } = findingOf(error, valueAt(document, error.instancePath.slice(0, error.instancePath.lastIndexOf('/'))));
    // Several keys may be missing in one place; any other place is told once.
    const key = error.keyword === 'required' ? `${finding.pointer} ${finding.problem.message}` : finding.pointer;
    if (findings.has(key) || findings.size >= PROBLEMS_MAX) continue;
    findings.set(key, { ...finding, harmless: harmless && !incomplete.has(error.instancePath) });
  }
  return [...findings.values()];
};
