/** The functions that a policy names (DMN's business knowledge models), ready to be taken into the expressions that call them. */
import { compileExpression, type FeelType, type Scope, type ScopeFunction, type ScopeFunctions } from '../feel/index.ts';
import { parseExpression } from '../feel/parse.ts';
import type { Syntax } from '../feel/syntax.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import { pointerTo } from '../model/json-pointer.ts';
import type { Problem } from '../model/problem.ts';

/** A function as it stands in the document, which may still have mistakes. */
export type FunctionDeclaration = { readonly name: string; readonly pointer: string; readonly json: JsonObject; readonly type: FeelType };

type Parameter = ScopeFunction['parameters'][number];

const MISSING: Syntax = { node: 'missing', range: { from: 0, to: 0 } };

export type FunctionContext = {
  readonly functions: ReadonlyMap<string, FunctionDeclaration>;
  /** What a body may read beside its parameters: figures of the law and the period, which are the same for every caller. */
  readonly names: ReadonlyMap<string, FeelType>;
  readonly typeOf: (json: JsonObject) => FeelType;
};

/**
 * Each function is checked when it is first asked for, so that those it calls are checked before it; one that calls itself on some way
 * is a mistake. What is wrong is in `problems`, once.
 */
export class PolicyFunctions implements ScopeFunctions {
  readonly problems: Problem[] = [];
  readonly #context: FunctionContext;
  readonly #known = new Map<string, ScopeFunction>();
  readonly #inProgress: string[] = [];
  readonly #circles = new Set<string>();

  constructor(context: FunctionContext) {
    this.#context = context;
  }

  get names(): readonly string[] {
    return [...this.#context.functions.keys()];
  }

  get(name: string): ScopeFunction | undefined {
    const known = this.#known.get(name);
    const declaration = this.#context.functions.get(name);
    if (known !== undefined || declaration === undefined) return known;
    if (this.#inProgress.includes(name)) return this.#circular(declaration);
    this.#inProgress.push(name);
    const made = this.#make(declaration);
    this.#inProgress.pop();
    this.#known.set(name, made);
    return made;
  }

  /** Its callers are checked as if it had no body; the circle is told at its first function. */
  #circular(declaration: FunctionDeclaration): ScopeFunction {
    const { name, pointer } = declaration;
    if (this.#circles.has(name)) return this.#withSyntax(declaration, MISSING);
    this.#circles.add(name);
    const way = [...this.#inProgress.slice(this.#inProgress.indexOf(name)), name].join(' → ');
    this.problems.push({
      pointer,
      message: `"${name}" depends on itself: ${way}`,
      expected: 'functions that do not call each other in a circle',
    });
    return this.#withSyntax(declaration, MISSING);
  }

  #parameters({ json }: FunctionDeclaration): Parameter[] {
    const given = Array.isArray(json.parameters) ? json.parameters.filter(isJsonObject) : [];
    return given.map((parameter) => ({ name: String(parameter.name), type: this.#context.typeOf(parameter) }));
  }

  #withSyntax(declaration: FunctionDeclaration, syntax: Syntax): ScopeFunction {
    const { name, json, type } = declaration;
    const scope: Scope = { names: this.#context.names };
    return { name, parameters: this.#parameters(declaration), result: type, source: String(json.feel), syntax, scope };
  }

  #make(declaration: FunctionDeclaration): ScopeFunction {
    const { json, pointer, type } = declaration;
    const parameters = this.#parameters(declaration);
    this.#checkNames(parameters, pointer);
    if (typeof json.feel !== 'string') return this.#withSyntax(declaration, MISSING);
    const names = new Map([...this.#context.names, ...parameters.map(({ name, type: own }) => [name, own] as const)]);
    const scope: Scope = { names, functions: this };
    const { problems } = compileExpression(json.feel, scope, type.kind === 'unknown' ? undefined : type);
    this.problems.push(...problems.map((problem) => ({ pointer: pointerTo(pointer, 'feel'), ...problem })));
    const { syntax } = problems.length > 0 ? { syntax: MISSING } : parseExpression(json.feel, scope);
    return this.#withSyntax(declaration, syntax ?? MISSING);
  }

  #checkNames(parameters: readonly Parameter[], pointer: string): void {
    parameters.forEach(({ name }, index) => {
      const at = pointerTo(pointer, 'parameters', index, 'name');
      if (this.#context.names.has(name)) {
        this.problems.push({ pointer: at, message: `"${name}" is declared for the whole policy`, expected: 'another name' });
      } else if (parameters.findIndex((other) => other.name === name) < index) {
        this.problems.push({ pointer: at, message: `the function has two parameters "${name}"`, expected: 'another name' });
      }
    });
  }
}

/** Everything that is wrong with the functions themselves. */
export const functionProblems = (functions: PolicyFunctions): readonly Problem[] => {
  for (const name of functions.names) functions.get(name);
  return functions.problems;
};
