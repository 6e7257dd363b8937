/** A JSON Schema as fields of a form, and what was written into them as a JSON value. */
import type { Json, JsonObject, Problem } from '../../../engine/model/index.ts';
import { t } from '../../copy/t.ts';
import { spelled } from '../format/spelled.ts';

export type SchemaField = {
  /** The property; empty where the whole value is one field. */
  readonly name: string;
  /** RFC 6901, of the property in the value. */
  readonly pointer: string;
  readonly label: string;
  readonly description?: string;
  readonly kind: 'text' | 'longText' | 'number' | 'integer' | 'date' | 'boolean' | 'choice' | 'json';
  readonly required: boolean;
  /** Of `choice`: values as JSON texts. */
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** What stands in it at first. */
  readonly initial: string;
};

/** By the field's name; "" where nothing was given. */
export type Drafts = { readonly [name: string]: string };

/** From here on a text gets several lines. */
const LONG_TEXT = 256;

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
const textOf = (value: Json | undefined): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** RFC 6901: "~" and "/" are escaped inside a pointer's parts. */
const escapePart = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** The one type beside null; undefined where there are several. */
const typeOf = ({ type }: JsonObject): string | undefined => {
  const types = (isList(type) ? type : [type]).filter((one): one is string => typeof one === 'string' && one !== 'null');
  return types.length === 1 ? types[0] : undefined;
};

const kindOf = (schema: JsonObject): SchemaField['kind'] => {
  if (isList(schema.enum)) return 'choice';
  switch (typeOf(schema)) {
    case 'boolean':
      return 'boolean';
    case 'number':
      return 'number';
    case 'integer':
      return 'integer';
    case 'string':
      if (schema.format === 'date') return 'date';
      return typeof schema.maxLength === 'number' && schema.maxLength >= LONG_TEXT ? 'longText' : 'text';
    default:
      return 'json';
  }
};

/** A value as its field has it. */
const draftOf = (kind: SchemaField['kind'], value: Json): string => {
  if (kind === 'choice') return JSON.stringify(value);
  return typeof value === 'string' && kind !== 'json' ? value : JSON.stringify(value, null, kind === 'json' ? 2 : 0);
};

const fieldOf = (name: string, schema: JsonObject, required: boolean, value: Json | undefined): SchemaField => {
  const kind = kindOf(schema);
  const initial = value ?? schema.default;
  const description = textOf(schema.description);
  return {
    name,
    pointer: name === '' ? '' : `/${escapePart(name)}`,
    label: textOf(schema.title) ?? spelled(name),
    ...(description !== undefined && { description }),
    kind,
    required,
    choices:
      kind === 'choice' && isList(schema.enum)
        ? schema.enum.map((choice) => ({
            value: JSON.stringify(choice),
            label: typeof choice === 'string' ? choice : JSON.stringify(choice),
          }))
        : [],
    initial: initial === undefined ? '' : draftOf(kind, initial),
  };
};

/** `value`: what the form begins with, where something is known already. A schema that names no properties is one field for all of it. */
export const schemaFields = (schema: JsonObject, value?: Json): readonly SchemaField[] => {
  if (!isObject(schema.properties) || Object.keys(schema.properties).length === 0) {
    const isClosed = isObject(schema.properties) && schema.additionalProperties === false;
    return isClosed
      ? []
      : [{ ...fieldOf('', { ...schema, title: textOf(schema.title) ?? t('schema.whole') }, true, value ?? {}), kind: 'json' }];
  }
  const required = isList(schema.required) ? schema.required : [];
  const known = isObject(value) ? value : {};
  // What is needed goes first, in the order in which the schema asks for it: a published document has its properties in the order of the alphabet.
  const place = (name: string): number => (required.includes(name) ? required.indexOf(name) : required.length);
  return Object.entries(schema.properties)
    .sort(([one], [other]) => place(one) - place(other))
    .map(([name, property]) => fieldOf(name, isObject(property) ? property : {}, required.includes(name), known[name]));
};

export const draftsAtFirst = (fields: readonly SchemaField[]): Drafts =>
  Object.fromEntries(fields.map(({ name, initial }) => [name, initial]));

/** A number as JSON writes it, with a comma for the decimal point where somebody is used to that. */
const NUMBER = /^-?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?$/i;

type Read = { readonly value: Json } | { readonly problem: string };

const readJson = (text: string): Read => {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { problem: t('schema.notJson', { reason: error instanceof Error ? error.message : '' }) };
  }
};

const readDraft = ({ kind }: SchemaField, draft: string): Read => {
  switch (kind) {
    case 'number':
    case 'integer':
      return NUMBER.test(draft.trim()) ? { value: Number(draft.trim().replace(',', '.')) } : { problem: t('schema.notNumber') };
    case 'boolean':
      return { value: draft === 'true' };
    case 'choice':
    case 'json':
      return readJson(draft);
    case 'text':
    case 'longText':
    case 'date':
      return { value: draft };
  }
};

/** The value, without what was left empty; and what is wrong with it before anybody else has looked. */
export const readDrafts = (
  fields: readonly SchemaField[],
  drafts: Drafts,
): { readonly value: Json; readonly problems: readonly Problem[] } => {
  const problems: Problem[] = [];
  const entries: [string, Json][] = [];
  for (const field of fields) {
    const draft = drafts[field.name] ?? '';
    if (draft.trim() === '') {
      if (field.required) problems.push({ pointer: field.pointer, message: t('form.required') });
      continue;
    }
    const read = readDraft(field, draft);
    if ('value' in read) entries.push([field.name, read.value]);
    else problems.push({ pointer: field.pointer, message: read.problem });
  }
  const whole = fields.length === 1 && fields[0]?.name === '';
  return { value: whole ? (entries[0]?.[1] ?? null) : Object.fromEntries(entries), problems };
};

/** Problems of a field: at its own place or below it. */
export const problemsOf = ({ pointer }: SchemaField, problems: readonly Problem[]): readonly Problem[] =>
  problems.filter((problem) => problem.pointer === pointer || (problem.pointer ?? '').startsWith(`${pointer}/`));

/** Problems that no field can show. */
export const problemsElsewhere = (fields: readonly SchemaField[], problems: readonly Problem[]): readonly Problem[] => {
  const shown = new Set(fields.flatMap((field) => problemsOf(field, problems)));
  return problems.filter((problem) => !shown.has(problem));
};
