/** What `compilePolicy` prepares for the evaluation of cases: decisions with their slots, and where every name is read from. */
import type { PolicyDocument } from '../model/policy-document.ts';
import type { Value } from '../model/value.ts';
import type { CaseEvaluation } from './case-evaluation.ts';
import type { Logic } from './compile-logic.ts';
import type { ParameterAt } from './parameter-value.ts';

export type Reader = (evaluation: CaseEvaluation) => Value;

export type DecisionNode = {
  readonly name: string;
  /** Place among the values of a case, in the order of dependence. */
  readonly slot: number;
  /** The list for whose members this is decided. */
  readonly list: string | undefined;
  readonly label: string | undefined;
  /** Nothing where the decision has no logic yet at the date. */
  readonly logic: Logic | undefined;
  /** By list: the decisions of its members that the logic reads as fields. */
  readonly rows: ReadonlyMap<string, readonly DecisionNode[]>;
  /** Names of all decisions that the logic reads. */
  readonly reads: readonly string[];
  readonly date: string;
};

export type Program = {
  readonly policy: PolicyDocument;
  /** In the order of dependence. */
  readonly nodes: ReadonlyMap<string, DecisionNode>;
  readonly readers: ReadonlyMap<string, Reader>;
  /** By list: the readers of its members' expressions, those of the unit included. */
  readonly memberReaders: ReadonlyMap<string, ReadonlyMap<string, Reader>>;
  /** By list: the names of its members' fields. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly parameters: ReadonlyMap<string, ParameterAt>;
};
