/** The elements of several models, found by reference, by name, and by what they require of each other across imports (DMN 1.5, 6.3). */
import type { FeelType } from '../feel/index.ts';
import { type DataType, feelTypeOf, type TypeFinder, typeFinder } from './data-type.ts';
import type { Decision, DecisionService, DmnModel, InputData, KnowledgeModel, Reference } from './model.ts';

type Node =
  | { readonly kind: 'input'; readonly element: InputData }
  | { readonly kind: 'decision'; readonly element: Decision }
  | { readonly kind: 'knowledge'; readonly element: KnowledgeModel }
  | { readonly kind: 'service'; readonly element: DecisionService };

/** An element with its model and the type of its variable. It is known by namespace and id, or by its name where it has no id. */
export type DmnElement = Node & { readonly key: string; readonly model: DmnModel; readonly type: DataType };

/** A required element, and the name of the import through which it is reached: '' for one that is named as if it were of the model itself. */
export type Required = { readonly element: DmnElement; readonly importName: string };

const keyOf = ({ namespace, id }: Reference): string => `${namespace}#${id}`;

const nameKeyOf = (kind: Node['kind'], name: string): string => `${kind} ${name}`;

const nodesOf = ({ inputData, decisions, knowledgeModels, decisionServices }: DmnModel): Node[] => [
  ...inputData.map((element): Node => ({ kind: 'input', element })),
  ...decisions.map((element): Node => ({ kind: 'decision', element })),
  ...knowledgeModels.map((element): Node => ({ kind: 'knowledge', element })),
  ...decisionServices.map((element): Node => ({ kind: 'service', element })),
];

export class ElementIndex {
  readonly #models: ReadonlyMap<string, DmnModel>;
  readonly #elements = new Map<string, DmnElement>();
  /** By kind and name. */
  readonly #byName = new Map<string, DmnElement[]>();
  readonly #types = new Map<DmnModel, TypeFinder>();
  readonly #named = new Map<DmnModel, Map<string, FeelType>>();

  constructor(models: readonly DmnModel[]) {
    this.#models = new Map(models.map((model) => [model.namespace, model]));
    for (const model of models) {
      const types = this.typesOf(model);
      for (const node of nodesOf(model)) {
        const { id, name, variable } = node.element;
        const key = keyOf({ namespace: model.namespace, id: id === '' ? name : id });
        const indexed = { ...node, key, model, type: types(variable.typeRef) };
        this.#elements.set(key, indexed);
        const nameKey = nameKeyOf(node.kind, name);
        const namesakes = this.#byName.get(nameKey);
        if (namesakes === undefined) this.#byName.set(nameKey, [indexed]);
        else namesakes.push(indexed);
      }
    }
  }

  /** By name: in the namespace if one is given, else in the model, else in any of them; or behind the name of an import. */
  find(kind: Node['kind'], name: string, model: DmnModel, namespace = model.namespace): DmnElement | undefined {
    const named = this.#byName.get(nameKeyOf(kind, name)) ?? [];
    return named.find((element) => element.model.namespace === namespace) ?? named[0] ?? this.#findBehindImport(kind, name, model);
  }

  #findBehindImport(kind: Node['kind'], name: string, model: DmnModel): DmnElement | undefined {
    const through = this.#importsOf(model).find((own) => own.name !== '' && name.startsWith(`${own.name}.`));
    return through === undefined ? undefined : this.find(kind, name.slice(through.name.length + 1), through.imported);
  }

  /** Models that are imported, each under its name; one that is not there is left out. */
  #importsOf(model: DmnModel): { readonly name: string; readonly imported: DmnModel }[] {
    return model.imports.flatMap(({ name, namespace }) => {
      const imported = this.#models.get(namespace);
      return imported === undefined || imported === model ? [] : [{ name, imported }];
    });
  }

  /** The types that a model may refer to. */
  typesOf(model: DmnModel): TypeFinder {
    let types = this.#types.get(model);
    if (types === undefined) {
      const imports = this.#importsOf(model).map(({ name, imported }) => ({
        name,
        find: (typeRef: string) => this.typesOf(imported)(typeRef),
      }));
      types = typeFinder(model.itemDefinitions, imports);
      this.#types.set(model, types);
    }
    return types;
  }

  /** What expressions of a model may name after "instance of": own types, and imported ones behind the name of their import. */
  namedTypes(model: DmnModel): ReadonlyMap<string, FeelType> {
    let named = this.#named.get(model);
    if (named === undefined) {
      named = new Map();
      this.#named.set(model, named);
      for (const { name, imported } of this.#importsOf(model)) {
        for (const [inner, type] of this.namedTypes(imported)) named.set(name === '' ? inner : `${name}.${inner}`, type);
      }
      for (const { name } of model.itemDefinitions) named.set(name, feelTypeOf(this.typesOf(model)(name)));
    }
    return named;
  }

  /** A reference to what is not there is left out: whoever reads it gets a null. */
  required({ model }: DmnElement, references: readonly Reference[]): Required[] {
    return references.flatMap((reference) => {
      const element = this.#elements.get(keyOf(reference));
      if (element === undefined) return [];
      const through = element.model === model ? undefined : model.imports.find(({ namespace }) => namespace === element.model.namespace);
      return [{ element, importName: through?.name ?? '' }];
    });
  }

  /** What the logic of an element may read. */
  requirementsOf(owner: DmnElement): Required[] {
    switch (owner.kind) {
      case 'decision': {
        const { requiredInputs, requiredDecisions, requiredKnowledge } = owner.element;
        return this.required(owner, [...requiredInputs, ...requiredDecisions, ...requiredKnowledge]);
      }
      case 'knowledge':
        return this.required(owner, owner.element.requiredKnowledge);
      case 'input':
      case 'service':
        return [];
    }
  }
}
