/** Boxed expressions (DMN 1.5, 7.2 and 10.2.1) from XML elements to plain data. */
import type { HitPolicy, TableAggregator } from '../model/policy-document.ts';
import type { BoxedExpression, FunctionDefinition, FunctionKind, InformationItem, Table, TableClause } from './model.ts';
import { childNamed, childrenNamed, childText, type XmlElement } from './read-xml.ts';

/** A white-space-free name: XML attributes may break a long name over lines. */
export const nameText = (text: string): string => text.replace(/\s+/gu, ' ').trim();

export const typeRefOf = (element: XmlElement): { readonly typeRef?: string } => {
  const typeRef = (element.attributes.get('typeRef') ?? childText(element, 'typeRef'))?.trim();
  return typeRef === undefined || typeRef === '' ? {} : { typeRef };
};

export const informationItem = (element: XmlElement): InformationItem => ({
  name: nameText(element.attributes.get('name') ?? ''),
  ...typeRefOf(element),
});

const EXPRESSIONS = new Set([
  'literalExpression',
  'context',
  'invocation',
  'functionDefinition',
  'list',
  'relation',
  'decisionTable',
  'conditional',
  'filter',
  'for',
  'some',
  'every',
]);

const expressionsIn = ({ children }: XmlElement): XmlElement[] => children.filter(({ name }) => EXPRESSIONS.has(name));

const unreadable = (why: string): BoxedExpression => ({ box: 'unreadable', why });

/** The expression among the children of an element, as the value of a decision or a context entry. */
export const expressionIn = (element: XmlElement | undefined): BoxedExpression | undefined => {
  const [found] = element === undefined ? [] : expressionsIn(element);
  return found === undefined ? undefined : readExpression(found);
};

const neededIn = (element: XmlElement, name: string): BoxedExpression =>
  expressionIn(childNamed(element, name)) ?? unreadable(`the boxed expression has no "${name}"`);

/** Undefined where the element is not there, or says nothing. */
const testsText = (element: XmlElement, name: string): string | undefined => {
  const tests = childNamed(element, name);
  const text = tests === undefined ? undefined : childText(tests, 'text')?.trim();
  return text === '' ? undefined : text;
};

const clause = (element: XmlElement, values: string): TableClause => {
  const name = element.attributes.get('name');
  const text = testsText(element, values);
  return {
    ...(name === undefined ? {} : { name: nameText(name) }),
    ...typeRefOf(element),
    ...(text === undefined ? {} : { values: text }),
  };
};

const HIT_POLICIES: readonly HitPolicy[] = ['UNIQUE', 'ANY', 'PRIORITY', 'FIRST', 'RULE ORDER', 'OUTPUT ORDER', 'COLLECT'];
const AGGREGATORS: readonly TableAggregator[] = ['SUM', 'MIN', 'MAX', 'COUNT'];

const readTable = (element: XmlElement): BoxedExpression => {
  const policyText = element.attributes.get('hitPolicy') ?? 'UNIQUE';
  const aggregationText = element.attributes.get('aggregation');
  const hitPolicy = HIT_POLICIES.find((known) => known === policyText);
  const aggregation = AGGREGATORS.find((known) => known === aggregationText);
  if (hitPolicy === undefined) return unreadable(`"${policyText}" is no hit policy`);
  if (aggregation !== aggregationText) return unreadable(`"${aggregationText}" is no aggregation`);
  return { box: 'table', table: { hitPolicy, ...(aggregation === undefined ? {} : { aggregation }), ...tableParts(element) } };
};

const tableParts = (element: XmlElement): Pick<Table, 'inputs' | 'outputs' | 'rules'> => ({
  inputs: childrenNamed(element, 'input').map((input) => {
    const expression = childNamed(input, 'inputExpression');
    return {
      ...clause(input, 'inputValues'),
      ...(expression === undefined ? {} : typeRefOf(expression)),
      expression: (expression === undefined ? undefined : childText(expression, 'text')) ?? '',
    };
  }),
  outputs: childrenNamed(element, 'output').map((output) => {
    const fallback = childNamed(output, 'defaultOutputEntry');
    const text = fallback === undefined ? undefined : childText(fallback, 'text');
    return { ...clause(output, 'outputValues'), ...(text === undefined ? {} : { fallback: text }) };
  }),
  rules: childrenNamed(element, 'rule').map((rule) => ({
    inputs: childrenNamed(rule, 'inputEntry').map((entry) => childText(entry, 'text') ?? ''),
    outputs: childrenNamed(rule, 'outputEntry').map((entry) => childText(entry, 'text') ?? ''),
  })),
});

export const readFunction = (element: XmlElement): FunctionDefinition => {
  const body = expressionIn(element);
  return {
    kind: (element.attributes.get('kind') ?? 'FEEL') as FunctionKind,
    parameters: childrenNamed(element, 'formalParameter').map(informationItem),
    ...(body === undefined ? {} : { body }),
    ...typeRefOf(element),
  };
};

const readContext = (element: XmlElement): BoxedExpression => ({
  box: 'context',
  entries: childrenNamed(element, 'contextEntry').map((entry) => {
    const variable = childNamed(entry, 'variable');
    return {
      ...(variable === undefined ? {} : { variable: informationItem(variable) }),
      value: expressionIn(entry) ?? unreadable('the context entry has no expression'),
    };
  }),
});

const readInvocation = (element: XmlElement): BoxedExpression => ({
  box: 'invocation',
  called: expressionIn(element) ?? unreadable('the invocation names no function'),
  bindings: childrenNamed(element, 'binding').map((binding) => {
    const parameter = childNamed(binding, 'parameter');
    const value = expressionIn(binding);
    return { parameter: parameter === undefined ? { name: '' } : informationItem(parameter), ...(value === undefined ? {} : { value }) };
  }),
});

const readIterator = (element: XmlElement, box: 'for' | 'some' | 'every'): BoxedExpression => {
  const of = childNamed(element, 'in');
  const ofTypeRef = of === undefined ? undefined : typeRefOf(of).typeRef;
  return {
    box,
    variable: nameText(element.attributes.get('iteratorVariable') ?? ''),
    of: neededIn(element, 'in'),
    ...(ofTypeRef === undefined ? {} : { ofTypeRef }),
    body: neededIn(element, box === 'for' ? 'return' : 'satisfies'),
  };
};

const readForm = (element: XmlElement): BoxedExpression => {
  switch (element.name) {
    case 'literalExpression':
      return { box: 'literal', text: childText(element, 'text') };
    case 'context':
      return readContext(element);
    case 'invocation':
      return readInvocation(element);
    case 'functionDefinition':
      return { box: 'function', definition: readFunction(element) };
    case 'list':
      return { box: 'list', items: expressionsIn(element).map(readExpression) };
    case 'relation':
      return {
        box: 'relation',
        columns: childrenNamed(element, 'column').map(informationItem),
        rows: childrenNamed(element, 'row').map((row) => expressionsIn(row).map(readExpression)),
      };
    case 'decisionTable':
      return readTable(element);
    case 'conditional':
      return {
        box: 'conditional',
        condition: neededIn(element, 'if'),
        then: neededIn(element, 'then'),
        otherwise: neededIn(element, 'else'),
      };
    case 'filter':
      return { box: 'filter', of: neededIn(element, 'in'), match: neededIn(element, 'match') };
    case 'for':
    case 'some':
    case 'every':
      return readIterator(element, element.name);
    default:
      return unreadable(`"${element.name}" is no boxed expression`);
  }
};

const readExpression = (element: XmlElement): BoxedExpression => ({ ...typeRefOf(element), ...readForm(element) });
