/** DMN models as a program: resolves what elements require of each other, also across imports, and evaluates on demand (DMN 1.5, 6 and 10.4). */

import { Closure } from '../feel/closure.ts';
import { contextOf, type Environment, type FeelType, type Scope, UNKNOWN } from '../feel/index.ts';
import { withinLevels } from '../feel/interpret/call-limit.ts';
import { Null, type Value } from '../model/value.ts';
import { coerce } from './coerce.ts';
import { compileExpression, compileFunction, type Place } from './compile-expression.ts';
import { ANY, type DataType, feelTypeOf, type TypeFinder, typeFinder } from './data-type.ts';
import { errorNull, failing, type Logic } from './feel-text.ts';
import type { Decision, DecisionService, DmnModel, InputData, KnowledgeModel, Reference } from './model.ts';

type Node =
  | { readonly kind: 'input'; readonly element: InputData }
  | { readonly kind: 'decision'; readonly element: Decision }
  | { readonly kind: 'knowledge'; readonly element: KnowledgeModel }
  | { readonly kind: 'service'; readonly element: DecisionService };

/** An element with its model, known by namespace and id, or by its name where it has no id. */
export type DmnElement = Node & { readonly key: string; readonly model: DmnModel; readonly type: DataType };

/** The values that one evaluation works with, by the keys of their elements: given ones, and those computed on the way. */
type Values = Map<string, Value>;

export type DmnProgram = {
  /** By name: in the namespace if one is given, else in the model, else in any of them. */
  find(kind: Node['kind'], name: string, model: DmnModel, namespace?: string): DmnElement | undefined;
  /** The value of a decision; or a knowledge model or service as a function. `given` are values of inputs and decisions. */
  evaluate(element: DmnElement, given: ReadonlyMap<string, Value>): Value;
  /** Calls a decision service with the values of its inputs; what is not given is null. */
  callService(element: DmnElement, given: ReadonlyMap<string, Value>): Value;
};

/** Requirements of requirements that are followed. */
const REQUIREMENT_DEPTH_MAX = 300;

/** Levels of the call stack that a call of a service stands for, beside those of the texts in it. */
const SERVICE_LEVELS = 16;

const keyOf = ({ namespace, id }: Reference): string => `${namespace}#${id}`;

const nodesOf = ({ inputData, decisions, knowledgeModels, decisionServices }: DmnModel): Node[] => [
  ...inputData.map((element): Node => ({ kind: 'input', element })),
  ...decisions.map((element): Node => ({ kind: 'decision', element })),
  ...knowledgeModels.map((element): Node => ({ kind: 'knowledge', element })),
  ...decisionServices.map((element): Node => ({ kind: 'service', element })),
];

/** A required element as the logic that requires it names it: behind the name of its import, where it is imported under one. */
type Required = { readonly element: DmnElement; readonly importName: string };

class Program implements DmnProgram {
  readonly #models: ReadonlyMap<string, DmnModel>;
  readonly #elements = new Map<string, DmnElement>();
  readonly #types = new Map<DmnModel, TypeFinder>();
  readonly #named = new Map<DmnModel, Map<string, FeelType>>();
  readonly #logics = new Map<string, Logic>();
  readonly #inProgress = new Set<string>();

  constructor(models: readonly DmnModel[]) {
    this.#models = new Map(models.map((model) => [model.namespace, model]));
    for (const model of models) {
      const types = this.#typesOf(model);
      for (const node of nodesOf(model)) {
        const { id, name, variable } = node.element;
        const key = keyOf({ namespace: model.namespace, id: id === '' ? name : id });
        this.#elements.set(key, { ...node, key, model, type: types(variable.typeRef) });
      }
    }
  }

