/** Reads a DMN file: any of the namespaces of DMN 1.1 to 1.5, whose structure is the same as far as it is read here. */
import type { Problem } from '../model/problem.ts';
import type { Decision, DecisionService, DmnModel, Import, InputData, ItemDefinition, KnowledgeModel, Reference } from './model.ts';
import { expressionIn, informationItem, nameText, readFunction, typeRefOf } from './read-expression.ts';
import { childNamed, childrenNamed, childText, readXml, type XmlElement } from './read-xml.ts';

const MODEL_NAMESPACES = new Set([
  'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
  'http://www.omg.org/spec/DMN/20180521/MODEL/',
  'https://www.omg.org/spec/DMN/20191111/MODEL/',
  'https://www.omg.org/spec/DMN/20211108/MODEL/',
  'https://www.omg.org/spec/DMN/20230324/MODEL/',
]);

const attribute = (element: XmlElement, name: string): string => element.attributes.get(name) ?? '';

/** "#id" lies in this model, "namespace#id" in another. */
const reference = (element: XmlElement, own: string): Reference => {
  const href = attribute(element, 'href').trim();
  const hash = href.lastIndexOf('#');
  return hash <= 0 ? { namespace: own, id: href.slice(hash + 1) } : { namespace: href.slice(0, hash), id: href.slice(hash + 1) };
};

/** What the children called `wrapper` hold under `name`. */
const wrapped = (element: XmlElement, wrapper: string, name: string, own: string): Reference[] =>
  childrenNamed(element, wrapper).flatMap((child) => childrenNamed(child, name).map((found) => reference(found, own)));

const identified = (element: XmlElement): Pick<InputData, 'id' | 'name' | 'variable'> => {
  const name = nameText(attribute(element, 'name'));
  const variable = childNamed(element, 'variable');
  const item = variable === undefined ? { name } : informationItem(variable);
  return { id: attribute(element, 'id'), name, variable: item.name === '' ? { ...item, name } : item };
};

const testsOf = (element: XmlElement, name: string): string | undefined => {
  const tests = childNamed(element, name);
  return tests === undefined ? undefined : childText(tests, 'text')?.trim();
};

const itemDefinition = (element: XmlElement): ItemDefinition => {
  const allowedValues = testsOf(element, 'allowedValues');
  const typeConstraint = testsOf(element, 'typeConstraint');
  const functionItem = childNamed(element, 'functionItem');
  const outputTypeRef = functionItem?.attributes.get('outputTypeRef');
  return {
    name: nameText(attribute(element, 'name')),
    isCollection: attribute(element, 'isCollection') === 'true',
    ...typeRefOf(element),
    components: childrenNamed(element, 'itemComponent').map(itemDefinition),
    ...(allowedValues === undefined ? {} : { allowedValues }),
    ...(typeConstraint === undefined ? {} : { typeConstraint }),
    ...(functionItem === undefined
      ? {}
      : {
          functionItem: {
            parameters: childrenNamed(functionItem, 'parameters').map(informationItem),
            ...(outputTypeRef === undefined ? {} : { outputTypeRef }),
          },
        }),
  };
};

const importOf = (element: XmlElement): Import => ({
  name: nameText(attribute(element, 'name')),
  namespace: attribute(element, 'namespace'),
  importType: attribute(element, 'importType'),
});

const decision = (element: XmlElement, own: string): Decision => {
  const logic = expressionIn(element);
  return {
    ...identified(element),
    requiredInputs: wrapped(element, 'informationRequirement', 'requiredInput', own),
    requiredDecisions: wrapped(element, 'informationRequirement', 'requiredDecision', own),
    requiredKnowledge: wrapped(element, 'knowledgeRequirement', 'requiredKnowledge', own),
    ...(logic === undefined ? {} : { logic }),
  };
};

const knowledgeModel = (element: XmlElement, own: string): KnowledgeModel => {
  const logic = childNamed(element, 'encapsulatedLogic');
  return {
    ...identified(element),
    ...(logic === undefined ? {} : { logic: readFunction(logic) }),
    requiredKnowledge: wrapped(element, 'knowledgeRequirement', 'requiredKnowledge', own),
  };
};

const decisionService = (element: XmlElement, own: string): DecisionService => {
  const references = (name: string): Reference[] => childrenNamed(element, name).map((found) => reference(found, own));
  return {
    ...identified(element),
    outputDecisions: references('outputDecision'),
    encapsulatedDecisions: references('encapsulatedDecision'),
    inputDecisions: references('inputDecision'),
    inputData: references('inputData'),
  };
};

/** The model, or the mistake for which it cannot be read. */
export const readModel = (source: string): { readonly model: DmnModel } | { readonly problem: Problem } => {
  const read = readXml(source);
  if ('problem' in read) return read;
  const { root } = read;
  if (root.name !== 'definitions' || !MODEL_NAMESPACES.has(root.namespace)) {
    const { row, column } = root;
    return { problem: { row, column, message: 'the XML text is no DMN model', expected: 'definitions in a namespace of DMN 1.1 to 1.5' } };
  }
  const namespace = attribute(root, 'namespace');
  return {
    model: {
      namespace,
      name: nameText(attribute(root, 'name')),
      imports: childrenNamed(root, 'import').map(importOf),
      itemDefinitions: childrenNamed(root, 'itemDefinition').map(itemDefinition),
      inputData: childrenNamed(root, 'inputData').map(identified),
      decisions: childrenNamed(root, 'decision').map((element) => decision(element, namespace)),
      knowledgeModels: childrenNamed(root, 'businessKnowledgeModel').map((element) => knowledgeModel(element, namespace)),
      decisionServices: childrenNamed(root, 'decisionService').map((element) => decisionService(element, namespace)),
    },
  };
};
