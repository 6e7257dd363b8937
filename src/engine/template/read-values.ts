/** The values that an expression reads when it runs: made of JSON at the moment they are asked for, and only as far as they are read. */
import { absent, type Environment } from '../feel/index.ts';
import { isJsonObject, type Json } from '../model/json.ts';
import type { Value } from '../model/value.ts';
import { jsonToValue } from './json-value.ts';
import type { Reads } from './read-paths.ts';
import type { TemplateValues } from './template-graph.ts';

/** Name of the context of the steps. */
export const STEPS = 'steps';

/** What a name other than `steps` stands for. */
const namedJson = (name: string, { input, item, index, loop }: TemplateValues): Json | undefined => {
  switch (name) {
    case 'input':
      return input;
    case 'item':
      return item;
    case 'index':
      return index;
    case 'loop':
      return loop;
    default:
      throw new Error(`a template reads "${name}", which is not in its scope`);
  }
};

/** A failure as expressions see it. */
const errorJson = (values: TemplateValues, step: string): Json | undefined => {
  const failure = values.error(step);
  return failure && { kind: failure.kind, message: failure.message, error: failure.error ?? null };
};

const partJson = (values: TemplateValues, step: string, part: string): Json | undefined =>
  part === 'output' ? values.output(step) : errorJson(values, step);

const valueFrom = (json: Json | undefined, at: string, reads: Reads): Value => {
  if (json === undefined) return absent(at);
  if (reads === 'whole' || !isJsonObject(json)) return jsonToValue(json, at);
  const context: Record<string, Value> = Object.create(null);
  for (const [field, inner] of reads) {
    if (Object.hasOwn(json, field)) context[field] = valueFrom(json[field], `${at}.${field}`, inner);
  }
  return context;
};

const STEP_PARTS: ReadonlyMap<string, Reads> = new Map([
  ['output', 'whole'],
  ['error', 'whole'],
]);

/** A step that was skipped, or is not completed yet, has no output: reading it gives an absent value. */
const stepsValue = (values: TemplateValues, reads: Reads): Value => {
  if (reads === 'whole') throw new Error('a template reads its steps without naming one');
  const steps: Record<string, Value> = Object.create(null);
  for (const [step, parts] of reads) {
    const read: Record<string, Value> = Object.create(null);
    for (const [part, inner] of parts === 'whole' ? STEP_PARTS : parts) {
      read[part] = valueFrom(partJson(values, step, part), `${STEPS}.${step}.${part}`, inner);
    }
    steps[step] = read;
  }
  return steps;
};

/** @param reads what the expression reads, by name. */
export const readValues = (values: TemplateValues, reads: ReadonlyMap<string, Reads>): Environment => {
  const made = new Map<string, Value>();
  return {
    lookup: (name) => {
      let value = made.get(name);
      if (value === undefined) {
        const wanted = reads.get(name) ?? 'whole';
        value = name === STEPS ? stepsValue(values, wanted) : valueFrom(namedJson(name, values), name, wanted);
        made.set(name, value);
      }
      return value;
    },
  };
};

/** The JSON that stands at a path: null where it is absent, undefined where only FEEL can tell what reading it means. */
export const readJson = (values: TemplateValues, path: readonly string[]): Json | undefined => {
  const [name = '', step = '', part = ''] = path;
  if (name === STEPS && path.length < 3) return undefined;
  let json = name === STEPS ? partJson(values, step, part) : namedJson(name, values);
  for (let place = name === STEPS ? 3 : 1; place < path.length; place++) {
    if (json === null || json === undefined) return null;
    if (!isJsonObject(json)) return undefined;
    const field = path[place] as string;
    json = Object.hasOwn(json, field) ? json[field] : undefined;
  }
  return json ?? null;
};
