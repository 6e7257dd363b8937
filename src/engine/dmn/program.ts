/** DMN models as a program: decisions, knowledge models and services are evaluated on demand (DMN 1.5, 6 and 10.4). */
import { type Clock, Closure, contextOf, type Environment, type FeelType, type Scope, UNKNOWN, withinLevels } from '../feel/index.ts';
import { isContext, Null, type Value } from '../model/value.ts';
import { coerce } from './coerce.ts';
import { compileExpression, compileFunction, type Place } from './compile-expression.ts';
import { feelTypeOf } from './data-type.ts';
import { type DmnElement, ElementIndex, type Required } from './element-index.ts';
import { errorNull, failing, type Logic } from './feel-text.ts';
import type { DmnModel } from './model.ts';

/**
 * A value from outside for an input or, in its place, a decision. Inputs of imported models are named by the entries of a context under
 * the name of the import, or by their own name.
 */
export type GivenValue = { readonly name: string; readonly namespace?: string; readonly value: Value };

export type DmnProgram = {
  readonly elements: ElementIndex;
  /** The value of a decision; or a knowledge model or service as a function. */
  evaluate(element: DmnElement, given: readonly GivenValue[]): Value;
  /** Calls a decision service with the values of its inputs; what is not given is null. */
  callService(service: DmnElement, given: readonly GivenValue[]): Value;
};

/** Requirements of requirements that are followed. */
const REQUIREMENT_DEPTH_MAX = 300;

/** Levels of the call stack that a call of a service stands for, beside those of the texts in it. */
const SERVICE_LEVELS = 6;

/**
 * An element as it is reached: a model that is imported on two ways stands for two, each with inputs of its own. `path` holds the names of
 * the imports on the way.
 */
type Instance = { readonly element: DmnElement; readonly path: readonly string[] };

const instanceKey = ({ element, path }: Instance): string => [...path, element.key].join('\n');

/** One evaluation: what was given, what was computed on the way, and what is being computed. */
type Run = { readonly given: readonly GivenValue[]; readonly values: Map<string, Value>; readonly open: Set<string> };

const newRun = (given: readonly GivenValue[], values = new Map<string, Value>()): Run => ({ given, values, open: new Set() });

const fieldAt = (value: Value | undefined, path: readonly string[]): Value | undefined => {
  let found = value;
  for (const name of path) {
    if (found === undefined || !isContext(found) || !Object.hasOwn(found, name)) return undefined;
    found = found[name];
  }
  return found;
};

const givenFor = ({ element, path }: Instance, given: readonly GivenValue[]): Value | undefined => {
  const { name } = element.element;
  const { namespace } = element.model;
  const [first, ...rest] = path.filter((part) => part !== '');
  if (first !== undefined) {
    const nested = fieldAt(given.find((entry) => entry.name === first)?.value, [...rest, name]);
    const dotted = [first, ...rest, name].join('.');
    const value = nested ?? given.find((entry) => entry.name === dotted)?.value;
    if (value !== undefined) return value;
  }
  const named = given.filter((entry) => entry.name === name || entry.name === element.element.variable.name);
  return (named.find((entry) => entry.namespace === namespace) ?? named.find((entry) => entry.namespace === undefined))?.value;
};

class Program implements DmnProgram {
  readonly elements: ElementIndex;
  readonly #logics = new Map<string, Logic>();
  readonly #inProgress = new Set<string>();
  readonly #clock: Clock | undefined;

  constructor(models: readonly DmnModel[], clock: Clock | undefined) {
    this.elements = new ElementIndex(models);
    this.#clock = clock;
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
    return { names, types: this.elements.namedTypes(model) };
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
    const { model } = element;
    if (this.#inProgress.size > REQUIREMENT_DEPTH_MAX) return failing(name, 'too many elements require each other in a row');
    const place: Place = {
      scope: this.#scopeOf(this.elements.requirementsOf(element), model),
      types: this.elements.typesOf(model),
      at: name,
      declared: element.kind === 'decision' ? element.type : undefined,
    };
    if (element.kind === 'decision' && element.element.logic !== undefined) return compileExpression(element.element.logic, place);
    if (element.kind === 'knowledge' && element.element.logic !== undefined) return compileFunction(element.element.logic, place);
    return failing(name, `"${name}" has no logic`);
  }

  evaluate(element: DmnElement, given: readonly GivenValue[]): Value {
    // One budget for all that the decision rests on.
    return withinLevels(SERVICE_LEVELS, element.element.name, () => this.#valueOf({ element, path: [] }, newRun(given), 0));
  }

  callService(service: DmnElement, given: readonly GivenValue[]): Value {
    const instance = { element: service, path: [] };
    const values = this.#inputsOf(instance).map((input) => {
      const { name } = input.element.element;
      return givenFor(input, given) ?? errorNull(name, `"${name}" is not given`);
    });
    return withinLevels(SERVICE_LEVELS, service.element.name, () => this.#runService(instance, values));
  }

  #valueOf(instance: Instance, run: Run, depth: number): Value {
    const key = instanceKey(instance);
    const known = run.values.get(key);
    if (known !== undefined) return known;
    const { element } = instance;
    const { name } = element.element;
    if (element.kind === 'service') return this.#serviceFunction(instance);
    if (run.open.has(key)) return errorNull(name, `"${name}" depends on itself`);
    if (depth > REQUIREMENT_DEPTH_MAX) return errorNull(name, `"${name}" depends on too many others in a row`);
    run.open.add(key);
    const isData = element.kind === 'input' || element.kind === 'decision';
    const given = isData ? givenFor(instance, run.given) : undefined;
    const value = given ?? this.#computed(instance, run, depth);
    const result = isData ? coerce(value, element.type, name) : value;
    run.open.delete(key);
    run.values.set(key, result);
    return result;
  }

