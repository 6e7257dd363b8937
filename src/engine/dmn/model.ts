/** A DMN model as plain data, as it stands in its file: references are not resolved, expressions not parsed. DMN 1.5, chapters 6 to 8 and 10. */
import type { HitPolicy, TableAggregator } from '../model/policy-document.ts';

/** A name with a declared type: a variable, a parameter, a column. */
export type InformationItem = { readonly name: string; readonly typeRef?: string };

export type Import = { readonly name: string; readonly namespace: string; readonly importType: string };

export type ItemDefinition = {
  readonly name: string;
  readonly isCollection: boolean;
  readonly typeRef?: string;
  readonly components: readonly ItemDefinition[];
  /** Unary tests that hold for each item of a collection. */
  readonly allowedValues?: string;
  /** Unary tests that hold for the value as a whole. */
  readonly typeConstraint?: string;
  readonly functionItem?: { readonly parameters: readonly InformationItem[]; readonly outputTypeRef?: string };
};

export type FunctionKind = 'FEEL' | 'Java' | 'PMML';

export type FunctionDefinition = {
  readonly kind: FunctionKind;
  readonly parameters: readonly InformationItem[];
  readonly body?: BoxedExpression;
  readonly typeRef?: string;
};

export type TableClause = {
  readonly name?: string;
  readonly typeRef?: string;
  /** Unary tests, for the order of priority and for what is allowed. */
  readonly values?: string;
};

export type TableInput = TableClause & { readonly expression: string };
export type TableOutput = TableClause & { readonly fallback?: string };

export type TableRule = { readonly inputs: readonly string[]; readonly outputs: readonly string[] };

export type Table = {
  readonly hitPolicy: HitPolicy;
  readonly aggregation?: TableAggregator;
  readonly inputs: readonly TableInput[];
  readonly outputs: readonly TableOutput[];
  readonly rules: readonly TableRule[];
};

type Form =
  | { readonly box: 'literal'; readonly text: string | undefined }
  | { readonly box: 'context'; readonly entries: readonly { readonly variable?: InformationItem; readonly value: BoxedExpression }[] }
  | {
      readonly box: 'invocation';
      readonly called: BoxedExpression;
      readonly bindings: readonly { readonly parameter: InformationItem; readonly value?: BoxedExpression }[];
    }
  | { readonly box: 'function'; readonly definition: FunctionDefinition }
  | { readonly box: 'list'; readonly items: readonly BoxedExpression[] }
  | { readonly box: 'relation'; readonly columns: readonly InformationItem[]; readonly rows: readonly (readonly BoxedExpression[])[] }
  | { readonly box: 'table'; readonly table: Table }
  | {
      readonly box: 'conditional';
      readonly condition: BoxedExpression;
      readonly then: BoxedExpression;
      readonly otherwise: BoxedExpression;
    }
  | { readonly box: 'filter'; readonly of: BoxedExpression; readonly match: BoxedExpression }
  | {
      readonly box: 'for' | 'some' | 'every';
      readonly variable: string;
      readonly of: BoxedExpression;
      /** Declared type of the iterated collection. */
      readonly ofTypeRef?: string;
      readonly body: BoxedExpression;
    }
  /** What cannot be evaluated; `why` says so. */
  | { readonly box: 'unreadable'; readonly why: string };

/** `typeRef` is the declared type of the expression's value. */
export type BoxedExpression = { readonly typeRef?: string } & Form;

/** Absolute reference to an element: namespace and id. */
export type Reference = { readonly namespace: string; readonly id: string };

type Element = { readonly id: string; readonly name: string; readonly variable: InformationItem };

export type InputData = Element;
export type Decision = Element & {
  readonly requiredInputs: readonly Reference[];
  readonly requiredDecisions: readonly Reference[];
  readonly requiredKnowledge: readonly Reference[];
  readonly logic?: BoxedExpression;
};
export type KnowledgeModel = Element & { readonly logic?: FunctionDefinition; readonly requiredKnowledge: readonly Reference[] };
export type DecisionService = Element & {
  readonly outputDecisions: readonly Reference[];
  readonly encapsulatedDecisions: readonly Reference[];
  readonly inputDecisions: readonly Reference[];
  readonly inputData: readonly Reference[];
};

export type DmnModel = {
  readonly namespace: string;
  readonly name: string;
  readonly imports: readonly Import[];
  readonly itemDefinitions: readonly ItemDefinition[];
  readonly inputData: readonly InputData[];
  readonly decisions: readonly Decision[];
  readonly knowledgeModels: readonly KnowledgeModel[];
  readonly decisionServices: readonly DecisionService[];
};
