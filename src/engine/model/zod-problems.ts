/** What a schema finds wrong with a value, as problems in plain words. */
import type { z } from 'zod';
import { pointerTo } from './json-pointer.ts';
import type { Problem } from './problem.ts';

type Issue = z.core.$ZodIssue;
type Wording = Pick<Problem, 'message' | 'expected'>;

const SHOWN_TEXT_MAX = 60;

/** What the library says where a schema says nothing of its own. */
const LIBRARY_MESSAGE = /^(?:Invalid|Too big|Too small|Unrecognized)\b/;

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
  null: 'null',
  never: 'nothing',
};

const FORMAT_WORDS: Readonly<Record<string, string>> = {
  date: 'a date, such as "2025-03-01"',
  datetime: 'a time, such as "2025-03-01T12:00:00Z"',
  duration: 'a duration, such as "PT30S"',
};

const SIZE_WORDS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: ['character', 'characters'],
  array: ['item', 'items'],
};

const partsOf = (path: readonly PropertyKey[]): readonly (string | number)[] =>
  path.map((part) => (typeof part === 'symbol' ? String(part) : part));

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (at, part) => (typeof at === 'object' && at !== null && Object.hasOwn(at, part) ? Reflect.get(at, part) : undefined),
    value,
  );

const shown = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > SHOWN_TEXT_MAX ? `${text.slice(0, SHOWN_TEXT_MAX)}…` : text;
};

const listed = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join(', ');

const sizeWords = (bound: string, limit: number | bigint, origin: string): string => {
  const [one, many] = SIZE_WORDS[origin] ?? ['', ''];
  return `${bound} ${limit} ${Number(limit) === 1 ? one : many}`.trimEnd();
};

const expectedOf = (issue: Issue): string | undefined => {
  switch (issue.code) {
    case 'invalid_type':
      return TYPE_WORDS[issue.expected] ?? issue.expected;
    case 'too_small':
      return sizeWords(issue.inclusive === false ? 'more than' : 'at least', issue.minimum, issue.origin);
    case 'too_big':
      return sizeWords(issue.inclusive === false ? 'less than' : 'at most', issue.maximum, issue.origin);
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`;
    case 'invalid_value':
      return issue.values.length === 1 ? listed(issue.values) : `one of ${listed(issue.values)}`;
    case 'invalid_format':
      return FORMAT_WORDS[issue.format] ?? (issue.pattern === undefined ? undefined : `a text that matches ${issue.pattern}`);
    default:
      return undefined;
  }
};

const messageFor = ({ path }: Issue, found: unknown): string => {
  if (found !== undefined) return `${shown(found)} stands here`;
  return path.length === 0 ? 'nothing stands here' : `${JSON.stringify(String(path.at(-1)))} is missing`;
};

const wordingOf = (issue: Issue, found: unknown): Wording => {
  if (!LIBRARY_MESSAGE.test(issue.message)) return { message: issue.message };
  const expected = expectedOf(issue);
  return { message: messageFor(issue, found), ...(expected !== undefined && { expected }) };
};

/** Issues inside of an issue have paths from where it stands. */
const placed = (issues: readonly Issue[], path: readonly PropertyKey[]): readonly Issue[] =>
  issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] }));

/** A value that fits none of several shapes: the one that it comes nearest to is told of, or all their types where it has none of them. */
const unionProblems = ({ path, errors }: Extract<Issue, { readonly code: 'invalid_union' }>, value: unknown): readonly Problem[] => {
  const inside = errors.filter((branch) => branch.some((issue) => issue.path.length > 0 || issue.code !== 'invalid_type'));
  const nearest = inside.toSorted((a, b) => a.length - b.length)[0];
  if (nearest !== undefined && inside.length === 1) return placed(nearest, path).flatMap((issue) => problemsOf(issue, value));
  const found = valueAt(value, path);
  const types = errors.flatMap((branch) => branch.flatMap((issue) => (issue.path.length === 0 ? (expectedOf(issue) ?? []) : [])));
  const expected = types.length === 0 ? 'another shape' : [...new Set(types)].join(' or ');
  const message =
    found === undefined && path.length > 0 ? `${JSON.stringify(String(path.at(-1)))} is missing` : `${shown(found)} stands here`;
  return [{ pointer: pointerTo('', ...partsOf(path)), message, expected }];
};

const problemsOf = (issue: Issue, value: unknown): readonly Problem[] => {
  const pointer = pointerTo('', ...partsOf(issue.path));
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ pointer: pointerTo(pointer, key), message: `the key ${JSON.stringify(key)} is not known here` }));
    case 'invalid_union':
      return issue.errors.length > 0 ? unionProblems(issue, value) : [{ pointer, ...wordingOf(issue, valueAt(value, issue.path)) }];
    case 'invalid_key':
      return issue.issues.map((inner) => ({ pointer, ...wordingOf({ ...inner, path: issue.path }, issue.path.at(-1)) }));
    default:
      return [{ pointer, ...wordingOf(issue, valueAt(value, issue.path)) }];
  }
};

/** `value`: what was checked; pointers are into it. */
export const zodProblems = (error: z.ZodError, value: unknown): readonly Problem[] =>
  error.issues.flatMap((issue) => problemsOf(issue, value));
