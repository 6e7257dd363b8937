/** Whether an impact can be grouped and measured as asked: every name is there and is of the right kind, every number is one. */

import { didYouMean } from '../../feel/index.ts';
import { Exact } from '../../model/exact.ts';
import type { MeasuresRequest } from '../../model/impact-measure.ts';
import { pointerTo } from '../../model/json-pointer.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import type { ChunkHead } from '../../model/population.ts';
import type { Problem } from '../../model/problem.ts';
import type { InputTypes, ScalarInput } from '../../model/value-type.ts';
import { compareBounds } from '../../population/compare-bounds.ts';
import { FIELDS_MAX, type Grouping, parseGrouping, QUANTILES_MAX } from './grouping.ts';

/** What the units of an impact have: columns of the population, and decisions of units that every side makes. */
export type MeasuredFields = {
  readonly columns: InputTypes;
  readonly policies: readonly PolicyDocument[];
  /** Of the population's stored chunks. */
  readonly heads: readonly ChunkHead[];
};

type Field = { readonly type: string };

/** Fields of units by name. A decision wins over a column of its name, as it does when it is counted. */
const fieldsOf = (columns: InputTypes, policies: readonly PolicyDocument[]): ReadonlyMap<string, Field> => {
  const [first, ...others] = policies;
  const decided = Object.entries(first?.decisions ?? {}).filter(
    ([name, { of }]) =>
      of === undefined && others.every(({ decisions }) => decisions[name] !== undefined && decisions[name].of === undefined),
  );
  const stored = Object.entries(columns).filter(([, { type }]) => type !== 'list');
  return new Map<string, Field>([...stored, ...decided]);
};

const isNumber = (field: Field | undefined): boolean => field?.type === 'decimal' || field?.type === 'integer';

/** Whether a case has one value of it. Decisions may be lists. */
const isSingle = ({ type }: Field): boolean => type !== 'list';
const ONE_VALUE = 'a field of one value, such as a decision that counts the list or looks for one item';

const namesOf = (fields: ReadonlyMap<string, Field>, wanted: (field: Field) => boolean): string[] =>
  [...fields].filter(([, field]) => wanted(field)).map(([name]) => name);

const unknownField = (pointer: string, name: string, names: readonly string[]): Problem => ({
  pointer,
  message: `there is no field "${name}"`,
  expected: `one of ${names.join(', ')}`,
  ...didYouMean(name, names),
});

const numberField = (pointer: string, name: string | undefined, fields: ReadonlyMap<string, Field>): readonly Problem[] => {
  if (name === undefined || isNumber(fields.get(name))) return [];
  const numbers = namesOf(fields, isNumber);
  const field = fields.get(name);
  if (field === undefined) return [unknownField(pointer, name, numbers)];
  return [{ pointer, message: `"${name}" is of the type ${field.type} and no number`, expected: `one of ${numbers.join(', ')}` }];
};

const numberText = (pointer: string, text: string, isGood: (value: Exact) => boolean, expected: string): readonly Problem[] => {
  const value = Exact.parse(text);
  return value !== undefined && isGood(value) ? [] : [{ pointer, message: `"${text}" cannot stand here`, expected }];
};

const ascending = (pointer: string, limits: readonly string[], isGood: (value: Exact) => boolean, expected: string): readonly Problem[] => {
  const wrong = limits.flatMap((limit, i) => numberText(pointerTo(pointer, String(i)), limit, isGood, expected));
  if (wrong.length > 0) return wrong;
  const values = limits.map((limit) => Exact.parse(limit) as Exact);
  const sorted = values.every((value, i) => i === 0 || value.compare(values[i - 1] as Exact) > 0);
  return sorted ? [] : [{ pointer, message: 'the limits do not ascend', expected: 'each limit above the one before' }];
};

const isPositive = (value: Exact): boolean => value.sign > 0;
const isNotNegative = (value: Exact): boolean => value.sign >= 0;

/** Groupings that cannot be, and those that can. */
export const readGroupings = (
  by: readonly string[],
  baseline: PolicyDocument,
  columns: InputTypes,
): { readonly groupings: readonly Grouping[]; readonly problems: readonly Problem[] } => {
  const fields = fieldsOf(columns, [baseline]);
  const read = by.map((text, i): { readonly grouping?: Grouping; readonly problems: readonly Problem[] } => {
    const pointer = `/by/${i}`;
    const grouping = parseGrouping(text, (name) => fields.has(name));
    if (grouping === undefined) {
      const expected = `a field, a field with ":quantiles=" and a number from 2 to ${QUANTILES_MAX}, or up to ${FIELDS_MAX} of them with "+" between`;
      return { problems: [{ pointer, message: `"${text}" is nothing to group by`, expected }] };
    }
    const problems = grouping.fields.flatMap(({ name, quantiles }): readonly Problem[] => {
      const field = fields.get(name);
      if (field === undefined) return [unknownField(pointer, name, namesOf(fields, isSingle))];
      if (!isSingle(field))
        return [{ pointer, message: `"${name}" is a list, and a case could belong to several of its groups`, expected: ONE_VALUE }];
      return quantiles === undefined ? [] : numberField(pointer, name, fields);
    });
    return { problems, ...(problems.length === 0 && { grouping }) };
  });
  return {
    groupings: read.flatMap(({ grouping }) => (grouping === undefined ? [] : [grouping])),
    problems: read.flatMap(({ problems }) => problems),
  };
};

