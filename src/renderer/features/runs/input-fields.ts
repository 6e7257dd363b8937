/** The fields that a run of a template is started with, and what a form gave as a run's input. */
import type { Json, Problem, TemplateDocument } from '../../../engine/model/index.ts';
import { type Drafts, readDrafts, type SchemaField, schemaFields } from '../../components/schema-form/schema-fields.ts';
import { t } from '../../copy/t.ts';

/** `body`: of a published template, which has a schema. `value`: what they begin with. */
export const inputFields = (body: string, value?: Json): readonly SchemaField[] => {
  const { input }: TemplateDocument = JSON.parse(body);
  return schemaFields(input.schema, value);
};

type Input = { [name: string]: Json };

const isInput = (value: Json): value is Input => typeof value === 'object' && value !== null && !Array.isArray(value);

/** `input` is there where nothing is wrong with it as far as a form can tell. */
export const readInput = (
  fields: readonly SchemaField[],
  drafts: Drafts,
): { readonly input?: Input; readonly problems: readonly Problem[] } => {
  const { value, problems } = readDrafts(fields, drafts);
  if (problems.length > 0) return { problems };
  return isInput(value) ? { input: value, problems } : { problems: [{ pointer: '', message: t('runSetup.notObject') }] };
};
