/** Small DMN models for tests, from the parts of their XML. */
import type { DmnModel } from '../../../src/engine/dmn/model.ts';
import { createProgram, type GivenValue } from '../../../src/engine/dmn/program.ts';
import { readModel } from '../../../src/engine/dmn/read-model.ts';
import { type Clock, valueText } from '../../../src/engine/feel/index.ts';
import { Exact } from '../../../src/engine/model/exact.ts';
import { Null, type Value } from '../../../src/engine/model/value.ts';

export const DMN_1_5 = 'https://www.omg.org/spec/DMN/20230324/MODEL/';

export const escaped = (feel: string): string => feel.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

export const literal = (feel: string, typeRef?: string): string =>
  `<literalExpression${typeRef === undefined ? '' : ` typeRef="${typeRef}"`}><text>${escaped(feel)}</text></literalExpression>`;

const id = (name: string): string => `_${name.replaceAll(' ', '_')}`;

export type DecisionPart = {
  readonly typeRef?: string;
  readonly inputs?: readonly string[];
  readonly decisions?: readonly string[];
  /** Names of elements of this model, or references with "#". */
  readonly knowledge?: readonly string[];
};

const href = (name: string): string => (name.includes('#') ? name : `#${id(name)}`);

const requirement = (wrapper: string, kind: string) => (name: string) => `<${wrapper}><${kind} href="${href(name)}"/></${wrapper}>`;

export const decision = (
  name: string,
  logic: string,
  { typeRef, inputs = [], decisions = [], knowledge = [] }: DecisionPart = {},
): string =>
  `<decision id="${id(name)}" name="${name}"><variable name="${name}"${typeRef === undefined ? '' : ` typeRef="${typeRef}"`}/>${[
    ...inputs.map(requirement('informationRequirement', 'requiredInput')),
    ...decisions.map(requirement('informationRequirement', 'requiredDecision')),
    ...knowledge.map(requirement('knowledgeRequirement', 'requiredKnowledge')),
  ].join('')}${logic}</decision>`;

export const input = (name: string, typeRef = 'Any'): string =>
  `<inputData id="${id(name)}" name="${name}"><variable name="${name}" typeRef="${typeRef}"/></inputData>`;

export const knowledge = (
  name: string,
  parameters: readonly (readonly [string, string])[],
  logic: string,
  needs: readonly string[] = [],
): string =>
  `<businessKnowledgeModel id="${id(name)}" name="${name}"><variable name="${name}"/><encapsulatedLogic>${parameters
    .map(([parameter, typeRef]) => `<formalParameter name="${parameter}" typeRef="${typeRef}"/>`)
    .join(
      '',
    )}${logic}</encapsulatedLogic>${needs.map(requirement('knowledgeRequirement', 'requiredKnowledge')).join('')}</businessKnowledgeModel>`;

export const service = (
  name: string,
  {
    outputs,
    decisions = [],
    data = [],
  }: { readonly outputs: readonly string[]; readonly decisions?: readonly string[]; readonly data?: readonly string[] },
): string => {
  const parts = (kind: string, names: readonly string[]): string => names.map((part) => `<${kind} href="${href(part)}"/>`).join('');
  return `<decisionService id="${id(name)}" name="${name}"><variable name="${name}"/>${parts('outputDecision', outputs)}${parts('inputDecision', decisions)}${parts('inputData', data)}</decisionService>`;
};

export const definitions = (parts: readonly string[], { namespace = 'urn:own', xmlns = DMN_1_5 } = {}): string =>
  `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="${xmlns}" namespace="${namespace}" name="${namespace}">${parts.join('')}</definitions>`;

export const modelOf = (source: string): DmnModel => {
  const read = readModel(source);
  if ('problem' in read) throw new Error(JSON.stringify(read.problem));
  return read.model;
};

/** JavaScript numbers stand for exact ones; they are integers here. */
export type Plain = number | boolean | string | readonly Plain[] | { readonly [name: string]: Plain };

export const value = (plain: Plain): Value => {
  if (typeof plain === 'number') return Exact.integer(plain);
  if (typeof plain !== 'object') return plain;
  if (Array.isArray(plain)) return (plain as readonly Plain[]).map(value);
  return Object.fromEntries(Object.entries(plain).map(([name, inner]) => [name, value(inner as Plain)]));
};

const given = (values: { readonly [name: string]: Plain }): GivenValue[] =>
  Object.entries(values).map(([name, plain]) => ({ name, value: value(plain) }));

/** The value of a decision of the first model, as text. */
export const decided = (
  sources: readonly string[],
  name: string,
  values: { readonly [name: string]: Plain } = {},
  clock?: Clock,
): string => {
  const models = sources.map(modelOf);
  const program = createProgram(models, clock);
  const element = program.elements.find('decision', name, models[0] as DmnModel);
  if (element === undefined) throw new Error(`no decision ${name}`);
  return valueText(program.evaluate(element, given(values)));
};

/** Of one boxed expression in a model of its own. */
export const boxed = (logic: string, part: DecisionPart = {}, others: readonly string[] = []): string =>
  decided([definitions([...others, decision('result', logic, part)])], 'result');

export const causeOf = (sources: readonly string[], name: string, values: { readonly [name: string]: Plain } = {}): string | undefined => {
  const models = sources.map(modelOf);
  const program = createProgram(models);
  const element = program.elements.find('decision', name, models[0] as DmnModel);
  const result = element === undefined ? undefined : program.evaluate(element, given(values));
  return result instanceof Null ? result.cause.message : undefined;
};

export const served = (source: string, name: string, values: { readonly [name: string]: Plain }): string => {
  const model = modelOf(source);
  const program = createProgram([model]);
  const element = program.elements.find('service', name, model);
  if (element === undefined) throw new Error(`no decision service ${name}`);
  return valueText(program.callService(element, given(values)));
};
