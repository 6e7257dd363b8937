/** Reads a file of the DMN TCK's test cases: what goes into a model and what has to come out. */
import { parseAnyDate, parseDateTime, parseTime } from '../../feel/temporal/clock.ts';
import { parseDuration } from '../../feel/temporal/duration.ts';
import { Exact } from '../../model/exact.ts';
import type { Problem } from '../../model/problem.ts';
import { Null, type Value } from '../../model/value.ts';
import type { GivenValue } from '../program.ts';
import { nameText } from '../read-expression.ts';
import { childNamed, childrenNamed, childText, readXml, type XmlElement } from '../read-xml.ts';

export type ExpectedResult = {
  /** Name of a decision; of a decision service, one of its output decisions. */
  readonly name: string;
  /** Undefined for a value whose text this program cannot read: no result equals it. */
  readonly value: Value | undefined;
  /** Whether it is null because of an error. */
  readonly isError: boolean;
};

export type TestCase = {
  readonly id: string;
  readonly kind: 'decision' | 'bkm' | 'decisionService';
  /** Name of the knowledge model or service. */
  readonly invocable: string | undefined;
  readonly inputs: readonly GivenValue[];
  readonly expected: readonly ExpectedResult[];
};

export type TestCases = { readonly modelName: string | undefined; readonly cases: readonly TestCase[] };

const nothing = (): Null => new Null({ kind: 'literal', at: '', message: 'null is given' });

const parseNumber = (text: string): Exact | undefined => Exact.parse(text);

/** By the local name of the XML Schema type. */
const READERS: Readonly<Record<string, (text: string) => Value | undefined>> = {
  decimal: parseNumber,
  double: parseNumber,
  float: parseNumber,
  integer: parseNumber,
  int: parseNumber,
  long: parseNumber,
  boolean: (text) => (text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : undefined),
  date: parseAnyDate,
  time: parseTime,
  dateTime: parseDateTime,
  duration: parseDuration,
};

const isNil = ({ attributes }: XmlElement): boolean => [...attributes].some(([name, value]) => /(^|:)nil$/.test(name) && value === 'true');

const scalar = (element: XmlElement): Value | undefined => {
  if (isNil(element)) return nothing();
  const type = [...element.attributes].find(([name]) => /(^|:)type$/.test(name))?.[1] ?? 'string';
  const read = READERS[type.slice(type.indexOf(':') + 1)];
  return read === undefined ? element.text : read(element.text.trim());
};

/** What an element of the type "valueType" says: a value, a list or a context. */
const readValue = (element: XmlElement): Value | undefined => {
  const value = childNamed(element, 'value');
  if (value !== undefined) return scalar(value);
  const list = childNamed(element, 'list');
  if (list !== undefined) return isNil(list) ? nothing() : all(childrenNamed(list, 'item').map(readValue));
  const components = childrenNamed(element, 'component');
  const values = all(components.map((component) => (isNil(component) ? nothing() : readValue(component))));
  if (components.length === 0 || values === undefined) return components.length === 0 ? nothing() : undefined;
  return Object.fromEntries(components.map((component, index) => [component.attributes.get('name') ?? '', values[index] as Value]));
};

const all = (values: readonly (Value | undefined)[]): readonly Value[] | undefined =>
  values.every((value) => value !== undefined) ? (values as readonly Value[]) : undefined;

const inputOf = (element: XmlElement): GivenValue => {
  const namespace = element.attributes.get('namespace');
  return {
    name: nameText(element.attributes.get('name') ?? ''),
    ...(namespace === undefined ? {} : { namespace }),
    value: readValue(element) ?? nothing(),
  };
};

const expectedOf = (element: XmlElement): ExpectedResult => {
  const expected = childNamed(element, 'expected');
  return {
    name: nameText(element.attributes.get('name') ?? ''),
    value: expected === undefined ? nothing() : readValue(expected),
    isError: element.attributes.get('errorResult') === 'true',
  };
};

const KINDS = ['decision', 'bkm', 'decisionService'] as const;

const caseOf = (element: XmlElement): TestCase => ({
  id: element.attributes.get('id') ?? '',
  kind: KINDS.find((kind) => kind === element.attributes.get('type')) ?? 'decision',
  invocable: element.attributes.get('invocableName'),
  inputs: childrenNamed(element, 'inputNode').map(inputOf),
  expected: childrenNamed(element, 'resultNode').map(expectedOf),
});

/** Undefined where the text is well-formed XML of something else. */
export const readTestCases = (source: string): TestCases | { readonly problem: Problem } | undefined => {
  const read = readXml(source);
  if ('problem' in read) return read;
  if (read.root.name !== 'testCases') return undefined;
  return { modelName: childText(read.root, 'modelName')?.trim(), cases: childrenNamed(read.root, 'testCase').map(caseOf) };
};