/** Every unit needs a weight, and none counts less than nothing. */
const weightProblems = (weight: string | undefined, { columns, heads }: MeasuredFields): readonly Problem[] => {
  if (weight === undefined) return [];
  const pointer = '/weight';
  const stored = new Map(Object.entries(columns).filter(([, { type }]) => type !== 'list'));
  const problems = numberField(pointer, weight, stored);
  if (problems.length > 0) return problems;
  const chunks = heads.filter(({ list, column }) => list === '' && column === weight);
  const missing = chunks.reduce((sum, { nullCount }) => sum + nullCount, 0);
  const negative = chunks.find(({ min }) => min !== undefined && compareBounds(min, '0') < 0);
  return [
    ...(missing === 0 ? [] : [{ pointer, message: `${missing} units have no "${weight}"`, expected: 'a weight for every unit' }]),
    ...(negative === undefined ? [] : [{ pointer, message: `"${weight}" goes down to ${negative.min}`, expected: 'at least 0' }]),
  ];
};

const incomeType = (income: string, inputs: InputTypes): ScalarInput | undefined => {
  const [name = '', field] = income.split('.');
  const input = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
  if (input?.type !== 'list') return field === undefined ? input : undefined;
  return field !== undefined && Object.hasOwn(input.of, field) ? input.of[field] : undefined;
};

const incomeNames = (inputs: InputTypes): readonly string[] =>
  Object.entries(inputs).flatMap(([name, type]) => {
    if (type.type !== 'list') return isNumber(type) ? [name] : [];
    return Object.entries(type.of).flatMap(([field, inner]) => (isNumber(inner) ? [`${name}.${field}`] : []));
  });

/** The raised income must still be a value of its type. */
const rateProblems = ({ marginalRate }: MeasuresRequest, policies: readonly PolicyDocument[]): readonly Problem[] => {
  if (marginalRate === undefined) return [];
  const { income, step, bands } = marginalRate;
  // What no policy reads could be raised without end.
  const inputs: InputTypes = Object.assign({}, ...policies.map((policy) => policy.inputs));
  const type = incomeType(income, inputs);
  const at = '/marginalRate';
  if (!isNumber(type)) return [unknownField(`${at}/income`, income, incomeNames(inputs))];
  const scale = type?.type === 'integer' ? 0 : type?.type === 'decimal' ? type.scale : undefined;
  const fits = (value: Exact): boolean => isPositive(value) && (scale === undefined || value.toScaled(scale) !== undefined);
  return [
    ...numberText(
      `${at}/step`,
      step,
      fits,
      scale === undefined ? 'an amount above zero' : `an amount above zero with at most ${scale} digits after the point`,
    ),
    ...ascending(`${at}/bands`, bands, () => true, 'a rate, such as 0.4'),
  ];
};

const resourceProblems = ({ resource }: MeasuresRequest, fields: ReadonlyMap<string, Field>, paid: boolean): readonly Problem[] => {
  if (resource === undefined) return [];
  const at = '/resource';
  const unpaid: Problem = { pointer: `${at}/plusAmount`, message: 'the policies pay no amount that could be added' };
  return [
    ...numberField(`${at}/of`, resource.of, fields),
    ...numberField(`${at}/scale`, resource.scale, fields),
    ...numberField(`${at}/persons`, resource.persons, fields),
    ...(resource.plusAmount && !paid ? [unpaid] : []),
    ...resource.lines.flatMap((line, i) =>
      'amount' in line
        ? numberText(pointerTo(at, 'lines', String(i), 'amount'), line.amount, isPositive, 'an amount above zero')
        : numberText(pointerTo(at, 'lines', String(i), 'share'), line.share, isPositive, 'a share of the median above zero, such as 0.6'),
    ),
  ];
};

/** A limit is a field, a parameter without keys of every side, or a number. */
const limitProblems = (
  pointer: string,
  limit: string,
  fields: ReadonlyMap<string, Field>,
  policies: readonly PolicyDocument[],
): readonly Problem[] => {
  if (Exact.parse(limit) !== undefined) return [];
  const parameters = policies.map((policy) => (Object.hasOwn(policy.parameters, limit) ? policy.parameters[limit] : undefined));
  const isPlain = parameters.every((parameter) => parameter !== undefined && parameter.by === undefined && isNumber(parameter));
  if (isPlain || isNumber(fields.get(limit))) return [];
  const keyed = parameters.some((parameter) => parameter?.by !== undefined);
  if (!keyed) {
    return numberField(pointer, limit, fields).map((problem) => ({
      ...problem,
      expected: `a number, a parameter without keys, or ${problem.expected}`,
    }));
  }
  return [{ pointer, message: `"${limit}" has several values`, expected: 'the decision that picks one of them' }];
};

const thresholdProblems = (
  { nearThreshold }: MeasuresRequest,
  fields: ReadonlyMap<string, Field>,
  policies: readonly PolicyDocument[],
): readonly Problem[] =>
  nearThreshold.flatMap(({ value, limit, share }, i) => {
    const at = `/nearThreshold/${i}`;
    return [
      ...numberField(`${at}/value`, value, fields),
      ...limitProblems(`${at}/limit`, limit, fields, policies),
      ...numberText(`${at}/share`, share, isNotNegative, 'a share of the limit, such as 0.1'),
    ];
  });

/** Everything that keeps the measures from being taken; pointers are those into the request. Groupings are read apart. */
export const measureProblems = (request: MeasuresRequest, measured: MeasuredFields): readonly Problem[] => {
  const { columns, policies } = measured;
  const fields = fieldsOf(columns, policies);
  const paid = policies.every(({ amounts }) => amounts.length > 0);
  return [
    ...weightProblems(request.weight, measured),
    ...ascending('/bands/absolute', request.bands.absolute, isPositive, 'an amount above zero'),
    ...ascending('/bands/relative', request.bands.relative, isPositive, 'a part of the amount above zero, such as 0.05'),
    ...resourceProblems(request, fields, paid),
    ...thresholdProblems(request, fields, policies),
    ...rateProblems(request, policies),
  ];
};
