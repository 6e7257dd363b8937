/** The difference between two versions of a template in words: what a run of the one does that a run of the other does not. */
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import type { BlockDocument, TemplateDocument } from '../model/template-document.ts';
import { isSame, named, shown, valueChanges } from './change-words.ts';
import { stepChanges } from './describe-step.ts';
import { eachBlock, type PlacedBlock, type PlacedStep } from './each-step.ts';

const capital = (sentence: string): string => `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;

/** Where a block stands, for people: `branch "left" of step "both"`. */
const blockWords = (pointer: string): string => {
  const match = /\/steps\/([^/]+)\/(?:(each|body)|branches\/([^/]+))$/.exec(pointer);
  if (match === null) return "the template's own steps";
  const [, step, part, branch] = match;
  if (branch !== undefined) return `branch "${branch}" of step "${step}"`;
  return part === 'each' ? `what step "${step}" does with each item` : `the rounds of step "${step}"`;
};

const newStep = ({ step, block }: PlacedStep): string => {
  const needs = step.needs === undefined || step.needs.length === 0 ? '' : `; it waits for ${named(step.needs)}`;
  return `is new: of the type "${step.type}", in ${blockWords(block)}${needs}`;
};

const changesOfStep = (name: string, before: PlacedStep | undefined, after: PlacedStep | undefined): readonly string[] => {
  if (before === undefined) return after === undefined ? [] : [`step "${name}" ${newStep(after)}`];
  if (after === undefined) return [`step "${name}" is gone; it was of the type "${before.step.type}", in ${blockWords(before.block)}`];
  const moved = before.block === after.block ? [] : [`it stands in ${blockWords(after.block)} instead of ${blockWords(before.block)}`];
  return [...moved, ...stepChanges(before.step, after.step)].map((change) => `step "${name}": ${change}`);
};

const byName = (blocks: readonly PlacedBlock[]): ReadonlyMap<string, PlacedStep> =>
  new Map(blocks.flatMap(({ steps }) => steps).map((step) => [step.name, step]));

/** The names of both, in an order that does not hang on where they stand in their documents. */
const allNames = (before: Iterable<string>, after: Iterable<string>): readonly string[] => [...new Set([...before, ...after])].sort();

const changesOfSteps = (before: readonly PlacedBlock[], after: readonly PlacedBlock[]): readonly string[] => {
  const [left, right] = [byName(before), byName(after)];
  return allNames(left.keys(), right.keys()).flatMap((name) => changesOfStep(name, left.get(name), right.get(name)));
};

/** What inner blocks give, of those that both versions have. */
const changesOfBlocks = (before: readonly PlacedBlock[], after: readonly PlacedBlock[]): readonly string[] => {
  const outputs = new Map(before.map(({ pointer, block }) => [pointer, block]));
  return after
    .toSorted((left, right) => (left.pointer < right.pointer ? -1 : 1))
    .flatMap(({ pointer, block }) => {
      const was = outputs.get(pointer);
      return pointer === '' || was === undefined ? [] : valueChanges(`the output of ${blockWords(pointer)}`, was.output, block.output);
    });
};

const propertiesOf = (schema: JsonObject): JsonObject => (isJsonObject(schema.properties) ? schema.properties : {});
const isRequired = ({ required }: JsonObject, name: string): boolean => Array.isArray(required) && required.includes(name);

const changesOfField = (name: string, before: JsonObject, after: JsonObject): readonly string[] => {
  const [was, is] = [propertiesOf(before)[name], propertiesOf(after)[name]];
  const need = isRequired(after, name) ? 'must be given' : 'may be left out';
  if (was === undefined) return is === undefined ? [] : [`the input "${name}" is new and ${need}: ${shown(is)}`];
  if (is === undefined) return [`the input "${name}" is gone`];
  return [
    ...(isRequired(before, name) === isRequired(after, name) ? [] : [`the input "${name}" ${need} now`]),
    ...valueChanges(`what the input "${name}" may be:`, was, is),
  ];
};

const changesOfInput = (before: JsonObject, after: JsonObject): readonly string[] => {
  const names = allNames(Object.keys(propertiesOf(before)), Object.keys(propertiesOf(after)));
  const rest = ({ properties: _, required: __, ...others }: JsonObject): Json => others;
  return [
    ...names.flatMap((name) => changesOfField(name, before, after)),
    ...valueChanges('the schema of the input', rest(before), rest(after)),
  ];
};

const changesOfUse = (before: TemplateDocument, after: TemplateDocument): readonly string[] => {
  const changes = (words: string, was: JsonObject = {}, is: JsonObject = {}): readonly string[] =>
    allNames(Object.keys(was), Object.keys(is)).flatMap((name) => valueChanges(`${words} "${name}"`, was[name], is[name]));
  return [
    ...changes('the retry policy', before.use?.retries as JsonObject | undefined, after.use?.retries as JsonObject | undefined),
    ...changes('the limit of the function', before.use?.limits as JsonObject | undefined, after.use?.limits as JsonObject | undefined),
  ];
};

const ATTEMPTS_AT_ONCE = 8;

/** Sentences, in an order that is the same for the same two versions; none where they only differ in the order of keys, or in their version. */
export const describeChanges = (before: TemplateDocument, after: TemplateDocument): readonly string[] => {
  const [left, right] = [eachBlock(before as BlockDocument), eachBlock(after as BlockDocument)];
  return [
    ...valueChanges('the id', before.id, after.id),
    ...valueChanges('the title', before.title, after.title),
    ...(isSame(before.description, after.description) ? [] : ['the description says something else']),
    ...changesOfInput(before.input.schema, after.input.schema),
    ...valueChanges('the run that is appealed', before.appeals, after.appeals),
    ...valueChanges('the timeout of the run', before.timeouts?.run, after.timeouts?.run),
    ...valueChanges('the number of attempts at once', before.maxConcurrency ?? ATTEMPTS_AT_ONCE, after.maxConcurrency ?? ATTEMPTS_AT_ONCE),
    ...changesOfUse(before, after),
    ...changesOfSteps(left, right),
    ...changesOfBlocks(left, right),
    ...valueChanges('the output', before.output, after.output),
  ].map(capital);
};