  #computed(instance: Instance, run: Run, depth: number): Value {
    const { element } = instance;
    const { name } = element.element;
    if (element.kind === 'input') return new Null({ kind: 'absent', at: name, message: `"${name}" is not given` });
    // One after the other, not one within the other: expressions that wait for each other nest, and that has a limit.
    for (const required of this.elements.requirementsOf(element)) {
      if (required.element.kind === 'decision') this.#valueOf(this.#reached(instance, required), run, depth + 1);
    }
    return this.#logicOf(element).evaluate(this.#environmentOf(instance, run, depth));
  }

  /** Reads what the element requires when it is asked for. */
  #environmentOf(owner: Instance, run: Run, depth: number): Environment {
    const readers = new Map<string, () => Value>();
    const imported = new Map<string, Required[]>();
    const read = (required: Required): Value => this.#valueOf(this.#reached(owner, required), run, depth + 1);
    for (const required of this.elements.requirementsOf(owner.element)) {
      const { importName, element } = required;
      if (importName === '') readers.set(element.element.variable.name, () => read(required));
      else imported.set(importName, [...(imported.get(importName) ?? []), required]);
    }
    for (const [name, behind] of imported) {
      readers.set(name, () => Object.fromEntries(behind.map((required) => [required.element.element.variable.name, read(required)])));
    }
    return { lookup: (name) => readers.get(name)?.() ?? errorNull(name, `there is no "${name}"`), clock: this.#clock };
  }

  #reached({ element: owner, path }: Instance, { element, importName }: Required): Instance {
    return { element, path: element.model === owner.model ? path : [...path, importName] };
  }

  /** The parameters of a service in their order: its input data, then its input decisions (DMN 1.5, 10.4). */
  #inputsOf(service: Instance): Instance[] {
    const { element } = service;
    if (element.kind !== 'service') throw new TypeError(`${element.element.name} is no decision service`);
    const { inputData, inputDecisions } = element.element;
    return this.elements.required(element, [...inputData, ...inputDecisions]).map((required) => this.#reached(service, required));
  }

  #serviceFunction(service: Instance): Closure {
    const inputs = this.#inputsOf(service);
    const { name } = service.element.element;
    return new Closure(
      inputs.map(({ element }) => element.element.variable.name),
      { kind: 'function', parameters: inputs.map(({ element }) => feelTypeOf(element.type)), result: feelTypeOf(service.element.type) },
      (given) => {
        // As for any function, an argument that is not of its declared type keeps it from being called.
        const fitting = inputs.map(({ element }, index) => coerce(given[index] as Value, element.type, element.element.name));
        const misfit = fitting.find((value, index) => value instanceof Null && !(given[index] instanceof Null));
        return misfit ?? withinLevels(SERVICE_LEVELS, name, () => this.#runService(service, fitting));
      },
    );
  }

  /** `given`: one value per input. Whatever else the service's decisions need is computed anew, or null. */
  #runService(service: Instance, given: readonly Value[]): Value {
    const { element } = service;
    if (element.kind !== 'service') throw new TypeError(`${element.element.name} is no decision service`);
    const { outputDecisions, name } = element.element;
    const values = new Map(
      this.#inputsOf(service).map((input, index) => [
        instanceKey(input),
        coerce(given[index] as Value, input.element.type, input.element.element.name),
      ]),
    );
    const run = newRun([], values);
    const outputs = this.elements.required(element, outputDecisions).map((required) => this.#reached(service, required));
    const [only] = outputs;
    if (only === undefined) return errorNull(name, `the decision service "${name}" has no output decision`);
    const value =
      outputs.length === 1
        ? this.#valueOf(only, run, 0)
        : Object.fromEntries(outputs.map((output) => [output.element.element.variable.name, this.#valueOf(output, run, 0)]));
    return coerce(value, element.type, name);
  }
}

/** `models` hold all that any of them imports; an element that is not there is null for who requires it. `clock`: for `now` and `today`. */
export const createProgram = (models: readonly DmnModel[], clock?: Clock): DmnProgram => new Program(models, clock);
