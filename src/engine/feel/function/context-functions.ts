/** Built-in functions on contexts (DMN 1.5, 10.3.4.6). */
import { type Context, isContext, isList, Null, type Value } from '../../model/value.ts';
import { nullOf, wrongKind } from '../null-of.ts';
import { type FeelType, fieldType, listOf, STRING, UNKNOWN } from '../type.ts';
import { unifyAll } from '../type-relation.ts';
import { type Builtin, define, parameter, type Run } from './builtin.ts';

/** Contexts have no prototype, so that no key reaches one. */
const contextFrom = (entries: Iterable<readonly [string, Value]>): Context => {
  const context: Record<string, Value> = Object.create(null);
  for (const [key, value] of entries) context[key] = value;
  return context;
};

const fieldOf = (context: Value | undefined, key: string, at: string): Value => {
  if (context === undefined || !isContext(context)) return wrongKind(context, 'a context', at);
  return Object.hasOwn(context, key) ? (context[key] as Value) : nullOf('absent', at, `there is no ${JSON.stringify(key)}`);
};

const getValue: Run = ([context, key], at) => {
  if (typeof key === 'string') return fieldOf(context, key, at);
  if (key === undefined || !isList(key)) return wrongKind(key, 'a key', at);
  if (key.length === 0) return nullOf('error', at, 'there is no key');
  let value = context as Value;
  for (const step of key) {
    if (typeof step !== 'string') return wrongKind(step, 'a key', at);
    value = fieldOf(value, step, at);
    if (value instanceof Null) return value;
  }
  return value;
};

const getEntries: Run = ([context], at) => {
  if (context === undefined || !isContext(context)) return wrongKind(context, 'a context', at);
  return Object.entries(context).map(([key, value]) => contextFrom(Object.entries({ key, value })));
};

const contextOfEntries: Run = ([list], at) => {
  const entries = list !== undefined && isList(list) ? list : [list as Value];
  const read = new Map<string, Value>();
  for (const entry of entries) {
    if (!isContext(entry)) return wrongKind(entry, 'an entry with "key" and "value"', at);
    const key = fieldOf(entry, 'key', at);
    if (typeof key !== 'string') return wrongKind(key, 'a key', at);
    if (!Object.hasOwn(entry, 'value')) return nullOf('error', at, `the entry ${JSON.stringify(key)} has no "value"`);
    if (read.has(key)) return nullOf('error', at, `the key ${JSON.stringify(key)} stands twice`);
    read.set(key, entry.value as Value);
  }
  return contextFrom(read);
};

const put = (context: Value, keys: readonly Value[], value: Value, at: string): Value => {
  const [key, ...rest] = keys;
  if (!isContext(context)) return wrongKind(context, 'a context', at);
  if (typeof key !== 'string') return key === undefined ? nullOf('error', at, 'there is no key') : wrongKind(key, 'a key', at);
  if (rest.length === 0) return contextFrom([...Object.entries(context), [key, value]]);
  const inner = put(Object.hasOwn(context, key) ? (context[key] as Value) : nullOf('absent', at, key), rest, value, at);
  return inner instanceof Null ? inner : contextFrom([...Object.entries(context), [key, inner]]);
};

const contextPut: Run = ([context, key, value], at) => {
  if (context === undefined || key === undefined || value === undefined) return nullOf('error', at, 'an argument is missing');
  if (context instanceof Null) return context;
  if (key instanceof Null) return key;
  return put(context, isList(key) ? key : [key], value, at);
};

/** Where several have a key, the last counts. */
const contextMerge: Run = ([contexts], at) => {
  const list = contexts !== undefined && isList(contexts) ? contexts : [contexts as Value];
  const wrong = list.find((context) => !isContext(context));
  if (wrong !== undefined) return wrongKind(wrong, 'a context', at);
  return contextFrom(list.flatMap((context) => Object.entries(context as Context)));
};

const fieldsOf = (type: FeelType | undefined): Readonly<Record<string, FeelType>> | undefined =>
  type?.kind === 'context' ? type.fields : undefined;

/** The one text that a type stands for, where the source writes it. */
const writtenText = (type: FeelType | undefined): string | undefined =>
  type?.kind === 'string' && type.values?.length === 1 ? type.values[0] : undefined;

const valueType = ([context, key]: readonly FeelType[]): FeelType => {
  const [fields, name] = [fieldsOf(context), writtenText(key)];
  return (fields !== undefined && name !== undefined ? fieldType(fields, name) : undefined) ?? UNKNOWN;
};

const noSuchKey = ([context, key]: readonly FeelType[]): string | undefined => {
  const [fields, name] = [fieldsOf(context), writtenText(key)];
  if (fields === undefined || name === undefined || fieldType(fields, name) !== undefined) return undefined;
  return `there is no field ${JSON.stringify(name)}`;
};

const contextType = (fields: Iterable<readonly [string, FeelType]>): FeelType => {
  const own: Record<string, FeelType> = Object.create(null);
  for (const [name, type] of fields) own[name] = type;
  return { kind: 'context', fields: own };
};

const entriesType = ([context]: readonly FeelType[]): FeelType => {
  const value = unifyAll(Object.values(fieldsOf(context) ?? {})) ?? UNKNOWN;
  return listOf(
    contextType([
      ['key', STRING],
      ['value', value],
    ]),
  );
};

const putType = ([context, key, value]: readonly FeelType[]): FeelType => {
  const [fields, name] = [fieldsOf(context), writtenText(key)];
  if (fields === undefined || name === undefined || value === undefined) return UNKNOWN;
  return contextType([...Object.entries(fields), [name, value]]);
};

const mergedType = ([list]: readonly FeelType[]): FeelType => (list?.kind === 'list' && list.of.kind === 'context' ? list.of : UNKNOWN);

const TEXTS = { list: 'text' } as const;
const CONTEXT = parameter('context', 'context');
const VALUE = parameter('value', 'any');

export const CONTEXT_FUNCTIONS: readonly Builtin[] = [
  {
    name: 'get value',
    overloads: [
      { parameters: [parameter('m', 'context'), parameter('key', 'text')], result: valueType, mistake: noSuchKey, run: getValue },
      { parameters: [CONTEXT, parameter('key', 'text')], result: valueType, mistake: noSuchKey, run: getValue },
      { parameters: [CONTEXT, parameter('keys', TEXTS)], result: UNKNOWN, run: getValue },
    ],
  },
  {
    name: 'get entries',
    overloads: [
      { parameters: [parameter('m', 'context')], result: entriesType, run: getEntries },
      { parameters: [CONTEXT], result: entriesType, run: getEntries },
    ],
  },
  define('context', [parameter('entries', { list: 'context' })], { result: UNKNOWN, run: contextOfEntries }),
  {
    name: 'context put',
    overloads: [
      { parameters: [CONTEXT, parameter('key', 'text'), VALUE], result: putType, takesNulls: true, run: contextPut },
      { parameters: [CONTEXT, parameter('keys', TEXTS), VALUE], result: UNKNOWN, takesNulls: true, run: contextPut },
    ],
  },
  define('context merge', [parameter('contexts', { list: 'context' })], { result: mergedType, run: contextMerge }),
];