  #typesOf(model: DmnModel): TypeFinder {
    let types = this.#types.get(model);
    if (types === undefined) {
      types = typeFinder(model.itemDefinitions, (name) => {
        const imported = model.imports.find((candidate) => candidate.name === name);
        const other = imported === undefined ? undefined : this.#models.get(imported.namespace);
        return other === undefined || other === model ? undefined : (typeRef) => this.#typesOf(other)(typeRef);
      });
      this.#types.set(model, types);
    }
    return types;
  }

  find(kind: Node['kind'], name: string, model: DmnModel, namespace = model.namespace): DmnElement | undefined {
    const named = [...this.#elements.values()].filter((element) => element.kind === kind && element.element.name === name);
    return named.find((element) => element.model.namespace === namespace) ?? named[0];
  }

  #required({ model }: DmnElement, references: readonly Reference[]): Required[] {
    return references.flatMap((reference) => {
      const element = this.#elements.get(keyOf(reference));
      if (element === undefined) return [];
      const importName = model.imports.find(({ namespace }) => namespace === element.model.namespace)?.name ?? '';
      return [{ element, importName: element.model === model ? '' : importName }];
    });
  }

  /** What the logic of an element may read. */
  #requirementsOf(owner: DmnElement): Required[] {
    switch (owner.kind) {
      case 'decision': {
        const { requiredInputs, requiredDecisions, requiredKnowledge } = owner.element;
        return this.#required(owner, [...requiredInputs, ...requiredDecisions, ...requiredKnowledge]);
      }
      case 'knowledge':
        return this.#required(owner, owner.element.requiredKnowledge);
      default:
        return [];
    }
  }

  #scopeOf(requirements: readonly Required[], model: DmnModel): Scope {
    const names = new Map<string, FeelType>();
    const imported = new Map<string, [string, FeelType][]>();
    for (const { element, importName } of requirements) {
      const { name } = element.element.variable;
      const type = this.#typeOf(element);
      if (importName === '') names.set(name, type);
      else imported.set(importName, [...(imported.get(importName) ?? []), [name, type]]);
    }
    for (const [name, fields] of imported) names.set(name, contextOf(fields));
    return { names, types: this.#namedTypes(model) };
  }

  /** What expressions may name after "instance of": own types, and imported ones behind the name of their import. */
  #namedTypes(model: DmnModel): ReadonlyMap<string, FeelType> {
    let named = this.#named.get(model);
    if (named === undefined) {
      named = new Map();
      this.#named.set(model, named);
      for (const { name } of model.itemDefinitions) named.set(name, feelTypeOf(this.#typesOf(model)(name)));
      for (const { name, namespace } of model.imports) {
        const other = this.#models.get(namespace);
        if (other === undefined) continue;
        for (const [inner, type] of this.#namedTypes(other)) named.set(name === '' ? inner : `${name}.${inner}`, type);
      }
    }
    return named;
  }

  /** The static type of an element's value: as declared, or that of its logic. */
  #typeOf(element: DmnElement): FeelType {
    const declared = element.kind === 'decision' || element.kind === 'input' ? feelTypeOf(element.type) : UNKNOWN;
    if (declared.kind !== 'unknown' || element.kind === 'input' || element.kind === 'service') return declared;
    return this.#inProgress.has(element.key) ? UNKNOWN : this.#logicOf(element).type;
  }

  #logicOf(element: DmnElement): Logic {
    let logic = this.#logics.get(element.key);
    if (logic === undefined) {
      this.#inProgress.add(element.key);
      logic = this.#compile(element);
      this.#inProgress.delete(element.key);
      this.#logics.set(element.key, logic);
    }
    return logic;
  }

  #compile(element: DmnElement): Logic {
    const { name } = element.element;
    if (this.#inProgress.size > REQUIREMENT_DEPTH_MAX) return failing(name, 'too many elements require each other in a row');
    const place: Place = {
      scope: this.#scopeOf(this.#requirementsOf(element), element.model),
      types: this.#typesOf(element.model),
      at: name,
    };
    if (element.kind === 'decision') {
      const { logic } = element.element;
      return logic === undefined ? failing(name, `the decision "${name}" has no logic`) : compileExpression(logic, place);
    }
    if (element.kind === 'knowledge') {
      const { logic } = element.element;
      return logic === undefined ? failing(name, `"${name}" has no logic`) : compileFunction(logic, place);
    }
    return failing(name, `"${name}" has no logic`);
  }

  evaluate(element: DmnElement, given: ReadonlyMap<string, Value>): Value {
    const values: Values = new Map();
    for (const [key, value] of given) {
      const type = this.#elements.get(key)?.type ?? ANY;
      values.set(key, coerce(value, type, key));
    }
    return this.#valueOf(element, values, 0);
  }

  callService(element: DmnElement, given: ReadonlyMap<string, Value>): Value {
    if (element.kind !== 'service') throw new TypeError(`${element.element.name} is no decision service`);
    return this.#runService(
      element,
      (input) => given.get(input.key) ?? errorNull(input.element.name, `"${input.element.name}" is not given`),
    );
  }

  #valueOf(element: DmnElement, values: Values, depth: number): Value {
    const known = values.get(element.key);
    if (known !== undefined) return known;
    const { name } = element.element;
    if (element.kind === 'input') return new Null({ kind: 'absent', at: name, message: `"${name}" is not given` });
    if (element.kind === 'service') return this.#serviceFunction(element);
    if (depth > REQUIREMENT_DEPTH_MAX) return errorNull(name, `"${name}" depends on itself, or on too many others in a row`);
    const environment = this.#environmentOf(element, values, depth);
    const value = this.#logicOf(element).evaluate(environment);
    const result = element.kind === 'decision' ? coerce(value, element.type, name) : value;
    values.set(element.key, result);
    return result;
  }

  /** Reads what the element requires when it is asked for. */
  #environmentOf(owner: DmnElement, values: Values, depth: number): Environment {
    const readers = new Map<string, () => Value>();
    const imported = new Map<string, DmnElement[]>();
    for (const { element, importName } of this.#requirementsOf(owner)) {
      if (importName === '') readers.set(element.element.variable.name, () => this.#valueOf(element, values, depth + 1));
      else imported.set(importName, [...(imported.get(importName) ?? []), element]);
    }
    for (const [name, elements] of imported) {
      readers.set(name, () =>
        Object.fromEntries(elements.map((element) => [element.element.variable.name, this.#valueOf(element, values, depth + 1)])),
      );
    }
    return { lookup: (name) => readers.get(name)?.() ?? errorNull(name, `there is no "${name}"`) };
  }

  /** The parameters of a service in their order: its input data, then its input decisions (DMN 1.5, 10.4). */
  #inputsOf(service: DmnElement & { readonly kind: 'service' }): DmnElement[] {
    const { inputData, inputDecisions } = service.element;
    return this.#required(service, [...inputData, ...inputDecisions]).map(({ element }) => element);
  }

  #serviceFunction(service: DmnElement & { readonly kind: 'service' }): Closure {
    const inputs = this.#inputsOf(service);
    const { name } = service.element;
    return new Closure(
      inputs.map(({ element }) => element.variable.name),
      { kind: 'function', parameters: inputs.map(({ type }) => feelTypeOf(type)), result: feelTypeOf(service.type) },
      (given) => {
        // As for any function, an argument that is not of its declared type keeps it from being called.
        const fitting = inputs.map((input, index) => coerce(given[index] as Value, input.type, input.element.name));
        const misfit = fitting.find((value, index) => value instanceof Null && !(given[index] instanceof Null));
        return (
          misfit ?? withinLevels(SERVICE_LEVELS, name, () => this.#runService(service, (input) => fitting[inputs.indexOf(input)] as Value))
        );
      },
    );
  }

  #runService(service: DmnElement & { readonly kind: 'service' }, read: (input: DmnElement) => Value): Value {
    const { outputDecisions, name } = service.element;
    const values: Values = new Map();
    for (const input of this.#inputsOf(service)) values.set(input.key, coerce(read(input), input.type, input.element.name));
    const outputs = this.#required(service, outputDecisions).map(({ element }) => element);
    const [only] = outputs;
    if (only === undefined) return errorNull(name, `the decision service "${name}" has no output decision`);
    const value =
      outputs.length === 1
        ? this.#valueOf(only, values, 0)
        : Object.fromEntries(outputs.map((output) => [output.element.variable.name, this.#valueOf(output, values, 0)]));
    return coerce(value, service.type, name);
  }
}

/** `models` hold all that any of them imports; an element that is not there is null for who requires it. */
export const createProgram = (models: readonly DmnModel[]): DmnProgram => new Program(models);
